"""Two hundred findings reviewed by keyboard alone, in a real browser; then the copy holds and lacks what was said."""

from collections import Counter
from itertools import cycle

from playwright.sync_api import Browser, expect

from tests.shares import Stage
from tests.web.chromium import Window, window
from tests.web.scene import running
from tocsin.stages.cleaning import copy_text
from tocsin.stages.fields import Filled, fill
from tocsin.stages.review import review
from tocsin.vocab.review import Entry, Left
from tocsin.vocab.sharing import CleanCopyEntry
from tocsin.web.desk.visit import LISTED

SYLLABLES = ("ba", "ke", "lo", "mi", "nu", "ra", "so", "ti", "va", "ze")
WORDS = [f"{a}{b}{c}n" for a in SYLLABLES for b in SYLLABLES for c in "dfkl"]
LEAST = 200
SAID = {"a": "the", "r": "nothing", "o": "ours:", "t": "theirs:"}  # how each verdict begins on the page


def _two_hundred(stage: Stage) -> None:
    """Rows with mailboxes and hosts that rules find, and with names and numbers that none does."""
    stage.marked()
    names = [f"{one.capitalize()} {other.capitalize()}" for one, other in zip(WORDS[:60], WORDS[100:160], strict=True)]
    mails = [f"{one}.{two}@{two}-mail.de" for one, two in zip(WORDS[160:220], WORDS[220:280], strict=True)]
    hosts = [f"{one}-db-{number:02}" for number, one in enumerate(WORDS[280:330])]
    numbers = [f"INC{4_000_000 + 7 * number}" for number in range(50)]
    said = {
        "plain_account": [f"Then {one} read the page." for one in names],
        "attack_description": [f"It was mailed to {one} at noon." for one in mails],
        "detection_detail": [f"It was seen on {one}, ticket {two}." for one, two in zip(hosts, numbers, strict=True)],
    }
    fill(stage.desk, stage.now(), [Filled(row=row, text="\n".join(lines)) for row, lines in said.items()])


def _verdict(one: Entry, turn: str) -> str:
    """What somebody says who knows: names are ours, numbers nothing, mailboxes by turns theirs or rightly gone."""
    if one.left is Left.NAME:
        return "o"
    if one.left is not None:
        return "r"
    return turn if one.label == "EMAIL" else "a"


def test_two_hundred_findings_are_reviewed_by_keyboard_and_the_copy_is_made_so(stage: Stage, chromium: Browser) -> None:
    _two_hundred(stage)
    entries = review(stage.desk, stage.now()).entries
    turns = cycle("at")
    plan = {one.id: _verdict(one, next(turns) if one.label == "EMAIL" else "") for one in entries}
    assert len(plan) >= LEAST
    assert min(Counter(plan.values())[key] for key in "arot") >= 20
    with running(stage.desk) as base, window(chromium, base, stage.desk) as seen:
        assert seen.go(f"/cases/{stage.case.id}/findings") == 200
        seen.picture("review_begins")
        assert seen.shifts() == []
        _reviewed(seen, plan)
        seen.picture("review_ends")
        assert seen.barriers() == []
        seen.page.keyboard.press("n")
        seen.page.keyboard.press("Enter")
        seen.page.wait_for_url("**/clean?done=*")
    _copy_is_as_said(stage, entries, plan)


def _reviewed(seen: Window, plan: dict[str, str]) -> None:
    page, pages = seen.page, 0
    while page.locator("[data-entry]").count():
        pages += 1
        ids = page.locator("[data-entry]").evaluate_all("(all) => all.map((one) => one.dataset.entry)")
        page.keyboard.press("j")
        if pages == 1:
            _taken_back(seen, ids)
        if len(ids) < LISTED:  # the last page: it has every kind of row, and fewer of them to look at
            assert seen.barriers() == []
        for entry in ids:  # each key leads on to the next: one wrong step would say the wrong thing of all after it
            page.keyboard.press(plan[entry])
        seen.picture(f"review_page_{pages}")
        expect(page.locator("[data-entry].judged:not([aria-busy])")).to_have_count(len(ids), timeout=15_000)
        told = page.locator("[data-verdict]").all_inner_texts()
        assert [text.split()[0] for text in told] == [SAID[plan[entry]] for entry in ids]
        # Less than a twenty-thousandth of the screen is a row that was drawn anew where it was.
        assert [one for one in seen.shifts() if not one.startswith("0.0000")] == []
        page.reload()
    assert pages >= LEAST // 50
    expect(page.locator("#review-counts")).to_contain_text("0 values to look at")


def _taken_back(seen: Window, ids: list[str]) -> None:
    """What was said by mistake is taken back, and the focus is where it was; arrows move like letters."""
    page, first = seen.page, f"#e-{ids[0]}"
    page.keyboard.press("t")
    expect(page.locator(f"#e-{ids[1]} a[data-row]")).to_be_focused()
    expect(page.locator(f"{first} [data-verdict]")).to_contain_text("theirs: it stays")
    page.keyboard.press("u")
    expect(page.locator(f"{first} a[data-row]")).to_be_focused()
    expect(page.locator(f"{first} [data-verdict]")).to_contain_text("not looked at yet")
    page.keyboard.press("ArrowDown")
    expect(page.locator(f"#e-{ids[1]} a[data-row]")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("R")  # of all that are there for the same reason: some of the next page as well
    expect(page.locator("[data-entry].judged:not([aria-busy])")).not_to_have_count(1)
    expect(page.locator(f"{first}.judged:not([aria-busy])")).to_have_count(1)
    page.keyboard.press("u")
    expect(page.locator("[data-entry].judged, [aria-busy]")).to_have_count(0)
    expect(page.locator(f"{first} a[data-row]")).to_be_focused()


def _copy_is_as_said(stage: Stage, entries: tuple[Entry, ...], plan: dict[str, str]) -> None:
    copy = stage.desk.index.get("copy", stage.now().copy or "")
    assert isinstance(copy, CleanCopyEntry)
    text = "\n".join(one.text for one in copy_text(stage.desk, copy).passages)
    for one in entries:
        stays = plan[one.id] in "rt"
        assert (one.value in text) is stays, f"{one.value} was said to {'stay' if stays else 'go'}"
