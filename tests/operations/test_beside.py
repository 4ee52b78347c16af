"""Beside the case, through operations: a clock moves by an answer alone, and counsel's notes are counsel's."""

import msgspec
import pytest

from tests.asking import ask, in_role
from tests.builders import DeskOfStories, a_case, names
from tocsin.operations.operation import COUNSEL
from tocsin.operations.table import by_name
from tocsin.stages.desk import Desk
from tocsin.vocab.acts.marking import NoteOpened
from tocsin.vocab.errors import ActNotAllowed, BadInput, NotHere

NIS2 = "nis2_23"
NOTE = "Counsel advises to wait for the vendor."


def test_the_catalogue_stands_with_what_protects_today(desk: Desk) -> None:
    found = ask(desk, "duty.list")
    assert NIS2 in [one["duty"]["key"] for one in found["duties"]]
    assert found["protections"] == ask(desk, "protection.list")
    assert ask(desk, "duty.show", duty=NIS2) in found["duties"]
    with pytest.raises(NotHere):
        ask(desk, "duty.show", duty="no_such")


def test_an_answer_starts_the_clock(desk: Desk) -> None:
    case = a_case(desk).id
    clock = ask(desk, "duty.answer", case=case, duty=NIS2, answer="yes", event="start", at="2026-03-24T09:00:00+01:00")
    assert clock["events"] == [["start", "2026-03-24T08:00:00Z"]]
    (line,) = (one for one in ask(desk, "duty.board", case=case)["duties"] if one["duty"] == NIS2)
    assert line["answer"] == "yes"
    assert "running" in [stage["state"] for stage in line["stages"]]


@pytest.mark.parametrize(
    "fields",
    [
        {"event": "start"},
        {"met": "early_warning"},
        {"at": "2026-03-24T08:00:00Z"},
        {"event": "start", "met": "early_warning", "at": "2026-03-24T08:00:00Z"},
    ],
)
def test_a_moment_goes_with_one_event_or_one_stage(story: DeskOfStories, fields: dict[str, str]) -> None:
    case = a_case(story.desk).id
    story.forget_acts()
    with pytest.raises(BadInput, match="goes with one"):
        ask(story.desk, "duty.answer", case=case, duty=NIS2, answer="yes", **fields)
    assert story.new_acts() == []


def test_counsels_notes_are_for_counsel_and_the_look_is_recorded(story: DeskOfStories) -> None:
    case = a_case(story.desk).id
    ask(story.desk, "duty.answer", case=case, duty=NIS2, answer="yes", counsel_note=NOTE)
    assert by_name()["duty.notes"].may == COUNSEL
    counsel = in_role(story, "counsel")
    story.forget_acts()
    (note,) = ask(counsel, "duty.notes", case=case, duty=NIS2, reason="legal_review", because="the answer")
    assert note["text"] == NOTE
    (act,) = story.new_acts()
    assert isinstance(act, NoteOpened)
    for shown in ("case.show", "case.log", "duty.board"):
        assert NOTE not in str(ask(counsel, shown, case=case))


def test_a_look_without_a_word_why_shows_nothing(story: DeskOfStories) -> None:
    case = a_case(story.desk).id
    ask(story.desk, "duty.answer", case=case, duty=NIS2, answer="yes", counsel_note=NOTE)
    counsel = in_role(story, "counsel")
    with pytest.raises(ActNotAllowed, match="reason"):
        ask(counsel, "duty.notes", case=case, duty=NIS2, reason="legal_review", because=" ")
    with pytest.raises(msgspec.ValidationError):
        ask(counsel, "duty.notes", case=case, duty=NIS2, reason="curiosity", because="the answer")


def test_a_record_is_linked_or_said_not_to_be_needed(story: DeskOfStories) -> None:
    desk, case = story.desk, a_case(story.desk).id
    assert {one["state"] for one in ask(desk, "record.list", case=case)} == {"missing"}
    story.forget_acts()
    ask(desk, "record.link", case=case, record="incident_response", at="ticket IR-2041")
    found = ask(desk, "record.link", case=case, record="legal", not_needed="no claim")
    assert names(story.new_acts()) == ["RecordLinked"] * 2
    states = {one["kind"]: (one["state"], one["text"]) for one in found}
    assert states["incident_response"] == ("linked", "ticket IR-2041")
    assert states["legal"] == ("not_needed", "no claim")
    for fields in ({}, {"at": " "}, {"at": "there", "not_needed": "no"}):
        with pytest.raises(BadInput):
            ask(desk, "record.link", case=case, record="remediation", **fields)
