"""Stage 1: what came in is kept once, as it came, and joined; a stranger's words never stand in an act."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.builders import DeskOfStories, a_case, an_item, everything_kept, everything_on_disk, names
from tocsin.rules.stated import MOST_CARRIED
from tocsin.stages import sealing
from tocsin.stages.desk import Desk, Draft
from tocsin.stages.evidence import items_of
from tocsin.stages.intake import Handing, Opening, Teller, offer_bytes, open_case, take
from tocsin.stages.ledger import verify
from tocsin.stages.triage import Answering, classify_case
from tocsin.stages.understanding import Offer, Taken, look
from tocsin.vocab.acts.evidence import ItemKept
from tocsin.vocab.acts.intake import (
    BatchReceived,
    CaseNamed,
    CaseOpened,
    ForeignIdLinked,
    KindCount,
    ReportReceived,
)
from tocsin.vocab.acts.triage import FactAnswered, TechniqueMapped
from tocsin.vocab.case import Batch, Item, Report
from tocsin.vocab.errors import ActNotAllowed, BadInput, ChangedMeanwhile
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.reading import ForeignId, Reading
from tocsin.vocab.sample import Sample
from tocsin.vocab.sheet import BatchSheet, CaseSheet, ForeignIdSheet, ItemSheet, ReportSheet
from tocsin.vocab.triage import Answer, FactKey, Statement

REPORT = {
    "title": "Agent sent mail to a stranger",
    "description": "Our support agent read a web page and then sent a customer's address to a stranger.",
    "reporter": "Robin Vale",
    "ids": ["CVE-2026-12345"],
    "techniques": ["AML.T0051"],
    "facts": {"integrity": "actual", "ai_component_involved": "yes", "exploitable_by_threat_source": "perhaps"},
}
JSON = json.dumps(REPORT).encode()
NOTE = b"The tool was called twice.\n\nNobody noticed until morning."
PICKLE = b"\x80\x04\x95" + b"torch" * 8  # how a pickle begins: a program that loads it runs code


def offered(name: str = "report.json", data: bytes = JSON) -> list[Offer]:
    return [offer_bytes(name, data)]


def one(taken: list[Taken]) -> Taken:
    (only,) = taken
    return only


def test_a_report_opens_a_case_and_is_kept_as_it_came(story: DeskOfStories) -> None:
    taken = one(take(story.desk, offered()))
    opened, kept, report, batch, number, technique, *facts = story.new_acts()
    assert isinstance(opened, CaseOpened)
    assert (opened.exercise, opened.template) == (False, None)
    assert opened.checklist.startswith("jcdc-ai-playbook@")
    assert isinstance(kept, ItemKept)
    assert (kept.compartment, kept.parent, kept.batch) == ("ordinary", None, None)
    assert isinstance(report, ReportReceived)
    assert (report.item, report.format, report.anonymous) == (kept.item, "json-report", False)
    assert isinstance(batch, BatchReceived)
    assert batch.item == kept.item
    assert isinstance(number, ForeignIdLinked)
    assert number.scheme == "cve"
    assert isinstance(technique, TechniqueMapped)
    assert (technique.scheme, technique.id, technique.statement) == ("ATLAS", "AML.T0051", Statement.HYPOTHESIS)
    assert [(fact.fact, fact.value, fact.statement) for fact in facts if isinstance(fact, FactAnswered)] == [
        ("integrity", "actual", "hypothesis"),
        ("ai_component_involved", "yes", "hypothesis"),
    ]
    assert taken.outcome == "kept"
    assert story.desk.vault.read(kept.content) == JSON
    name = CaseSheet(name="Agent sent mail to a stranger", taken_from=taken.item)
    assert story.desk.sheet(opened.sheet, CaseSheet) == name
    assert story.desk.sheet(number.sheet, ForeignIdSheet) == ForeignIdSheet(
        value="CVE-2026-12345", taken_from=taken.item
    )
    told = story.desk.sheet(report.sheet, ReportSheet)
    assert told is not None
    assert (told.title, told.reporter) == ("Agent sent mail to a stranger", "Robin Vale")


def test_no_word_of_a_report_stands_in_the_log_or_in_clear_on_the_disk(desk: Desk) -> None:
    take(desk, offered(), handing=Handing(teller=Teller(name="Robin Vale", contact="robin@example.org")))
    log = b"".join(entry.leaf for entry in desk.log.entries())
    on_disk = everything_on_disk(desk)
    for secret in (b"stranger", b"Robin", b"example.org", b"CVE-2026-12345", b"report.json"):
        assert secret in everything_kept(desk)
        assert secret not in log
        assert secret not in on_disk


def test_the_same_file_joins_its_case_and_is_not_kept_twice(story: DeskOfStories) -> None:
    first = one(take(story.desk, offered()))
    story.forget_acts()
    again = one(take(story.desk, offered()))
    assert (again.outcome, again.case, again.item, again.receipt) == ("joined", first.case, first.item, "")
    assert story.new_acts() == []


def test_a_renamed_file_is_the_same_file(story: DeskOfStories) -> None:
    first = one(take(story.desk, offered()))
    story.forget_acts()
    again = one(take(story.desk, offered("renamed.txt"), case_id=first.case))
    assert (again.outcome, again.item) == ("joined", first.item)
    assert story.new_acts() == []


def test_a_file_under_two_names_in_one_folder_is_kept_once(story: DeskOfStories) -> None:
    taken = take(story.desk, [offer_bytes("a.txt", NOTE), offer_bytes("b.txt", NOTE)])
    assert [found.outcome for found in taken] == ["kept", "joined"]
    assert names(story.new_acts()).count("ItemKept") == 1


def test_a_new_file_joins_the_case_that_has_its_neighbour(desk: Desk) -> None:
    first = one(take(desk, offered()))
    taken = take(desk, [offer_bytes("later.log", b"12:00 tool_call send_mail"), *offered()])
    assert [(found.outcome, found.case) for found in taken] == [("kept", first.case), ("joined", first.case)]


def test_a_file_is_an_item_of_each_case_it_is_named_for(story: DeskOfStories) -> None:
    first = one(take(story.desk, offered("note.md", NOTE)))
    other = a_case(story.desk, name="Another matter")
    second = one(take(story.desk, offered("note.md", NOTE), case_id=other.id))
    assert (second.outcome, second.case) == ("kept", other.id)
    assert second.item != first.item
    again = one(take(story.desk, offered("note.md", NOTE), case_id=other.id))
    assert (again.outcome, again.item) == ("joined", second.item)


def test_a_sealed_item_is_joined_and_not_kept_again_in_the_open(story: DeskOfStories) -> None:
    first = one(take(story.desk, offered("note.md", NOTE)))
    sealing.seal(story.desk, story.desk.item(first.item), hazard="enabling", because="it says how")
    story.forget_acts()
    again = one(take(story.desk, offered("note.md", NOTE)))
    assert (again.outcome, again.item) == ("joined", first.item)
    assert story.new_acts() == []


def test_what_was_purged_is_kept_anew(story: DeskOfStories) -> None:
    first = one(take(story.desk, offered("note.md", NOTE)))
    sealing.purge(story.desk, story.desk.item(first.item), reason="retention", because="policy")
    again = one(take(story.desk, offered("note.md", NOTE), case_id=first.case))
    assert again.outcome == "kept"
    assert again.item != first.item


def test_a_real_report_is_never_swallowed_by_a_practice_case(desk: Desk) -> None:
    practice = one(take(desk, offered(), handing=Handing(opening=Opening(exercise=True))))
    real = one(take(desk, offered()))
    assert real.outcome == "kept"
    assert real.case != practice.case
    assert (desk.case(practice.case).exercise, desk.case(real.case).exercise) == (True, False)
    again = one(take(desk, offered(), handing=Handing(opening=Opening(exercise=True))))
    assert (again.outcome, again.case) == ("joined", practice.case)


def test_a_number_that_a_second_file_repeats_is_linked_once(story: DeskOfStories) -> None:
    first = one(take(story.desk, offered()))
    story.forget_acts()
    second = json.dumps(REPORT | {"description": "the same matter again", "ids": ["CVE-2026-12345", "CVE-2026-22222"]})
    repeated = one(take(story.desk, offered("second.json", second.encode()), case_id=first.case))
    numbers = [act for act in story.new_acts() if isinstance(act, ForeignIdLinked)]
    assert [story.desk.sheet(act.sheet, ForeignIdSheet) for act in numbers] == [
        ForeignIdSheet(value="CVE-2026-22222", taken_from=repeated.item)
    ]
    assert len(story.desk.case(first.case).techniques) == 1


def test_a_fact_that_somebody_answered_is_not_overridden_by_a_reporter(story: DeskOfStories) -> None:
    case = a_case(story.desk)
    answer = Answer(key=FactKey.INTEGRITY, value="none", statement=Statement.FACT)
    case, _ = classify_case(story.desk, case, [Answering(answer=answer)])
    story.forget_acts()
    take(story.desk, offered(), case_id=case.id)
    facts = [act.fact for act in story.new_acts() if isinstance(act, FactAnswered)]
    assert facts == ["ai_component_involved"]
    assert story.desk.case(case.id).facts["integrity"].value == "none"
    assert story.desk.case(case.id).facts["integrity"].statement is Statement.FACT


def test_an_anonymous_report_keeps_no_name_anywhere(desk: Desk) -> None:
    mail = b"From: Robin Vale <robin@example.org>\nSubject: odd answers\n\nYour bot gave me a stranger's file.\n"
    teller = Teller(name="Robin Vale-Hidden", contact="hidden@example.org", anonymous=True)
    taken = one(take(desk, offered("m.eml", mail), handing=Handing(teller=teller)))
    (report,) = desk.index.all("report", stream=taken.case)
    assert isinstance(report, Report)
    assert report.anonymous
    assert taken.receipt
    told = desk.sheet(report.sheet, ReportSheet)
    assert told is not None
    assert (told.reporter, told.contact) == ("", "")
    assert b"hidden" not in everything_kept(desk).lower()


def test_evidence_beside_a_report_is_no_report_of_its_own(desk: Desk) -> None:
    taken = take(desk, [*offered(), offer_bytes("notes.md", NOTE), offer_bytes("run.log", b"\xff\xfe binary")])
    assert [bool(found.receipt) for found in taken] == [True, False, False]
    assert desk.index.count("report", stream=taken[0].case) == 1


def test_a_first_note_is_a_report(desk: Desk) -> None:
    assert one(take(desk, offered("note.txt", NOTE))).receipt


def test_what_would_run_code_is_sealed_when_it_comes_in(desk: Desk) -> None:
    taken = one(take(desk, offered("weights.bin", PICKLE)))
    item = desk.item(taken.item)
    assert (taken.hazard, item.state, item.compartment) == ("runs_code_on_load", "sealed", "sealed")


def test_the_objects_of_a_document_lie_in_one_batch(story: DeskOfStories) -> None:
    taken = one(take(story.desk, offered()))
    (batch,) = [act for act in story.new_acts() if isinstance(act, BatchReceived)]
    assert batch.counts == tuple(
        KindCount(kind=ItemKind(kind), count=count) for kind, count in sorted(taken.objects.items())
    )
    sheet = story.desk.sheet(batch.sheet, BatchSheet)
    assert sheet is not None
    assert (sheet.units, sheet.understood) == (taken.units, taken.understood)
    assert len(list(story.desk.index.objects(batch.batch))) == sum(taken.objects.values())


def test_an_empty_file_is_declined_and_nothing_is_recorded(story: DeskOfStories) -> None:
    taken = one(take(story.desk, offered("nothing.txt", b"")))
    assert (taken.outcome, taken.case) == ("declined", "")
    assert "empty" in taken.why
    assert story.new_acts() == []


def test_a_declined_file_does_not_stop_the_others(desk: Desk) -> None:
    taken = take(desk, [offer_bytes("nothing.txt", b""), *offered()])
    assert [found.outcome for found in taken] == ["declined", "kept"]


def test_a_dry_run_understands_the_same_and_records_nothing(story: DeskOfStories) -> None:
    (offer,) = offered()
    seen = look(story.desk, offer)
    assert story.new_acts() == []
    assert list(story.desk.vault.check_all()) == list(story.desk.vault.check_all())
    kept = one(take(story.desk, [offer]))
    assert replace(kept, outcome="", case="", item="", receipt="") == replace(seen, outcome="")


def test_each_file_is_on_record_before_the_next_one_is_looked_at(desk: Desk) -> None:
    sizes: list[int] = []
    take(desk, [*offered(), offer_bytes("note.md", NOTE)], progress=lambda _: sizes.append(desk.log.size()))
    assert sizes[0] < sizes[1]
    assert sizes[1] == desk.log.size()


def test_a_case_that_begins_with_evidence_is_named_after_its_first_report(story: DeskOfStories) -> None:
    taken = take(story.desk, [offer_bytes("a.log", b"\xff\xfe binary"), *offered()])
    acts = story.new_acts()
    assert names(acts)[-1] == "CaseNamed"
    case = story.desk.case(taken[0].case)
    assert story.desk.sheet(case.sheet, CaseSheet) == CaseSheet(
        name="Agent sent mail to a stranger", taken_from=taken[1].item
    )


MAIL = b"From: a@partner.example\nSubject: Please check your gateway\nDate: Tue, 24 Mar 2026 12:40:00 +0000\n\nLook.\n"


@pytest.mark.parametrize(
    ("order", "name"),
    [
        (("report", "mail", "note"), "Agent sent mail to a stranger"),
        (("note", "mail", "report"), "Agent sent mail to a stranger"),
        (("mail", "report"), "Agent sent mail to a stranger"),
        (("note", "mail"), "Please check your gateway"),
        (("mail", "note"), "Please check your gateway"),
        (("log", "mail"), "Please check your gateway"),
        (("log", "note"), "a.log"),
    ],
)
def test_a_case_is_named_after_the_file_that_tells_it_best(desk: Desk, order: tuple[str, ...], name: str) -> None:
    files = {
        "report": offered()[0],
        "mail": offer_bytes("a-mail.eml", MAIL),
        "note": offer_bytes("note.md", NOTE),
        "log": offer_bytes("a.log", b"\xff\xfe binary"),
    }
    taken = take(desk, [files[one] for one in order])
    found = desk.sheet(desk.case(taken[0].case).sheet, CaseSheet)
    assert found is not None
    assert found.name == name
    assert found.taken_from in {one.item for one in taken}


def test_numbers_and_codes_that_are_too_many_are_listed_as_left_out(desk: Desk) -> None:
    ids = [f"CVE-2026-{number:05}" for number in range(MOST_CARRIED + 2)]
    offer = offer_bytes("list.json", json.dumps({"title": "A list", "description": "Of many.", "ids": ids}).encode())
    left = tuple(f"cve {one}" for one in ids[MOST_CARRIED:])
    assert look(desk, offer).left_out == left
    kept = one(take(desk, [offer]))
    assert (kept.left_out, len(desk.case(kept.case).foreign_ids)) == (left, MOST_CARRIED)
    (batch,) = desk.index.all("batch", stream=kept.case)
    assert isinstance(batch, Batch)
    sheet = desk.sheet(batch.sheet, BatchSheet)
    assert sheet is not None
    assert sheet.left_out == left


class OnlyNumbers:
    """A language in which a document is nothing but numbers: no object comes of it."""

    NAME, SUMMARY = "only-numbers", "numbers, nothing else"

    def recognise(self, sample: Sample) -> float:
        return 1.0

    def read(self, sample: Sample) -> Reading:
        ids = tuple(ForeignId(scheme="cve", value=word) for word in sample.data.decode().split())
        return Reading(format=self.NAME, kind=ItemKind.NOTE, foreign_ids=ids)


def test_what_is_left_out_is_kept_beside_a_document_without_any_object(desk: Desk) -> None:
    words = [f"CVE-2026-{number:05}" for number in range(MOST_CARRIED + 1)]
    desk = replace(desk, reader_for=lambda *_: OnlyNumbers())
    kept = one(take(desk, [offer_bytes("numbers.txt", " ".join(words).encode())]))
    (batch,) = desk.index.all("batch", stream=kept.case)
    assert isinstance(batch, Batch)
    assert kept.left_out == (f"cve {words[-1]}",)


def test_a_case_that_has_a_name_keeps_it_when_reports_join(story: DeskOfStories) -> None:
    handing = Handing(opening=Opening(name="The name we gave it"))
    first = one(take(story.desk, offered("a.log", b"\xff\xfe binary"), handing=handing))
    again = [offer_bytes("a.log", b"\xff\xfe binary"), offer_bytes("b.log", b"\xff\xfe more"), *offered()]
    taken = take(story.desk, again)
    assert {found.case for found in taken} == {first.case}
    assert not [act for act in story.new_acts() if isinstance(act, CaseNamed)]


def test_two_who_add_to_one_case_at_once_both_succeed(story: DeskOfStories) -> None:
    case = a_case(story.desk)
    story.forget_acts()

    def disturb() -> None:
        if story.desk.case(case.id).size == 1:
            an_item(story.desk, case, b"somebody was faster")

    def read_while_another_records() -> object:
        disturb()
        return offer_bytes("n", NOTE).open()

    offer = Offer(name="note.md", size_bytes=len(NOTE), open=read_while_another_records)  # type: ignore[arg-type]  # a stream
    taken = one(take(story.desk, [offer], case_id=case.id))
    assert taken.outcome == "kept"
    assert names(story.new_acts()).count("ItemKept") == 2
    assert len(list(items_of(story.desk, story.desk.case(case.id)))) == 2


def test_who_is_disturbed_again_and_again_is_told(desk: Desk) -> None:
    case = a_case(desk)

    class Restless(Desk, frozen=True, kw_only=True):
        """A desk at which somebody else records between loading and recording, each time."""

        def draft(self, on: object) -> Draft:
            an_item(desk, case, str(desk.log.size()).encode())
            return Desk.draft(self, on)  # type: ignore[arg-type]  # whatever the stage handed in

    restless = Restless(**{field: getattr(desk, field) for field in Desk.__struct_fields__})
    with pytest.raises(ChangedMeanwhile, match="tried"):
        take(restless, offered("note.md", NOTE), case_id=case.id)


def test_a_code_that_is_none_stays_out_of_the_log(story: DeskOfStories) -> None:
    line = {
        **{"entry_type": "eval", "probe": "dan.Dan", "detector": "d", "passed": 1, "total": 2},
        "tags": ["jane.doe@victim.example:x", "quality:jane.doe", "owasp:llm01"],
    }
    data = b'{"entry_type": "start_run setup", "_config.version": "0.1"}\n' + json.dumps(line).encode() + b"\n"
    take(story.desk, offered("garak.report.jsonl", data))
    log = b"".join(entry.leaf for entry in story.desk.log.entries())
    assert b"jane" not in log
    assert verify(story.desk).holds


@pytest.mark.parametrize("opening", [Opening(name="x", template="no such template"), Opening(name="  ")])
def test_a_case_is_not_opened_with_a_wrong_template_or_no_name(story: DeskOfStories, opening: Opening) -> None:
    with pytest.raises(BadInput):
        open_case(story.desk, opening)
    assert story.new_acts() == []


def test_a_case_can_be_opened_from_a_template(story: DeskOfStories) -> None:
    open_case(story.desk, Opening(name="Poisoned set", template="poisoned-dataset", exercise=True))
    (opened,) = story.new_acts()
    assert isinstance(opened, CaseOpened)
    assert (opened.template, opened.exercise) == ("poisoned-dataset", True)
    assert verify(story.desk).holds


def test_a_name_is_one_short_line(desk: Desk) -> None:
    case = open_case(desk, Opening(name="a\nb " + "c" * 500))
    sheet = desk.sheet(case.sheet, CaseSheet)
    assert sheet is not None
    assert "\n" not in sheet.name
    assert len(sheet.name) == 200


def test_an_item_says_what_it_was_called_and_how_long_it_is(desk: Desk) -> None:
    taken = one(take(desk, offered()))
    item = desk.item(taken.item)
    assert isinstance(item, Item)
    sheet = desk.sheet(item.sheet, ItemSheet)
    assert sheet is not None
    assert (sheet.name, sheet.size_bytes, sheet.format) == ("report.json", len(JSON), "json-report")


def test_a_large_file_is_kept_whole_and_its_bytes_are_there(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "big.bin"
    path.write_bytes(b"\xff" + bytes(3_000_000))
    taken = one(take(desk, [Offer(name="big.bin", size_bytes=3_000_001, open=lambda: path.open("rb"))]))
    assert desk.vault.read(desk.item(taken.item).content) == path.read_bytes()


def test_nothing_joins_what_really_happened_as_an_exercise(story: DeskOfStories) -> None:
    real = open_case(story.desk, Opening(name="It happened"))
    story.forget_acts()
    with pytest.raises(ActNotAllowed, match="really happened"):
        take(
            story.desk,
            [offer_bytes("drill.txt", b"x")],
            case_id=real.id,
            handing=Handing(opening=Opening(exercise=True)),
        )
    assert story.new_acts() == []


def test_after_a_purge_nothing_that_was_kept_has_the_name_of_the_file(desk: Desk) -> None:
    stated = b'{"title": "Odd", "description": "d", "facts": {"integrity": "actual"}, "techniques": ["AML.T0051"]}'
    (taken,) = take(desk, [offer_bytes("walter-quux.json", stated)], handing=Handing(opening=Opening(name="Odd")))
    assert desk.case(taken.case).facts["integrity"].value == "actual"
    assert b"walter-quux" in everything_kept(desk)
    sealing.purge(desk, desk.item(taken.item), reason="personal_data", because="asked for")
    assert b"walter-quux" not in everything_kept(desk)
