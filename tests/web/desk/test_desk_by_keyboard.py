"""The whole route by keyboard alone, with the shortcuts of the map."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.builders import a_case
from tests.shares import Stage
from tests.web.chromium import window
from tests.web.hands import Keyboard
from tests.web.route import PARTY, Route, walk
from tests.web.scene import running


def test_somebody_without_a_mouse_goes_the_whole_way(stage: Stage, chromium: Browser) -> None:
    stage.party(PARTY, "isac", address=stage.folder("isac"))
    mira = stage.team()
    with (
        running(stage.desk) as base,
        window(chromium, base) as ours,
        window(chromium, base) as theirs,
    ):
        walk(Route(desk=stage.desk, hands=Keyboard(ours)), Route(desk=mira, hands=Keyboard(theirs)))


@pytest.fixture
def keyboard(stage: Stage, chromium: Browser) -> Iterator[Keyboard]:
    """Somebody at a desk with three cases."""
    for name in ("Second", "Third"):
        a_case(stage.desk, name=name)
    with running(stage.desk) as base, window(chromium, base, stage.desk) as seen:
        yield Keyboard(seen)


def test_the_map_opens_says_every_shortcut_and_closes(keyboard: Keyboard) -> None:
    keyboard.go("/cases")
    page = keyboard.window.page
    keyboard.shortcut("?")
    shown = page.get_by_role("dialog", name="Keyboard map")
    expect(shown).to_be_visible()
    said = shown.inner_text()
    for place in page.locator("header nav [data-key]").all():
        assert place.inner_text() in said
    assert keyboard.window.barriers() == []
    keyboard.shortcut()
    expect(shown).to_be_hidden()


def test_the_shortcuts_of_the_map_go_move_search_and_find_the_next_action(keyboard: Keyboard) -> None:
    page = keyboard.window.page
    keyboard.go("/")
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    keyboard.enter()
    expect(page.locator("#main")).to_be_focused()
    keyboard.shortcut("g", "c")
    page.wait_for_url("**/cases")
    rows = page.locator("main a[data-row]")
    for key, row in (("j", 0), ("j", 1), ("j", 2), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        expect(rows.nth(row)).to_be_focused()
    page.keyboard.press("n")
    expect(page.get_by_role("link", name="Add a report or evidence")).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type("gsj?")
    expect(page.locator("#find")).to_have_value("gsj?")
    assert keyboard.window.path == "/cases"
    keyboard.shortcut("j")
    keyboard.enter()
    page.wait_for_url("**/cases/case-*")


def test_the_focus_is_seen_wherever_it_is(keyboard: Keyboard) -> None:
    keyboard.go("/cases")
    page = keyboard.window.page
    for _ in range(20):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement); return [s.outlineStyle, s.outlineWidth]; })()"
        )
        assert style[0] != "none", page.evaluate("document.activeElement.outerHTML")
        assert float(style[1].removesuffix("px")) >= 2
