"""The end of a case on its page: settled first, left open with a day, closed, opened again; what changed."""

from tests.builders import DeskOfStories
from tests.shares import Stage
from tests.web.desk.visitor import HOSTILE, hostile_case, is_inert, visitor


def test_what_was_not_sent_is_settled_before_the_case_closes(story: DeskOfStories, server: str, stage: Stage) -> None:
    stage.marked()
    stage.cleaned()
    share = stage.proposed(stage.party("An Adopter", "adopter"))
    browser, path = visitor(story, server), f"/cases/{stage.case.id}/close"
    page = browser.get(path).text
    assert "settle first" in page
    assert f'href="/shares/{share.id}"' in page
    assert "How did it end?" not in page
    csrf = browser.hidden("/theme")["csrf"]
    assert browser.client.post(path, data={"csrf": csrf, "summary": "over"}).status_code == 409
    assert stage.now().closed_at is None


def test_an_unanswered_share_stays_open_by_name_and_with_a_day(story: DeskOfStories, server: str, stage: Stage) -> None:
    stage.marked()
    stage.cleaned()
    stage.delivered(stage.party("An Adopter", "adopter"))
    browser, path = visitor(story, server), f"/cases/{stage.case.id}/close"
    assert "(An Adopter): no answer yet" in browser.get(path).text
    assert browser.send(path, summary="over").status_code == 409
    browser.get(path)
    answer = browser.send(path, summary="over", check_on="2026-05-01")
    assert "1%20open%20item%20stays" in answer.headers["location"]
    page = browser.get(path).text
    assert "look again on 2026-05-01" in page
    assert "Make a claim" in page
    assert browser.send(f"/cases/{stage.case.id}/reopen", reason="late_answer").status_code == 303
    assert stage.now().closed_at is None


def test_what_is_unresolved_has_an_owner_and_a_day_until_it_is_resolved(story: DeskOfStories, server: str) -> None:
    case = hostile_case(story.desk)
    browser, path = visitor(story, server), f"/cases/{case.id}/close"
    browser.get(path)
    item = {"what": HOSTILE, "closes_when": HOSTILE, "check_on": "2026-01-01"}
    assert browser.send(f"/cases/{case.id}/open-items", **item).status_code == 303
    page = browser.get(path).text
    assert is_inert(page)
    assert "past its day" in page
    assert browser.send(f"/cases/{case.id}/resolve", because="it was nothing").status_code == 303
    assert "Nothing is recorded as unresolved" in browser.get(path).text


def test_what_changed_names_its_cause(story: DeskOfStories, server: str, stage: Stage) -> None:
    stage.marked()
    stage.cleaned()
    share = stage.delivered(stage.party("An Adopter", "adopter"))
    browser, path = visitor(story, server), f"/cases/{stage.case.id}/close"
    browser.get(path)
    effect = {"kind": "mitigation", "what": HOSTILE, "because_of": share.id, "on": "2026-03-24"}
    assert browser.send(f"/cases/{stage.case.id}/effects", **effect).status_code == 303
    page = browser.get(path).text.split('id="changed"')[1]
    assert is_inert(page)
    assert f'href="/shares/{share.id}"' in page


def test_who_may_not_sees_no_form_and_is_told_no(story: DeskOfStories, server: str) -> None:
    case = hostile_case(story.desk)
    path = f"/cases/{case.id}/close"
    auditor = visitor(story, server, "auditor")
    page = auditor.get(path).text
    assert is_inert(page)
    assert "How did it end?" not in page
    csrf = auditor.hidden("/theme")["csrf"]
    assert auditor.client.post(path, data={"csrf": csrf, "summary": "over"}).status_code == 403
    assert visitor(story, server).client.post(path, data={"summary": "over"}).status_code == 403
    assert story.desk.case(case.id).closed_at is None
