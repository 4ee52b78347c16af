"""The record itself: verified, proved, rebuilt; and its key exchanged."""

from collections.abc import Iterator

import msgspec
from msgspec import Struct

from tocsin.ledger import checkpoint, merkle, note, proof
from tocsin.ledger.fault import ProofError
from tocsin.rules.fold import fold
from tocsin.stages.desk import Desk
from tocsin.store.index import row_of
from tocsin.vocab.act import read_leaf
from tocsin.vocab.case import Entity
from tocsin.vocab.errors import BadInput, ProofFailed
from tocsin.vocab.ports import EntityRow

MOST_PLACES = 20  # places named; more than these help nobody find the cause
LIMIT_OF_PROOF = (
    "Not proven: whoever holds both the database and the log's key could have rewritten everything that nobody else "
    "has seen. Only a checkpoint kept elsewhere, or a witness, rules that out."
)


class Finding(Struct, frozen=True, kw_only=True):
    """Something that does not hold, and where."""

    place: str
    what: str


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


class _Head(Struct):
    """The part of a leaf that binds it to its place; the act itself is skipped over."""

    org: str
    stream: str
    seq: int


_HEAD = msgspec.json.Decoder(_Head)


class _Walk:
    """One pass over the log, collecting what does not hold."""

    def __init__(self, org: str) -> None:
        self.org = org
        self.findings: list[Finding] = []
        self.expected = 0
        self.edge = merkle.Edge()
        self.nodes: dict[tuple[int, int], bytes] = {}
        self.sizes: dict[str, int] = {}
        self.edges: dict[int, merkle.Edge] = {}

    def found(self, place: str, what: str) -> None:
        """Note a finding, up to the number that is of use."""
        if len(self.findings) < MOST_PLACES:
            self.findings.append(Finding(place=place, what=what))

    def page(self, rows: "list[tuple[int, str, int, bytes, bytes]]", wanted: set[int]) -> None:
        """Check one page of rows, and remember the tree's edge at the wanted sizes within it."""
        hashes = merkle.leaf_hashes([row[3] for row in rows])
        sizes, org = self.sizes, self.org
        for (index, stream, seq, leaf, stored), hashed in zip(rows, hashes, strict=True):
            if index != self.expected:
                self.found(f"entry {self.expected}", f"missing: the next entry there is {index}")
                self.expected = index
            self.expected += 1
            if stored != hashed:
                self.found(f"entry {index} ({stream} act {seq})", "its bytes are not those that were recorded")
                continue
            try:
                head = _HEAD.decode(leaf)
            except msgspec.MsgspecError:
                self.found(f"entry {index} ({stream} act {seq})", "it is no leaf of a log")
                continue
            if head.stream != stream or head.seq != seq or head.org != org:
                self.found(f"entry {index}", f"it stands as {stream} act {seq} but says {head.stream} act {head.seq}")
            elif sizes.get(stream, 0) != seq:
                self.found(f"entry {index}", f"{stream} has act {seq} where act {sizes.get(stream, 0)} belongs")
            sizes[stream] = seq + 1
        self._grow(hashes, wanted)

    def _grow(self, hashes: list[bytes], wanted: set[int]) -> None:
        start = self.edge.size
        for size in sorted(size for size in wanted if start < size <= start + len(hashes)):
            self.edges[size] = self.edge.extend(hashes[: size - start])
        self.edge, born = merkle.completed(self.edge, hashes)
        for node in born:
            self.nodes[node.level, node.index] = node.hash


def verify(desk: Desk, *, with_index: bool = True) -> Verification:
    """Check every entry, the tree, its checkpoints and the index, and name each place that does not hold.

    1. Entries are complete and in order, and each is what its leaf hash says and stands where it says it stands.
    2. The stored tree (edge and nodes) is the tree over these entries.
    3. The checkpoint in the database is of this tree and signed by the log's newest key; the mirrored one is of an
       earlier or equal state of it.
    4. The keys are those the log itself names, and the key in the home is the newest of them.
    5. The index is what the acts add up to.
    """
    # 1
    walk = _Walk(desk.org)
    mirrored = _opened_text(desk.log.mirrored_checkpoint())
    wanted = {mirrored.size} if mirrored else set()
    for rows in desk.log.rows():
        walk.page(list(rows), wanted)
    # 2
    if desk.log.edge() != walk.edge.to_bytes():
        walk.found("the tree's edge", "it is not the edge of the tree over these entries")
    stored = {(level, index): value for level, index, value in desk.log.stored_nodes()}
    for level, index in sorted({*stored, *walk.nodes}):
        if stored.get((level, index)) != walk.nodes.get((level, index)):
            first = index << (8 * level)
            last = first + (1 << (8 * level)) - 1
            walk.found(f"entries {first} to {last}", "the stored subtree root is not the root over them")
    # 3, 4
    _check_checkpoint(desk, walk, mirrored)
    # 5
    if with_index and not walk.findings:
        for finding in _index_differences(desk):
            walk.found(finding.place, finding.what)
    return Verification(
        entries=walk.edge.size, root=walk.edge.root().hex() if walk.edge.size else "", findings=tuple(walk.findings)
    )


def _opened_text(text: str | None) -> checkpoint.Checkpoint | None:
    if not text:
        return None
    try:
        return checkpoint.parse(note.parse(text.encode()).text)
    except ProofError:
        return None


def _check_checkpoint(desk: Desk, walk: _Walk, mirrored: checkpoint.Checkpoint | None) -> None:
    log = desk.log_entry()
    try:
        keys = [note.parse_key(key) for key in log.keys]
        signed = note.parse(desk.log.checkpoint().encode())
        opened = checkpoint.open_note(signed, origin=log.origin, log=keys)
    except ProofError as fault:
        walk.found("the checkpoint", str(fault))
        return
    size, root = opened.checkpoint.size, opened.checkpoint.root
    if keys[-1] not in [verified.key for verified in opened.log]:
        walk.found("the checkpoint", "it is not signed by the log's newest key")
    if size != walk.edge.size or desk.log.size() != size:
        walk.found("the end of the log", f"the checkpoint is of {size} entries, but {walk.edge.size} are there")
    elif root != walk.edge.root():
        walk.found("the checkpoint", "its root is not the root over these entries")
    if desk.log_key() != log.keys[-1]:
        walk.found("the log's key", "the key in the home is not the newest key that the log names")
    _check_mirror(desk, walk, mirrored, keys, log.origin)


def _check_mirror(
    desk: Desk,
    walk: _Walk,
    mirrored: checkpoint.Checkpoint | None,
    keys: list[note.VerifierKey],
    origin: str,
) -> None:
    text = desk.log.mirrored_checkpoint()
    if text is None:
        walk.found("the mirrored checkpoint", "it is missing: an older state of the database would not be noticed")
        return
    try:
        checkpoint.open_note(note.parse(text.encode()), origin=origin, log=keys)
    except ProofError as fault:
        walk.found("the mirrored checkpoint", str(fault))
        return
    assert mirrored is not None
    edge = walk.edges.get(mirrored.size)
    if edge is None:
        walk.found(
            "the end of the log",
            f"a checkpoint of {mirrored.size} entries was signed, but only {walk.edge.size} are there",
        )
    elif edge.root() != mirrored.root:
        walk.found(f"entries 0 to {mirrored.size - 1}", "they are not those of the mirrored checkpoint")


def rebuilt(desk: Desk) -> dict[tuple[str, str], EntityRow]:
    """The index as the acts add up to it, from the first entry on."""
    held: dict[tuple[str, str], Entity] = {}
    streams: dict[tuple[str, str], str] = {}
    for entry in desk.log.entries():
        leaf = read_leaf(entry.leaf)
        for entity in fold(leaf, lambda kind, identifier: held.get((kind, identifier))):
            key = row_key(entity)
            held[key] = entity
            streams[key] = entry.stream
    return {key: row_of(entity, streams[key]) for key, entity in held.items()}


def row_key(entity: Entity) -> tuple[str, str]:
    """Kind and id of an entity."""
    row = row_of(entity, "")
    return row.kind, row.id


def _index_differences(desk: Desk) -> Iterator[Finding]:
    try:
        should = rebuilt(desk)
    except (BadInput, AssertionError) as fault:
        yield Finding(place="the acts", what=f"they do not add up: {fault}")
        return
    stands = desk.index.rows()
    for kind, identifier in sorted({*should, *stands}):
        if should.get((kind, identifier)) != stands.get((kind, identifier)):
            what = "it is not what the acts add up to; `tocsin ledger rebuild` mends it"
            yield Finding(place=f"the index, {kind} {identifier}", what=what)


def rebuild(desk: Desk) -> int:
    """Throw the index away and make it anew from the acts; how many rows were different before."""
    should, stands = rebuilt(desk), desk.index.rows()
    different = sum(1 for key in {*should, *stands} if should.get(key) != stands.get(key))
    desk.index.replace(list(should.values()))
    return different


def prove(desk: Desk, index: int) -> bytes:
    """An offline proof (C2SP tlog-proof) that entry `index` stands in the log under its newest checkpoint."""
    signed = note.parse(desk.log.checkpoint().encode())
    size = checkpoint.parse(signed.text).size
    try:
        path = merkle.inclusion_proof(index, size, merkle.from_stored(desk.log.fetch))
    except ProofError as fault:
        raise BadInput(str(fault), hint=f"the log has entries 0 to {size - 1}") from fault
    return proof.LogProof(index=index, path=path, signed=signed).to_bytes()


def prove_growth(desk: Desk, old: int) -> tuple[bytes, ...]:
    """The proof that the log of `old` entries is the beginning of the log as it is now."""
    try:
        return merkle.consistency_proof(old, desk.log.size(), merkle.from_stored(desk.log.fetch))
    except ProofError as fault:
        raise BadInput(str(fault)) from fault


def check_proof(desk: Desk, raw: bytes, leaf: bytes) -> int:
    """The index that a proof proves for these leaf bytes under this log's keys; ProofFailed where it does not."""
    log = desk.log_entry()
    try:
        found = proof.parse(raw)
        proof.verify(found, leaf, origin=log.origin, log=[note.parse_key(key) for key in log.keys])
    except ProofError as fault:
        raise ProofFailed(str(fault)) from fault
    return found.index
