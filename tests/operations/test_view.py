"""Saved views and preferences as every door keeps them."""

import pytest

from tests.asking import ask, in_role
from tests.builders import DeskOfStories, a_case
from tocsin.stages.desk import Desk
from tocsin.vocab.errors import NotHere


def test_a_view_is_saved_listed_and_dropped(desk: Desk) -> None:
    a_case(desk, exercise=True)
    ask(desk, "view.save", name="Practice", exercise=True, order="last_act")
    (view,) = ask(desk, "view.list")
    assert (view["name"], view["query"]["exercise"], view["query"]["order"]) == ("Practice", True, "last_act")
    query = {name: str(value).lower() for name, value in view["query"].items() if value not in (None, "")}
    assert [one["name"] for one in ask(desk, "case.list", **query)["items"]] == [
        "EXERCISE: Agent sent mail to a stranger"
    ]
    assert ask(desk, "view.drop", name="Practice") == []
    with pytest.raises(NotHere):
        ask(desk, "view.drop", name="Practice")


def test_a_view_has_the_columns_that_are_preferred_where_it_names_none(desk: Desk) -> None:
    ask(desk, "account.prefer", columns=["acts"])
    ask(desk, "view.save", name="One")
    ask(desk, "view.save", name="Two", columns=["who"])
    assert [one["columns"] for one in ask(desk, "view.list")] == [["acts"], ["who"]]


def test_everybody_prefers_for_themselves_alone(story: DeskOfStories) -> None:
    auditor = in_role(story, "auditor")
    ask(auditor, "account.prefer", zone="Asia/Tokyo")
    assert ask(auditor, "account.preferred")["zone"] == "Asia/Tokyo"
    assert ask(story.desk, "account.preferred")["zone"] == ""
