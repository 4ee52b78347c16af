"""Stage 3, the heavy handlings: sealing, holding, purging."""

from tocsin.stages.desk import Desk
from tocsin.vocab.acts.evidence import HoldLifted, HoldPlaced, ItemPurged, ItemSealed, ItemUnsealed
from tocsin.vocab.case import Batch, Case, Item, Report
from tocsin.vocab.errors import ActNotAllowed, BadInput, Gone
from tocsin.vocab.hold import PreserveReason
from tocsin.vocab.ids import KEY
from tocsin.vocab.ports import Compartment, Seal
from tocsin.vocab.sheet import NoteSheet


def seal(desk: Desk, item: Item, *, hazard: str, because: str) -> Item:
    """Move an item's content behind the key for hazardous content; from then on every look needs a reason."""
    if item.state != "kept":
        raise ActNotAllowed(f"{item.id} is {item.state}, so it cannot be sealed")
    if item.compartment == Compartment.PRIVILEGED:
        raise ActNotAllowed(f"{item.id} is privileged and has a key of its own already")
    moved = _move(desk, item, Compartment.SEALED)
    draft = desk.draft(desk.case(item.case))
    sheet = draft.sheet(NoteSheet(text=because))
    draft.add(ItemSealed(item=item.id, hazard=_code(hazard), content=draft.bear(moved), sheet=sheet))
    draft.record()
    desk.vault.destroy(item.content)
    return desk.item(item.id)


def unseal(desk: Desk, item: Item, *, reason: str, because: str) -> Item:
    """Move the content back behind the ordinary key."""
    if item.state != "sealed":
        raise ActNotAllowed(f"{item.id} is {item.state}, not sealed")
    moved = _move(desk, item, Compartment.ORDINARY)
    draft = desk.draft(desk.case(item.case))
    sheet = draft.sheet(NoteSheet(text=because))
    draft.add(ItemUnsealed(item=item.id, reason=_code(reason), content=draft.bear(moved), sheet=sheet))
    draft.record()
    desk.vault.destroy(item.content)
    return desk.item(item.id)


def hold(desk: Desk, case: Case, item: Item | None, *, reason: PreserveReason, because: str) -> Case:
    """Stop deleting: one item, or the whole case."""
    draft = desk.draft(case)
    sheet = draft.sheet(NoteSheet(text=because))
    draft.add(HoldPlaced(item=item.id if item else None, reason=reason, sheet=sheet))
    return draft.record_case()


def lift_hold(desk: Desk, case: Case, item: Item | None, *, reason: PreserveReason, because: str) -> Case:
    """End the hold that was placed for this reason."""
    held = item.holds if item else case.holds
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
    if item.state == "purged":
        raise ActNotAllowed(f"{item.id} was purged before")
    standing = sorted({**case.holds, **item.holds})
    if standing:
        raise ActNotAllowed(
            f"{item.id} is under a preservation hold ({', '.join(standing)}): a hold beats a purge",
            hint="lift the hold first: `tocsin evidence hold --lift`",
        )
    draft = desk.draft(case)
    sheet = draft.sheet(NoteSheet(text=because))
    draft.add(ItemPurged(item=item.id, reason=_code(reason), sheet=sheet))
    draft.record()
    destroy_purged(desk, item)
    return desk.item(item.id)


def destroy_purged(desk: Desk, item: Item) -> None:
    """Destroy what a recorded purge names; repeated after a crash until it is complete."""
    for batch in desk.index.all("batch", stream=item.case):
        if isinstance(batch, Batch) and batch.item == item.id:
            desk.index.destroy_objects(batch.id)
            _destroy(desk, batch.sheet)
    for report in desk.index.all("report", stream=item.case):
        if isinstance(report, Report) and report.item == item.id:
            _destroy(desk, report.sheet)
    _destroy(desk, item.content)
    _destroy(desk, item.sheet)


def _destroy(desk: Desk, commit: str) -> None:
    """Destroy what is behind a commitment, also where an interrupted purge did it before."""
    try:
        desk.vault.destroy(commit)
    except Gone:
        return


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


def _code(word: str) -> str:
    if not KEY.match(word):
        raise BadInput(f"{word!r} is no reason code", hint="use one short word without spaces")
    return word
