"""Decision tables: listed with how they were walked, and walked by whoever asks."""

from tests.builders import DeskOfStories
from tests.shares import CIRCLE_FACTS
from tests.web.desk.visitor import visitor


def test_every_table_says_whether_it_is_whole(story: DeskOfStories, server: str) -> None:
    page = visitor(story, server).get("/catalogues")
    assert page.status_code == 200
    assert "whole" in page.text
    assert "flaw</span>" not in page.text


def test_a_table_is_walked(story: DeskOfStories, server: str) -> None:
    browser = visitor(story, server)
    open_page = browser.get("/catalogues/release").text
    assert "Still possible:" in open_page
    assert "What would decide it" in open_page
    points = {
        point: value for point, value in CIRCLE_FACTS.items() if point in {"SIG", "FIX", "ACT", "EXPO", "HAZ", "REACH"}
    }
    said = browser.client.get("/catalogues/release", params=points).text
    assert "CIRCLE" in said
    assert "What would change it" in said


def test_a_word_that_no_table_knows_is_refused(story: DeskOfStories, server: str) -> None:
    browser = visitor(story, server)
    assert browser.get("/catalogues/release?SIG=nonsense").status_code == 400
    assert browser.get("/catalogues/nonsense").status_code in {400, 404}
