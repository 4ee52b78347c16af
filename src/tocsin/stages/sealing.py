"""Stage 3, the heavy handlings: sealing, holding, purging."""

from collections.abc import Iterator
from contextlib import suppress

from tocsin.stages.desk import Desk
from tocsin.vocab.act import read_leaf
from tocsin.vocab.acts.evidence import HoldLifted, HoldPlaced, ItemKept, ItemPurged, ItemSealed, ItemUnsealed
from tocsin.vocab.case import Batch, Case, Item, Report
from tocsin.vocab.errors import ActNotAllowed, Gone
from tocsin.vocab.hold import PreserveReason
from tocsin.vocab.ports import Compartment, ObjectRow, Seal
from tocsin.vocab.reason import Hazard, PurgeReason, UnsealReason, closed
from tocsin.vocab.sheet import NoteSheet


def seal(desk: Desk, item: Item, *, hazard: str, because: str) -> Item:
    """Move an item's content behind the key for hazardous content; from then on every look needs a reason."""
    case = desk.case(item.case)
    item = desk.item(item.id)  # as it is now: whoever changes it after this line makes the recording fail
    if item.state != "kept":
        raise ActNotAllowed(f"{item.id} is {item.state} already" if item.state == "sealed" else f"{item.id} is purged")
    if item.compartment == Compartment.PRIVILEGED:
        raise ActNotAllowed(f"{item.id} is privileged and has a key of its own already")
    code = closed(Hazard, hazard, "reason code to seal")
    moved = _move(desk, item, Compartment.SEALED)
    draft = desk.draft(case)
    sheet = draft.sheet(NoteSheet(text=because))
    draft.add(ItemSealed(item=item.id, hazard=code, content=draft.bear(moved), sheet=sheet))
    draft.record()
    _destroy(desk, item.content)
    return desk.item(item.id)


def unseal(desk: Desk, item: Item, *, reason: str, because: str) -> Item:
    """Move the content back behind the ordinary key."""
    case = desk.case(item.case)
    item = desk.item(item.id)  # as it is now: whoever changes it after this line makes the recording fail
    if item.state != "sealed":
        raise ActNotAllowed(f"{item.id} is {item.state}, not sealed")
    code = closed(UnsealReason, reason, "reason code to unseal")
    moved = _move(desk, item, Compartment.ORDINARY)
    draft = desk.draft(case)
    sheet = draft.sheet(NoteSheet(text=because))
    draft.add(ItemUnsealed(item=item.id, reason=code, content=draft.bear(moved), sheet=sheet))
    draft.record()
    _destroy(desk, item.content)
    return desk.item(item.id)


def hold(desk: Desk, case: Case, item: Item | None, *, reason: PreserveReason, because: str) -> Case:
    """Stop deleting: one item, or the whole case. Two holds for one reason are two: each has to be lifted."""
    if item is not None and desk.item(item.id).state == "purged":
        raise ActNotAllowed(f"{item.id} was purged before: there is nothing left to hold")
    draft = desk.draft(case)
    sheet = draft.sheet(NoteSheet(text=because))
    draft.add(HoldPlaced(item=item.id if item else None, reason=reason, sheet=sheet))
    return draft.record_case()


def lift_hold(desk: Desk, case: Case, item: Item | None, *, reason: PreserveReason, because: str) -> Case:
    """End the newest hold that was placed for this reason."""
    held = desk.item(item.id).holds if item else case.holds
    if reason not in held:
        raise ActNotAllowed(f"no hold for {reason} stands there", hint="`tocsin evidence list` shows the holds")
    draft = desk.draft(case)
    sheet = draft.sheet(NoteSheet(text=because))
    draft.add(HoldLifted(item=item.id if item else None, reason=reason, sheet=sheet))
    return draft.record_case()


def purge(desk: Desk, item: Item, *, reason: str, because: str) -> Item:
    """Destroy content and salts of an item for good; what it was and when it was kept stays provable.

    A hold on the item or its case beats the purge. Inbound objects that were made from the item go with it, and so does
    who reported it. Items that people made from them are items of their own and stay until they are purged.
    """
    case = desk.case(item.case)
    item = desk.item(item.id)  # as it is now: whoever changes it after this line makes the recording fail
    if item.state == "purged":
        raise ActNotAllowed(f"{item.id} was purged before")
    standing = sorted({**case.holds, **item.holds})
    if standing:
        raise ActNotAllowed(
            f"{item.id} is under a preservation hold ({', '.join(standing)}): a hold beats a purge",
            hint="lift the hold first: `tocsin evidence hold ITEM --lift`, or `--case CASE --lift`",
        )
    code = closed(PurgeReason, reason, "reason code to purge")
    draft = desk.draft(case)
    sheet = draft.sheet(NoteSheet(text=because))
    draft.add(ItemPurged(item=item.id, reason=code, sheet=sheet))
    draft.record()
    destroy_purged(desk, desk.item(item.id))
    return desk.item(item.id)


def destroy_purged(desk: Desk, item: Item) -> None:
    """Destroy what the recorded purge, sealing or unsealing of an item took away; repeated until it is complete."""
    for batch in _batches_from(desk, item) if item.state == "purged" else ():
        desk.index.destroy_objects(batch.id)
    for commit in list(_taken_away(desk, item)):
        _destroy(desk, commit)


def unfinished(desk: Desk) -> Iterator[Item]:
    """Items of which something is still there that a recorded purge, sealing or unsealing took away: it was cut short.

    Something that is just being done elsewhere is among them; to finish it from both sides does no harm.
    """
    for item in desk.index.all("item"):
        assert isinstance(item, Item)
        if any(_taken_away(desk, item)) or any(_objects_left(desk, item)):
            yield item


def _taken_away(desk: Desk, item: Item) -> Iterator[str]:
    commits: list[str] = []
    if any(step.action in ("sealed", "unsealed") for step in item.custody):
        acts = (read_leaf(entry.leaf).act for entry in desk.log.stream(item.case))
        moves = [act for act in acts if isinstance(act, (ItemKept, ItemSealed, ItemUnsealed)) and act.item == item.id]
        commits = [act.content for act in moves if act.content != item.content]
    if item.state == "purged":
        commits += [item.content, item.sheet, *(batch.sheet for batch in _batches_from(desk, item))]
        reports = desk.index.all("report", stream=item.case)
        commits += [found.sheet for found in reports if isinstance(found, Report) and found.item == item.id]
    return (commit for commit in commits if desk.vault.is_registered(commit))


def _objects_left(desk: Desk, item: Item) -> Iterator[ObjectRow]:
    for batch in _batches_from(desk, item) if item.state == "purged" else ():
        yield from desk.index.objects(batch.id, limit=1)


def _batches_from(desk: Desk, item: Item) -> list[Batch]:
    # A list: to destroy while a reader is open makes SQLite wait for that very reader.
    found = desk.index.all("batch", stream=item.case)
    return [batch for batch in found if isinstance(batch, Batch) and batch.item == item.id]


def _destroy(desk: Desk, commit: str) -> None:
    with suppress(Gone):  # somebody else finished it, or an earlier attempt did
        desk.vault.destroy(commit)


def _move(desk: Desk, item: Item, compartment: Compartment) -> Seal:
    return desk.vault.keep(_Pieces(desk, item.content), compartment)  # type: ignore[arg-type]  # reads like a file


class _Pieces:
    """The pieces of a vault object, read like a file."""

    def __init__(self, desk: Desk, commit: str) -> None:
        self._pieces = iter(desk.vault.open(commit))
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        """The next `size` bytes; all of them where it is negative."""
        while size < 0 or len(self._rest) < size:
            piece = next(self._pieces, b"")
            if not piece:
                break
            self._rest += piece
        cut = len(self._rest) if size < 0 else size
        found, self._rest = self._rest[:cut], self._rest[cut:]
        return found
