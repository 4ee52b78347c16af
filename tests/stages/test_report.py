"""Stage 1, the reporter's side: the receipt opens the state of the report, and nothing else does."""

import pytest

from tests.builders import DeskOfStories, everything_kept
from tocsin.stages import report as stage
from tocsin.stages import sealing
from tocsin.stages.desk import Desk
from tocsin.stages.intake import Handing, Opening, Teller, offer_bytes, take
from tocsin.vocab.acts.intake import ReportAnswered
from tocsin.vocab.case import Report
from tocsin.vocab.errors import ActNotAllowed, BadInput
from tocsin.vocab.sheet import NoteSheet, ReportSheet

WORDS = b"Your assistant showed me the invoice of somebody else."


@pytest.fixture
def receipt(desk: Desk) -> str:
    teller = Teller(name="Robin Vale", contact="robin@example.org")
    return take(desk, [offer_bytes("a.txt", WORDS)], handing=Handing(teller=teller))[0].receipt


def reported(desk: Desk) -> Report:
    (report,) = stage.listed(desk)
    return report


def test_a_fresh_report_was_received_and_nobody_has_looked(desk: Desk, receipt: str) -> None:
    followed = stage.follow(desk, f"  {receipt}\n")
    assert (followed.state, followed.notes) == ("received", ())
    assert followed.meaning == stage.STATES["received"]
    assert followed.report == reported(desk).id


def test_an_answer_is_recorded_and_the_reporter_reads_it(story: DeskOfStories, receipt: str) -> None:
    story.forget_acts()
    moment = story.clock.tick()
    after = stage.answer(story.desk, reported(story.desk), "needs_information", "Which day was it?")
    (act,) = story.new_acts()
    assert isinstance(act, ReportAnswered)
    assert (act.report, act.state) == (after.id, "needs_information")
    assert story.desk.sheet(act.sheet, NoteSheet) == NoteSheet(text="Which day was it?")
    followed = stage.follow(story.desk, receipt)
    assert followed.state == "needs_information"
    assert followed.notes == ((moment.isoformat(), "needs_information", "Which day was it?"),)


def test_every_wrong_code_gets_the_same_answer(desk: Desk, receipt: str) -> None:
    identifier, _, secret = receipt.partition(".")
    flipped = secret[:-1] + ("0" if secret[-1] != "0" else "1")
    wrong = ["", ".", identifier, f"{identifier}.", f"{identifier}.{flipped}", f"{receipt}0", receipt.upper(), secret]
    wrong += [f"report-{'0' * 26}.{secret}", "\udcff.x", "a\0b", f"{identifier}.\udcff", "' OR 1=1 --", "é" * 99]
    answers = set()
    for code in wrong:
        with pytest.raises(BadInput) as caught:
            stage.follow(desk, code)
        answers.add((str(caught.value), caught.value.hint))
    assert len(answers) == 1


def test_what_the_holder_of_a_receipt_reads_says_nothing_of_the_case(desk: Desk, receipt: str) -> None:
    followed = repr(stage.follow(desk, receipt))
    report = reported(desk)
    assert report.case not in followed
    assert report.item not in followed


@pytest.mark.parametrize(("state", "text"), [("solved", "x"), ("declined", " "), ("resolved", "")])
def test_an_unknown_state_or_a_state_without_its_sentence_is_refused(
    story: DeskOfStories, receipt: str, state: str, text: str
) -> None:
    assert receipt
    story.forget_acts()
    with pytest.raises(BadInput):
        stage.answer(story.desk, reported(story.desk), state, text)
    assert story.new_acts() == []


def test_to_be_working_on_it_needs_no_sentence(desk: Desk, receipt: str) -> None:
    stage.answer(desk, reported(desk), "accepted", "")
    assert stage.follow(desk, receipt).state == "accepted"


def test_reports_are_found_by_their_first_signs_and_listed_newest_first(story: DeskOfStories, receipt: str) -> None:
    first = reported(story.desk)
    story.clock.tick()
    take(story.desk, [offer_bytes("b.txt", b"Another matter entirely, in other words than those before.")])
    listed = list(stage.listed(story.desk))
    assert listed[1] == stage.get(story.desk, first.id[:16]) == first
    assert receipt.startswith(first.id)


def test_after_a_purge_nobody_reads_who_reported_nor_what_they_were_told(desk: Desk, receipt: str) -> None:
    report = reported(desk)
    assert stage.sheet_of(desk, report).reporter == "Robin Vale"
    stage.answer(desk, report, "needs_information", "Dear Robin, which gateway was it?")
    assert stage.follow(desk, receipt).notes
    sealing.purge(desk, desk.item(report.item), reason="personal_data", because="the reporter asked for it")
    assert stage.sheet_of(desk, report) == ReportSheet()
    with pytest.raises(BadInput, match="purged"):
        stage.follow(desk, receipt)
    assert b"Dear Robin" not in everything_kept(desk)
    with pytest.raises(ActNotAllowed, match="purged"):
        stage.answer(desk, report, "resolved", "Nobody could read this.")


def test_whoever_follows_a_practice_report_reads_that_it_is_one(desk: Desk) -> None:
    handing = Handing(opening=Opening(exercise=True))
    (taken,) = take(desk, [offer_bytes("drill.txt", WORDS)], handing=handing)
    assert stage.follow(desk, taken.receipt).meaning == f"EXERCISE: {stage.STATES['received']}"


@pytest.mark.parametrize("exercise", [True, False])
def test_a_report_of_a_practice_case_says_so_in_a_list(desk: Desk, exercise: bool) -> None:
    document = b'{"title": "Odd mails", "description": "It mailed the list."}'
    take(desk, [offer_bytes("mails.json", document)], handing=Handing(opening=Opening(exercise=exercise)))
    line = stage.line_of(desk, reported(desk))
    assert line.exercise is exercise
    assert line.title == ("EXERCISE: Odd mails" if exercise else "Odd mails")
