"""What now, through operations: open work, promises of each side, next steps, readiness."""

from datetime import timedelta

from tests.asking import ask
from tests.builders import DeskOfStories, a_case
from tocsin.stages.casework import add_open_item
from tocsin.stages.desk import Desk


def test_the_status_is_of_whoever_acts(desk: Desk) -> None:
    case = a_case(desk)
    found = ask(desk, "status.show")
    assert found["person"] == desk.person
    (line,) = found["cases"]
    assert (line["case"], line["mine"]) == (case.id, True)
    assert line["command"]


def test_promises_are_listed_by_side(story: DeskOfStories) -> None:
    desk, case = story.desk, a_case(story.desk)
    add_open_item(desk, case, what="look again", closes_when="", check_on="2026-03-25")
    story.clock.tick(timedelta(days=3))
    found = ask(desk, "promise.list")
    assert [one["kind"] for one in found] == ["open_item"]
    assert found[0]["overdue"]
    assert ask(desk, "promise.list", side="owe") == found
    assert ask(desk, "promise.list", side="owed") == []


def test_nobody_is_told_where_the_settings_name_nobody(desk: Desk) -> None:
    assert ask(desk, "notice.list") == []


def test_the_next_steps_of_a_case_have_a_code_and_a_command(desk: Desk) -> None:
    steps = ask(desk, "case.next", case=a_case(desk).id)
    assert "mark" in [one["code"] for one in steps]
    assert all(one["sentence"] and one["command"] for one in steps)


def test_readiness_is_of_the_groups_that_are_asked_for(desk: Desk) -> None:
    assert not ask(desk, "ready.show")["ready"]
    assert [one["group"] for one in ask(desk, "ready.show", group=["isac"])["groups"]] == ["isac"]
