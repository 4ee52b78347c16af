"""Help stands for everybody, with every code of a refusal."""

from tests.builders import DeskOfStories
from tests.web.desk.visitor import visitor
from tocsin.vocab.errors import BadInput, ChangedMeanwhile, NotHere


def test_help_explains_the_way_and_the_codes(story: DeskOfStories, server: str) -> None:
    browser = visitor(story, server, "admin")
    assert "The way of a case" in browser.get("/help").text
    page = browser.get("/help/problems").text
    for one in (BadInput, ChangedMeanwhile, NotHere):
        assert f'id="{one.code}"' in page
