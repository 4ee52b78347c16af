"""What now: every case with its next step, and every clock, block and look that waits."""

from datetime import timedelta

import pytest

from tests.builders import NOON, DeskOfStories, a_case
from tocsin.stages import casework, marking
from tocsin.stages.beside import DutyStep, answer_duty
from tocsin.stages.desk import Desk
from tocsin.stages.status import MOST_CASES, status
from tocsin.vocab.boundary import PRELIMINARY
from tocsin.vocab.duty import DutyAnswer
from tocsin.vocab.hold import BlockReason


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
