"""Evidence: kept, listed, looked at, checked."""

from collections.abc import Iterator
from itertools import islice
from typing import IO

from msgspec import Struct
from msgspec.structs import asdict

from tocsin.operations import cursor
from tocsin.operations.case import Named
from tocsin.operations.operation import COUNSEL, KEEPERS, PAGE, READERS, WRITERS, Content, Method, Operation, Page
from tocsin.operations.privy import check_privy, is_privy
from tocsin.operations.stream import anew
from tocsin.stages import custody, evidence
from tocsin.stages.custody import Checked, Placed
from tocsin.stages.derivation import Derived, derived_from
from tocsin.stages.desk import Desk
from tocsin.stages.evidence import CLOSED, Described, is_privileged, needs_reason, sheet_of, sheets_of
from tocsin.stages.letter import write
from tocsin.stages.overview import overview
from tocsin.stages.sealing import Standing, holds_on
from tocsin.vocab.case import Case, Item
from tocsin.vocab.errors import BadInput
from tocsin.vocab.evidence import ItemKind, MitigationLayer
from tocsin.vocab.ports import Compartment
from tocsin.vocab.preservation import PreservationLine
from tocsin.vocab.reason import LookReason
from tocsin.vocab.sheet import ItemSheet

GLIMPSE_BYTES = 16 * 1024  # about four screens of text
BYTES = "application/octet-stream"  # what an item claims to be is not believed


class ItemView(Item, frozen=True, kw_only=True):
    """An item, with whether its case is practice (R13)."""

    exercise: bool


class ItemLine(ItemView, frozen=True, kw_only=True):
    """An item in a list, with what it is called; of what is counsel's, nobody reads that in a list."""

    shown: ItemSheet


class ItemsAsked(Named, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which items of a case."""

    cursor: str = ""
    limit: int = PAGE


class ItemNamed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One item, by its id or the first signs of it."""

    item: str


class Looked(ItemNamed, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who looks says why, where the item is sealed, RED or privileged; it is recorded first."""

    reason: LookReason | None = None
    because: str = ""


class ObjectsAsked(Looked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which of the objects that were understood inside an item."""

    kind: ItemKind | None = None
    cursor: str = ""
    limit: int = PAGE


class ItemShown(Struct, frozen=True, kw_only=True):
    """An item with its sheet, what was said at each step of its custody, and why a look needs a reason, or ""."""

    item: ItemView
    sheet: ItemSheet
    said: tuple[str, ...]
    needs_reason: str


class Glimpse(ItemShown, frozen=True, kw_only=True):
    """The same, with how the content begins; `is_whole` where there is no more of it."""

    beginning: bytes
    is_whole: bool


class ItemHandedIn(Named, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One item that is kept as it is, and what a person says about it."""

    file_name: str
    kind: ItemKind = ItemKind.ARTIFACT
    source: str = ""
    collected_at: str = ""
    note: str = ""
    layer: MitigationLayer | None = None  # of a mitigation
    compartment: Compartment = Compartment.ORDINARY


class VerifyAsked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One case, or the whole house where none is named."""

    case: str = ""


class Verified(Struct, frozen=True, kw_only=True):
    """How many things were checked, and those that are broken; nothing to check is no pass."""

    checked: int
    broken: tuple[Checked, ...]


class LetterAsked(Named, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is asked to preserve."""

    provider: str


class Letter(Struct, frozen=True, kw_only=True):
    """A preservation letter, and the item as which it is kept."""

    item: ItemView
    text: str


def view_of(desk: Desk, item: Item) -> ItemView:
    """An item as every door shows it."""
    return ItemView(**asdict(item), exercise=desk.case(item.case).exercise)


def list_items(desk: Desk, asked: ItemsAsked) -> Page[ItemLine]:
    """What is kept on a case, oldest first, with its custody."""
    case, limit = desk.case(asked.case), cursor.bounded(asked.limit)
    found = desk.index.page("item", stream=case.id, after=cursor.read(asked.cursor), oldest_first=True, limit=limit + 1)
    items = [(place, one) for place, one in found if isinstance(one, Item)]
    sheets = sheets_of(desk, case, [one for _, one in items])
    return cursor.page_of(items, limit, lambda one: _line(case, one, sheets[one.id]))


def list_missing(desk: Desk, asked: Named) -> tuple[PreservationLine, ...]:
    """What is still to be preserved, what evaporates first on top."""
    return tuple(line for line in overview(desk, desk.case(asked.case)).preservation if line.state != "kept")


def list_holds(desk: Desk, asked: Named) -> tuple[Standing, ...]:
    """Every hold that stands on a case and on its items, each with why and the id by which it is lifted."""
    return tuple(_open_to(desk, holds_on(desk, desk.case(asked.case))))


def show(desk: Desk, asked: ItemNamed) -> ItemShown:
    """An item's sheet and custody; what is counsel's stays closed, and no content is looked at."""
    item = desk.item(asked.item)
    return _shown(desk, item, sheet_of(desk, item))


def look(desk: Desk, asked: Looked) -> ItemShown:
    """An item's sheet and custody, whole, after the look is recorded where one needs a reason."""
    item = desk.item(asked.item)
    check_privy(desk, item)
    evidence.record_look(desk, item, reason=asked.reason or "", text=asked.because)
    return _shown(desk, desk.item(item.id), evidence.sheet_once_looked(desk, item))


def glimpse(desk: Desk, asked: Looked) -> Glimpse:
    """An item's sheet and custody, and how its content begins (base64): one look, recorded where one needs a reason."""
    item = desk.item(asked.item)
    check_privy(desk, item)
    pieces, begun = evidence.open_item(desk, item, reason=asked.reason or "", text=asked.because), b""
    while len(begun) <= GLIMPSE_BYTES and (piece := next(pieces, b"")):
        begun += piece
    shown = _shown(desk, desk.item(item.id), evidence.sheet_once_looked(desk, item))
    is_whole = len(begun) <= GLIMPSE_BYTES
    return Glimpse(**asdict(shown), beginning=begun[:GLIMPSE_BYTES], is_whole=is_whole)


def content(desk: Desk, asked: Looked) -> Content:
    """The content of an item as a download, after the look is recorded where one needs a reason."""
    item = desk.item(asked.item)
    check_privy(desk, item)
    pieces = evidence.open_item(desk, item, reason=asked.reason or "", text=asked.because)
    return Content(media_type=BYTES, file_name=evidence.sheet_once_looked(desk, item).name, pieces=pieces)


def list_objects(desk: Desk, asked: ObjectsAsked) -> Page[Placed]:
    """The objects that were understood inside an item, in their order; a look where a look at the item is one."""
    item, limit = desk.item(asked.item), cursor.bounded(asked.limit)
    check_privy(desk, item)
    after = _place(asked.cursor)
    inside = custody.objects_in(desk, item, reason=asked.reason or "", text=asked.because, after=after)
    wanted = (one for one in inside if asked.kind in (None, one.object.kind))
    found = [((one.batch, str(one.position)), one) for one in islice(wanted, limit + 1)]
    return cursor.page_of(found, limit, lambda one: one)


def add(desk: Desk, asked: ItemHandedIn, content: IO[bytes]) -> ItemView:
    """Keep one item as it is, without reading it as a format."""
    described = Described(
        kind=asked.kind,
        name=asked.file_name,
        source=asked.source,
        collected_at=asked.collected_at,
        note=asked.note,
        layer=asked.layer or "",
        compartment=asked.compartment,
    )
    _, item = evidence.keep(desk, desk.case(asked.case), described, anew(content))
    return view_of(desk, item)


def derived(desk: Desk, asked: ItemNamed) -> Derived:
    """In which clean copies and documents the content of an item lies."""
    return derived_from(desk, desk.item(asked.item))


def verify(desk: Desk, asked: VerifyAsked) -> Verified:
    """Read every item and compare it with what was committed to when it was kept."""
    checked, broken = 0, list[Checked]()
    for one in custody.verify_evidence(desk, desk.case(asked.case) if asked.case else None):
        checked += 1
        if one.verdict == "broken":
            broken.append(one)
    return Verified(checked=checked, broken=tuple(broken))


def letter(desk: Desk, asked: LetterAsked) -> Letter:
    """A preservation letter to a provider: what they hold for us evaporates first. Kept on the case."""
    text, item = write(desk, desk.case(asked.case), asked.provider)
    return Letter(item=view_of(desk, item), text=text)


def _line(case: Case, item: Item, sheet: ItemSheet) -> ItemLine:
    return ItemLine(**asdict(item), exercise=case.exercise, shown=sheet)


def _shown(desk: Desk, item: Item, sheet: ItemSheet) -> ItemShown:
    said = () if sheet is CLOSED else tuple(evidence.words_of(desk, step) for step in item.custody)
    return ItemShown(item=view_of(desk, item), sheet=sheet, said=said, needs_reason=needs_reason(desk, item) or "")


def _open_to(desk: Desk, holds: Iterator[Standing]) -> Iterator[Standing]:
    """The holds; what was said about an item that is closed to whoever asks is left out."""
    is_open = is_privy(desk)
    for one in holds:
        if is_open or one.on.startswith("case-") or not is_privileged(desk, desk.item(one.on)):
            yield one
        else:
            yield Standing(on=one.on, reason=one.reason, hold=one.hold, text=CLOSED.name)


def _place(given: str) -> tuple[str, int] | None:
    place = cursor.read(given)
    if place is None:
        return None
    batch, position = place
    if not (position.isascii() and position.isdecimal() and len(position) < 16):
        raise BadInput("this is no cursor of these objects", hint="take `next` of the page before, or leave it out")
    return batch, int(position)


OPERATIONS = (
    Operation(
        name="evidence.list",
        method=Method.GET,
        path="/cases/{case}/evidence",
        may=READERS,
        takes=ItemsAsked,
        gives=Page[ItemLine],
        does=list_items,
    ),
    Operation(
        name="evidence.missing",
        method=Method.GET,
        path="/cases/{case}/evidence/missing",
        may=READERS,
        takes=Named,
        gives=tuple[PreservationLine, ...],
        does=list_missing,
    ),
    Operation(
        name="evidence.holds",
        method=Method.GET,
        path="/cases/{case}/holds",
        may=READERS,
        takes=Named,
        gives=tuple[Standing, ...],
        does=list_holds,
    ),
    Operation(
        name="evidence.add",
        method=Method.POST,
        path="/cases/{case}/evidence",
        may=WRITERS | COUNSEL,
        takes=ItemHandedIn,
        gives=ItemView,
        does_with=add,
    ),
    Operation(
        name="evidence.show",
        method=Method.GET,
        path="/evidence/{item}",
        may=READERS,
        takes=ItemNamed,
        gives=ItemShown,
        does=show,
    ),
    Operation(
        name="evidence.look",
        method=Method.POST,  # the look is recorded, and why stands in no address
        path="/evidence/{item}/look",
        may=READERS,
        takes=Looked,
        gives=ItemShown,
        does=look,
    ),
    Operation(
        name="evidence.glimpse",
        method=Method.POST,
        path="/evidence/{item}/glimpse",
        may=READERS,
        takes=Looked,
        gives=Glimpse,
        does=glimpse,
    ),
    Operation(
        name="evidence.content",
        method=Method.POST,
        path="/evidence/{item}/content",
        may=READERS,
        takes=Looked,
        gives=Content,
        does=content,
    ),
    Operation(
        name="evidence.objects",
        method=Method.POST,
        path="/evidence/{item}/objects",
        may=READERS,
        takes=ObjectsAsked,
        gives=Page[Placed],
        does=list_objects,
    ),
    Operation(
        name="evidence.derived",
        method=Method.GET,
        path="/evidence/{item}/derived",
        may=READERS,
        takes=ItemNamed,
        gives=Derived,
        does=derived,
    ),
    Operation(
        name="evidence.verify",
        method=Method.GET,
        path="/verification/evidence",
        may=READERS | KEEPERS,
        takes=VerifyAsked,
        gives=Verified,
        does=verify,
    ),
    Operation(
        name="evidence.letter",
        method=Method.POST,
        path="/cases/{case}/letter",
        may=WRITERS,
        takes=LetterAsked,
        gives=Letter,
        does=letter,
    ),
)
