"""Histories: any valid sequence of acts on one case, for the laws of folding."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import TypeVar

from hypothesis import strategies as st
from msgspec.structs import replace

from tests.leaves import BATCH, CASE, DEPUTY, ITEM, NOON, OPEN_ITEM, OTHER_CASE, PERSON, REPORT, SHEET, leaf_of
from tests.leaves import one_of_each as examples
from tocsin.rules.fold import fold
from tocsin.rules.fold.evidence import ORDER
from tocsin.store.index import KINDS as INDEXED
from tocsin.vocab.act import Act, Leaf
from tocsin.vocab.acts import evidence as e
from tocsin.vocab.acts import intake as i
from tocsin.vocab.acts import marking as m
from tocsin.vocab.acts import triage as t
from tocsin.vocab.case import Batch, Case, Entity, Item, LogEntry, PersonEntry, Report, RouteEntry
from tocsin.vocab.evidence import CustodyAction, ItemKind
from tocsin.vocab.ids import ALPHABET

World = dict[tuple[str, str], Entity]
V = TypeVar("V")

KINDS: dict[type[Entity], str] = {
    Case: "case",
    Item: "item",
    Report: "report",
    Batch: "batch",
    PersonEntry: "person",
    RouteEntry: "route",
    LogEntry: "log",
    **{type_: kind for kind, type_ in INDEXED.items()},
}
ITEM_KINDS = (ItemKind.PROMPT, ItemKind.LOG)
MOST_OF_ONE_KIND = 8  # items, reports, open items of one history


def world_of(history: Iterable[Leaf]) -> World:
    """The entities that a history adds up to, by kind and id."""
    world: World = {}
    for leaf in history:
        for entity in fold(leaf, lambda kind, identifier: world.get((kind, identifier))):
            world[KINDS[type(entity)], entity.id] = entity
    return world


def case_after(history: Sequence[Act]) -> Case:
    """The case that acts add up to."""
    case = world_of(leaves_of(history))["case", CASE]
    assert isinstance(case, Case)
    return case


def leaves_of(history: Iterable[Act]) -> list[Leaf]:
    """The leaves of acts on one case, a minute apart, by two people in turn."""
    return [
        replace(leaf_of(act, seq=seq, at=NOON + timedelta(minutes=seq)), by=(PERSON, DEPUTY)[seq % 2])
        for seq, act in enumerate(history)
    ]


def histories(most: int = 30) -> st.SearchStrategy[list[Act]]:
    """A case from its opening on; an item is kept before it is handled, and not handled once it is purged."""
    steps = st.tuples(st.sampled_from(_STEPS), st.lists(st.integers(0, 2**16), min_size=4, max_size=4))
    return st.tuples(st.booleans(), st.lists(steps, max_size=most)).map(lambda drawn: _written(*drawn))


class _Writing:
    """A history while it is written. `pick` chooses by the numbers that were drawn for a step."""

    def __init__(self, exercise: bool) -> None:
        self.acts: list[Act] = [
            i.CaseOpened(case=CASE, exercise=exercise, template=None, checklist="a@1.0.0", sheet=SHEET)
        ]
        self.numbers: list[int] = []
        self.kept: list[str] = []
        self.live: list[str] = []
        self.reports: list[str] = []
        self.open_items: list[str] = []

    def pick(self, some: Sequence[V]) -> V:
        number = self.numbers[0]
        self.numbers = [*self.numbers[1:], number]
        return some[number % len(some)]


def _written(exercise: bool, steps: "list[tuple[_Step, list[int]]]") -> list[Act]:
    writing = _Writing(exercise)
    for step, numbers in steps:
        writing.numbers = list(numbers)
        step(writing)
    return writing.acts


_Step = Callable[[_Writing], None]


def _answer(writing: _Writing) -> None:
    act = examples()[writing.pick(SAID_OF_A_CASE)]
    if isinstance(act, t.FactAnswered):
        act = replace(act, fact=writing.pick(("integrity", "intent")), value=writing.pick(("actual", "none")))
    writing.acts.append(act)


def _keep(writing: _Writing) -> None:
    if len(writing.kept) < MOST_OF_ONE_KIND:
        item = ITEM[:-1] + ALPHABET[len(writing.kept)]
        writing.kept.append(item)
        writing.live.append(item)
        kept = e.ItemKept(
            item=item,
            kind=writing.pick(ITEM_KINDS),
            content="c0" * 32,
            compartment=writing.pick(("ordinary", "sealed", "privileged")),
            parent=None,
            batch=None,
            position=None,
            sheet=SHEET,
        )
        writing.acts.append(kept)


def _handle(writing: _Writing) -> None:
    if writing.live:
        item = writing.pick(writing.live)
        handlings: tuple[Act, ...] = (
            e.CustodyRecorded(item=item, action=writing.pick(tuple(CustodyAction)), sheet=SHEET),
            e.ItemOpened(item=item, reason="triage", sheet=SHEET),
            e.ItemSealed(item=item, hazard="program", content="5e" * 32, sheet=SHEET),
            e.ItemUnsealed(item=item, reason="reviewed", content="0e" * 32, sheet=SHEET),
        )
        writing.acts.append(writing.pick(handlings))


def _hold(writing: _Writing) -> None:
    target = writing.pick((None, *writing.live))
    reason = writing.pick(("litigation", "regulator"))
    sheet = f"{len(writing.acts):064x}"  # of its own, as every sheet has
    holds: tuple[Act, ...] = (
        e.HoldPlaced(item=target, reason=reason, sheet=sheet),
        e.HoldLifted(item=target, reason=reason, sheet=sheet),
    )
    placed = [act.sheet for act in writing.acts if isinstance(act, e.HoldPlaced) and act.item == target]
    if placed:
        holds = (*holds, e.HoldEnded(item=target, reason=reason, placed=writing.pick(placed), sheet=sheet))
    writing.acts.append(writing.pick(holds))


def _purge(writing: _Writing) -> None:
    if writing.live:
        item = writing.pick(writing.live)
        writing.live.remove(item)
        writing.acts.append(e.ItemPurged(item=item, reason="retention", sheet=SHEET))
        writing.acts.append(e.TextsPurged(item=item, texts=(SHEET,)))


def _mark(writing: _Writing) -> None:
    mark = examples()[m.Marked]
    assert isinstance(mark, m.Marked)
    on = [("case", ""), ("field", "attack_description"), *(("item", item) for item in writing.kept)]
    scope, target = writing.pick(on)
    source, tlp = writing.pick(("own", "cisa")), writing.pick(ORDER)
    writing.acts.append(replace(mark, scope=scope, target=target, source=source, tlp=tlp))


def _report(writing: _Writing) -> None:
    number = len(writing.reports)
    if number < MOST_OF_ONE_KIND:
        report, batch = REPORT[:-1] + ALPHABET[number], BATCH[:-1] + ALPHABET[number]
        writing.reports.append(report)
        counts = (i.KindCount(kind=writing.pick(ITEM_KINDS), count=writing.pick(range(1, 9))),)
        writing.acts += [
            i.ReportReceived(report=report, item=ITEM, format="mail", anonymous=False, receipt=SHEET, sheet=SHEET),
            i.BatchReceived(batch=batch, item=ITEM, format="mail", root="a0" * 32, counts=counts, sheet=SHEET),
            i.ReportAnswered(report=writing.pick(writing.reports), state="accepted", sheet=SHEET),
            i.ReporterReplied(report=writing.pick(writing.reports), sheet=SHEET),
        ]


def _open_item(writing: _Writing) -> None:
    if len(writing.open_items) < MOST_OF_ONE_KIND:
        added = OPEN_ITEM[:-1] + ALPHABET[len(writing.open_items)]
        writing.open_items.append(added)
        writing.acts += [
            i.OpenItemAdded(open_item=added, owner=PERSON, check_on="2026-04-01", sheet=SHEET),
            i.OpenItemResolved(open_item=writing.pick(writing.open_items), sheet=SHEET),
            i.CaseRelated(other=OTHER_CASE, relation="near_duplicate"),
        ]


_STEPS: tuple[_Step, ...] = (_answer, _keep, _handle, _hold, _purge, _mark, _report, _open_item)

SAID_OF_A_CASE: tuple[type[Act], ...] = (  # acts on the case alone, valid whenever it is open
    *(i.CaseNamed, i.CaseAssigned, i.ForeignIdLinked),
    *(t.FactAnswered, t.Classified, t.TechniqueMapped, t.SeverityScored, t.ChecklistAnswered, t.HandedToOwner),
    *(m.FieldAsserted, m.ReleaseBlocked, m.ReleaseUnblocked, m.DutyAnswered, m.NoteOpened, m.RecordLinked),
)
