"""What is meant by a word: by id, by its first signs, by name; and whether it is practice."""

import pytest

from tests.asking import ask
from tests.builders import DeskOfStories, a_case, an_item
from tocsin.vocab.errors import BadInput, NotHere
from tocsin.vocab.public_report import PUBLIC_FORM


def test_a_case_is_meant_by_its_name_or_id(story: DeskOfStories) -> None:
    case = a_case(story.desk, name="The blue heron")
    wanted = {"id": case.id, "case": case.id, "exercise": False}
    for given in (case.id, case.id[:13], "the BLUE heron", "The b"):
        assert ask(story.desk, "name.find", kind="case", given=given) == wanted


def test_what_belongs_to_a_practice_case_says_so(story: DeskOfStories) -> None:
    case = a_case(story.desk, exercise=True)
    item = an_item(story.desk, case)
    found = ask(story.desk, "name.find", kind="item", given=item.id[:9])
    assert found == {"id": item.id, "case": case.id, "exercise": True}


@pytest.mark.parametrize("kind", ["case", "share", "item", "report", "delivery", "feedback"])
def test_what_is_not_here_is_said(story: DeskOfStories, kind: str) -> None:
    for given in ("nothing", "", "../x"):
        with pytest.raises(NotHere):
            ask(story.desk, "name.find", kind=kind, given=given)


def test_a_word_that_fits_several_names_them(story: DeskOfStories) -> None:
    for number in range(2):
        a_case(story.desk, name=f"Agent {number}")
    with pytest.raises(BadInput, match="more than one case"):
        ask(story.desk, "name.find", kind="case", given="agent")


def test_ids_are_called_by_their_names_and_what_nobody_knows_is_left_out(story: DeskOfStories) -> None:
    case, person = a_case(story.desk, name="A name"), story.desk.person
    asked = [case.id, person, "case-00000000000000000000000000", "nothing"]
    found = {one["id"]: one["name"] for one in ask(story.desk, "name.called", ids=asked)}
    assert found.keys() == {case.id, person}
    assert found[case.id] == "A name"
    with pytest.raises(BadInput, match="at once"):
        ask(story.desk, "name.called", ids=[f"case-{number}" for number in range(1001)])


def test_the_public_form_has_a_name_of_its_own(story: DeskOfStories) -> None:
    assert ask(story.desk, "name.called", ids=[PUBLIC_FORM]) == [{"id": PUBLIC_FORM, "name": "public form"}]
