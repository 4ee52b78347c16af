"""Somebody at the pages of the desk in a test, and a case that pages can show."""

from tests.builders import DeskOfStories, a_case
from tests.web.browser import Browser
from tests.web.people import somebody
from tocsin.stages.desk import Desk
from tocsin.vocab.case import Case

# Text as an enemy writes it: it may be shown, and may do nothing.
HOSTILE = "<script>alert(1)</script>\u202eevil\u200b & 'quotes' \"more\""
SHOWN = "&lt;script&gt;alert(1)&lt;/script&gt;"


def visitor(story: DeskOfStories, server: str, *roles: str) -> Browser:
    """A new person in these roles, signed in; the acting person where none is named."""
    browser = Browser(server)
    person = somebody(story.desk, *roles).person if roles else story.desk.person
    answer = browser.come_by_link(story.desk, person)
    assert answer.status_code == 303, answer.text
    return browser


def hostile_case(desk: Desk) -> Case:
    """A case that is called so."""
    return a_case(desk, name=HOSTILE)


def is_inert(text: str) -> bool:
    """Whether nothing of the hostile text can do anything in this page, and all of it can be read."""
    return SHOWN in text and "<script>alert" not in text and "\u202e" not in text and "\u200b" not in text
