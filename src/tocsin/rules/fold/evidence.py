"""How the acts of evidence add up on an item and its case."""

from collections.abc import Callable, Iterable, Sequence

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
                unmarked=act.compartment,
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
            after = replace(before, state="sealed", unmarked="sealed", content=act.content, custody=custody)
            return (now, replace(after, compartment=compartment_of(after.unmarked, caveats_of(after.marks))))
        case e.ItemUnsealed():
            custody = (*before.custody, _step(leaf, "unsealed", act.sheet))
            after = replace(before, state="kept", unmarked="ordinary", content=act.content, custody=custody)
            return (now, replace(after, compartment=compartment_of(after.unmarked, caveats_of(after.marks))))
        case e.ItemPurged():
            custody = (*before.custody, _step(leaf, "purged", act.sheet))
            case = replace(now, kinds=_count(now.kinds, before.kind, -1))
            if before.state != "purged" and before.marks:
                case = replace(case, item_labels=_count(case.item_labels, strictest_label(before.marks), -1))
            return (case, replace(before, state="purged", custody=custody))


def after_hold(
    leaf: Leaf, act: e.HoldPlaced | e.HoldLifted | e.HoldEnded, now: Case, look: Callable[[str, str], Entity | None]
) -> tuple[Entity, ...]:
    """A preservation hold on an item or on the whole case.

    Two lawsuits are two holds: what was placed twice has to be lifted twice.
    """
    if act.item is None:
        return (replace(now, holds=_hold(now.holds, act)),)
    before = _item(act.item, look)
    step = "held" if isinstance(act, e.HoldPlaced) else "released_from_hold"
    after = replace(before, holds=_hold(before.holds, act), custody=(*before.custody, _step(leaf, step, act.sheet)))
    difference = int(bool(after.holds)) - int(bool(before.holds))
    return (replace(now, held_items=now.held_items + difference), after)


def strictest_label(marks: dict[str, MarkSet]) -> str:
    """The strictest TLP label that any source put on an item."""
    return max((mark.tlp for mark in marks.values()), key=ORDER.index)


def compartment_of(unmarked: str, caveats: Iterable[Sequence[str]]) -> str:
    """Which key closes an item: counsel's where any source's caveats say privileged, else the one it has unmarked."""
    return "privileged" if any("privileged" in each for each in caveats) else unmarked


def caveats_of(marks: dict[str, MarkSet]) -> list[tuple[str, ...]]:
    """The caveats of every source's mark."""
    return [mark.caveats for mark in marks.values()]


ORDER = ("clear", "green", "amber", "amber+strict", "red")  # TLP 2.0, widest first


def _item(identifier: str, look: Callable[[str, str], Entity | None]) -> Item:
    found = look("item", identifier)
    assert isinstance(found, Item), "an act on an item follows its keeping"
    return found


def _step(leaf: Leaf, action: str, sheet: str | None) -> Handling:
    return Handling(action=action, by=leaf.by, at=leaf.at, sheet=sheet)


def _hold(
    holds: dict[str, tuple[str, ...]], act: e.HoldPlaced | e.HoldLifted | e.HoldEnded
) -> dict[str, tuple[str, ...]]:
    standing = holds.get(act.reason, ())
    match act:
        case e.HoldPlaced():
            standing = (*standing, act.sheet)
        case e.HoldLifted():
            standing = standing[:-1]
        case e.HoldEnded():
            standing = tuple(sheet for sheet in standing if sheet != act.placed)
    after = holds | {act.reason: standing}
    return {reason: sheets for reason, sheets in after.items() if sheets}


def _count(counts: dict[str, int], key: str, step: int) -> dict[str, int]:
    after = counts | {str(key): counts.get(str(key), 0) + step}
    return {name: number for name, number in after.items() if number}
