"""The way through one case: stops that are reached, and a bar that leads from each to the next."""

import re

from tests.builders import DeskOfStories
from tests.shares import Stage
from tests.web.desk.visitor import hostile_case, is_inert, visitor

NEXT = re.compile(r'<a class="button" href="([^"]+)" rel="next">')


def test_the_bar_leads_from_the_first_stop_to_the_last(story: DeskOfStories, server: str, stage: Stage) -> None:
    stage.marked()
    stage.cleaned()
    share = stage.proposed(stage.party("Vendor", "vendor", address=stage.folder("vendor")))
    browser = visitor(story, server)
    whole = browser.get(f"/cases/{stage.case.id}/walk").text
    stops = re.findall(r'<li><p><a data-row href="([^"]+)"', whole)
    assert any(path.startswith(f"/shares/{share.id}?walk=") for path in stops)
    path, seen = stops[0], list[str]()
    while path:
        page = browser.get(path.replace("&amp;", "&"))
        assert page.status_code == 200, path
        assert f"{len(seen) + 1} of {len(stops)}" in page.text
        seen.append(path)
        found = NEXT.search(page.text)
        path = found[1] if found else ""
    assert seen == stops


def test_a_case_without_a_share_leads_to_no_page_that_is_not_there(story: DeskOfStories, server: str) -> None:
    case, browser = hostile_case(story.desk), visitor(story, server)
    whole = browser.get(f"/cases/{case.id}/walk").text
    assert is_inert(whole)
    assert "No share has been proposed yet." in whole
    assert "/shares/" not in whole.split("<ol")[1]


def test_an_address_that_names_no_stop_shows_the_page_without_a_bar(story: DeskOfStories, server: str) -> None:
    case, browser = hostile_case(story.desk), visitor(story, server)
    for wrong in ("1", f"{case.id}.0", f"{case.id}.99", f"{case.id}.9999999999", "case-nowhere.1", "<script>.1"):
        page = browser.get(f"/cases/{case.id}?walk={wrong}")
        assert page.status_code == 200, wrong
        assert 'class="walk' not in page.text, wrong
