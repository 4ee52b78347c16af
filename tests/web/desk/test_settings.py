"""Settings: one's own kept, those of the home readable for keepers alone, and pages that follow the system."""

from playwright.sync_api import Browser

from tests.builders import DeskOfStories, a_case
from tests.web.chromium import window
from tests.web.desk.visitor import visitor


def test_a_zone_stands_beside_utc_and_never_in_its_place(story: DeskOfStories, server: str) -> None:
    case, browser = a_case(story.desk), visitor(story, server)
    browser.get("/settings")
    assert browser.send("/settings", zone="Asia/Kolkata", start="").status_code == 303
    page = browser.get(f"/cases/{case.id}").text
    assert "2026-03-24 12:00 UTC" in page
    assert "(17:30 IST)" in page
    assert "(17:30" not in visitor(story, server, "analyst").get(f"/cases/{case.id}").text
    browser.get("/settings")
    wrong = browser.send("/settings", zone="Mars/Olympus", start="")
    assert wrong.status_code == 400
    assert "Mars/Olympus" in wrong.text


def test_the_home_is_read_by_keepers_alone_and_changed_by_nobody(story: DeskOfStories, server: str) -> None:
    page = visitor(story, server, "admin").get("/settings").text
    assert "undo_minutes" in page
    assert "tocsin config check" in page
    assert "The list of cases begins with" not in page
    assert "undo_minutes" not in visitor(story, server, "auditor").get("/settings").text
    admin = visitor(story, server, "admin")
    admin.get("/settings")
    assert admin.send("/settings", zone="UTC", undo_minutes="0").status_code == 303
    assert story.desk.settings.undo_minutes == 5


# What the browser says of its person's system, and what has to be so on a page then.
_QUIET = "getComputedStyle(document.querySelector('.quiet')).color"
_INK = "getComputedStyle(document.body).color"
SYSTEMS = {
    "contrast": ({"contrast": "more"}, f"{_QUIET} === {_INK}"),
    "no more contrast": ({"contrast": "no-preference"}, f"{_QUIET} !== {_INK}"),
    "less motion": (
        {"reduced_motion": "reduce"},
        "[...document.querySelectorAll('*')].every((one) => getComputedStyle(one).transitionDuration === '0s')",
    ),
    "forced colours": (
        {"forced_colors": "active"},
        "getComputedStyle(document.querySelector('.chip, button.do, .button.do')).borderTopStyle === 'solid'",
    ),
}


def test_a_page_follows_the_system_and_the_choice_of_high_contrast(
    chromium: Browser, story: DeskOfStories, server: str
) -> None:
    a_case(story.desk)
    with window(chromium, server, story.desk) as seen:
        for name, (media, holds) in SYSTEMS.items():
            seen.page.emulate_media(**media)  # type: ignore[arg-type]  # its own words
            seen.go("/cases")
            assert seen.page.evaluate(holds), name
            assert seen.barriers("color-contrast") == [], name
        seen.page.emulate_media(contrast="no-preference", forced_colors="none", color_scheme="dark")
        seen.go("/settings")
        seen.page.select_option("#look-theme", "contrast")
        seen.page.get_by_role("button", name="Set the appearance").click()
        assert seen.page.evaluate(f"{_QUIET} === {_INK}")
        assert seen.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"
        assert seen.barriers("color-contrast-enhanced") == []
