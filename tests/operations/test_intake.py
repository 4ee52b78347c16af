"""What comes in through operations: kept and understood, looked at without a trace, its reporter answered."""

import json

import pytest

from tests.asking import Json, ask, in_role
from tests.builders import DeskOfStories, a_case, names
from tocsin.operations.table import by_name
from tocsin.stages.desk import Desk
from tocsin.vocab.errors import ActNotAllowed, BadInput, NotHere, TooMuch
from tocsin.vocab.limits import LIMITS

REPORT = json.dumps(
    {
        "title": "Agent sent mail to a stranger",
        "description": "Our support agent read a web page and then sent a customer's address to a stranger.",
        "reporter": "Robin Vale",
        "ids": ["CVE-2026-12345"],
        "facts": {"integrity": "actual"},
    }
).encode()
LARGE = b"a line of a long log\n" * 200_000


def handed_in(desk: Desk, **fields: object) -> Json:
    return ask(desk, "intake.add", REPORT, **{"file_name": "report.json"} | fields)


def test_a_report_opens_a_case_and_its_reporter_gets_a_receipt(story: DeskOfStories) -> None:
    story.forget_acts()
    arrival = handed_in(story.desk, contact="robin@vale.example")
    (taken,) = arrival["taken"]
    assert (taken["outcome"], taken["name"], taken["case"]) == ("kept", "report.json", arrival["case"]["id"])
    assert taken["receipt"]
    assert {"CaseOpened", "ItemKept", "ReportReceived", "Classified"} <= set(names(story.new_acts()))
    followed = ask(story.desk, "report.follow", code=taken["receipt"])
    assert followed["state"] == "received"


def test_a_file_joins_the_case_that_is_named(desk: Desk) -> None:
    case = a_case(desk).id
    arrival = ask(desk, "intake.add", LARGE, file_name="gateway.log", case=case[:12])
    assert arrival["case"]["id"] == case
    with pytest.raises(NotHere):
        handed_in(desk, case="case-00000000")


def test_a_large_file_is_kept_as_it_came(desk: Desk) -> None:
    item = ask(desk, "intake.add", LARGE, file_name="gateway.log", name="A long night")["taken"][0]["item"]
    assert ask(desk, "evidence.content", item=item) == LARGE


def test_the_same_content_again_is_joined_and_not_kept_twice(desk: Desk) -> None:
    first, again = handed_in(desk), handed_in(desk, file_name="copy.json")
    assert again["taken"][0]["outcome"] == "joined"
    assert again["taken"][0]["item"] == first["taken"][0]["item"]


def test_an_empty_file_is_declined_with_the_reason(story: DeskOfStories) -> None:
    story.forget_acts()
    arrival = ask(story.desk, "intake.add", b"", file_name="empty.json")
    assert arrival["case"] is None
    assert (arrival["taken"][0]["outcome"], "empty" in arrival["taken"][0]["why"]) == ("declined", True)
    assert story.new_acts() == []


def test_a_look_says_what_would_be_understood_and_records_nothing(story: DeskOfStories) -> None:
    story.forget_acts()
    taken = ask(story.desk, "intake.look", REPORT, file_name="report.json")
    assert (taken["outcome"], taken["title"]) == ("would_be_kept", "Agent sent mail to a stranger")
    assert story.new_acts() == []
    with pytest.raises(BadInput):
        ask(story.desk, "intake.look", REPORT, file_name="report.json", format="no-such")


def test_practice_stays_practice(desk: Desk) -> None:
    assert handed_in(desk, exercise="true")["case"]["exercise"]
    with pytest.raises(ActNotAllowed):
        handed_in(desk, exercise="true", case=a_case(desk).id)


def test_an_anonymous_reporter_leaves_no_name(desk: Desk) -> None:
    handed_in(desk, anonymous="true", reporter="Robin Vale")
    (line,) = ask(desk, "report.list")["items"]
    assert line["anonymous"]
    assert "Robin Vale" not in str(ask(desk, "case.log", case=line["case"]))


def test_reports_are_listed_in_pages_and_by_state(story: DeskOfStories) -> None:
    desk = story.desk
    made = []
    for number in range(3):
        story.clock.tick()
        data = json.dumps({"title": f"Report {number}", "description": "It happened.", "reporter": "R"}).encode()
        ask(desk, "intake.add", data, file_name="report.json", name=f"case {number}")
    page = ask(desk, "report.list", limit="2")
    made = page["items"] + ask(desk, "report.list", limit="2", cursor=page["next"])["items"]
    assert [line["title"] for line in made] == ["Report 2", "Report 1", "Report 0"]
    accepted = ask(desk, "report.accept", report=made[0]["id"][:16])
    assert accepted["state"] == "accepted"
    assert [line["id"] for line in ask(desk, "report.list", state="accepted")["items"]] == [made[0]["id"]]
    with pytest.raises(BadInput, match="no state"):
        ask(desk, "report.list", state="lost")


def test_a_reporter_reads_what_they_are_told(desk: Desk) -> None:
    taken = handed_in(desk)["taken"][0]
    (line,) = ask(desk, "report.list")["items"]
    ask(desk, "report.answer", report=line["id"], state="resolved", note="Both releases are blocked.")
    followed = ask(desk, "report.follow", code=taken["receipt"])
    assert (followed["state"], followed["notes"][0][2]) == ("resolved", "Both releases are blocked.")
    with pytest.raises(BadInput, match="sentence"):
        ask(desk, "report.answer", report=line["id"], state="declined")
    with pytest.raises(BadInput, match="no report fits"):
        ask(desk, "report.follow", code=f"{line['id']}.wrong")


def test_a_title_that_is_counsels_is_closed_to_an_auditor(story: DeskOfStories) -> None:
    taken = handed_in(story.desk)["taken"][0]
    ask(story.desk, "case.mark", case=taken["case"], item=taken["item"], tlp="red", caveat=["privileged"])
    (mine,) = ask(story.desk, "report.list")["items"]
    (theirs,) = ask(in_role(story, "auditor"), "report.list")["items"]
    assert mine["title"] == "Agent sent mail to a stranger"
    assert theirs["title"] == "(privileged)"


def test_facts_are_classified_a_line_at_a_time(story: DeskOfStories) -> None:
    story.forget_acts()
    facts = {"integrity": "actual", "without_lawful_authority": "yes", "authorised_research_or_exercise": "no"}
    lines = json.dumps({"id": 1, "facts": facts}).encode() + b'\n\n{"id": 2}\nno json\n'
    first, second, third = (json.loads(line) for line in ask(story.desk, "triage.lines", lines).splitlines())
    assert (first["id"], first["class"]) == (1, "incident")
    assert second["id"] == 2
    assert "facts" in second["error"]
    assert third["id"] is None
    assert story.new_acts() == []


def test_more_facts_than_a_document_may_have_are_refused(desk: Desk) -> None:
    with pytest.raises(TooMuch):
        ask(desk, "triage.lines", b" " * (LIMITS.document_bytes + 1))


def test_a_receipt_code_stands_in_no_address() -> None:
    assert by_name()["report.follow"].method == "POST"
