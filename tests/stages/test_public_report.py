"""Stage 1, the public form: a case of its own, the form as its author, and nothing of the case for the reporter."""

import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from tests.builders import DeskOfStories, an_item
from tocsin.ledger import commitment, note, proof
from tocsin.ledger.fault import ProofError
from tocsin.stages import public_report as stage
from tocsin.stages import report as reports
from tocsin.stages import sealing
from tocsin.stages.desk import Desk
from tocsin.stages.intake import Handing, offer_bytes, take
from tocsin.stages.ledger import verify
from tocsin.stages.promise import promises
from tocsin.stages.public_report import MOST_WAITING, Full, Received
from tocsin.vocab.act import is_record, read_leaf
from tocsin.vocab.acts.intake import CaseOpened, ReporterReplied, ReportReceived
from tocsin.vocab.case import Case, Report
from tocsin.vocab.errors import ActNotAllowed, BadInput
from tocsin.vocab.public_report import PUBLIC_FORM, About, Handling, Naming, PublicReport, Told

NOTE = b"The page that made it do that."


def told(account: str = "Your assistant sent my invoice to a stranger.", **more: object) -> PublicReport:
    """What somebody fills in."""
    fields: dict[str, object] = {"about": About.HAPPENED, "account": account} | more
    return PublicReport(submission="", received_at=stage_time(), **fields)  # type: ignore[arg-type]  # fields of the form


def stage_time() -> datetime:
    """A moment that the stage puts its own in the place of."""
    return datetime(2000, 1, 1, tzinfo=UTC)


def sent(desk: Desk, report: PublicReport | None = None, *files: bytes, name: str = "", contact: str = "") -> Received:
    """A report that was taken in."""
    offers = [offer_bytes(f"file {place}.txt", data) for place, data in enumerate(files)]
    found = stage.submit(desk, report or told(), offers, name=name, contact=contact)
    assert isinstance(found, Received)
    return found


def report_of(desk: Desk, found: Received) -> Report:
    """The report as it stands now."""
    return reports.get(desk, found.report)


def test_every_act_of_it_is_the_forms_and_nobodys(story: DeskOfStories) -> None:
    start = story.desk.log.size()
    sent(story.desk, told(handling=Handling.AMBER), NOTE, name="Robin Vale")
    leaves = [read_leaf(entry.leaf) for entry in story.desk.log.entries(start) if not is_record(entry.leaf)]
    assert {leaf.by for leaf in leaves} == {PUBLIC_FORM}
    names = [type(leaf.act).__name__ for leaf in leaves]
    assert names.count("CaseOpened") == names.count("ReportReceived") == 1  # the file is no report of its own
    assert names.count("ItemKept") == 2
    assert names.count("Marked") == 1
    assert verify(story.desk).holds


def test_the_report_says_how_it_came_and_one_from_the_desk_does_not(desk: Desk) -> None:
    assert report_of(desk, sent(desk)).means == "public_form"
    take(desk, [offer_bytes("mail.txt", b"Somebody told us in other words.")], handing=Handing())
    assert [one.means for one in reports.listed(desk)].count("") == 1


def test_what_was_ticked_becomes_facts_as_reported_and_the_wish_becomes_the_reporters_mark(desk: Desk) -> None:
    answers = {"used": Told.YES, "handling": Handling.AMBER_STRICT, "naming": Naming.NEVER}
    case = desk.case(report_of(desk, sent(desk, told(about=About.WEAKNESS, **answers))).case)
    said = {key: (one.value, one.statement) for key, one in case.facts.items()}
    assert said == {"occurrence": ("hazard", "hypothesis"), "exploited_in_the_wild": ("yes", "hypothesis")}
    assert (case.marks["reporter"].tlp, case.marks["reporter"].attribution) == ("amber+strict", "must-not")
    nothing_said = desk.case(report_of(desk, sent(desk, told("Something else."))).case)
    assert nothing_said.marks == {}


def test_a_name_and_an_address_lie_in_the_sheet_and_not_in_the_evidence(desk: Desk) -> None:
    report = report_of(desk, sent(desk, None, name="Robin Vale", contact="robin@example.org"))
    assert (reports.sheet_of(desk, report).reporter, report.anonymous) == ("Robin Vale", False)
    document = desk.vault.read(desk.item(report.item).content)
    assert b"Robin" not in document
    assert b"robin@" not in document
    assert report_of(desk, sent(desk, told("Again."))).anonymous


def test_a_file_that_is_here_already_joins_nothing_to_its_case(desk: Desk) -> None:
    """An outsider learns nothing of what is here, and writes into no case of ours."""
    (ours,) = take(desk, [offer_bytes("ours.txt", NOTE)])
    before = desk.case(ours.case).size
    found = report_of(desk, sent(desk, None, NOTE))
    assert found.case != ours.case
    assert desk.case(ours.case).size - before <= 1  # at most that the two read alike
    assert sum(1 for _ in desk.index.all("item", stream=found.case)) == 2


def test_the_same_words_twice_are_two_reports(desk: Desk) -> None:
    first, second = sent(desk), sent(desk)
    assert first.receipt != second.receipt
    assert report_of(desk, first).case != report_of(desk, second).case


def test_beyond_so_many_unread_ones_nothing_is_taken_in_until_somebody_looks(
    story: DeskOfStories, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage, "MOST_WAITING", 2)
    first = sent(story.desk, told("One."))
    take(story.desk, [offer_bytes("mail.txt", b"What comes another way is not counted.")])
    sent(story.desk, told("Two."))
    story.forget_acts()
    assert stage.submit(story.desk, told("Three."), [], name="", contact="") == Full(waiting=2)
    assert story.new_acts() == []
    reports.answer(story.desk, report_of(story.desk, first), "reviewing", "")
    assert stage.waiting(story.desk) == 1
    sent(story.desk, told("Three."))


def test_fifty_wait_at_most() -> None:
    assert MOST_WAITING == 50


def test_the_reporter_is_asked_answers_once_and_both_are_acts(story: DeskOfStories) -> None:
    desk = story.desk
    found = sent(desk)
    with pytest.raises(ActNotAllowed):
        stage.reply(desk, found.receipt, "Nobody asked.")
    story.clock.tick()
    reports.answer(desk, report_of(desk, found), "needs_information", "Which day was it?")
    asked = stage.status(desk, found.receipt)
    assert asked is not None
    assert asked.asks
    assert [one.text for one in asked.told] == ["Which day was it?"]
    story.forget_acts()
    after = stage.reply(desk, found.receipt, "On Monday.")
    (act,) = story.new_acts()
    assert isinstance(act, ReporterReplied)
    assert after.state == "replied"
    assert [one.kind for one in promises(desk)] == ["reporter"]  # who answered waits again
    with pytest.raises(ActNotAllowed):
        stage.reply(desk, found.receipt, "And on Tuesday.")
    answered = stage.status(desk, found.receipt)
    assert answered is not None
    assert ([one.text for one in answered.replies], answered.asks) == (["On Monday."], False)


@pytest.mark.parametrize("state", ["received", "replied", "solved"])
def test_what_only_happens_to_a_report_cannot_be_told(desk: Desk, state: str) -> None:
    with pytest.raises(BadInput):
        reports.answer(desk, report_of(desk, sent(desk)), state, "words")


@pytest.mark.parametrize("text", ["", "  \n", "x" * (stage.REPLY_CHARS + 1)])
def test_an_answer_has_words_and_not_too_many(desk: Desk, text: str) -> None:
    found = sent(desk)
    reports.answer(desk, report_of(desk, found), "needs_information", "Which day?")
    with pytest.raises(BadInput):
        stage.reply(desk, found.receipt, text)


def test_no_other_receipt_opens_the_page_of_a_public_report(desk: Desk) -> None:
    found = sent(desk)
    (ours,) = take(desk, [offer_bytes("mail.txt", b"Reported by mail.")])
    wrong = [ours.receipt, "", found.report, f"{found.report}.{'0' * 32}", found.receipt + "0", "\udcff", "x" * 9_000]
    assert [stage.status(desk, code) for code in wrong] == [None] * len(wrong)
    for code in wrong:
        with pytest.raises(BadInput):
            stage.reply(desk, code, "words")


def test_what_the_reporter_reads_says_nothing_of_the_case_but_its_own_words(desk: Desk) -> None:
    found = sent(desk)
    report = report_of(desk, found)
    an_item(desk, desk.case(report.case))
    followed = stage.status(desk, found.receipt)
    assert followed is not None
    assert {type(one) for one in (*followed.told, *followed.replies)} <= {reports.Said}
    copy = stage.copy(desk, report)
    assert copy is not None
    assert "prompt.txt" not in repr(copy)


def test_the_copy_is_what_was_kept_byte_for_byte_with_every_file(desk: Desk) -> None:
    report = report_of(desk, sent(desk, told("Hostile \u202e words\u200b."), NOTE, b"a second one", name="Robin"))
    copy = stage.copy(desk, report)
    assert copy is not None
    assert copy.sha256 == sha256(desk.vault.read(desk.item(report.item).content)).hexdigest()
    assert json.loads(copy.document)["account"] == "Hostile \u202e words\u200b."
    assert [one.sha256 for one in copy.told.files] == [sha256(data).hexdigest() for data in (NOTE, b"a second one")]
    assert (copy.name, copy.missing) == ("Robin", frozenset())


def test_a_file_that_was_purged_is_said_to_be_missing_and_with_the_report_all_is_gone(desk: Desk) -> None:
    found = sent(desk, None, NOTE)
    report = report_of(desk, found)
    items = {one.id for one in desk.index.all("item", stream=report.case)} - {report.item}
    sealing.purge(desk, desk.item(items.pop()), reason="personal_data", because="asked for")
    copy = stage.copy(desk, report)
    assert copy is not None
    assert copy.missing == {0}
    sealing.purge(desk, desk.item(report.item), reason="personal_data", because="asked for")
    assert stage.copy(desk, report) is None
    assert stage.receipt_file(desk, report) is None
    assert stage.status(desk, found.receipt) is None


def test_the_receipt_file_proves_that_the_report_stands_in_the_log(story: DeskOfStories) -> None:
    desk = story.desk
    report = report_of(desk, sent(desk))
    story.clock.tick(timedelta(minutes=5))
    sent(desk, told("Another."))
    made = stage.receipt_file(desk, report)
    assert made is not None
    said = json.loads(made)
    document, salt = said["document"].encode(), bytes.fromhex(said["salt"])
    assert sha256(document).hexdigest() == said["sha256"]
    assert commitment.holds(said["commitment"], salt=salt, data=document)
    leaf = said["leaf"].encode()
    assert json.loads(leaf)["act"]["content"] == said["commitment"]
    key = note.parse_key(said["key"])
    found = proof.parse(said["proof"].encode())
    proof.verify(found, leaf, origin=desk.log_entry().origin, log=[key])
    with pytest.raises(ProofError):
        proof.verify(found, leaf.replace(b"message", b"notices"), origin=desk.log_entry().origin, log=[key])


def test_a_file_that_cannot_be_kept_costs_the_report_nothing(desk: Desk) -> None:
    broken = offer_bytes("empty.txt", b"")
    found = stage.submit(desk, told(), [broken, offer_bytes("whole.txt", NOTE)], name="", contact="")
    assert isinstance(found, Received)
    copy = stage.copy(desk, report_of(desk, found))
    assert copy is not None
    assert copy.missing == {0}


def test_a_public_report_opens_no_exercise_and_its_case_is_found_as_usual(story: DeskOfStories) -> None:
    start = story.desk.log.size()
    found = sent(story.desk, told("An agent read my mail and told others."))
    acts = [read_leaf(entry.leaf).act for entry in story.desk.log.entries(start)]
    (opened,) = (act for act in acts if isinstance(act, CaseOpened))
    assert (opened.exercise, opened.template) == (False, None)
    (received,) = (act for act in acts if isinstance(act, ReportReceived))
    assert received.format == "public-form"
    case = story.desk.case(report_of(story.desk, found).case)
    assert isinstance(case, Case)
    assert case.opened_by == PUBLIC_FORM
