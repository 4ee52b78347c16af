"""Custody through operations: every handling is recorded, a hold beats a purge, what is purged is gone."""

import pytest

from tests.asking import ask
from tests.builders import DeskOfStories, a_case, an_item, names
from tocsin.stages.desk import Desk
from tocsin.vocab.errors import ActNotAllowed, BadInput


def test_a_handling_is_recorded_with_the_other_side(desk: Desk) -> None:
    item = an_item(desk, a_case(desk)).id
    after = ask(desk, "evidence.hand-over", item=item, to="forensics lab", means="encrypted disk")
    assert [step["action"] for step in after["custody"]] == ["handed_over"]
    assert ask(desk, "evidence.show", item=item)["said"] == ["forensics lab; encrypted disk"]
    with pytest.raises(BadInput, match="other side"):
        ask(desk, "evidence.hand-over", item=item, to=" ")


def test_an_item_is_sealed_and_unsealed(story: DeskOfStories) -> None:
    desk, item = story.desk, an_item(story.desk, a_case(story.desk)).id
    story.forget_acts()
    assert ask(desk, "evidence.seal", item=item, because="it runs when loaded")["state"] == "sealed"
    with pytest.raises(ActNotAllowed, match="sealed already"):
        ask(desk, "evidence.seal", item=item, because="again")
    assert ask(desk, "evidence.unseal", item=item, because="a second look found it inert")["state"] == "kept"
    assert names(story.new_acts()) == ["ItemSealed", "ItemUnsealed"]


def test_a_hold_on_an_item_or_its_case_beats_a_purge(desk: Desk) -> None:
    case = a_case(desk).id
    item = an_item(desk, desk.case(case)).id
    held = ask(desk, "evidence.hold", item=item, reason="litigation", because="letter of 12 November")
    assert list(held["holds"]) == ["litigation"]
    assert list(ask(desk, "case.hold", case=case, reason="regulator", because="they asked")["holds"]) == ["regulator"]
    holds = ask(desk, "evidence.holds", case=case)
    assert {(one["on"], one["reason"], one["text"]) for one in holds} == {
        (case, "regulator", "they asked"),
        (item, "litigation", "letter of 12 November"),
    }
    with pytest.raises(ActNotAllowed, match="hold beats"):
        ask(desk, "evidence.purge", item=item, because="policy 4.2")
    assert ask(desk, "evidence.lift", item=item, reason="litigation", because="it ended")["holds"] == {}
    with pytest.raises(ActNotAllowed, match="hold beats"):
        ask(desk, "evidence.purge", item=item, because="policy 4.2")
    assert ask(desk, "case.lift", case=case, reason="regulator", because="they answered")["holds"] == {}
    gone = ask(desk, "evidence.purge", item=item, because="policy 4.2")
    assert gone["state"] == "purged"
    assert gone["lies_in"] == {"copies": [], "written": [], "delivered": []}


def test_of_two_holds_for_one_reason_the_one_that_is_named_ends(desk: Desk) -> None:
    case = a_case(desk).id
    for because in ("first letter", "second letter"):
        ask(desk, "case.hold", case=case, reason="litigation", because=because)
    with pytest.raises(ActNotAllowed, match="2 holds"):
        ask(desk, "case.lift", case=case, reason="litigation", because="it ended")
    first = next(one for one in ask(desk, "evidence.holds", case=case) if one["text"] == "first letter")
    ask(desk, "case.lift", case=case, reason="litigation", because="it ended", which=first["hold"][:12])
    assert [one["text"] for one in ask(desk, "evidence.holds", case=case)] == ["second letter"]


def test_holds_of_items_are_lifted_by_their_id_too(desk: Desk) -> None:
    item = an_item(desk, a_case(desk)).id
    for _ in range(2):
        held = ask(desk, "evidence.hold", item=item)
    which = held["holds"]["other"][1]
    left = ask(desk, "evidence.lift", item=item, which=which)
    assert left["holds"]["other"] == held["holds"]["other"][:1]
