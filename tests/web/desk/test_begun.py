"""What was begun and not sent leads on, from every page on which somebody may look for it."""

import re
from datetime import date

import pytest

from tests.builders import DeskOfStories
from tests.shares import Stage
from tests.web.browser import Browser
from tests.web.desk.visitor import visitor
from tocsin.stages import fields
from tocsin.stages.closing import close
from tocsin.vocab.sharing import Share


@pytest.fixture
def shared(stage: Stage) -> Share:
    """A share that went out, of a case that was closed then."""
    stage.marked()
    stage.cleaned()
    share = stage.delivered(stage.party("An Adopter", "adopter"))
    close(stage.desk, stage.now(), summary="over", check_on=date(2026, 5, 1))
    return share


def stop_of_the_correction(browser: Browser, case: str) -> tuple[str, str]:
    """Where the walk leads for a correction, from its own list and by Next on the page of the stop before."""
    listed = re.search(r'href="([^"]*)"><strong>A correction<', browser.get(f"/cases/{case}/walk").text)
    assert listed is not None
    number = int(listed[1].partition("#")[0].rpartition(".")[2])
    before = browser.get(f"/cases/{case}?walk={case}.{number - 1}").text
    after = re.search(r'href="([^"]*)" rel="next"', before)
    assert after is not None
    return listed[1], after[1]


def test_a_correction_leads_on_from_the_day_the_case_is_opened_again_until_it_is_sent(
    story: DeskOfStories, server: str, stage: Stage, shared: Share
) -> None:
    case, browser, page = stage.case.id, visitor(story, server), f"/shares/{shared.id}"
    shut = browser.get(page).text
    assert "What was wrong?" not in shut  # nothing is asked for that would be refused
    opened = browser.send(f"/cases/{case}/reopen")
    assert opened.headers["location"].startswith(f"{page}?done=")
    assert "What was wrong?" in browser.get(page).text
    pages = [f"/cases/{case}", f"/cases/{case}/walk", f"/cases/{case}/close", f"/cases/{case}/shares"]
    for path in pages:
        assert f'href="{page}#correct">Go on with the correction' in browser.get(path).text, path
    assert f'href="/cases/{case}">Go on with the correction' in browser.get("/").text
    listed, after = stop_of_the_correction(browser, case)
    assert listed == after
    assert re.fullmatch(rf"{page}\?walk={case}\.\d+#correct", listed)

    fields.fill(stage.desk, stage.now(), [fields.Filled(row="plain_account", text="It was told twice.")])
    stage.later(1)
    stage.cleaned()
    browser.get(page)
    made = browser.send(f"{page}/correct", because="It was wrong.").headers["location"].partition("?")[0]
    for path in (*pages, "/", page):
        assert f'href="{made}">Go on with the correction' in browser.get(path).text, path
    assert "What was wrong?" not in browser.get(page).text
    assert stop_of_the_correction(browser, case)[0].startswith(f"{made}?walk=")
    browser.get(made)
    browser.send(f"{made}/drop", reason="replaced")
    assert "Go on with the correction" in browser.get(page).text  # its clean copy is newer than what was sent


def test_who_only_looks_is_offered_no_form(story: DeskOfStories, server: str, stage: Stage, shared: Share) -> None:
    page = visitor(story, server, "approver").get(f"/shares/{shared.id}").text
    assert "/reopen" not in page
    assert stage.now().closed_at is not None
