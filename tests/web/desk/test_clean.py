"""The clean copy on its page: what goes, what was taken out, and that nothing found is no proof."""

from datetime import UTC, datetime
from html.parser import HTMLParser

from tests.asking import ask
from tests.builders import DeskOfStories, an_item
from tests.shares import VICTIM, Stage
from tests.web.desk.visitor import HOSTILE, is_inert, visitor


def test_a_copy_is_made_and_read(story: DeskOfStories, server: str) -> None:
    stage = Stage(story)
    stage.marked()
    browser, path = visitor(story, server), f"/cases/{stage.case.id}/clean"
    assert "No clean copy yet" in browser.get(path).text
    assert '<option value="day">' in browser.get(path).text
    typed = {
        "times": "day",
        "remove": f"{VICTIM}\n",
        "kind.0": "domain",
        "value.0": "evil.example",
        "context.0": HOSTILE,
    }
    answer = browser.send(path, **typed)
    assert answer.status_code == 303, answer.text
    page = browser.get(answer.headers["location"]).text
    assert "taken out" in page
    assert "evil.example" in page
    assert is_inert(page)
    copy = page.split('<section class="outside"')[1].split("</section>")[0]
    assert VICTIM not in copy
    assert 'name="value.0" autocomplete="off" spellcheck="false" value="evil.example"' in page  # it goes into the next


def test_an_indicator_without_context_is_refused_and_shown_again(story: DeskOfStories, server: str) -> None:
    stage = Stage(story)
    stage.marked()
    browser, path = visitor(story, server), f"/cases/{stage.case.id}/clean"
    browser.get(path)
    refused = browser.send(path, **{"value.0": "evil.example", "remove": "typed with care"})
    assert refused.status_code == 400
    assert "without its context" in refused.text
    assert "typed with care" in refused.text
    assert story.desk.case(stage.case.id).copy is None


def test_what_nobody_marked_is_not_cleaned(story: DeskOfStories, server: str) -> None:
    stage, browser = Stage(story), visitor(story, server)
    path = f"/cases/{stage.case.id}/clean"
    browser.get(path)
    refused = browser.send(path)
    assert refused.status_code == 409
    assert "is not marked" in refused.text


def test_a_copy_that_is_made_anew_says_no_less_than_the_one_before(story: DeskOfStories, server: str) -> None:
    stage = Stage(story)
    stage.marked()
    seen_at, until = datetime(2026, 3, 24, 9, 30, tzinfo=UTC), datetime(2026, 9, 1, tzinfo=UTC)
    given = {"kind": "domain", "value": "evil.example", "context": "seen in the log; block it", "confidence": "high"}
    given |= {"first_seen": seen_at.isoformat(), "expires_at": until.isoformat()}
    item = an_item(story.desk, stage.case)
    wanted = {"indicators": [given], "items": [item.id], "times": "hour", "leave_out": ["plain_account"]}
    before = ask(story.desk, "clean.make", case=stage.case.id, **wanted)
    browser, path = visitor(story, server), f"/cases/{stage.case.id}/clean"
    form = _Form()
    form.feed(browser.get(path).text.split('data-draft="clean">')[1].split("</form>")[0])
    answer = browser.send(path, "", **form.filled, **form.ticked)
    assert answer.status_code == 303, answer.text
    (newest,) = (one["id"] for one in ask(story.desk, "clean.list", case=stage.case.id) if one["is_newest"])
    after = ask(story.desk, "clean.show", case=stage.case.id, copy=newest)
    assert after["entry"]["id"] != before["entry"]["id"]
    assert before["copy"]["indicators"][0]["confidence"] == "high"
    assert before["copy"]["prompts"]
    assert (after["copy"], after["left_out"]) == (before["copy"], before["left_out"])


class _Form(HTMLParser):
    """What a browser would send of a form that nobody touched."""

    def __init__(self) -> None:
        super().__init__()
        self.filled: dict[str, str] = {}
        self.ticked: dict[str, list[str]] = {}
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One tag; of a list the first is chosen until another says that it is."""
        said = {name: value or "" for name, value in attrs}
        name, value = said.get("name", ""), said.get("value", "")
        if tag == "select":
            self._select = name
        elif tag == "option" and (self._select not in self.filled or "selected" in said):
            self.filled[self._select] = value
        elif tag == "input" and said.get("type") == "checkbox":
            if "checked" in said:
                self.ticked.setdefault(name, []).append(value)
        elif tag == "input" and name not in {"csrf", "seen", "from"}:
            self.filled[name] = value
