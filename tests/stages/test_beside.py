"""Beside the case: a duty's clock moves only by what a person records about it, and nothing here decides law."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.builders import NOON, DeskOfStories, a_case
from tocsin.rules.duty import DutyLine
from tocsin.stages import beside, marking
from tocsin.stages.beside import DutyStep, answer_duty, counsels_notes, duty_board, link_record, protections, records
from tocsin.stages.desk import Desk
from tocsin.stages.overview import overview
from tocsin.store.database import reading
from tocsin.store.schema import seals
from tocsin.vocab.act import read_leaf
from tocsin.vocab.acts.marking import DutyAnswered, NoteOpened, RecordLinked
from tocsin.vocab.case import Case
from tocsin.vocab.duty import DutyAnswer
from tocsin.vocab.errors import ActNotAllowed, BadInput
from tocsin.vocab.marking import Marking, Tlp
from tocsin.vocab.record import RecordKind, RecordLink, RecordState
from tocsin.vocab.sheet import NoteSheet
from tocsin.wiring import engine_of

NIS2 = "nis2_23"
STARTED = DutyStep(answer=DutyAnswer.YES, zone="Europe/Berlin", event="start", event_at=NOON)


def line(desk: Desk, case: Case, duty: str = NIS2) -> DutyLine:
    return next(found for found in duty_board(desk, case) if found.duty == duty)


def test_every_duty_of_the_catalogue_stands_on_the_board_and_asks_for_counsel(desk: Desk) -> None:
    board = duty_board(desk, a_case(desk))
    assert [found.duty for found in board] == [catalogue.duty.key for catalogue in beside.duties(desk)]
    assert len(board) >= 10
    for found in board:
        assert "may apply" in found.notice
        assert "counsel" in found.notice
        assert (found.answer, found.stages) == (None, ())


def test_a_clock_starts_by_the_event_a_person_records(story: DeskOfStories) -> None:
    case = a_case(story.desk)
    story.forget_acts()
    after = answer_duty(story.desk, case, NIS2, STARTED)
    (act,) = story.new_acts()
    assert act == DutyAnswered(
        duty=NIS2,
        answer="yes",
        zone="Europe/Berlin",
        event="start",
        event_at=NOON,
        stage_met=None,
        met_at=None,
        sheet=None,
    )
    early, notification, _ = line(story.desk, after).stages
    assert (early.stage, early.due_at) == ("early_warning", NOON + timedelta(hours=24))
    assert notification.due_at == NOON + timedelta(hours=72)


def test_a_stage_is_met_only_by_its_own_act(story: DeskOfStories) -> None:
    case = answer_duty(story.desk, a_case(story.desk), NIS2, STARTED)
    case, _ = marking.mark(story.desk, case, marking.Target(), Marking(tlp=Tlp.AMBER, owners=("own",)))
    story.clock.tick(timedelta(hours=25))
    assert line(story.desk, case).stages[0].state == "overdue"
    met = DutyStep(
        answer=DutyAnswer.YES, zone="Europe/Berlin", stage_met="early_warning", met_at=NOON + timedelta(hours=2)
    )
    case = answer_duty(story.desk, case, NIS2, met)
    assert [stage.state for stage in line(story.desk, case).stages] == ["met", "running", "running"]


def test_a_corrected_start_moves_the_clock_and_the_body_stays_small(story: DeskOfStories) -> None:
    case = answer_duty(story.desk, a_case(story.desk), NIS2, STARTED)
    later = DutyStep(answer=DutyAnswer.YES, zone="Europe/Berlin", event="start", event_at=NOON + timedelta(hours=5))
    case = answer_duty(story.desk, case, NIS2, later)
    assert line(story.desk, case).stages[0].due_at == NOON + timedelta(hours=29)
    assert len(case.duties[NIS2].events) == 1


def test_a_duty_that_does_not_apply_runs_no_clock(desk: Desk) -> None:
    case = answer_duty(desk, a_case(desk), NIS2, STARTED)
    assert overview(desk, case).running_clocks
    case = answer_duty(desk, case, NIS2, DutyStep(answer=DutyAnswer.NO))
    assert overview(desk, case).running_clocks == ()


def test_counsels_note_is_closed_with_the_privileged_key(story: DeskOfStories) -> None:
    step = DutyStep(answer=DutyAnswer.UNKNOWN, counsel_note="We think it does not reach us.")
    case = answer_duty(story.desk, a_case(story.desk), NIS2, step)
    sheet = case.duties[NIS2].sheet
    assert story.desk.sheet(sheet, NoteSheet) == NoteSheet(text="We think it does not reach us.")
    engine = engine_of(story.desk.home, story.desk.settings)
    with reading(engine) as connection:
        compartment = connection.scalar(select(seals.c.compartment).where(seals.c.commit == sheet))
    engine.dispose()
    assert compartment == "privileged"
    assert "does not reach us" not in repr(duty_board(story.desk, case))


NOTES = ("We think it does not reach us.", "On second thoughts it does.")


def with_notes(desk: Desk) -> Case:
    case = a_case(desk)
    for note in (NOTES[0], "", NOTES[1], ""):  # an answer without a note hides none that was left before
        case = answer_duty(desk, case, NIS2, DutyStep(answer=DutyAnswer.UNKNOWN, counsel_note=note))
    return answer_duty(desk, case, "gdpr_33_34", DutyStep(answer=DutyAnswer.NO, counsel_note="Another matter."))


def test_counsels_notes_are_read_after_the_look_is_on_record(story: DeskOfStories) -> None:
    case = with_notes(story.desk)
    story.forget_acts()
    found = counsels_notes(story.desk, case, NIS2, reason="legal_review", text="to answer the authority")
    (act,) = story.new_acts()
    assert isinstance(act, NoteOpened)
    assert (act.duty, act.reason) == (NIS2, "legal_review")
    assert story.desk.sheet(act.sheet, NoteSheet) == NoteSheet(text="to answer the authority")
    assert tuple(note.text for note in found) == NOTES
    assert {(note.at, note.by, note.answer) for note in found} == {(NOON, story.desk.person, "unknown")}


@pytest.mark.parametrize(("reason", "text"), [("", ""), ("legal_review", " "), ("", "curious"), ("curious", "x")])
def test_counsels_notes_stay_closed_without_a_reason(story: DeskOfStories, reason: str, text: str) -> None:
    case = with_notes(story.desk)
    story.forget_acts()
    with pytest.raises((ActNotAllowed, BadInput), match="reason"):
        counsels_notes(story.desk, case, NIS2, reason=reason, text=text)
    assert story.new_acts() == []


def test_a_look_at_notes_that_are_not_there_is_not_recorded(story: DeskOfStories) -> None:
    case = answer_duty(story.desk, a_case(story.desk), NIS2, DutyStep(answer=DutyAnswer.YES))
    story.forget_acts()
    for duty in (NIS2, "no_such_duty"):
        with pytest.raises((ActNotAllowed, BadInput), match=r"no note|no duty"):
            counsels_notes(story.desk, case, duty, reason="legal_review", text="x")
    assert story.new_acts() == []


def test_a_note_that_was_destroyed_is_said_to_be(desk: Desk) -> None:
    case = with_notes(desk)
    acts = [read_leaf(entry.leaf).act for entry in desk.log.stream(case.id)]
    first = next(act.sheet for act in acts if isinstance(act, DutyAnswered))
    assert first is not None
    desk.vault.destroy(first)
    found = counsels_notes(desk, case, NIS2, reason="legal_review", text="x")
    assert tuple(note.text for note in found) == ("(purged)", NOTES[1])


@pytest.mark.parametrize(
    ("duty", "step"),
    [
        ("nis2", STARTED),
        (NIS2, DutyStep(answer=DutyAnswer.YES, event="began", event_at=NOON)),
        (NIS2, DutyStep(answer=DutyAnswer.YES, stage_met="late_warning", met_at=NOON)),
        (NIS2, DutyStep(answer=DutyAnswer.YES, event="start")),
        (NIS2, DutyStep(answer=DutyAnswer.YES, event_at=NOON)),
        (NIS2, DutyStep(answer=DutyAnswer.YES, stage_met="early_warning")),
        (NIS2, DutyStep(answer=DutyAnswer.YES, zone="Central European")),
        (NIS2, DutyStep(answer=DutyAnswer.YES, zone="Europe/Atlantis")),
        (NIS2, DutyStep(answer=DutyAnswer.YES, zone="/etc/passwd")),
        (NIS2, DutyStep(answer=DutyAnswer.YES, event="start", event_at=NOON.replace(tzinfo=None))),
    ],
)
def test_what_no_clock_could_run_by_is_refused(story: DeskOfStories, duty: str, step: DutyStep) -> None:
    case = a_case(story.desk)
    story.forget_acts()
    with pytest.raises(BadInput):
        answer_duty(story.desk, case, duty, step)
    assert story.new_acts() == []


def test_a_protection_is_shown_as_of_today_with_its_words_of_caution(desk: Desk) -> None:
    found = protections(desk)
    assert found
    assert all(status.text for status in found)


def test_the_four_other_records_are_missing_until_somebody_says_where_they_are(story: DeskOfStories) -> None:
    case = a_case(story.desk)
    story.forget_acts()
    assert [found.state for found in records(story.desk, case)] == [RecordState.MISSING] * 4
    kind = next(iter(RecordKind))
    case = link_record(story.desk, case, RecordLink(kind=kind, state=RecordState.LINKED, text="in the wiki"))
    (act,) = story.new_acts()
    assert isinstance(act, RecordLinked)
    assert (act.record, act.state) == (kind, "linked")
    assert story.desk.sheet(act.sheet, NoteSheet) == NoteSheet(text="in the wiki")
    board = {found.kind: found for found in records(story.desk, case)}
    assert (board[kind].state, board[kind].text) == (RecordState.LINKED, "in the wiki")
    assert len(board) == 4


def test_a_record_whose_note_was_destroyed_is_still_linked(desk: Desk) -> None:
    kind = next(iter(RecordKind))
    link = RecordLink(kind=kind, state=RecordState.LINKED, text="in the wiki")
    case = link_record(desk, a_case(desk), link)
    sheet = case.records[kind].sheet
    assert sheet is not None
    desk.vault.destroy(sheet)
    assert records(desk, case)[0].state is RecordState.LINKED
