"""Where the content of an item lies: clean copies, documents, deliveries.

A clean copy remembers what it was made from, in a sheet that never leaves; a document is written from one copy. So what
a purge does not reach, and what may not leave after it, follows from what was recorded.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress

from msgspec import Struct

from tocsin.rules.recall import may_hold, newest
from tocsin.stages.desk import Desk
from tocsin.vocab.act import is_record, read_leaf
from tocsin.vocab.acts.share import DocumentWritten
from tocsin.vocab.case import Case, Item
from tocsin.vocab.errors import Gone
from tocsin.vocab.ids import short
from tocsin.vocab.release import Purpose
from tocsin.vocab.sharing import CleanCopyEntry, Component, Delivery, Share
from tocsin.vocab.sheet import CaseSheet, CleaningSheet, ForeignIdSheet, TechniqueSheet

# How a copy's sheet names an item: one that was chosen, with its mark, or one that a text on the case was taken from.
CHOSEN, TAKEN = "item/", "text/"
HIT = ("affected", "suspected")  # components of these standings go into a copy


class Lying(Struct, frozen=True, kw_only=True):
    """A document in which the content of an item lies, and its delivery; "" where none was planned."""

    document: str
    share: str
    recipient: str
    delivery: str = ""
    state: str = ""


class Derived(Struct, frozen=True, kw_only=True):
    """Where the content of an item lies beside the item itself.

    `written` did not go out and may not any more once the item is purged; `delivered` cannot be called back by a purge.
    """

    copies: tuple[str, ...]
    written: tuple[Lying, ...]
    delivered: tuple[Lying, ...]


def derived_from(desk: Desk, item: Item) -> Derived:
    """Every clean copy that an item is in, and every document that was written from one, sent or not."""
    found = [one for one in desk.index.all("copy", stream=item.case) if isinstance(one, CleanCopyEntry)]
    copies = tuple(one.id for one in found if item.id in items_in(sources_of(desk, one)))
    shares = [one for one in desk.index.all("share", stream=item.case) if isinstance(one, Share)]
    made = {one.id: one for one in shares if one.copy in copies and one.purpose != Purpose.WITHDRAWAL}
    planned = _deliveries(desk, made.values())
    written, delivered = list[Lying](), list[Lying]()
    for act in _documents(desk, item.case) if made else ():
        if act.share in made:
            held = [one for one in planned.get(act.document, ()) if may_hold(one)]
            waiting = newest(planned.get(act.document, ()))
            delivered += [_lying(act, one) for one in held]
            written += [] if held else [_lying(act, waiting)]
    return Derived(copies=copies, written=tuple(written), delivered=tuple(delivered))


def words_of(derived: Derived) -> list[str]:
    """Where an item's content lies, in words: what may not leave once it is purged, and what a purge does not reach."""
    if not derived.copies:
        return ["its content lies in no clean copy and in no document"]
    lines = [f"clean copies with its content: {len(derived.copies)}: {', '.join(derived.copies)}"]
    if derived.written:
        listed = ", ".join(f"{one.document}{f' ({one.state})' if one.state else ''}" for one in derived.written)
        lines.append(
            f"documents written and not sent: {len(derived.written)}: {listed}; none of them may leave once it is "
            "purged: clean the case again and share it anew"
        )
    if derived.delivered:
        listed = ", ".join(f"{one.document} ({one.state})" for one in derived.delivered)
        shares = dict.fromkeys(short(one.share) for one in derived.delivered)
        taken_back = ", ".join(f"`tocsin share withdraw {share}`" for share in shares)
        lines.append(
            f"documents delivered: {len(derived.delivered)}: {listed}; "
            f"they cannot be called back by a purge: {taken_back}"
        )
    return lines


def newest_that_left(desk: Desk, case: Case) -> CleanCopyEntry | None:
    """The newest clean copy of a case of which somebody outside may hold a document."""
    sent = [one for one in desk.index.all("delivery", stream=case.id) if isinstance(one, Delivery) and may_hold(one)]
    shares = desk.index.some("share", {one.share for one in sent}).values()
    copies = desk.index.some("copy", {one.copy for one in shares if isinstance(one, Share)}).values()
    return max((one for one in copies if isinstance(one, CleanCopyEntry)), key=lambda one: one.seq, default=None)


def sources_of(desk: Desk, copy: CleanCopyEntry) -> tuple[str, ...]:
    """What a clean copy was made from, as its sheet names it."""
    sheet = desk.sheet(copy.withheld, CleaningSheet)
    return sheet.sources if sheet else ()


def items_in(sources: Iterable[str]) -> frozenset[str]:
    """The items among the sources of a copy: those that were chosen, and those whose words stand in it elsewhere."""
    return frozenset(name.removeprefix(kind) for name in sources for kind in (CHOSEN, TAKEN) if name.startswith(kind))


def has_purged(desk: Desk, sources: Iterable[str]) -> bool:
    """Whether an item that a copy was made from was purged since."""
    return any(is_purged(desk, item) for item in items_in(sources))


def is_purged(desk: Desk, item: str) -> bool:
    """Whether an item's content is gone for good."""
    found = desk.index.get("item", item)
    return isinstance(found, Item) and found.state == "purged"


def taken_into(desk: Desk, case: Case, numbers: frozenset[str]) -> list[str]:
    """The items whose words go into a copy from elsewhere: name, numbers of these schemes, codes, components.

    As sources of the copy. What people typed themselves comes from no item.
    """
    found = dict.fromkeys(_taken(desk, case, numbers))
    return [f"{TAKEN}{item}" for item in found if item]


def _taken(desk: Desk, case: Case, numbers: frozenset[str]) -> Iterator[str]:
    with suppress(Gone):
        name = desk.sheet(case.sheet, CaseSheet)
        yield name.taken_from if name else ""
    for linked in case.foreign_ids:
        with suppress(Gone):
            number = desk.sheet(linked.sheet, ForeignIdSheet) if linked.key in numbers else None
            yield number.taken_from if number else ""
    for coded in case.techniques:
        with suppress(Gone):
            code = desk.sheet(coded.sheet, TechniqueSheet)
            yield code.taken_from if code else ""
    for component in desk.index.all("component", stream=case.id):
        if isinstance(component, Component) and component.standing in HIT and component.item is not None:
            # Whoever named it said so themselves: once the item is gone, it stands on the case as their word.
            yield "" if is_purged(desk, component.item) else component.item


def _documents(desk: Desk, case: str) -> Iterator[DocumentWritten]:
    """Every document that was ever written on a case; what was replaced by a later one lies in the vault as well."""
    for entry in desk.log.stream(case):
        if not is_record(entry.leaf) and isinstance(act := read_leaf(entry.leaf).act, DocumentWritten):
            yield act


def _deliveries(desk: Desk, shares: Iterable[Share]) -> dict[str, list[Delivery]]:
    """By document, the deliveries that were planned of it."""
    found: dict[str, list[Delivery]] = {}
    for one in desk.index.some("delivery", [each for share in shares for each in share.deliveries]).values():
        if isinstance(one, Delivery):
            found.setdefault(one.document, []).append(one)
    return found


def _lying(act: DocumentWritten, delivery: Delivery | None) -> Lying:
    return Lying(
        document=act.document,
        share=act.share,
        recipient=act.recipient,
        delivery=delivery.id if delivery else "",
        state=delivery.state if delivery else "",
    )
