"""Parties: known, listed with their roads, shown whole, taken in as a list."""

import pytest

from tests.asking import ask, in_role
from tests.builders import DeskOfStories, names
from tests.shares import Stage
from tocsin.operations.table import by_name
from tocsin.stages.desk import Desk
from tocsin.vocab.delivery import RoadKind
from tocsin.vocab.desk_role import DeskRole
from tocsin.vocab.errors import BadInput, TooMuch
from tocsin.vocab.limits import LIMITS


def test_a_party_is_added_and_shown_whole(story: DeskOfStories) -> None:
    desk = story.desk
    story.forget_acts()
    added = ask(desk, "party.add", name="Example ISAC", kinds=["isac"], contact="desk@isac.example")
    declared = ask(desk, "party.declare", party="example", uses=["pkg:pypi/litellm"], note="said so by telephone")
    assert names(story.new_acts()) == ["PartyDeclared", "ComponentDeclared"]
    shown = ask(desk, "party.show", party="Example ISAC")
    assert (shown["id"], shown["contact"], shown["kinds"]) == (added["id"], "desk@isac.example", ["isac"])
    assert shown["components"] == declared
    assert (shown["roads"], shown["tokens"]) == ([], [])


def test_who_one_is_can_be_said_anew(desk: Desk) -> None:
    first = ask(desk, "party.add", name="Example ISAC", kinds=["isac"])
    after = ask(desk, "party.add", name="Example Energy ISAC", kinds=["isac", "industry"], party=first["id"])
    assert (after["id"], after["name"]) == (first["id"], "Example Energy ISAC")
    assert len(ask(desk, "party.list")["items"]) == 1


def test_the_list_has_the_open_roads_and_one_kind_where_asked(story: DeskOfStories) -> None:
    stage = Stage(story)
    isac = stage.party("An Isac", "isac", RoadKind.TAXII, "isac")
    story.clock.tick()
    ask(story.desk, "party.add", name="A Vendor", kinds=["vendor"])
    listed = ask(story.desk, "party.list")["items"]
    assert [(one["name"], one["open_roads"]) for one in listed] == [("A Vendor", []), ("An Isac", ["taxii"])]
    assert [one["id"] for one in ask(story.desk, "party.list", kind="isac")["items"]] == [isac]
    (road,) = ask(story.desk, "party.show", party=isac)["roads"]
    ask(story.desk, "road.close", road=road["id"])
    assert [one["open_roads"] for one in ask(story.desk, "party.list", kind="isac")["items"]] == [[]]
    first = ask(story.desk, "party.list", limit=1)
    assert [one["id"] for one in ask(story.desk, "party.list", limit=1, cursor=first["next"])["items"]] == [isac]


def test_a_list_is_taken_in_whole_or_not_at_all(story: DeskOfStories) -> None:
    taken = ask(story.desk, "party.import", b"name,kinds\nOne,isac\nTwo,vendor\n")
    assert [one["name"] for one in taken] == ["One", "Two"]
    story.forget_acts()
    for refused in (b"name,kinds\nThree,isac\nOne,isac\n", b"name,kinds\nFour,nobody\n", b"{}"):
        with pytest.raises(BadInput):
            ask(story.desk, "party.import", refused)
    with pytest.raises(TooMuch):
        ask(story.desk, "party.import", b"x" * (LIMITS.document_bytes + 1))
    assert story.new_acts() == []


def test_what_stands_in_the_way_of_a_party_is_tried(story: DeskOfStories) -> None:
    stage = Stage(story)
    stage.party("A Reader", "adopter", address=stage.folder("reader"))
    stage.party("Nobody There", "adopter")
    for name, holds in (("A Reader", True), ("Nobody There", False)):
        tried = {one["what"]: one["holds"] for one in ask(stage.desk, "party.test", party=name)}
        assert tried["folder: can be written to"] is holds


def test_a_component_has_to_be_named(desk: Desk) -> None:
    ask(desk, "party.add", name="Example ISAC", kinds=["isac"])
    with pytest.raises(BadInput, match="no component"):
        ask(desk, "party.declare", party="Example ISAC")


def test_an_auditor_reads_parties_and_says_nothing_of_them(story: DeskOfStories) -> None:
    assert in_role(story, "auditor").person
    assert DeskRole.AUDITOR in by_name()["party.show"].may
    assert DeskRole.AUDITOR not in by_name()["party.add"].may | by_name()["party.import"].may


def test_what_a_party_was_sent_comes_by_the_page_newest_first(story: DeskOfStories) -> None:
    stage = Stage(story)
    stage.marked()
    stage.cleaned()
    mira, party = stage.team(), stage.party("adopter", "adopter")
    shares = []
    for _ in range(3):
        shares.append(stage.delivered(party, by=mira).id)
        stage.later(1)
    first = ask(story.desk, "party.sent", party="adopter", limit=2)
    rest = ask(story.desk, "party.sent", party="adopter", limit=2, cursor=first["next"])
    assert [one["share"] for one in (*first["items"], *rest["items"])] == shares[::-1]
    assert rest["next"] == ""
    assert {(one["kind"], one["state"], one["title"]) for one in rest["items"]} == {
        ("folder", "sent", "A poisoned page")
    }
