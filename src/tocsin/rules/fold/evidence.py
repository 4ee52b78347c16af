"""How the acts of evidence add up on an item and its case."""

from collections.abc import Callable

from msgspec.structs import replace

from tocsin.vocab.act import Leaf
from tocsin.vocab.acts import evidence as e
from tocsin.vocab.case import Case, Entity, Handling, Item, MarkSet


def after_handling(
    leaf: Leaf,
    act: e.ItemKept | e.CustodyRecorded | e.ItemOpened,
    now: Case,
    look: Callable[[str, str], Entity | None],
) -> tuple[Entity, ...]:
    """An item is kept, handled, or looked at."""
    match act:
        case e.ItemKept():
            item = Item(
                id=act.item,
                case=now.id,
                kind=act.kind,
                state="sealed" if act.compartment == "sealed" else "kept",
                content=act.content,
                compartment=act.compartment,
                parent=act.parent,
                batch=act.batch,
                position=act.position,
                sheet=act.sheet,
                kept_at=leaf.at,
                kept_by=leaf.by,
            )
            return (replace(now, kinds=_count(now.kinds, act.kind, 1)), item)
        case e.CustodyRecorded():
            before = _item(act.item, look)
            return (now, replace(before, custody=(*before.custody, _step(leaf, act.action, act.sheet))))
        case e.ItemOpened():
            before = _item(act.item, look)
            custody = (*before.custody, _step(leaf, "opened", act.sheet))
            return (now, replace(before, openings=before.openings + 1, custody=custody))


def after_change(
    leaf: Leaf,
    act: e.ItemSealed | e.ItemUnsealed | e.ItemPurged,
    now: Case,
    look: Callable[[str, str], Entity | None],
) -> tuple[Entity, ...]:
    """The content of an item moves behind another key, or goes."""
    before = _item(act.item, look)
    match act:
        case e.ItemSealed():
            custody = (*before.custody, _step(leaf, "sealed", act.sheet))
            return (now, replace(before, state="sealed", compartment="sealed", content=act.content, custody=custody))
        case e.ItemUnsealed():
            custody = (*before.custody, _step(leaf, "unsealed", act.sheet))
            return (now, replace(before, state="kept", compartment="ordinary", content=act.content, custody=custody))
        case e.ItemPurged():
            custody = (*before.custody, _step(leaf, "purged", act.sheet))
            case = replace(now, kinds=_count(now.kinds, before.kind, -1))
            if before.state != "purged" and before.marks:
                case = replace(case, item_labels=_count(case.item_labels, strictest_label(before.marks), -1))
            return (case, replace(before, state="purged", custody=custody))


def after_hold(
    leaf: Leaf, act: e.HoldPlaced | e.HoldLifted, now: Case, look: Callable[[str, str], Entity | None]
) -> tuple[Entity, ...]:
    """A preservation hold on an item or on the whole case; lifting ends the newest that was placed for this reason.

    Two lawsuits are two holds: what was placed twice has to be lifted twice.
    """
    placed = isinstance(act, e.HoldPlaced)
    if act.item is None:
        return (replace(now, holds=_hold(now.holds, act, placed=placed)),)
    before = _item(act.item, look)
    after = replace(
        before,
        holds=_hold(before.holds, act, placed=placed),
        custody=(*before.custody, _step(leaf, "held" if placed else "released_from_hold", act.sheet)),
    )
    difference = int(bool(after.holds)) - int(bool(before.holds))
    return (replace(now, held_items=now.held_items + difference), after)


def strictest_label(marks: dict[str, MarkSet]) -> str:
    """The strictest TLP label that any source put on an item."""
    return max((mark.tlp for mark in marks.values()), key=ORDER.index)


ORDER = ("clear", "green", "amber", "amber+strict", "red")  # TLP 2.0, widest first


def _item(identifier: str, look: Callable[[str, str], Entity | None]) -> Item:
    found = look("item", identifier)
    assert isinstance(found, Item), "an act on an item follows its keeping"
    return found


def _step(leaf: Leaf, action: str, sheet: str | None) -> Handling:
    return Handling(action=action, by=leaf.by, at=leaf.at, sheet=sheet)


def _hold(
    holds: dict[str, tuple[str, ...]], act: e.HoldPlaced | e.HoldLifted, *, placed: bool
) -> dict[str, tuple[str, ...]]:
    standing = holds.get(act.reason, ())
    after = holds | {act.reason: (*standing, act.sheet) if placed else standing[:-1]}
    return {reason: sheets for reason, sheets in after.items() if sheets}


def _count(counts: dict[str, int], key: str, step: int) -> dict[str, int]:
    after = counts | {str(key): counts.get(str(key), 0) + step}
    return {name: number for name, number in after.items() if number}
