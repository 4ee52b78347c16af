"""The ledger: its entries, verified, proved, held to what was kept."""

from typing import IO

from msgspec import Struct

from tocsin.ledger.merkle import leaf_hash
from tocsin.ledger.public_key import thumbprint
from tocsin.operations import cursor
from tocsin.operations.listing import Part
from tocsin.operations.operation import KEEPERS, READERS, Method, Nothing, Operation, Page
from tocsin.operations.upload import document_in
from tocsin.rules.walk import Finding
from tocsin.stages import growth, ledger
from tocsin.stages.desk import Desk
from tocsin.stages.growth import Growth
from tocsin.vocab.act import is_record, read_leaf, tag_of
from tocsin.vocab.errors import BadInput
from tocsin.vocab.limits import LIMITS
from tocsin.vocab.ports import Entry

RECORD = "record"  # what stands in the place of an act's name for a signed record of ours


class EntryAsked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry, by its place in the log."""

    index: int


class GrowthAsked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many entries the log had then."""

    old: int


class EntryLine(Struct, frozen=True, kw_only=True):
    """One entry without any words: its place, its leaf hash, and of an act its name, when and by whom."""

    index: int
    stream: str
    seq: int
    leaf_hash: str
    act: str
    at: str
    by: str


class LedgerVerdict(Struct, frozen=True, kw_only=True):
    """What verifying the log found, and what it cannot show; `held_to` is the size of a checkpoint kept elsewhere."""

    holds: bool
    entries: int
    root: str
    findings: tuple[Finding, ...]
    limit: str
    held_to: int | None


class Proved(Struct, frozen=True, kw_only=True):
    """An entry's own bytes, and the proof (C2SP tlog-proof) that it stands in the log."""

    index: int
    exercise: bool
    leaf: str
    proof: str


class CheckpointKept(Struct, frozen=True, kw_only=True):
    """The newest signed checkpoint, and the key that it is signed with."""

    checkpoint: str
    key: str


class SigningKey(Struct, frozen=True, kw_only=True):
    """The public key that signs records and receipts: under which name, and by which fingerprint people compare it."""

    iss: str
    key: str
    fingerprint: str


class Keys(Struct, frozen=True, kw_only=True):
    """The public keys of the log, oldest first, and the one that signs records: whoever checks proofs needs them."""

    origin: str
    keys: tuple[str, ...]
    records: SigningKey


def verify(desk: Desk, _asked: Nothing) -> LedgerVerdict:
    """Check every act, the tree, the checkpoints and the index; name each place that does not hold."""
    return _verdict(desk, None)


def hold_to(desk: Desk, _asked: Nothing, content: IO[bytes]) -> LedgerVerdict:
    """The same, and hold the log to a checkpoint that was kept elsewhere."""
    kept = growth.hold_to(desk, document_in(content, limit_bytes=LIMITS.record_bytes))
    return _verdict(desk, kept.size)


def prove(desk: Desk, asked: EntryAsked) -> Proved:
    """An offline proof that an entry stands in the log."""
    proof = ledger.prove(desk, asked.index)
    entry = next(desk.log.entries(asked.index, asked.index + 1))
    exercise = entry.stream != desk.org and desk.case(entry.stream).exercise
    return Proved(index=asked.index, exercise=exercise, leaf=entry.leaf.decode(), proof=proof.decode())


def checkpoint(desk: Desk, _asked: Nothing) -> CheckpointKept:
    """The newest signed checkpoint: kept elsewhere, it shows whether what is before it was rewritten."""
    return CheckpointKept(checkpoint=desk.log.checkpoint(), key=desk.log_key())


def show_keys(desk: Desk, _asked: Nothing) -> Keys:
    """The public keys that sign or signed this log and its records, for whoever checks proofs."""
    log, record = desk.log_entry(), desk.record_key
    signs = SigningKey(iss=record.name, key=record.to_text(), fingerprint=thumbprint(record.point))
    return Keys(origin=log.origin, keys=tuple(log.keys), records=signs)


def prove_growth(desk: Desk, asked: GrowthAsked) -> Growth:
    """A consistency proof (RFC 9162) that the log then is the beginning of the log now."""
    return growth.prove_growth(desk, asked.old)


def list_entries(desk: Desk, asked: Part) -> Page[EntryLine]:
    """The entries of the log, newest first, without any words."""
    limit = cursor.bounded(asked.limit)
    end = _end(desk, asked.cursor)
    found = list(desk.log.entries(max(0, end - limit - 1), end))[::-1]
    return cursor.page_of([((str(one.index), ""), one) for one in found], limit, _line)


def _verdict(desk: Desk, held_to: int | None) -> LedgerVerdict:
    found = ledger.verify(desk)
    return LedgerVerdict(
        holds=found.holds,
        entries=found.entries,
        root=found.root,
        findings=found.findings,
        limit=found.limit,
        held_to=held_to,
    )


def _end(desk: Desk, given: str) -> int:
    """Before which entry a page ends: the one that was shown last."""
    size, place = desk.log.size(), cursor.read(given)
    if place is None:
        return size
    if not place[0].isdecimal() or len(place[0]) > len(str(size)):
        raise BadInput("this is no cursor of the ledger", hint="take `next` of the page before, or leave it out")
    return min(int(place[0]), size)


def _line(entry: Entry) -> EntryLine:
    said = {"act": RECORD, "at": "", "by": ""}
    if not is_record(entry.leaf):
        leaf = read_leaf(entry.leaf)
        said = {"act": tag_of(leaf.act), "at": leaf.at.isoformat(), "by": leaf.by}
    return EntryLine(
        index=entry.index, stream=entry.stream, seq=entry.seq, leaf_hash=leaf_hash(entry.leaf).hex(), **said
    )


OPERATIONS = (
    Operation(
        name="ledger.entries",
        method=Method.GET,
        path="/ledger/entries",
        may=READERS,
        takes=Part,
        gives=Page[EntryLine],
        does=list_entries,
    ),
    Operation(
        name="ledger.verify",
        method=Method.GET,
        path="/ledger/verify",
        may=READERS,
        takes=Nothing,
        gives=LedgerVerdict,
        does=verify,
    ),
    Operation(
        name="ledger.hold-to",
        method=Method.POST,
        path="/ledger/verify",
        may=READERS,
        takes=Nothing,
        gives=LedgerVerdict,
        does_with=hold_to,
    ),
    Operation(
        name="ledger.prove",
        method=Method.GET,
        path="/ledger/entries/{index}/proof",
        may=READERS,
        takes=EntryAsked,
        gives=Proved,
        does=prove,
    ),
    Operation(
        name="ledger.growth",
        method=Method.GET,
        path="/ledger/growth",
        may=READERS,
        takes=GrowthAsked,
        gives=Growth,
        does=prove_growth,
    ),
    Operation(
        name="ledger.checkpoint",
        method=Method.GET,
        path="/ledger/checkpoint",
        may=READERS,
        takes=Nothing,
        gives=CheckpointKept,
        does=checkpoint,
    ),
    Operation(
        name="key.show",
        method=Method.GET,
        path="/ledger/keys",
        may=READERS | KEEPERS,
        takes=Nothing,
        gives=Keys,
        does=show_keys,
    ),
)
