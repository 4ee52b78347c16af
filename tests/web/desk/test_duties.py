"""Duties and records on their page: apart from sharing, moved by answers alone; counsel's notes are counsel's."""

from tests.builders import DeskOfStories
from tests.web.desk.visitor import HOSTILE, SHOWN, hostile_case, is_inert, visitor
from tocsin.vocab.acts.marking import NoteOpened

NOTE = "Our advice is to notify early."


def test_a_clock_runs_from_the_answer_and_names_its_source(story: DeskOfStories, server: str) -> None:
    case = hostile_case(story.desk)
    browser, path = visitor(story, server), f"/cases/{case.id}/duties"
    page = browser.get(path).text
    assert is_inert(page)
    assert "Apart from sharing" in page
    assert "No clock runs here that anybody recorded" in page
    started = {"answer": "yes", "happened": "event.start", "at": "2026-03-24T10:00", "zone": "Europe/Berlin"}
    answer = browser.send(f"{path}/nis2_23", **started)
    assert answer.status_code == 303, answer.text
    page = browser.get(path).text
    assert "1 duty was answered with yes" in page
    assert "2026-03-25 10:00 UTC" in page
    assert "running" in page
    assert "Read on" in page
    met = {"answer": "yes", "happened": "met.early_warning", "at": "2026-03-24T11:00"}
    assert browser.send(f"{path}/nis2_23", **met).status_code == 303
    assert ">met<" in browser.get(path).text


def test_what_happened_needs_its_moment(story: DeskOfStories, server: str) -> None:
    case = hostile_case(story.desk)
    browser, path = visitor(story, server), f"/cases/{case.id}/duties"
    for typed in ({"happened": "event.start"}, {"at": "2026-03-24T10:00"}):
        browser.get(path)
        assert browser.send(f"{path}/nis2_23", answer="yes", **typed).status_code == 400
    assert story.desk.case(case.id).duties == {}


def test_counsels_note_is_read_by_counsel_alone_and_the_look_is_recorded(story: DeskOfStories, server: str) -> None:
    case = hostile_case(story.desk)
    counsel, path = visitor(story, server, "counsel"), f"/cases/{case.id}/duties"
    counsel.get(path)
    assert counsel.send(f"{path}/nis2_23", answer="unknown", counsel_note=f"{NOTE} {HOSTILE}").status_code == 303
    assert NOTE not in counsel.get(path).text
    story.forget_acts()
    shown = counsel.send(f"{path}/nis2_23/notes", reason="legal_review", because="before we answer")
    assert shown.status_code == 200
    assert NOTE in shown.text
    assert is_inert(shown.text)
    assert [type(act) for act in story.new_acts()] == [NoteOpened]
    analyst = visitor(story, server, "analyst")
    page = analyst.get(path).text
    assert "counsel_note" not in page
    assert "/notes" not in page
    typed = {"csrf": analyst.hidden("/theme")["csrf"], "reason": "triage", "because": "curious"}
    refused = analyst.client.post(f"{path}/nis2_23/notes", data=typed)
    assert refused.status_code == 403
    assert NOTE not in refused.text


def test_each_other_record_is_linked_or_not_needed_or_missing(story: DeskOfStories, server: str) -> None:
    case = hostile_case(story.desk)
    browser, path = visitor(story, server), f"/cases/{case.id}"
    assert browser.get(f"{path}/duties").text.count("missing: nobody said") == 4
    assert browser.send(f"{path}/records/legal", state="linked", text=f"ticket 7 {HOSTILE}").status_code == 303
    browser.get(f"{path}/duties")
    assert browser.send(f"{path}/records/remediation", state="not_needed", text="no system of ours").status_code == 303
    page = browser.get(f"{path}/duties").text
    assert page.count("missing: nobody said") == 2
    assert f"ticket 7 {SHOWN}" in page
    assert "no system of ours" in page


def test_who_may_not_sees_no_form_and_is_told_no(story: DeskOfStories, server: str) -> None:
    case = hostile_case(story.desk)
    auditor, path = visitor(story, server, "auditor"), f"/cases/{case.id}"
    page = auditor.get(f"{path}/duties").text
    assert f'action="{path}' not in page
    csrf = auditor.hidden("/theme")["csrf"]
    for place, typed in (("duties/nis2_23", {"answer": "yes"}), ("records/legal", {"state": "linked", "text": "x"})):
        assert auditor.client.post(f"{path}/{place}", data=typed | {"csrf": csrf}).status_code == 403
        assert visitor(story, server).client.post(f"{path}/{place}", data=typed).status_code == 403
    assert story.desk.case(case.id).duties == {}
