"""Handling limits through operations: tightening is free, widening needs a word, a block is never silent."""

from datetime import timedelta

import pytest

from tests.asking import ask
from tests.builders import FIRST_PERSON, NOON, DeskOfStories, a_case, an_item, names
from tocsin.operations.marking import outcome_of
from tocsin.rules.marking import ChangeFree, ChangePermitted, FreeReason, PermissionNeeded
from tocsin.stages.desk import Desk
from tocsin.vocab.errors import ActNotAllowed, BadInput
from tocsin.vocab.marking import Tlp


def test_a_case_is_marked_with_all_its_words(desk: Desk) -> None:
    case = a_case(desk).id
    given = ask(
        desk,
        "case.mark",
        case=case,
        tlp="amber+strict",
        caveat=["proprietary"],
        pap="amber",
        audience=["vendor", "isac"],
        may_tell_affected="must-not",
        embargo_until="2026-04-01T12:00:00+02:00",
    )
    assert given == {"outcome": "ChangeFree", "change": {"why": "first_mark_by_owner"}}
    found = ask(desk, "marking.show", case=case)
    mark = found["marks"]["own"]
    assert (mark["tlp"], mark["pap"], mark["audience"]) == ("amber+strict", "amber", ["isac", "vendor"])
    assert (mark["caveats"], mark["affected_party_notification"]) == (["proprietary"], "must-not")
    assert mark["embargo_until"] == "2026-04-01T10:00:00Z"
    assert found["effective"]["tlp"] == Tlp.AMBER_STRICT


def test_a_wider_mark_without_permission_is_an_answer_and_records_nothing(story: DeskOfStories) -> None:
    desk, case = story.desk, a_case(story.desk).id
    ask(desk, "case.mark", case=case, tlp="amber")
    story.forget_acts()
    given = ask(desk, "case.mark", case=case, tlp="green")
    assert given["outcome"] == "PermissionNeeded"
    assert set(given["change"]) == {"widened", "owners_missing", "reasons"}
    assert story.new_acts() == []
    given = ask(desk, "case.mark", case=case, tlp="green", permission="the author, by telephone")
    assert given == {"outcome": "ChangePermitted", "change": {"widened": ["tlp"], "owners": ["own"]}}


def test_every_way_a_change_is_judged_has_its_fields_and_no_other() -> None:
    free, permitted = ChangeFree(why=FreeReason.TIGHTER), ChangePermitted(widened=("tlp",), owners=("own",))
    needed = PermissionNeeded(widened=("tlp",), owners_missing=(), reasons=("nobody",))
    for change in (free, permitted, needed):
        told = outcome_of(change)
        assert told.outcome == type(change).__name__
        for field in change.__struct_fields__:
            assert getattr(told.change, field) == getattr(change, field)


def test_an_item_and_a_field_are_marked_each_by_itself(desk: Desk) -> None:
    case = a_case(desk)
    item = an_item(desk, case)
    ask(desk, "case.mark", case=case.id, tlp="green")
    ask(desk, "case.mark", case=case.id, item=item.id[:12], tlp="red")
    ask(desk, "case.mark", case=case.id, field="attack_description", tlp="amber")
    assert ask(desk, "marking.show", case=case.id, item=item.id)["effective"]["tlp"] == Tlp.RED
    assert ask(desk, "marking.show", case=case.id, field="attack_description")["effective"]["tlp"] == Tlp.AMBER
    assert ask(desk, "marking.show", case=case.id, field="plain_account")["effective"]["tlp"] == Tlp.GREEN
    assert ask(desk, "marking.show", case=case.id)["effective"]["tlp"] == Tlp.RED  # the strictest part of it


def test_a_field_of_an_unmarked_case_is_unmarked_whatever_it_says_itself(desk: Desk) -> None:
    case = a_case(desk).id
    ask(desk, "case.mark", case=case, field="attack_description", tlp="green")
    assert ask(desk, "marking.show", case=case, field="attack_description")["effective"]["tlp"] == Tlp.RED


@pytest.mark.parametrize(
    "fields",
    [
        {"tlp": "purple"},
        {"tlp": "amber", "pap": "blue"},
        {"tlp": "amber", "audience": ["Example Vendor"]},
        {"tlp": "amber", "field": "atack_description"},
        {"tlp": "amber", "field": "attack_description", "item": "item-1"},
        {"tlp": "amber", "source": "Example Vendor"},
    ],
)
def test_what_is_no_mark_is_refused(story: DeskOfStories, fields: dict[str, object]) -> None:
    case = a_case(story.desk).id
    story.forget_acts()
    with pytest.raises(BadInput):
        ask(story.desk, "case.mark", case=case, **fields)
    assert story.new_acts() == []


def test_an_assertion_is_recorded_as_one(desk: Desk) -> None:
    case = a_case(desk).id
    found = ask(desk, "case.assert", case=case, field="attack_description", prong="B_method", counsel="asked")
    assert (found["prong"], found["counsel"], found["proprietary"]) == ("B_method", "asked", False)


def test_a_block_has_an_owner_an_end_and_what_lifts_it(story: DeskOfStories) -> None:
    desk, case = story.desk, a_case(story.desk).id
    until = (NOON + timedelta(days=2)).isoformat()
    story.forget_acts()
    found = ask(desk, "case.block", case=case, until=until, lifts_when="counsel read it", owner=FIRST_PERSON)
    assert (found["owner"], found["reason"]) == (desk.person, "counsel_review")
    lifted = ask(desk, "case.unblock", case=case, because="counsel has read it", reason="counsel_answered")
    assert lifted["block"] is None
    assert names(story.new_acts()) == ["ReleaseBlocked", "ReleaseUnblocked"]
    with pytest.raises(BadInput, match="future"):
        ask(desk, "case.block", case=case, until=NOON.isoformat(), lifts_when="never")
    with pytest.raises(ActNotAllowed):
        ask(desk, "case.unblock", case=case, because="again")
