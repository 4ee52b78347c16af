"""Marking: tightening is free, widening needs somebody's permission, a block has an end."""

from tests.builders import DeskOfStories
from tests.web.desk.visitor import HOSTILE, hostile_case, is_inert, visitor


def test_a_mark_is_set_and_only_widened_with_permission(story: DeskOfStories, server: str) -> None:
    case, browser = hostile_case(story.desk), visitor(story, server)
    path = f"/cases/{case.id}/marking"
    assert "nobody marked it" in browser.get(path).text
    assert browser.send(path, tlp="amber").status_code == 303
    assert "TLP:AMBER" in browser.get(path).text
    wider = browser.send(path, tlp="green")
    assert "Nothing was recorded" in browser.get(wider.headers["location"]).text
    assert story.desk.case(case.id).marks["own"].tlp == "amber"
    browser.get(path)
    browser.send(path, tlp="green", permission=HOSTILE)
    assert story.desk.case(case.id).marks["own"].tlp == "green"
    assert is_inert(browser.get(path).text)


def test_a_release_block_is_set_and_lifted(story: DeskOfStories, server: str) -> None:
    case, browser = hostile_case(story.desk), visitor(story, server, "counsel")
    browser.get(f"/cases/{case.id}/marking")
    browser.send(f"/cases/{case.id}/block", until="2027-01-01T00:00Z", lifts_when=HOSTILE, reason="counsel_review")
    page = browser.get(f"/cases/{case.id}/marking").text
    assert "Lifted when:" in page
    assert is_inert(page)
    assert browser.send(f"/cases/{case.id}/unblock", because="looked at").status_code == 303
    block = story.desk.case(case.id).block
    assert block is None or block.until <= story.desk.clock.now()


def test_an_approver_marks_nothing(story: DeskOfStories, server: str) -> None:
    case, browser = hostile_case(story.desk), visitor(story, server, "approver")
    page = browser.get(f"/cases/{case.id}/marking")
    assert "Record the mark" not in page.text
    assert browser.client.post(f"/cases/{case.id}/marking", data=browser.hidden("/theme")).status_code == 403
