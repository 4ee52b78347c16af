"""What now: every case with its next step, and every clock, block and look that waits."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from tests.builders import NOON, DeskOfStories, a_case
from tocsin.stages import casework, marking
from tocsin.stages.beside import DutyStep, answer_duty
from tocsin.stages.desk import Desk
from tocsin.stages.intake import offer_bytes
from tocsin.stages.promise import promises
from tocsin.stages.reception import receive
from tocsin.stages.status import MOST_CASES, open_cases, status
from tocsin.store.case_groups import CaseGroups
from tocsin.store.index import Index, row_of
from tocsin.vocab.boundary import PRELIMINARY
from tocsin.vocab.case import Block, Case, Clock, Linked, OpenItem, Report
from tocsin.vocab.duty import DutyAnswer
from tocsin.vocab.hold import BlockReason
from tocsin.vocab.ports import EntityRow
from tocsin.vocab.public_report import PUBLIC_FORM
from tocsin.vocab.sharing import Involved


def test_an_empty_house_waits_for_nothing(desk: Desk) -> None:
    found = status(desk)
    assert (found.cases, found.more, found.clocks, found.blocks, found.looks) == ((), 0, (), (), ())


def test_every_case_says_what_comes_next_with_its_command(desk: Desk) -> None:
    case = a_case(desk)
    (line,) = status(desk).cases
    assert (line.case, line.name, line.event_class) == (case.id, "Agent sent mail to a stranger", "needs_information")
    assert line.next
    assert line.command.startswith("tocsin ")


@pytest.mark.parametrize("exercise", [True, False])
def test_an_exercise_says_so_wherever_it_waits(desk: Desk, exercise: bool) -> None:
    case = a_case(desk, exercise=exercise)
    case = casework.add_open_item(desk, case, what="look", closes_when="", check_on="2026-04-01")
    step = DutyStep(answer=DutyAnswer.YES, event="start", event_at=NOON)
    case = answer_duty(desk, case, "nis2_23", step)
    marking.block(
        desk, case, owner=desk.person, until=NOON + timedelta(days=1), reason=BlockReason.OTHER, lifts_when="x"
    )
    found = status(desk)
    assert found.cases[0].name.startswith("EXERCISE") is exercise
    waiting = [*found.clocks, *found.blocks, *found.looks]
    assert len(waiting) >= 3
    assert {found.cases[0].exercise, *(one.exercise for one in waiting)} == {exercise}


def test_a_class_is_never_listed_without_saying_that_it_is_preliminary(desk: Desk) -> None:
    a_case(desk)
    assert status(desk).cases[0].preliminary == PRELIMINARY


def test_what_waits_is_listed_most_pressing_first(story: DeskOfStories) -> None:
    desk = story.desk
    for day, hours in ((2, 9), (1, 3)):
        case = a_case(desk, name=f"case {day}")
        step = DutyStep(answer=DutyAnswer.YES, event="start", event_at=NOON + timedelta(hours=hours))
        case = answer_duty(desk, case, "nis2_23", step)
        until = NOON + timedelta(days=day)
        block = {"owner": desk.person, "reason": BlockReason.OTHER, "lifts_when": "x"}
        case = marking.block(desk, case, until=until, **block)  # type: ignore[arg-type]  # three plain values
        casework.add_open_item(desk, case, what=f"look {day}", closes_when="", check_on=f"2026-04-0{day}")
        story.clock.tick()
    found = status(desk)
    assert [look.stage for look in found.looks] == ["look 1", "look 2"]
    assert [block.due for block in found.blocks] == [(NOON + timedelta(days=day)).isoformat() for day in (1, 2)]
    dues = [clock.due for clock in found.clocks]
    assert dues == sorted(dues)
    assert (found.clocks[0].duty, found.clocks[0].due) == ("nis2_23", (NOON + timedelta(hours=27)).isoformat())


def test_what_is_resolved_or_lifted_waits_no_more(desk: Desk) -> None:
    case = casework.add_open_item(desk, a_case(desk), what="look", closes_when="", check_on="2026-04-01")
    case = marking.block(
        desk, case, owner=desk.person, until=NOON + timedelta(days=1), reason=BlockReason.OTHER, lifts_when="x"
    )
    case = casework.resolve_open_item(desk, case, case.open_items[0].id, "done")
    marking.unblock(desk, case, reason="answered", because="x")
    found = status(desk)
    assert (found.blocks, found.looks) == ((), ())


def test_more_cases_than_are_shown_are_counted(desk: Desk) -> None:
    for number in range(MOST_CASES + 2):
        a_case(desk, name=f"case {number}")
    found = status(desk)
    assert (len(found.cases), found.more) == (MOST_CASES, 2)


# --- the quick way and the slow way over every case -------------------------------------------------------------------

OTHERS = tuple("person-" + sign * 26 for sign in "12")
_COMMIT = "0" * 64
hours = st.integers(-72, 72).map(lambda number: NOON + timedelta(hours=number))


@st.composite
def cases(draw: st.DrawFn, like: Case, me: str) -> Case:
    """A case as acts could have left it: open or closed, anybody's, with or without what may be owed."""
    who = st.sampled_from([me, *OTHERS])
    block = st.builds(Block, owner=who, until=hours, reason=st.just("other"), by=who, at=hours, sheet=st.just(_COMMIT))
    item = st.builds(
        OpenItem,
        id=st.just("open-" + "0" * 26),
        owner=who,
        check_on=hours.map(lambda at: at.date().isoformat()),
        sheet=st.just(_COMMIT),
    )
    clock = st.builds(
        Clock,
        answer=st.sampled_from(DutyAnswer).map(str),
        zone=st.just("UTC"),
        events=hours.map(lambda at: (("start", at),)),
        met=st.sampled_from([(), (("early_warning", NOON),)]),
        by=who,
        at=hours,
        sheet=st.none(),
    )
    part = st.builds(
        Involved,
        roles=st.just(("affected",)),
        group=st.just("vendor"),
        proposed_by=st.just("hand"),
        by=who,
        at=hours,
        sheet=st.none(),
        answer=st.sampled_from(["open", "contacted"]),
        said_at=st.none() | hours,
        decided_at=st.none() | hours,
        decided_by=who,
    )
    signs = draw(st.text("0123456789abc", min_size=26, max_size=26))
    return replace(
        like,
        id=f"case-{signs}",
        opened_by=draw(st.sampled_from([me, *OTHERS, PUBLIC_FORM])),
        assigned=draw(st.none() | who),
        changed_at=draw(hours),
        closed_at=draw(st.none() | hours),
        block=draw(st.none() | block),
        open_items=tuple(replace(one, id=f"open-{signs}") for one in draw(st.lists(item, max_size=1))),
        duties=draw(st.dictionaries(st.just("nis2_23"), clock, max_size=1)),
        parties=draw(st.dictionaries(st.just("party-" + "0" * 26), part, max_size=1)),
    )


class _EveryCase(CaseGroups):
    """The slow way: every case is looked at."""

    def __init__(self, index: Index) -> None:
        self._all = index

    def owing(self) -> list[str]:
        return [one.id for one in self._all.all("case")]


class _Kept(Struct):
    """What the desk itself recorded: one report with its case, and every row of the index."""

    desk: Desk
    case: Case
    report: Report
    rows: tuple[EntityRow, ...]


@pytest.fixture
def kept(desk: Desk) -> _Kept:
    """A desk to which one report came."""
    case = receive(desk, [offer_bytes("a.txt", b"Our assistant wrote to a stranger.")]).case
    (report,) = desk.index.all("report")
    assert case is not None
    assert isinstance(report, Report)
    return _Kept(desk=desk, case=case, report=report, rows=tuple(desk.index.rows().values()))


@settings(  # without shrinking: each example writes an index
    max_examples=20,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_the_quick_way_finds_what_looking_at_every_case_finds(kept: _Kept, data: st.DataObject) -> None:
    desk = kept.desk
    some = data.draw(st.lists(cases(kept.case, desk.person), max_size=8, unique_by=lambda one: one.id))
    state = data.draw(st.sampled_from(["received", "needs_information", "replied", "resolved"]))
    said = (Linked(key="x", state=state, by=desk.person, at=NOON, sheet=None),)
    reports = [
        replace(kept.report, id=f"report-{one.id[5:]}", case=one.id, state=state, answers=said, replies=said)
        for one in some
    ]
    rows = [*(row_of(one, one.id) for one in some), *(row_of(one, one.id) for one in reports)]
    desk.index.replace([*kept.rows, *rows], desk.log.size())

    slow = Index(desk.index._engine, desk.org)  # the same index, looked through whole
    slow.cases = _EveryCase(slow)
    assert promises(desk) == promises(replace(desk, index=slow))

    still_open = [one for one in slow.all("case") if isinstance(one, Case) and one.closed_at is None]
    mine = [one for one in still_open if (one.assigned or one.opened_by) == desk.person]
    still_open.sort(
        key=lambda one: (
            (one.assigned or one.opened_by) != desk.person,
            one.assigned is None and one.opened_by == PUBLIC_FORM,
            NOON - one.changed_at,
            one.id,
        )
    )
    for most in (1, 3, MOST_CASES):
        assert [one.id for one in open_cases(desk, most)] == [one.id for one in still_open[:most]]
    assert desk.index.cases.count_open(most=99) == len(still_open)
    assert desk.index.cases.count_open(desk.person, most=99) == len(mine)
