"""The review on its page: forms without script do all of it, hostile text is inert, roles are kept."""

from tests.builders import DeskOfStories
from tests.shares import VICTIM, Stage
from tests.web.desk.visitor import HOSTILE, is_inert, visitor
from tocsin.stages.fields import Filled, fill
from tocsin.stages.review import review
from tocsin.vocab.review import Entry

NAME = "Zorvak Plimt"  # a name of nothing, which no rule knows
NOT_PROOF = "can still tell who it is about"


def a_review(story: DeskOfStories) -> tuple[Stage, str]:
    """A marked case, and where its review is."""
    stage = Stage(story)
    stage.marked()
    return stage, f"/cases/{stage.case.id}/findings"


def entry(stage: Stage, value: str) -> Entry:
    """What is shown of a value."""
    return next(one for one in review(stage.desk, stage.now()).entries if one.value == value)


def test_a_value_is_judged_and_the_copy_made_without_script(story: DeskOfStories, server: str) -> None:
    stage, path = a_review(story)
    browser = visitor(story, server)
    page = browser.get(path).text
    assert NOT_PROOF in page
    assert 'name="verdict" value="ours"' in page
    victim = entry(stage, VICTIM)
    answer = browser.send(path, value=victim.id, verdict="ours", label="VICTIM")
    assert answer.status_code == 303, answer.text
    after = browser.get(answer.headers["location"]).text
    assert "Said of 1 value" in after
    assert f"e-{victim.id}" not in after
    whole = browser.get(f"{path}?show=all").text
    assert "ours: it goes" in whole.split(f'id="e-{victim.id}"')[1].split("</li>")[0]
    assert browser.send(f"{path}/copy").status_code == 303
    made = browser.get(f"/cases/{stage.case.id}/clean").text
    assert VICTIM not in made.split('<section class="outside"')[1].split("</section>")[0]


def test_a_value_that_is_not_on_the_list_is_named(story: DeskOfStories, server: str) -> None:
    stage, path = a_review(story)
    browser = visitor(story, server)
    browser.get(path)
    assert browser.send(path, value="poisoned page", verdict="ours").status_code == 303
    assert entry(stage, "poisoned page").goes == 1


def test_a_page_that_is_shown_already_gets_the_rows_that_changed(story: DeskOfStories, server: str) -> None:
    stage, path = a_review(story)
    browser = visitor(story, server)
    browser.get(path)
    victim = entry(stage, VICTIM)
    typed = browser.hidden(path) | {"value": victim.id, "verdict": "theirs", "shown": victim.id}
    answer = browser.client.post(path, data=typed, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer.text.count("data-entry=") == 1
    assert f'data-changed="{victim.id}"' in answer.text
    assert "theirs: it stays" in answer.text
    assert "<html" not in answer.text


def test_hostile_text_is_inert_and_what_cannot_be_said_is_told(story: DeskOfStories, server: str) -> None:
    stage, path = a_review(story)
    fill(stage.desk, stage.now(), [Filled(row="detection_detail", text=f"At the depot {NAME} {HOSTILE} it began")])
    browser = visitor(story, server)
    assert is_inert(browser.get(path).text)
    refused = browser.send(path, value=entry(stage, NAME).id, verdict="accept")
    assert refused.status_code == 409
    assert "nothing was taken out here" in refused.text
    assert browser.client.post(path, data={"value": "x", "verdict": "ours"}).status_code == 403
    assert stage.now().verdicts == ()


def test_who_only_reads_sees_what_is_found_and_no_button(story: DeskOfStories, server: str) -> None:
    _, path = a_review(story)
    browser = visitor(story, server, "auditor")
    page = browser.get(path).text
    assert VICTIM in page
    assert 'name="verdict"' not in page
    csrf = browser.hidden("/sign-out")
    assert browser.client.post(path, data=csrf | {"value": VICTIM, "verdict": "ours"}).status_code == 403


def test_a_case_without_words_says_that_this_is_no_proof(story: DeskOfStories, server: str) -> None:
    stage = Stage(story, name="it was seen")
    assert "no proof that nothing is there" in visitor(story, server).get(f"/cases/{stage.case.id}/findings").text
