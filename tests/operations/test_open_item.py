"""Open items: recorded with an owner and a day, resolved with a word on how."""

import pytest

from tests.asking import ask
from tests.builders import FIRST_PERSON, DeskOfStories, a_case, names
from tocsin.stages.desk import Desk
from tocsin.vocab.errors import BadInput

WHAT = "Which tenants ran 1.82.8?"


def test_an_open_item_is_added_listed_and_resolved(story: DeskOfStories) -> None:
    desk, case = story.desk, a_case(story.desk).id
    story.forget_acts()
    (line,) = ask(desk, "open-item.add", case=case, what=WHAT, closes_when="the list is whole", check_on="2026-12-01")
    assert (line["what"], line["closes_when"], line["check_on"]) == (WHAT, "the list is whole", "2026-12-01")
    assert (line["owner"], line["state"]) == (desk.person, "open")
    assert ask(desk, "open-item.list", case=case) == [line]
    assert ask(desk, "open-item.resolve", case=case, open_item=line["id"], because="none did") == []
    assert names(story.new_acts()) == ["OpenItemAdded", "OpenItemResolved"]


def test_its_owner_may_be_named(desk: Desk) -> None:
    case = a_case(desk).id
    (line,) = ask(desk, "open-item.add", case=case, what=WHAT, check_on="2026-12-01", owner=FIRST_PERSON.lower())
    assert line["owner"] == desk.person
    with pytest.raises(BadInput):
        ask(desk, "open-item.add", case=case, what=WHAT, check_on="2026-12-01", owner="Nobody")


@pytest.mark.parametrize("day", ["", "tomorrow", "2026-02-30"])
def test_without_a_day_it_is_not_recorded(story: DeskOfStories, day: str) -> None:
    case = a_case(story.desk).id
    story.forget_acts()
    with pytest.raises(BadInput, match="day"):
        ask(story.desk, "open-item.add", case=case, what=WHAT, check_on=day)
    assert story.new_acts() == []
