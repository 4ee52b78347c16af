"""Search on its page: places by case, the words marked, and nothing that is hostile at work."""

from datetime import timedelta

from tests.builders import DeskOfStories, a_case, an_item
from tests.web.desk.visitor import HOSTILE, hostile_case, visitor
from tocsin.stages.evidence import Described
from tocsin.vocab.evidence import ItemKind


def test_places_are_grouped_by_case_and_lead_to_what_they_are_of(story: DeskOfStories, server: str) -> None:
    one = a_case(story.desk, name="Poisoned release")
    item = an_item(story.desk, one, b"x", Described(kind=ItemKind.LOG, name="gateway.log", note="the RELEASE night"))
    story.clock.tick(timedelta(minutes=1))
    other = a_case(story.desk, name="Another release")
    page = visitor(story, server).get("/search?text=release").text
    assert "3 places in 2 cases" in page
    assert page.count('data-row href="/cases/') == 2
    assert f'href="/evidence/{item.id}"' in page
    assert "<mark>release</mark>" in page
    assert "<mark>RELEASE</mark>" in page
    assert page.index(other.id) < page.index(one.id)  # newest first


def test_what_is_hostile_is_inert_in_what_was_asked_and_what_was_found(story: DeskOfStories, server: str) -> None:
    hostile_case(story.desk)
    browser = visitor(story, server)
    for asked in ("alert", "script", HOSTILE, "<mark>", "&lt;"):
        page = browser.client.get("/search", params={"text": asked}).text
        assert "<script>alert" not in page
        assert "\u202e" not in page.split("<main")[1]
    assert "<mark>alert</mark>" in browser.get("/search?text=alert").text


def test_words_that_grow_when_small_mark_nothing_wrong(story: DeskOfStories, server: str) -> None:
    a_case(story.desk, name="\u0130stanbul gateway")
    page = visitor(story, server).get("/search?text=gateway").text
    assert "stanbul gateway" in page
    assert "<mark>" not in page


def test_nothing_asked_and_nothing_found_are_said(story: DeskOfStories, server: str) -> None:
    browser = visitor(story, server)
    assert "Type words above" in browser.get("/search").text
    assert "Nothing was found" in browser.get("/search?text=nowhere").text
    assert visitor(story, server, "admin").get("/search?text=x").status_code == 403
