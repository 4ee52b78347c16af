"""After something was recorded the page says what was, and what is next."""

from tests.builders import DeskOfStories
from tests.web.desk.visitor import hostile_case, is_inert, visitor


def test_a_mark_says_what_counts_now_and_what_is_next(story: DeskOfStories, server: str) -> None:
    case, browser = hostile_case(story.desk), visitor(story, server)
    path = f"/cases/{case.id}/marking"
    browser.get(path)
    done = browser.send(path, tlp="amber", caveat="trade_secret", embargo_until="2026-12-01T18:00")
    page = browser.get(done.headers["location"]).text
    assert "The mark is recorded. What counts is TLP:AMBER, trade secret. Next: " in page
    assert is_inert(page)
    counts = page[page.index("What counts</h2>") :]
    assert "trade secret" in counts
    assert "2026-12-01 18:00 UTC" in counts
    assert 'type="datetime-local" id="embargo_until" name="embargo_until" value="2026-12-01T18:00"' in page
    assert story.desk.case(case.id).marks["own"].embargo_until is not None
