"""Lists of cases: every filter and order, page by page, and honest about what was not looked at."""

import pytest
from msgspec.structs import replace

from tests.builders import DeskOfStories, a_case
from tocsin.stages import case_list, casework, marking
from tocsin.stages.case_list import list_of, names_of
from tocsin.stages.desk import Desk
from tocsin.vocab.case import Case
from tocsin.vocab.case_list import ME, NOBODY, CaseOrder, CaseQuery, CaseStanding
from tocsin.vocab.errors import BadInput, NotHere
from tocsin.vocab.marking import Marking, Tlp


@pytest.fixture
def seven(story: DeskOfStories) -> list[Case]:
    """Seven cases, one a minute, the oldest first."""
    made = []
    for number in range(7):
        story.clock.tick()
        made.append(a_case(story.desk, name=f"Case {'BADCFEG'[number]}", exercise=number == 3))
    return made


def walked(desk: Desk, query: CaseQuery, limit: int = 2) -> list[str]:
    """The ids of a list, a page after the other."""
    met, after = list[str](), None
    for _ in range(50):
        found = list_of(desk, query, after, limit)
        met += [case.id for _, case in found.cases[:limit]]
        after = found.cases[limit - 1][0] if len(found.cases) > limit else found.follows
        if after is None:
            return met
    raise AssertionError("the list has no end")


def ids(cases: list[Case]) -> list[str]:
    """Their ids."""
    return [one.id for one in cases]


def test_the_newest_come_first_and_nothing_was_looked_at(story: DeskOfStories, seven: list[Case]) -> None:
    assert walked(story.desk, CaseQuery()) == ids(seven[::-1])
    assert list_of(story.desk, CaseQuery(), None, 100).looked == 0


def test_the_last_act_orders_by_the_log(story: DeskOfStories, seven: list[Case]) -> None:
    story.clock.tick()
    marking.mark(story.desk, seven[2], marking.Target(), Marking(tlp=Tlp.GREEN, owners=("own",)))
    others = [one for one in seven[::-1] if one.id != seven[2].id]
    assert walked(story.desk, CaseQuery(order=CaseOrder.LAST_ACT)) == [seven[2].id, *ids(others)]


def test_the_last_act_is_found_however_long_the_log_is(
    story: DeskOfStories, seven: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_list, "WALKED", 2)
    assert sorted(walked(story.desk, CaseQuery(order=CaseOrder.LAST_ACT))) == sorted(ids(seven))
    assert list_of(story.desk, CaseQuery(order=CaseOrder.LAST_ACT), None, 100).follows is not None


def test_names_and_acts_order_too(story: DeskOfStories, seven: list[Case]) -> None:
    story.clock.tick()
    casework.assign(story.desk, story.desk.case(seven[1].id), story.desk.person)
    named = names_of(story.desk, seven)
    by_name = sorted(ids(seven), key=lambda one: named[one].casefold())
    assert walked(story.desk, CaseQuery(order=CaseOrder.NAME)) == by_name
    assert walked(story.desk, CaseQuery(order=CaseOrder.ACTS))[0] == seven[1].id


def test_an_exercise_says_so_in_its_name(story: DeskOfStories, seven: list[Case]) -> None:
    assert names_of(story.desk, seven)[seven[3].id] == "EXERCISE: Case C"


def test_words_labels_and_people_choose(story: DeskOfStories, seven: list[Case]) -> None:
    desk = story.desk
    marking.mark(desk, seven[0], marking.Target(), Marking(tlp=Tlp.GREEN, owners=("own",)))
    casework.assign(desk, desk.case(seven[5].id), desk.person)
    assert walked(desk, CaseQuery(text="  cAsE   b ")) == [seven[0].id]
    assert walked(desk, CaseQuery(tlp="green")) == [seven[0].id]
    assert walked(desk, CaseQuery(assigned=NOBODY)) == [one for one in ids(seven[::-1]) if one != seven[5].id]
    assert walked(desk, CaseQuery(assigned=ME)) == walked(desk, CaseQuery(assigned=desk.person)) == ids(seven[::-1])
    assert walked(desk, CaseQuery(exercise=True)) == [seven[3].id]
    assert walked(desk, CaseQuery(exercise=False, order=CaseOrder.LAST_ACT, text="case g")) == [seven[6].id]


def test_what_was_not_looked_at_is_said_and_reached_with_the_next_page(
    story: DeskOfStories, seven: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_list, "LOOKED", 2)
    monkeypatch.setattr(case_list, "CHUNK", 2)
    query = CaseQuery(text="", standing=CaseStanding.CLOSED)
    found = list_of(story.desk, query, None, 100)
    assert (found.cases, found.looked, found.back_to) == ((), 2, seven[5].opened_at)
    assert found.follows is not None
    assert walked(story.desk, replace(query, standing=CaseStanding.OPEN)) == ids(seven[::-1])


def test_an_order_that_the_index_has_not_says_among_how_many_it_holds(
    story: DeskOfStories, seven: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_list, "LOOKED", 3)
    found = list_of(story.desk, CaseQuery(order=CaseOrder.ACTS), None, 100)
    assert (len(found.cases), found.looked, found.is_part, found.back_to) == (3, 3, True, seven[4].opened_at)
    monkeypatch.setattr(case_list, "LOOKED", 7)
    assert not list_of(story.desk, CaseQuery(order=CaseOrder.ACTS), None, 100).is_part


@pytest.mark.parametrize("order", CaseOrder)
def test_a_place_of_another_list_is_none(desk: Desk, order: CaseOrder) -> None:
    other = "acts" if order is not CaseOrder.ACTS else "name"
    for place in ((other, "1"), (str(order), "-1"), (str(order), "x" * 20)):
        with pytest.raises(BadInput):
            list_of(desk, CaseQuery(order=order), place, 2)


def test_nobody_of_that_name_is_said(desk: Desk) -> None:
    with pytest.raises(NotHere):
        list_of(desk, CaseQuery(assigned="person-00000000"), None, 2)
