"""The case as work: somebody answers for it, and what is open has an owner and a day."""

import pytest

from tests.builders import DeskOfStories, a_case
from tocsin.stages import people
from tocsin.stages.casework import add_open_item, assign, open_items, resolve_open_item
from tocsin.stages.desk import Desk
from tocsin.vocab.acts.intake import CaseAssigned, OpenItemAdded, OpenItemResolved
from tocsin.vocab.case import Case
from tocsin.vocab.errors import ActNotAllowed, BadInput
from tocsin.vocab.sheet import NoteSheet, OpenItemSheet


def with_open_item(desk: Desk, day: str = "2026-04-01", what: str = "Ask the vendor for the digest.") -> Case:
    return add_open_item(desk, a_case(desk), what=what, closes_when="They answer.", check_on=day)


def test_a_case_is_given_to_somebody_who_acts_here(story: DeskOfStories) -> None:
    case = a_case(story.desk)
    robin = people.add(story.desk, "Robin Vale", address="", roles=("analyst",))
    story.forget_acts()
    after = assign(story.desk, case, robin.id[:15])
    assert story.new_acts() == [CaseAssigned(person=robin.id)]
    assert after.assigned == robin.id
    assert assign(story.desk, after, robin.id) == after
    assert story.new_acts() == []


def test_a_case_is_not_given_to_a_name_a_stranger_or_somebody_retired(story: DeskOfStories) -> None:
    case = a_case(story.desk)
    robin = people.add(story.desk, "Robin Vale", address="", roles=("analyst",))
    people.retire(story.desk, robin.id)
    story.forget_acts()
    for wrong in ("Robin Vale", "person-" + "0" * 26, ""):
        with pytest.raises(BadInput):
            assign(story.desk, case, wrong)
    with pytest.raises(ActNotAllowed, match="retired"):
        assign(story.desk, case, robin.id)
    assert story.new_acts() == []


def test_something_unresolved_has_an_owner_and_a_day(story: DeskOfStories) -> None:
    case = with_open_item(story.desk)
    _, act = story.new_acts()
    assert isinstance(act, OpenItemAdded)
    assert (act.owner, act.check_on) == (story.desk.person, "2026-04-01")
    assert story.desk.sheet(act.sheet, OpenItemSheet) == OpenItemSheet(
        what="Ask the vendor for the digest.", closes_when="They answer."
    )
    (line,) = open_items(story.desk, case)
    assert (line.state, line.what, line.owner) == ("open", "Ask the vendor for the digest.", story.desk.person)


def test_its_owner_is_who_answers_for_the_case_unless_named(desk: Desk) -> None:
    robin = people.add(desk, "Robin Vale", address="", roles=("analyst",))
    case = assign(desk, a_case(desk), robin.id)
    case = add_open_item(desk, case, what="a", closes_when="", check_on="2026-04-01")
    case = add_open_item(desk, case, what="b", closes_when="", check_on="2026-04-02", owner=desk.person)
    assert [item.owner for item in case.open_items] == [robin.id, desk.person]


@pytest.mark.parametrize(
    "change", [{"check_on": "soon"}, {"check_on": ""}, {"check_on": "2026-02-30"}, {"what": " "}, {"owner": "Robin"}]
)
def test_something_without_a_day_a_sentence_or_an_owner_is_not_recorded(
    story: DeskOfStories, change: dict[str, str]
) -> None:
    case = a_case(story.desk)
    story.forget_acts()
    given = {"what": "a", "closes_when": "b", "check_on": "2026-04-01"}
    with pytest.raises(BadInput):
        add_open_item(story.desk, case, **(given | change))
    assert story.new_acts() == []


def test_what_is_resolved_says_how_and_is_resolved_once(story: DeskOfStories) -> None:
    case = with_open_item(story.desk)
    identifier = case.open_items[0].id
    with pytest.raises(BadInput, match="how"):
        resolve_open_item(story.desk, case, identifier, " ")
    story.forget_acts()
    after = resolve_open_item(story.desk, case, identifier[:12], "They sent it.")
    (act,) = story.new_acts()
    assert isinstance(act, OpenItemResolved)
    assert act.open_item == identifier
    assert story.desk.sheet(act.sheet, NoteSheet) == NoteSheet(text="They sent it.")
    assert open_items(story.desk, after) == []
    with pytest.raises(BadInput, match="0 open items"):
        resolve_open_item(story.desk, after, identifier, "again")
    with pytest.raises(BadInput):
        resolve_open_item(story.desk, after, "open-zzz", "x")


def test_what_is_due_first_stands_first_and_what_is_done_is_gone(desk: Desk) -> None:
    case = with_open_item(desk, "2026-05-01", "later")
    case = add_open_item(desk, case, what="sooner", closes_when="", check_on="2026-04-01")
    case = add_open_item(desk, case, what="done", closes_when="", check_on="2026-03-01")
    case = resolve_open_item(desk, case, case.open_items[2].id, "so")
    assert [line.what for line in open_items(desk, case)] == ["sooner", "later"]
