"""The page of the way through one case, and the link that signs in and ends there."""

import re

import pytest

from tests.builders import DeskOfStories
from tests.web.browser import Browser
from tests.web.desk.visitor import hostile_case, visitor
from tocsin.stages.account import make_link


def test_it_stands_in_the_menu_of_the_case(story: DeskOfStories, server: str) -> None:
    case, browser = hostile_case(story.desk), visitor(story, server)
    assert f'href="/cases/{case.id}/walk"' in browser.get(f"/cases/{case.id}").text


@pytest.mark.parametrize(
    ("wanted", "ends"), [("/cases/here/walk", "/cases/here/walk"), ("//elsewhere.example/", "/"), ("", "/account")]
)
def test_a_link_that_signs_in_ends_where_it_says_and_never_elsewhere(
    story: DeskOfStories, server: str, wanted: str, ends: str
) -> None:
    browser, path = Browser(server), make_link(story.desk, story.desk.person).path
    shown = browser.get(f"{path}?next={wanted}" if wanted else path).text
    hidden = re.search(r'name="next" value="([^"]*)"', shown)
    answer = browser.send(path, **({"next": hidden[1]} if hidden else {}))
    assert (answer.status_code, answer.headers["location"]) == (303, ends)
