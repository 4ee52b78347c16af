"""Claims on their pages: what is shown is chosen and read back, the file is given, and any file is checked."""

import json

import pytest

from tests.builders import DeskOfStories
from tests.shares import Stage
from tests.web.browser import Browser
from tests.web.desk.visitor import HOSTILE, hostile_case, is_inert, visitor
from tocsin.ledger import record
from tocsin.verifier.claim import verify
from tocsin.web.desk.claims import MEMBERS, WORDS_OF

USUAL = ["channel", "tlp", "iep", "released_at", "kind", "approvers"]


@pytest.fixture
def shared(stage: Stage) -> Stage:
    """A case with one share that arrived."""
    stage.marked()
    stage.cleaned()
    stage.delivered(stage.party("An Adopter", "adopter"))
    return stage


def downloaded(browser: Browser, path: str, **typed: object) -> bytes:
    """The claim as the form gives it."""
    browser.get(path)
    answer = browser.client.post(path, data=browser.hidden(path) | typed | {"do": "download"})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"].startswith("attachment")
    return answer.content


def test_what_stays_here_is_shown_only_where_somebody_chose_it(
    story: DeskOfStories, server: str, shared: Stage
) -> None:
    browser, path = visitor(story, server), f"/cases/{shared.case.id}/claim"
    page = browser.get(path).text
    assert "SELF-LOGGED" in page
    assert "An Adopter" not in page
    chosen = browser.client.post(path, data=browser.hidden(path) | {"show": [*USUAL, "recipient"], "do": "look"}).text
    assert "An Adopter" in chosen
    (narrow,) = verify(downloaded(browser, path, show=["recipient"]))["statement"]["shares"]
    assert narrow["recipient"] == "An Adopter"
    assert narrow["channel"] == "not shown"
    (usual,) = verify(downloaded(browser, path, show=USUAL))["statement"]["shares"]
    assert usual["recipient"] == "not shown"
    assert usual["channel"] == "folder"


def test_each_thing_that_can_be_shown_has_words() -> None:
    assert set(WORDS_OF) == set(MEMBERS) == set(record.hidden_members(record.Share))


def test_a_period_has_two_ends(story: DeskOfStories, server: str, shared: Stage) -> None:
    browser, path = visitor(story, server), f"/cases/{shared.case.id}/claim"
    browser.get(path)
    assert browser.send(path, since="2026-03-01T00:00").status_code == 400
    browser.get(path)
    page = browser.send(path, asks="acknowledged", since="2026-03-01T00:00", until="2026-04-01T00:00").text
    assert "2026-03-01T00:00:00Z" in page
    assert "UNANSWERED" in page


def test_where_nothing_left_there_is_nothing_to_claim(story: DeskOfStories, server: str) -> None:
    case = hostile_case(story.desk)
    page = visitor(story, server, "auditor").get(f"/cases/{case.id}/claim").text
    assert "nothing has left yet" in page
    assert 'value="download"' not in page
    assert is_inert(page)


def test_a_file_is_checked_and_every_check_is_named(story: DeskOfStories, server: str, shared: Stage) -> None:
    browser, path = visitor(story, server), "/claims/verify"
    claim = downloaded(browser, f"/cases/{shared.case.id}/claim", show=USUAL)
    browser.get(path)
    fields = browser.hidden(path)

    def verdict(raw: bytes, name: str = "a.claim.json") -> str:
        answer = browser.client.post(path, data=fields, files={"file": (name, raw)})
        assert answer.status_code == 200, answer.text
        return answer.text

    page = verdict(claim)
    for check in verify(claim)["checks"]:
        assert f'<th scope="row">{check["name"]}</th>' in page
    assert "This desk checks the file" in page
    assert 'href="/verify"' in page
    assert "that the content was true, useful, or read" in page
    bent = json.loads(claim)
    bent["statement"]["by"] = HOSTILE
    failed = verdict(json.dumps(bent).encode(), HOSTILE)
    assert "Nothing may be concluded from this file" in failed
    assert "<script>alert" not in failed
    assert "\u202e" not in failed


def test_what_is_no_claim_is_refused_with_a_reason(story: DeskOfStories, server: str) -> None:
    browser, path = visitor(story, server), "/claims/verify"
    browser.get(path)
    fields = browser.hidden(path)
    assert browser.client.post(path, data=fields, files={"file": ("x", b"nothing")}).status_code in {200, 400}
    assert browser.client.post(path, data=fields, files={"file": ("", b"")}).status_code == 400
    assert browser.client.post(path, data={}, files={"file": ("x", b"{}")}).status_code == 403


def test_an_admin_reads_no_claim(story: DeskOfStories, server: str, shared: Stage) -> None:
    admin = visitor(story, server, "admin")
    assert admin.get(f"/cases/{shared.case.id}/claim").status_code == 403
    csrf = admin.hidden("/theme")["csrf"]
    answer = admin.client.post(f"/cases/{shared.case.id}/claim", data={"csrf": csrf, "do": "download"})
    assert answer.status_code == 403
