"""Stage 3: evidence is kept, described, handled, looked at and checked."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from msgspec import Struct

from tocsin.rules.marking import effective
from tocsin.stages.desk import Desk
from tocsin.stages.marks import marking_of, marks_on_case
from tocsin.vocab.acts.evidence import CustodyRecorded, ItemKept, ItemOpened
from tocsin.vocab.case import Case, Handling, Item
from tocsin.vocab.errors import ActNotAllowed, BadInput, Gone
from tocsin.vocab.evidence import CustodyAction, ItemKind
from tocsin.vocab.marking import Caveat, Marking, Tlp
from tocsin.vocab.ports import Compartment
from tocsin.vocab.reading import Detail
from tocsin.vocab.reason import LookReason, closed
from tocsin.vocab.sheet import CustodySheet, ItemSheet, NoteSheet


class Described(Struct, frozen=True, kw_only=True):
    """What a person says about an item when it is kept by hand."""

    kind: ItemKind
    name: str
    media_type: str = ""
    source: str = ""
    collected_at: str = ""
    note: str = ""
    layer: str = ""
    details: tuple[Detail, ...] = ()
    compartment: Compartment = Compartment.ORDINARY
    parent: str | None = None
    batch: str | None = None
    position: int | None = None


def keep(desk: Desk, case: Case, described: Described, stream: BinaryIO) -> tuple[Case, Item]:
    """Keep one item on a case; the bytes are read once and never lie in memory as a whole."""
    if described.kind is ItemKind.MITIGATION and not described.layer:
        raise BadInput(
            "a mitigation needs the layer where it acts", hint="name it with --layer, for example tool_policy"
        )
    seal = desk.vault.keep(stream, described.compartment)
    item = desk.new_id("item")
    draft = desk.draft(case)
    draft.bear(seal)
    sheet = ItemSheet(
        name=described.name,
        media_type=described.media_type,
        size_bytes=seal.size_bytes,
        source=described.source,
        collected_at=described.collected_at,
        note=described.note,
        layer=described.layer,
        details=described.details,
    )
    draft.add(
        ItemKept(
            item=item,
            kind=described.kind,
            content=seal.commit,
            compartment=described.compartment,
            parent=described.parent,
            batch=described.batch,
            position=described.position,
            sheet=draft.sheet(sheet, _compartment_of_sheet(described)),
        )
    )
    after = draft.record_case()
    kept = desk.index.get("item", item)
    assert isinstance(kept, Item)
    return after, kept


def _compartment_of_sheet(described: Described) -> Compartment:
    """What counsel's item is called is counsel's, too; the sheet of a sealed item stays readable."""
    is_privileged = described.compartment is Compartment.PRIVILEGED
    return Compartment.PRIVILEGED if is_privileged else Compartment.ORDINARY


def items_of(desk: Desk, case: Case, kind: ItemKind | None = None) -> Iterator[Item]:
    """The items of a case, oldest first."""
    for item in desk.index.all("item", stream=case.id):
        assert isinstance(item, Item)
        if kind is None or item.kind is kind:
            yield item


def hand_over(
    desk: Desk, item: Item, action: CustodyAction, *, counterpart: str, means: str = "", because: str = ""
) -> Item:
    """Record that an item was copied, handed over, received back, examined or exported."""
    if action in (CustodyAction.HANDED_OVER, CustodyAction.RECEIVED_BACK) and not counterpart.strip():
        raise BadInput("custody needs the other side", hint="name who got it or gave it back with --to or --from")
    draft = desk.draft(desk.case(item.case))
    sheet = CustodySheet(counterpart=counterpart, means=means, because=because)
    draft.add(CustodyRecorded(item=item.id, action=action, sheet=draft.sheet(sheet)))
    draft.record()
    return desk.item(item.id)


def needs_reason(desk: Desk, item: Item) -> str | None:
    """Why a look at this item is recorded before anything shows; None where it is not."""
    marking = effective_marking(desk, item)
    if item.state == "sealed":
        return "it is sealed"
    if is_privileged(desk, item):
        return "it is privileged"
    marked_red = any(mark.tlp == "red" for mark in (*item.marks.values(), *desk.case(item.case).marks.values()))
    return "it is marked TLP:RED" if marked_red and marking.tlp is Tlp.RED else None


def open_item(desk: Desk, item: Item, *, reason: str = "", text: str = "") -> Iterator[bytes]:
    """The content of an item in pieces. Where a look needs a reason, the look is recorded first, durably."""
    item = desk.item(item.id)  # as it is now: it may have been sealed, marked or purged since it was loaded
    if item.state == "purged":
        raise Gone(f"the content of {item.id} was purged; that it was kept, and when, stays provable")
    record_look(desk, item, reason=reason, text=text)
    return desk.vault.open(item.content)


def record_look(desk: Desk, item: Item, *, reason: str, text: str) -> None:
    """Record that somebody looks, durably, where a look needs a reason; ActNotAllowed where none was given."""
    item = desk.item(item.id)
    why = needs_reason(desk, item)
    if why is not None:
        if not reason or not text.strip():
            raise ActNotAllowed(
                f"looking at {item.id} needs a reason, because {why}", hint="say why with --reason CODE --because TEXT"
            )
        code = closed(LookReason, reason, "reason code for a look")
        draft = desk.draft(desk.case(item.case))
        draft.add(ItemOpened(item=item.id, reason=code, sheet=draft.sheet(NoteSheet(text=text))))
        draft.record()


def effective_marking(desk: Desk, item: Item) -> Marking:
    """The marking that counts for an item: its own marks and those of its case, the strictest of each."""
    return _effective(marks_on_case(desk.case(item.case)), item)


def sheet_of(desk: Desk, item: Item) -> ItemSheet:
    """What an item is called and where it came from, as lists show it: nothing where it is purged or privileged."""
    return CLOSED if is_privileged(desk, item) else sheet_once_looked(desk, item)


def sheets_of(desk: Desk, case: Case, items: Sequence[Item]) -> dict[str, ItemSheet]:
    """The same for several items of one case, by their ids, read together."""
    on_case = marks_on_case(case)
    closed = {item.id for item in items if _is_counsels(item, _effective(on_case, item))}
    found = desk.sheets([item.sheet for item in items if item.id not in closed], ItemSheet)
    return {item.id: CLOSED if item.id in closed else found.get(item.sheet, PURGED) for item in items}


def sheet_once_looked(desk: Desk, item: Item) -> ItemSheet:
    """The whole sheet, for who has recorded the look: what counsel's item is called is counsel's, too."""
    try:
        return desk.sheet(item.sheet, ItemSheet) or PURGED
    except Gone:
        return PURGED


def words_of(desk: Desk, step: Handling) -> str:
    """What was said about a step of custody: to or from whom, how, why; "" where nothing was said or it is gone."""
    try:
        if step.action in CustodyAction.__members__.values():
            said = desk.sheet(step.sheet, CustodySheet)
            return "; ".join(part for part in (said.counterpart, said.means, said.because) if part) if said else ""
        note = desk.sheet(step.sheet, NoteSheet)
    except Gone:
        return ""
    return note.text if note else ""


def is_privileged(desk: Desk, item: Item) -> bool:
    """Whether an item is counsel's: by its own key, or by a caveat on it or its case."""
    return _is_counsels(item, effective_marking(desk, item))


def _is_counsels(item: Item, marking: Marking) -> bool:
    return item.compartment == Compartment.PRIVILEGED or Caveat.PRIVILEGED in marking.caveats


def _effective(on_case: Sequence[Marking], item: Item) -> Marking:
    return effective(on_case, [marking_of(mark) for mark in item.marks.values()])


PURGED = ItemSheet(name="(purged)", media_type="", size_bytes=0)
CLOSED = ItemSheet(name="(privileged)", media_type="", size_bytes=0)
