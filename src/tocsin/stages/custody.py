"""Stage 3, the proof of it: what was kept is still what was kept."""

from collections.abc import Iterator

import msgspec
from msgspec import Struct

from tocsin.ledger.commitment import batch_root
from tocsin.stages.desk import Desk
from tocsin.stages.evidence import record_look
from tocsin.vocab.case import Batch, Case, Item
from tocsin.vocab.errors import BadInput, Gone, ProofFailed
from tocsin.vocab.ports import Compartment
from tocsin.vocab.reading import InboundObject
from tocsin.vocab.sheet import BatchSheet


class Checked(Struct, frozen=True, kw_only=True):
    """What checking one thing found: `holds`, `purged`, or `broken` with the reason."""

    what: str
    verdict: str
    why: str = ""


class Placed(Struct, frozen=True, kw_only=True):
    """An inbound object with its place in its batch."""

    batch: str
    position: int
    object: InboundObject


def objects_in(desk: Desk, item: Item, *, reason: str = "", text: str = "") -> Iterator[Placed]:
    """The inbound objects that were understood inside an item, in their order.

    They are the item's content: a look at them is recorded first where a look at the item would be.
    """
    record_look(desk, item, reason=reason, text=text)
    for batch in _batches(desk, item.case):
        if batch.item == item.id:
            for position, body in _bodies(desk, batch):
                yield Placed(batch=batch.id, position=position, object=msgspec.json.decode(body, type=InboundObject))


def verify_evidence(desk: Desk, case: Case | None) -> Iterator[Checked]:
    """Read everything that was kept (of one case, or of the whole house) and compare it with its commitment.

    For the whole house that is every registered content and sheet, whoever refers to it.
    """
    cases = [case] if case else [found for found in desk.index.all("case") if isinstance(found, Case)]
    if case is None:
        for found in desk.vault.check_all():
            broken = found.verdict != "holds"
            yield Checked(what=found.commit, verdict="broken" if broken else "holds", why=found.detail)
    for one in cases:
        purged = set()
        for item in desk.index.all("item", stream=one.id):
            assert isinstance(item, Item)
            if item.state == "purged":
                purged.add(item.id)
                yield Checked(what=item.id, verdict="purged")
            else:
                yield _checked(desk, item.id, (item.content, item.sheet), is_read=case is not None)
        for batch in _batches(desk, one.id):
            if batch.item not in purged:
                yield _checked_batch(desk, batch)


def _checked(desk: Desk, what: str, commits: tuple[str, ...], *, is_read: bool) -> Checked:
    """Registered at all? And, where the register was not read as a whole before, is the content what it was?"""
    try:
        for commit in commits:
            pieces = desk.vault.open(commit)
            if is_read:
                for _ in pieces:
                    pass
    except (ProofFailed, Gone) as fault:
        return Checked(what=what, verdict="broken", why=str(fault))
    return Checked(what=what, verdict="holds")


def _checked_batch(desk: Desk, batch: Batch) -> Checked:
    try:
        sheet = desk.sheet(batch.sheet, BatchSheet)
        assert sheet is not None
        bodies = [body for _, body in _bodies(desk, batch)]
        root = batch_root(bytes.fromhex(sheet.salt), bodies)
    except (ProofFailed, Gone, BadInput, msgspec.MsgspecError, ValueError) as fault:
        return Checked(what=batch.id, verdict="broken", why=str(fault))
    if len(bodies) != batch.count or root != batch.root:
        return Checked(what=batch.id, verdict="broken", why="its objects are not those that were received")
    return Checked(what=batch.id, verdict="holds")


def _batches(desk: Desk, case: str) -> Iterator[Batch]:
    for batch in desk.index.all("batch", stream=case):
        assert isinstance(batch, Batch)
        yield batch


def _bodies(desk: Desk, batch: Batch) -> Iterator[tuple[int, bytes]]:
    for row in desk.index.objects(batch.id):
        place = f"{batch.id}/{row.position}/{row.kind}".encode()
        yield row.position, desk.vault.open_small(Compartment.ORDINARY, place, row.body)
