"""The record itself: verified, proved, rebuilt."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from tocsin.ledger import checkpoint, merkle, note, proof
from tocsin.ledger.fault import ProofError
from tocsin.rules.fold import fold
from tocsin.rules.walk import Finding, Row, Walk
from tocsin.stages.desk import Desk
from tocsin.store.index import key_of, row_of
from tocsin.store.log import Snapshot
from tocsin.vocab.act import is_record, read_leaf
from tocsin.vocab.case import Entity
from tocsin.vocab.errors import BadInput, ChangedMeanwhile, ProofFailed
from tocsin.vocab.ports import EntityRow

TRIES = 5  # others may record while the index is made anew; a busy house has a quiet moment by then
LIMIT_OF_PROOF = (
    "Not proven: whoever holds both the database and the log's key could have rewritten everything that nobody else "
    "has seen. Only a checkpoint kept elsewhere, or a witness, rules that out."
)


class Verification(Struct, frozen=True, kw_only=True):
    """What verifying the log found; no findings means that it holds as far as it can be checked here."""

    entries: int
    root: str
    findings: tuple[Finding, ...]
    limit: str = LIMIT_OF_PROOF

    @property
    def holds(self) -> bool:
        """Whether nothing was found. An empty log is not a pass: there was nothing to check."""
        return self.entries > 0 and not self.findings


def verify(desk: Desk, *, with_index: bool = True) -> Verification:
    """Check every entry, the tree, its checkpoints and what is derived, and name each place that does not hold.

    1. Entries are complete and in order, and each is what its leaf hash says and stands where it says it stands.
    2. The stored tree (edge and nodes) is the tree over these entries.
    3. The checkpoint in the database is of this tree and signed by the log's newest key; the mirrored one is of an
       earlier or equal state of it.
    4. The keys are those the log itself names, and the key in the home is the newest of them.
    5. The index is what the acts add up to, and the database file is sound (SQLite), unless `with_index` is False.
    All is seen as it is at one moment, whatever others record meanwhile.
    """
    # The files first: they cannot be newer than what the snapshot then shows. An exchange of the key may be under way.
    mirrored, home_keys = desk.log.mirrored_checkpoint(), (desk.next_log_key(), desk.log_key())
    walk = Walk(desk.org, frozenset({_size_of(mirrored)}))
    try:
        with desk.log.snapshot() as now:
            # 5, first part: what is not even a database is not read on
            for said in now.unsoundness() if with_index else ():
                walk.found("the database file", said)
            if not walk.findings:
                _check_log(walk, now)
                _check_checkpoints(walk, now, mirrored, home_keys)
            # 5
            if with_index and not walk.findings:
                for finding in _index_differences(now):
                    walk.found(finding.place, finding.what)
    except ProofFailed as fault:
        walk.found("the database", str(fault))
    return Verification(
        entries=walk.edge.size, root=walk.edge.root().hex() if walk.edge.size else "", findings=tuple(walk.findings)
    )


def _size_of(text: str | None) -> int:
    try:
        return checkpoint.parse(note.parse(text.encode()).text).size if text else 0
    except ProofError:
        return 0


def _check_log(walk: Walk, now: Snapshot) -> None:
    # 1
    for rows in now.rows():
        walk.page(rows)
    walk.finish()
    # 2
    head = now.head()
    if head is None:
        walk.found("the head of the log", "it is missing")
    elif head.edge != walk.edge.to_bytes():
        walk.found("the tree's edge", "it is not the edge of the tree over these entries")
    stored = {(level, index): value for level, index, value in now.nodes()}
    for level, index in sorted({*stored, *walk.nodes}):
        if (level, index) not in walk.nodes:
            walk.found(f"the tree's node {index} of level {level}", "the tree over these entries has none there")
        elif stored.get((level, index)) != walk.nodes[level, index]:
            first, last = index << (8 * level), ((index + 1) << (8 * level)) - 1
            walk.found(f"entries {first} to {last}", "the stored subtree root is not the root over them")


def _check_checkpoints(walk: Walk, now: Snapshot, mirrored: str | None, home_keys: tuple[str | None, str]) -> None:
    # 3, 4
    head, there = now.head(), walk.edge.size
    if head is None:
        return
    try:
        keys = [note.parse_key(key) for key in walk.keys]
        opened = checkpoint.open_note(note.parse(head.checkpoint.encode()), origin=walk.origin, log=keys)
    except ProofError as fault:
        walk.found("the checkpoint", str(fault))
        return
    size, root = opened.checkpoint.size, opened.checkpoint.root
    if keys[-1] not in [verified.key for verified in opened.log]:
        walk.found("the checkpoint", "it is not signed by the log's newest key")
    if size < there:
        walk.found(f"entries {size} to {there - 1}", "the checkpoint does not cover them")
    elif size > there or head.size != size:
        walk.found(
            "the end of the log", f"the checkpoint is of {size} entries, the head of {head.size}, {there} are there"
        )
    elif root != walk.edge.root():
        walk.found("the checkpoint", "its root is not the root over these entries")
    if walk.keys[-1] not in home_keys:
        walk.found("the log's key", "the key in the home is not the newest key that the log names")
    _check_mirror(walk, mirrored, keys)


def _check_mirror(walk: Walk, text: str | None, keys: list[note.VerifierKey]) -> None:
    if text is None:
        walk.found("the mirrored checkpoint", "it is missing: an older state of the database would not be noticed")
        return
    try:
        mirrored = checkpoint.open_note(note.parse(text.encode()), origin=walk.origin, log=keys).checkpoint
    except ProofError as fault:
        walk.found("the mirrored checkpoint", str(fault))
        return
    edge = walk.edges.get(mirrored.size)
    if edge is None:
        walk.found(
            "the end of the log",
            f"a checkpoint of {mirrored.size} entries was signed, but only {walk.edge.size} are there",
        )
    elif edge.root() != mirrored.root:
        walk.found(f"entries 0 to {mirrored.size - 1}", "they are not those of the mirrored checkpoint")


def rebuilt(pages: Iterable[Sequence[Row]]) -> tuple[dict[tuple[str, str], EntityRow], int]:
    """The index as the acts add up to it, from the first entry on, and how many entries there were."""
    held: dict[tuple[str, str], Entity] = {}
    streams: dict[tuple[str, str], str] = {}
    count = 0
    for rows in pages:
        count += len(rows)
        for _, stream, _, leaf, _ in rows:
            if is_record(leaf):
                continue  # the act after it says what it is
            for entity in fold(read_leaf(leaf), lambda kind, identifier: held.get((kind, identifier))):
                key = key_of(entity)
                held[key] = entity
                streams[key] = stream
    return {key: row_of(entity, streams[key]) for key, entity in held.items()}, count


def _index_differences(now: Snapshot) -> Iterator[Finding]:
    try:
        should, _ = rebuilt(now.rows())
    except (BadInput, AssertionError) as fault:
        yield Finding(place="the acts", what=f"they do not add up: {fault}")
        return
    stands = now.entities()
    for kind, identifier in sorted({*should, *stands}):
        if should.get((kind, identifier)) != stands.get((kind, identifier)):
            what = "it is not what the acts add up to; `tocsin ledger rebuild` mends it"
            yield Finding(place=f"the index, {kind} {identifier}", what=what)


def rebuild(desk: Desk) -> int:
    """Throw the index away and make it anew from the acts; how many rows were different before.

    ChangedMeanwhile where others keep recording; the index is then as it was.
    """
    for attempt in range(1, TRIES + 1):
        with desk.log.snapshot() as now:
            should, size = rebuilt(now.rows())
            stands = now.entities()
        try:
            desk.index.replace(list(should.values()), size)
        except ChangedMeanwhile:
            if attempt == TRIES:
                raise
        else:
            break
    return sum(1 for key in {*should, *stands} if should.get(key) != stands.get(key))


def prove(desk: Desk, index: int) -> bytes:
    """An offline proof (C2SP tlog-proof) that entry `index` stands in the log under its newest checkpoint."""
    signed = note.parse(desk.log.checkpoint().encode())
    size = checkpoint.parse(signed.text).size
    try:
        path = merkle.inclusion_proof(index, size, merkle.from_stored(desk.log.fetch))
    except ProofError as fault:
        raise BadInput(str(fault), hint=f"the log has entries 0 to {size - 1}") from fault
    return proof.LogProof(index=index, path=path, signed=signed).to_bytes()


def check_proof(desk: Desk, raw: bytes, leaf: bytes) -> int:
    """The index that a proof proves for these leaf bytes under this log's keys; ProofFailed where it does not."""
    log = desk.log_entry()
    try:
        found = proof.parse(raw)
        proof.verify(found, leaf, origin=log.origin, log=[note.parse_key(key) for key in log.keys])
    except ProofError as fault:
        raise ProofFailed(str(fault)) from fault
    return found.index
