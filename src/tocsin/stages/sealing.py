"""Stage 3, the heavy handlings: sealing, holding, purging."""

from collections.abc import Iterator
from contextlib import suppress

import msgspec
from msgspec import Struct

from tocsin.rules.destruction import Destruction
from tocsin.rules.fold.evidence import caveats_of, compartment_of
from tocsin.stages.compartment import batches_from, batches_on, drop, is_left, is_misplaced, move, put_right
from tocsin.stages.desk import Desk
from tocsin.vocab.act import Act, is_record, read_leaf
from tocsin.vocab.acts.evidence import (
    HoldEnded,
    HoldLifted,
    HoldPlaced,
    ItemPurged,
    ItemSealed,
    ItemUnsealed,
    TextsPurged,
)
from tocsin.vocab.acts.intake import CaseNamed, CaseOpened, ForeignIdLinked
from tocsin.vocab.acts.triage import TechniqueMapped
from tocsin.vocab.case import Case, Item
from tocsin.vocab.errors import ActNotAllowed, Gone
from tocsin.vocab.hold import PreserveReason
from tocsin.vocab.ports import Compartment
from tocsin.vocab.reason import Hazard, PurgeReason, UnsealReason, closed
from tocsin.vocab.sheet import NoteSheet


class Standing(Struct, frozen=True, kw_only=True):
    """One hold that stands: on which case or item, why, what was said, and the id by which it is lifted."""

    on: str
    reason: str
    hold: str
    text: str


def seal(desk: Desk, item: Item, *, hazard: str, because: str) -> Item:
    """Move an item behind the key for hazardous content; from then on every look needs a reason.

    Its content keeps salt and commitment, so it stays provably what was first kept; the objects understood in it move
    with it.
    """
    case = desk.case(item.case)
    item = desk.item(item.id)  # as it is now: whoever changes it after this line makes the recording fail
    if item.state != "kept":
        raise ActNotAllowed(f"{item.id} is {item.state} already" if item.state == "sealed" else f"{item.id} is purged")
    if item.compartment == Compartment.PRIVILEGED:
        raise ActNotAllowed(f"{item.id} is privileged and has a key of its own already")
    code = closed(Hazard, hazard, "reason code to seal")
    draft = desk.draft(case)
    left = move(draft, item, Compartment.SEALED)
    sheet = draft.sheet(NoteSheet(text=because))
    draft.add(ItemSealed(item=item.id, hazard=code, content=item.content, sheet=sheet))
    draft.record()
    drop(desk, left)
    return desk.item(item.id)


def unseal(desk: Desk, item: Item, *, reason: str, because: str) -> Item:
    """Move an item back behind the ordinary key; what a mark made counsel's meanwhile stays behind counsel's."""
    case = desk.case(item.case)
    item = desk.item(item.id)  # as it is now: whoever changes it after this line makes the recording fail
    if item.state != "sealed":
        raise ActNotAllowed(f"{item.id} is {item.state}, not sealed")
    code = closed(UnsealReason, reason, "reason code to unseal")
    draft = desk.draft(case)
    left = move(draft, item, Compartment(compartment_of(Compartment.ORDINARY, caveats_of(item.marks))))
    sheet = draft.sheet(NoteSheet(text=because))
    draft.add(ItemUnsealed(item=item.id, reason=code, content=item.content, sheet=sheet))
    draft.record()
    drop(desk, left)
    return desk.item(item.id)


def hold(desk: Desk, case: Case, item: Item | None, *, reason: PreserveReason, because: str) -> Case:
    """Stop deleting: one item, or the whole case. Two holds for one reason are two: each has to be lifted."""
    if item is not None and desk.item(item.id).state == "purged":
        raise ActNotAllowed(f"{item.id} was purged before: there is nothing left to hold")
    draft = desk.draft(case)
    sheet = draft.sheet(NoteSheet(text=because))
    draft.add(HoldPlaced(item=item.id if item else None, reason=reason, sheet=sheet))
    return draft.record_case()


def lift_hold(
    desk: Desk, case: Case, item: Item | None, *, reason: PreserveReason, because: str, which: str = ""
) -> Case:
    """End one hold that was placed for this reason: where there are several, `which`, by the first signs of its id."""
    standing = (desk.item(item.id).holds if item else case.holds).get(reason, ())
    on = item.id if item else None
    if not standing:
        raise ActNotAllowed(f"no hold for {reason} stands there", hint="`tocsin evidence list` shows the holds")
    fitting = [hold for hold in standing if hold.startswith(which.strip().lower())]
    if len(fitting) != 1:
        several = f"{len(fitting) or 'none'} of the {len(standing)} holds for {reason} there fit {which!r}"
        raise ActNotAllowed(
            several if which else f"{len(standing)} holds for {reason} stand there, each is lifted by itself",
            hint=f"say which, with --which and the id: `tocsin evidence list {case.id}` shows them",
        )
    draft = desk.draft(case)
    sheet = draft.sheet(NoteSheet(text=because))
    if len(standing) == 1:
        draft.add(HoldLifted(item=on, reason=reason, sheet=sheet))
    else:
        draft.add(HoldEnded(item=on, reason=reason, placed=fitting[0], sheet=sheet))
    return draft.record_case()


def holds_on(desk: Desk, case: Case) -> Iterator[Standing]:
    """Every hold that stands on a case and on its items, each with its own note."""
    items = desk.index.all("item", stream=case.id) if case.held_items else ()
    for item in [None, *items]:
        assert item is None or isinstance(item, Item)
        for reason, sheets in (item.holds if item else case.holds).items():
            for sheet in sheets:
                try:
                    note = desk.sheet(sheet, NoteSheet)
                except Gone:
                    note = None
                yield Standing(
                    on=item.id if item else case.id, reason=reason, hold=sheet, text=note.text if note else ""
                )


def purge(desk: Desk, item: Item, *, reason: str, because: str) -> Item:
    """Destroy content and salts of an item for good; what it was and when it was kept stays provable.

    A hold on the item or its case beats the purge. With the item go the objects that were understood in it, what was
    said when it was handled and looked at, its report with receipt and answers, and what was taken from it elsewhere:
    its title as the case's name, numbers and names of techniques that it states. Why it was held and is purged stays.
    Items that people made from it are items of their own and stay until they are purged.
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
    if texts := tuple(_texts_from(desk, item)):
        draft.add(TextsPurged(item=item.id, texts=texts))
    draft.record()
    destroy_purged(desk, desk.item(item.id))
    return desk.item(item.id)


def destroy_purged(desk: Desk, item: Item) -> None:
    """Finish what a recorded act asked for and a crash cut short; repeated until it is complete.

    A hold placed after a purge was recorded does not save what the purge already took: it was ordered destroyed.
    """
    if item.state == "purged":
        for batch in batches_from(desk, item):
            desk.index.destroy_objects(batch.id)
    for commit in destruction_of(desk, item.case).gone_with(item.id):
        with suppress(Gone):  # somebody else finished it, or an earlier attempt did
            desk.vault.destroy(commit)
    if is_misplaced(desk, item, batches_from(desk, item)):
        put_right(desk, item)


def unfinished(desk: Desk) -> Iterator[Item]:
    """Items of which something is still where a recorded purge, seal or mark took it from: it was cut short.

    Something that is just being done elsewhere is among them; to finish it from both sides does no harm.
    """
    for case in [found.id for found in desk.index.all("case") if isinstance(found, Case)]:
        items = [item for item in desk.index.all("item", stream=case) if isinstance(item, Item)]
        is_heard = any(item.state == "purged" or _was_sealed(item) for item in items)
        destruction = destruction_of(desk, case) if is_heard else Destruction()
        batches = batches_on(desk, case)
        for item in items:
            own = batches.get(item.id, [])
            if is_left(desk, destruction, item, own) or is_misplaced(desk, item, own):
                yield item


def destruction_of(desk: Desk, case_id: str) -> Destruction:
    """What may be gone by all the acts of a case."""
    destruction = Destruction()
    for act in _acts(desk, case_id):
        destruction.hear(act)
    return destruction


def is_held_since(desk: Desk, item: Item) -> bool:
    """Whether a hold stands on the item or its case; on what is purged it came too late."""
    return bool(item.holds or desk.case(item.case).holds)


def _was_sealed(item: Item) -> bool:
    return any(step.action in ("sealed", "unsealed") for step in item.custody)


def _acts(desk: Desk, case_id: str) -> Iterator[Act]:
    for entry in desk.log.stream(case_id):
        if not is_record(entry.leaf):
            yield read_leaf(entry.leaf).act


class _Taken(Struct, frozen=True, kw_only=True):
    """The one member that matters of the sheets whose text may be taken from an item."""

    taken_from: str = ""


def _texts_from(desk: Desk, item: Item) -> Iterator[str]:
    """The commitments of texts elsewhere on the case that were taken from an item."""
    for act in _acts(desk, item.case):
        if isinstance(act, CaseOpened | CaseNamed | ForeignIdLinked | TechniqueMapped):
            with suppress(Gone):
                taken = msgspec.json.decode(desk.vault.read(act.sheet), type=_Taken)
                if taken.taken_from == item.id:
                    yield act.sheet
