"""Roads and routes: confirmed by a person, opened on a route, tried, closed."""

import pytest

from tests.asking import Json, ask
from tests.builders import FIRST_PERSON, DeskOfStories, names
from tests.shares import Stage
from tocsin.operations.table import by_name
from tocsin.stages.desk import Desk
from tocsin.vocab.desk_role import DeskRole
from tocsin.vocab.errors import ActNotAllowed, BadInput


def confirmed(desk: Desk, **more: object) -> Json:
    return ask(desk, "route.confirm", channel="affected_partner", address="desk@isac.example", hours="always", **more)


def test_a_route_is_confirmed_listed_and_taken_out_of_use(story: DeskOfStories) -> None:
    desk = story.desk
    story.forget_acts()
    route = confirmed(desk, people=[FIRST_PERSON])
    assert route["people"] == [desk.person]
    listed = ask(desk, "route.list", group="affected_partner")
    assert [one["address"] for one in listed["routes"]] == ["desk@isac.example"]
    assert {one["group"] for one in listed["channels"]} == {"affected_partner"}
    gone = ask(desk, "route.withdraw", route=route["id"], reason="moved")
    assert gone == {"route": route["id"], "state": "withdrawn"}
    assert ask(desk, "route.list", group="affected_partner")["routes"] == []
    assert names(story.new_acts()) == ["RouteConfirmed", "RouteWithdrawn"]


def test_whoever_confirms_may_use_it_where_nobody_is_named(desk: Desk) -> None:
    assert confirmed(desk)["people"] == [desk.person]
    with pytest.raises(BadInput):
        confirmed(desk, people=["Nobody At All"])


def test_a_road_is_opened_on_a_route_and_closed(story: DeskOfStories) -> None:
    desk, route = story.desk, confirmed(story.desk)
    ask(desk, "party.add", name="An Isac", kinds=["isac"])
    road = ask(desk, "road.open", party="An Isac", kind="mail", route=route["id"])
    assert (road["address"], road["closed"]) == ("desk@isac.example", None)
    with pytest.raises(ActNotAllowed, match="open already"):
        ask(desk, "road.open", party="An Isac", kind="mail", route=route["id"])
    assert ask(desk, "road.close", road=road["id"], reason="moved")["closed"] == "moved"
    assert [one["closed"] for one in ask(desk, "road.list", party="An Isac")] == ["moved"]


def test_who_takes_such_a_report_is_said(desk: Desk) -> None:
    assert ask(desk, "route.where", text="a vulnerability in a model gateway")
    assert ask(desk, "route.where", text="zzzz") == []


def test_channels_are_listed_and_tried_without_sending(story: DeskOfStories) -> None:
    stage = Stage(story)
    stage.party("A Reader", "adopter", address=stage.folder("reader"))
    listed = ask(stage.desk, "channel.list")
    assert {one["channel"]: one["roads"] for one in listed}["folder"] == 1
    assert [one["holds"] for one in ask(stage.desk, "channel.test", channel="folder")] == [True]
    with pytest.raises(BadInput, match="no channel"):
        ask(stage.desk, "channel.test", channel="pigeon")


def test_roads_are_kept_by_an_admin_and_read_by_all() -> None:
    for name in ("road.open", "road.close", "route.confirm", "route.withdraw"):
        assert by_name()[name].may == {DeskRole.ADMIN}
    assert by_name()["road.list"].may == set(DeskRole)
