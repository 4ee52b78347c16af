"""Home: open work first, then what is owed; how the pages look."""

import re

import pytest

from tests.builders import NOON, DeskOfStories
from tests.shares import CIRCLE_FACTS, Stage
from tests.web.desk.visitor import hostile_case, is_inert, visitor
from tocsin.stages.beside import DutyStep, answer_duty
from tocsin.vocab.delivery import RoadKind
from tocsin.vocab.duty import DutyAnswer
from tocsin.web.desk.visit import PLACES


def test_an_empty_desk_says_what_to_do_first(story: DeskOfStories, server: str) -> None:
    page = visitor(story, server).get("/")
    assert page.status_code == 200
    assert "No case is open" in page.text
    assert page.text.count('href="/add"') == 1
    assert "Nothing." in page.text


def test_whoever_approves_sees_what_waits_for_them_and_not_whose_cases_there_are(stage: Stage, server: str) -> None:
    stage.marked()
    stage.cleaned()
    stage.facts(stage.proposed(stage.party("one", "adopter", RoadKind.PAGE)), CIRCLE_FACTS)
    page = visitor(stage.story, server, "approver").get("/").text
    assert "What waits for you" in page
    assert "1 share waits for your approval" in page
    assert "Waiting for your decision" in page
    assert "0 cases" not in page
    assert page.count('class="button do"') == 1
    listed = visitor(stage.story, server, "approver").get("/promises?side=owe&for=me").text
    assert "/shares/share-" in listed
    author = visitor(stage.story, server)
    assert "wait for your approval" not in author.get("/").text
    assert "Nothing waits for a decision of yours" in author.get("/promises?for=me").text


@pytest.mark.parametrize(
    ("role", "said", "leads_to"),
    [
        ("approver", "Nothing waits for a decision of yours", "/shares"),
        ("auditor", "Nothing is asked of an auditor", "/ledger"),
    ],
)
def test_where_nothing_waits_home_says_what_can_be_looked_at(
    story: DeskOfStories, server: str, role: str, said: str, leads_to: str
) -> None:
    hostile_case(story.desk)
    page = visitor(story, server, role).get("/").text
    assert said in page
    assert f'class="button do" href="{leads_to}"' in page
    assert "1 case is open" in page


def test_counsel_is_asked_about_every_clock_that_runs(story: DeskOfStories, server: str) -> None:
    step = DutyStep(answer=DutyAnswer.YES, event="start", event_at=NOON)
    answer_duty(story.desk, hostile_case(story.desk), "nis2_23", step)
    page = visitor(story, server, "counsel").get("/").text
    assert "clocks of duties run that may apply" in page
    assert is_inert(page)
    assert "Waiting for your decision" not in visitor(story, server, "approver").get("/").text


def test_open_work_stands_first_with_its_next_step(story: DeskOfStories, server: str) -> None:
    case = hostile_case(story.desk)
    page = visitor(story, server).get("/")
    assert is_inert(page.text)
    assert f'href="/cases/{case.id}"' in page.text
    assert "Next:" in page.text


def test_every_number_of_the_promises_opens_its_list(story: DeskOfStories, server: str) -> None:
    hostile_case(story.desk)
    browser = visitor(story, server)
    page = browser.get("/").text
    places = re.findall(r'href="(/promises\?side=\w+&amp;kind=(\w+))"', page)
    assert [kind for _, kind in places] == ["acknowledgement", "duty", "silence", "block", "open_item", "failed"]
    for place, _ in places:
        assert browser.get(place.replace("&amp;", "&")).status_code == 200


def test_home_has_one_key_and_every_place_its_own(story: DeskOfStories, server: str) -> None:
    keys = re.findall(r'data-key="(\w)"', visitor(story, server, "analyst", "admin").get("/").text)
    assert len(keys) == len(set(keys)) == len(PLACES)
    assert keys.count("h") == 1


def test_promises_are_listed_by_side(story: DeskOfStories, server: str) -> None:
    browser = visitor(story, server)
    assert "What we owe" in browser.get("/promises").text
    assert "What is owed to us" in browser.get("/promises?side=owed").text
    assert browser.get("/promises?side=x&kind=y").status_code == 200


def test_the_look_is_kept_in_this_browser_alone(story: DeskOfStories, server: str) -> None:
    browser = visitor(story, server)
    browser.get("/cases")
    answer = browser.send("/theme", theme="dark")
    assert (answer.status_code, answer.headers["location"]) == (303, "/cases")
    assert 'data-theme="dark"' in browser.get("/").text
    browser.send("/theme", theme="<b>")
    assert "data-theme" not in browser.get("/").text


def test_who_keeps_the_house_alone_begins_with_its_people(story: DeskOfStories, server: str) -> None:
    answer = visitor(story, server, "admin").get("/")
    assert (answer.status_code, answer.headers["location"]) == (303, "/people")
