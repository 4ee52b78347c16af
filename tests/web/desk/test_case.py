"""One case: shown whole, classified, its checklist filled; nothing typed is lost where somebody was faster."""

from tests.builders import DeskOfStories
from tests.web.desk.visitor import HOSTILE, hostile_case, is_inert, visitor
from tocsin.stages.marking import Target, mark
from tocsin.vocab.acts.triage import ChecklistAnswered
from tocsin.vocab.marking import Marking, Tlp


def test_every_page_of_a_case_is_shown_and_inert(story: DeskOfStories, server: str) -> None:
    case, browser = hostile_case(story.desk), visitor(story, server)
    for within in ("", "/triage", "/checklist", "/log"):
        page = browser.get(f"/cases/{case.id}{within}")
        assert page.status_code == 200, within
        assert is_inert(page.text), within


def test_answers_give_a_class_and_stand_with_their_reason(story: DeskOfStories, server: str) -> None:
    case, browser = hostile_case(story.desk), visitor(story, server)
    path = f"/cases/{case.id}/triage"
    browser.get(path)
    answer = browser.send(path, **{"fact.confidentiality": "actual", "because": HOSTILE, "confidence": "high"})
    assert answer.status_code == 303
    assert is_inert(browser.get(path).text)
    answered = story.desk.case(case.id).facts["confidentiality"]
    assert (answered.value, answered.confidence) == ("actual", "high")


def test_a_word_that_is_no_answer_is_refused_and_shown_again(story: DeskOfStories, server: str) -> None:
    case, browser = hostile_case(story.desk), visitor(story, server)
    path = f"/cases/{case.id}/triage"
    browser.get(path)
    answer = browser.send(path, **{"fact.confidentiality": "perhaps", "because": "typed with care"})
    assert answer.status_code == 400
    assert "typed with care" in answer.text
    assert "confidentiality" not in story.desk.case(case.id).facts


def test_somebody_was_faster_and_nothing_typed_is_lost(story: DeskOfStories, server: str) -> None:
    case, browser = hostile_case(story.desk), visitor(story, server)
    path = f"/cases/{case.id}/triage"
    browser.get(path)
    mark(story.desk, story.desk.case(case.id), Target(), Marking(tlp=Tlp.AMBER, owners=("own",)), source="own")
    answer = browser.send(path, **{"fact.confidentiality": "actual", "because": "typed with care"})
    assert answer.status_code == 412
    assert "Somebody was faster" in answer.text
    assert "typed with care" in answer.text
    assert f'action="{path}"' in answer.text
    assert "confidentiality" not in story.desk.case(case.id).facts


def test_rows_of_the_checklist_are_filled(story: DeskOfStories, server: str) -> None:
    case, browser = hostile_case(story.desk), visitor(story, server)
    browser.get(f"/cases/{case.id}/triage")
    said = {"confidentiality": "actual", "without_lawful_authority": "yes", "authorised_research_or_exercise": "no"}
    browser.send(f"/cases/{case.id}/triage", **{f"fact.{fact}": value for fact, value in said.items()})
    path = f"/cases/{case.id}/checklist"
    browser.get(path)
    assert browser.send(path, **{"row.plain_account": HOSTILE}).status_code == 303
    assert is_inert(browser.get(path).text)
    assert story.desk.case(case.id).rows["plain_account"].value == "filled"


def test_who_only_reads_is_offered_nothing(story: DeskOfStories, server: str) -> None:
    case, browser = hostile_case(story.desk), visitor(story, server, "auditor")
    page = browser.get(f"/cases/{case.id}/triage")
    assert "Record these answers" not in page.text
    fields = browser.hidden("/theme") | {"fact.integrity": "actual"}
    refused = browser.client.post(f"/cases/{case.id}/triage", data=fields)
    assert refused.status_code == 403
    assert "Your roles here do not allow this" in refused.text


def test_a_case_that_is_not_here_is_not_here(story: DeskOfStories, server: str) -> None:
    browser = visitor(story, server)
    for path in ("/cases/case-x", "/cases/case-" + "0" * 26, "/cases/%2e%2e", "/nowhere"):
        assert browser.get(path).status_code == 404, path


def test_a_row_that_was_not_changed_is_not_said_again_and_the_next_step_is_told(
    story: DeskOfStories, server: str
) -> None:
    case, browser = hostile_case(story.desk), visitor(story, server)
    browser.get(f"/cases/{case.id}/triage")
    said = {"confidentiality": "actual", "without_lawful_authority": "yes", "authorised_research_or_exercise": "no"}
    browser.send(f"/cases/{case.id}/triage", **{f"fact.{fact}": value for fact, value in said.items()})
    path = f"/cases/{case.id}/checklist"
    browser.get(path)
    browser.send(path, **{"row.plain_account": "It happened.", "row.attack_description": "In this way."})
    assert ">It happened.</textarea>" in browser.get(path).text
    story.forget_acts()
    answer = browser.send(path, **{"row.plain_account": "It happened.", "row.attack_description": "In another."})
    (act,) = story.new_acts()
    assert isinstance(act, ChecklistAnswered)
    assert act.row == "attack_description"
    told = browser.get(answer.headers["location"]).text
    assert "Recorded. Next: " in told
    assert ".." not in told.split("Recorded. Next: ")[1].split("</p>")[0]
