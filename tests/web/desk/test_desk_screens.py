"""Every page of the desk in Chromium: axe finds nothing, nothing is too wide or moves, nothing comes from elsewhere.

The pages are those of the desk's own list: a page whose address has a part that this test cannot fill in fails it.
"""

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser

from tests.builders import a_case, an_item
from tests.web.chromium import HEIGHT, NARROWEST, OF_THE_LOOK, PHONE, WIDTH, Window, window
from tests.web.desk.filling import PATHS, filled, name_of
from tests.web.scene import running
from tocsin.demo.story import tell
from tocsin.stages import people
from tocsin.stages.desk import Desk
from tocsin.stages.sealing import purge
from tocsin.vocab.desk_role import DeskRole
from tocsin.vocab.reason import PurgeReason
from tocsin.web.desk.visit import PLACES
from tocsin.web.texts import _
from tocsin.wiring import open_desk

ZOOMED = WIDTH // 2  # a page at 200 % on this screen has half as many CSS pixels (WCAG 2.2, success criterion 1.4.4)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The desk of the demonstration after its whole story, in the name of somebody with every role."""
    home = tmp_path_factory.mktemp("demo") / "home"
    tell(home)
    with open_desk(home) as desk:
        somebody = people.add(desk, "Noor (fictional)", address="", roles=tuple(DeskRole))
        yield replace(desk, person=somebody.id)


@pytest.fixture(scope="module")
def base(told: Desk) -> Iterator[str]:
    """The address of a server over it."""
    with running(told) as address:
        yield address


@pytest.fixture(scope="module")
def wide(chromium: Browser, base: str, told: Desk) -> Iterator[Window]:
    """A window that all pages are shown in, one after the other."""
    with window(chromium, base, told) as made:
        yield made


@pytest.fixture(scope="module")
def narrow(chromium: Browser, base: str, told: Desk) -> Iterator[Window]:
    """A telephone in the dark, the same way."""
    with window(chromium, base, told, width=PHONE, scheme="dark") as made:
        yield made


class _Source(HTMLParser):
    """What of a page's source would run or be styled in place."""

    def __init__(self) -> None:
        super().__init__()
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One tag."""
        names = {name for name, _ in attrs}
        if tag == "style" or (tag == "script" and "src" not in names) or "style" in names:
            self.inline.append(tag)
        self.inline += [f"{tag} {name}" for name in names if name.startswith(("on", "hx-on"))]
        self.inline += [f"{tag} {value}" for _, value in attrs if (value or "").lower().startswith("javascript:")]


def inline_in(html: str) -> list[str]:
    """Scripts and styles that stand in a page instead of beside it."""
    source = _Source()
    source.feed(html)
    return source.inline


@pytest.mark.parametrize("pattern", PATHS)
def test_a_page_keeps_nobody_out_and_loads_nothing_from_elsewhere(
    wide: Window, narrow: Window, told: Desk, pattern: str
) -> None:
    path = filled(told, pattern)
    answer = wide.page.request.get(wide.base + path)
    if "attachment" in answer.headers.get("content-disposition", ""):
        assert (answer.status, answer.headers["x-content-type-options"]) == (200, "nosniff")
        assert "sandbox" in answer.headers["content-security-policy"]
        return
    assert inline_in(answer.text()) == []
    _look(wide, narrow, path, name_of(pattern))


@pytest.mark.parametrize("width", [1024, 1280, 1440])
def test_the_head_of_every_page_is_one_line_and_leads_everywhere(wide: Window, width: int) -> None:
    wide.page.set_viewport_size({"width": width, "height": HEIGHT})
    wide.go("/parties")
    parts = wide.page.locator("header.top > div > *, header nav a").locator("visible=true")
    boxes = [box for one in parts.all() if (box := one.bounding_box())]
    assert all(box["height"] < 48 for box in boxes)  # nothing of it has two lines of its own either
    assert max(box["y"] for box in boxes) < min(box["y"] + box["height"] for box in boxes)
    assert wide.too_wide(width) == []
    more = wide.page.locator("header .more > summary")
    if more.is_visible():
        more.click()
    shown = wide.page.locator("header nav a").locator("visible=true")
    assert sorted(shown.all_inner_texts()) == sorted(_(place.title) for place in PLACES)
    assert shown.locator("..").locator("[aria-current=page]").count() == 1
    wide.page.set_viewport_size({"width": WIDTH, "height": HEIGHT})


# States of pages that no address of the list shows by itself: what it has to say, and where.
STATES = {
    "empty list": ("/cases?event_class=product_defect", 200, "No case fits."),
    "nothing found": ("/search?text=nothing+is+called+so", 200, ""),
    "owed to us": ("/promises?side=owed", 200, "What is owed to us"),
    "not here": ("/cases/case-00000000000000000000000000", 404, "not here, or is not for you"),
    "no page": ("/nowhere", 404, ""),
}


@pytest.mark.parametrize("state", STATES)
def test_a_state_of_a_page_keeps_nobody_out_either(wide: Window, narrow: Window, state: str) -> None:
    path, status, said = STATES[state]
    _look(wide, narrow, path, f"state_{state.replace(' ', '_')}", status)
    assert said in wide.text()


def test_a_page_that_is_not_for_somebody_keeps_nobody_out_either(chromium: Browser, base: str, told: Desk) -> None:
    analyst = replace(told, person=people.add(told, "Timo (fictional)", address="", roles=("analyst",)).id)
    with window(chromium, base, analyst) as wide, window(chromium, base, analyst, width=PHONE, scheme="dark") as narrow:
        _look(wide, narrow, "/people", "state_forbidden", 403)
        assert "Your roles here do not allow this." in wide.text()


def test_what_is_gone_keeps_nobody_out_either(wide: Window, narrow: Window, told: Desk) -> None:
    item = an_item(told, a_case(told, name="What is kept no longer"))
    purge(told, item, reason=PurgeReason.RETENTION, because="its time is over")
    _look(wide, narrow, f"/evidence/{item.id}", "state_gone")
    assert "purged" in wide.text()


def _look(wide: Window, narrow: Window, path: str, name: str, status: int = 200) -> None:
    """A page in the light on a screen and in the dark on a telephone, on the narrowest screen, and at 200 %."""
    for seen, look, rules in ((wide, "light", ()), (narrow, "dark", OF_THE_LOOK)):
        seen.faults.clear()
        assert seen.go(path) == status
        seen.picture(f"{name}_{look}")
        assert seen.barriers(*rules) == []
        assert seen.shifts() == []
        assert seen.faults == []
    assert narrow.too_wide(NARROWEST) == []
    assert wide.too_wide(ZOOMED) == []
    for seen, width in ((wide, WIDTH), (narrow, PHONE)):
        seen.page.set_viewport_size({"width": width, "height": HEIGHT})
