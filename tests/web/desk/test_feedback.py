"""What came back, on its page: said, answered, signed for, followed; silence stays silence."""

import pytest

from tests.builders import DeskOfStories
from tests.shares import Stage
from tests.web.browser import Browser
from tests.web.desk.visitor import HOSTILE, is_inert, visitor
from tocsin.stages.feedback import effects_of
from tocsin.vocab.sharing import Share


@pytest.fixture
def share(stage: Stage) -> Share:
    """A share that arrived."""
    stage.marked()
    stage.cleaned()
    return stage.delivered(stage.party("An Adopter", "adopter"))


def where(share: Share) -> str:
    return f"/shares/{share.id}/feedback"


def said(browser: Browser, share: Share, **typed: str) -> int:
    """Record what the recipient said."""
    browser.get(where(share))
    return browser.send(where(share), party=share.recipients[0], means="mail", **typed).status_code


def test_silence_is_shown_and_a_question_stays_open_until_it_is_answered(
    story: DeskOfStories, server: str, share: Share
) -> None:
    browser = visitor(story, server)
    page = browser.get(where(share)).text
    assert "no answer for 0 days" in page
    assert "Nothing came back yet" in page
    assert said(browser, share, kind="question", text=HOSTILE) == 303
    page = browser.get(where(share)).text
    assert is_inert(page)
    assert "1 open question" in page
    answer = browser.send(f"/shares/{share.id}/answer", text="Version 1.2.", means="voice")
    assert answer.status_code == 303, answer.text
    assert "No question is open." in browser.get(where(share)).text


def test_a_request_to_pass_it_on_is_granted_or_denied(story: DeskOfStories, server: str, share: Share) -> None:
    browser = visitor(story, server)
    assert said(browser, share, kind="wider_requested", text="to our clients?") == 303
    page = browser.get(where(share)).text
    assert "wider granted" in page
    assert browser.send(f"/shares/{share.id}/answer", text="Yes.", kind="wider_granted").status_code == 303


def test_known_already_needs_since_when_and_from_where(story: DeskOfStories, server: str, share: Share) -> None:
    browser = visitor(story, server)
    known = {"kind": "known_already", "known_from": "vendor"}
    assert said(browser, share, known_since="2026-03-01T00:00", **known) == 303
    assert said(browser, share, known_since="yesterday", **known) == 400
    assert said(browser, share, known_since="2030-03-01T00:00", **known) == 400


def test_what_followed_is_not_known_until_somebody_says_so(story: DeskOfStories, server: str, share: Share) -> None:
    browser = visitor(story, server)
    assert browser.get(where(share)).text.split("After receipt</h2>")[1].count("not known</span>") == 6
    path = f"/shares/{share.id}/after"
    known = {"party": share.recipients[0], "step": "distributed", "state": "stated_by_recipient", "on": "2026-03-24"}
    noted = browser.client.post(path, data=browser.hidden(path) | known | {"because": HOSTILE})
    assert noted.status_code == 303, noted.text
    page = browser.get(where(share)).text
    assert page.split("After receipt</h2>")[1].count("not known</span>") == 5
    assert "stated by recipient, 2026-03-24" in page
    assert is_inert(page)


def test_an_effect_is_recorded_with_its_cause_only(
    story: DeskOfStories, server: str, share: Share, stage: Stage
) -> None:
    browser, path = visitor(story, server), f"/shares/{share.id}/effect"
    browser.get(where(share))
    assert browser.send(path, kind="mitigation", what="they install by hash").status_code == 400
    browser.get(where(share))
    assert browser.send(path, kind="mitigation", what=HOSTILE, because_of=share.id).status_code == 303
    assert len(effects_of(stage.desk, stage.now())) == 1
    assert is_inert(browser.get(where(share)).text)


def test_a_receipt_that_does_not_hold_is_refused_and_not_recorded(
    story: DeskOfStories, server: str, share: Share
) -> None:
    browser, path = visitor(story, server), f"/shares/{share.id}/receipt"
    browser.get(where(share))
    fields = browser.hidden(path)
    assert browser.client.post(path, data=fields, files={"file": ("r.txt", b"none")}).status_code == 400
    assert browser.client.post(path, data=fields, files={"file": ("", b"")}).status_code == 400
    assert story.desk.index.count("feedback") == 0


def test_who_may_not_sees_no_form_and_is_told_no(story: DeskOfStories, server: str, share: Share) -> None:
    auditor = visitor(story, server, "auditor")
    assert "Record what they said" not in auditor.get(where(share)).text
    csrf = auditor.hidden("/theme")["csrf"]
    typed = {"csrf": csrf, "party": share.recipients[0], "kind": "acknowledged"}
    assert auditor.client.post(where(share), data=typed).status_code == 403
    assert visitor(story, server).client.post(where(share), data=typed).status_code == 403
    assert story.desk.index.count("feedback") == 0
