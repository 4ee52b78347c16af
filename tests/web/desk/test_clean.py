"""The clean copy on its page: what goes, what was taken out, and that nothing found is no proof."""

from tests.builders import DeskOfStories
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
