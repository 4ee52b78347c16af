"""How pages are opened: signed in, by a page of ours, and what is said where it fails."""

from urllib.parse import quote

import httpx
import pytest

from tests.builders import DeskOfStories
from tests.web.desk.visitor import visitor
from tocsin.web.desk.pages import ROOMS


@pytest.mark.parametrize("path", ["/", "/cases", "/cases?event_class=incident", "/shares/share-x"])
def test_nobody_is_sent_to_sign_in_and_back(server: str, path: str) -> None:
    answer = httpx.get(server + path)
    wanted = "/sign-in" if path == "/" else f"/sign-in?next={quote(path)}"
    assert (answer.status_code, answer.headers["location"]) == (303, wanted)


def test_nothing_that_changes_is_done_without_the_forms_own_word(story: DeskOfStories, server: str) -> None:
    browser = visitor(story, server)
    before = story.desk.log.size()
    for room in ROOMS:
        for row in room.ROWS:
            if row.method == "POST":
                path = "/".join("x" if part.startswith("{") else part for part in row.path.split("/"))
                answer = browser.client.post(path, data={"name": "x", "csrf": "0" * 64})
                assert answer.status_code == 403, path
    assert story.desk.log.size() == before


def test_a_form_of_another_kind_is_refused(story: DeskOfStories, server: str) -> None:
    answer = visitor(story, server).client.post("/cases/new", json={"name": "x"})
    assert answer.status_code == 415


def test_headers_of_a_page_let_nothing_in_from_elsewhere(story: DeskOfStories, server: str) -> None:
    headers = visitor(story, server).get("/").headers
    assert "script-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"
    assert headers["x-frame-options"] == "DENY"
