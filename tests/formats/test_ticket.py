"""Tickets: CSV rows and JSON issues, inert and none lost."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.formats import ticket
from tocsin.vocab.errors import BadInput, TooMuch
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.reading import Detail, ForeignId, Reading
from tocsin.vocab.sample import Sample

HEAD = "Issue key,Summary,Description,Created,Reporter,Comment,Comment\n"


def _csv(text: str) -> Reading:
    return ticket.read(Sample("t.csv", text.encode()))


def _json(value: object) -> Reading:
    return ticket.read(Sample("t.json", json.dumps(value).encode()))


def test_rows_with_their_exact_bytes() -> None:
    row = 'SEC-1,"Prompt ""injection""","line one\nline two",2099-01-01,Kim,first,second\n'
    reading = _csv(HEAD + row + "SEC-2,Other,,,,,\n")
    assert [each.data for each in reading.objects] == [row.encode(), b"SEC-2,Other,,,,,\n"]
    assert [each.place.line for each in reading.objects] == [2, 4]
    assert reading.objects[0].details[1:] == (
        Detail(name="Summary", value='Prompt "injection"'),
        Detail(name="Description", value="line one\nline two"),
        Detail(name="Created", value="2099-01-01"),
        Detail(name="Reporter", value="Kim"),
        Detail(name="Comment", value="first"),
        Detail(name="Comment", value="second"),
    )
    assert reading.foreign_ids == (ForeignId(scheme="ticket", value="SEC-1"), ForeignId(scheme="ticket", value="SEC-2"))


def test_formulas_stay_letters() -> None:
    formula = "=cmd|' /C calc'!A0"
    reading = _csv(HEAD + f"{formula},+1+1,@SUM(A1),,,,\n")
    assert (reading.title, reading.text) == ("+1+1", "@SUM(A1)")
    assert reading.foreign_ids[0].value == formula
    assert formula.encode() in reading.objects[0].data


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_usual_delimiters(delimiter: str) -> None:
    text = "Number,Short description,Opened\nINC001,Odd answers,2099-01-01\n".replace(",", delimiter)
    assert ticket.recognise(Sample("x", text.encode())) == 80
    assert (_csv(text).title, _csv("\ufeff" + text).foreign_ids[0].value) == ("Odd answers", "INC001")


def test_an_unbalanced_quote_loses_one_row_only() -> None:
    reading = _csv(HEAD + 'A-1,one\nA-2,"two\nA-3,three\nA-4,"x"y\n,nameless\nA-5,five,,,,,,,extra\n')
    assert [each.label for each in reading.objects] == ["A-1 one", "A-3 three", "A-5 five"]
    assert [each.place.line for each in reading.not_understood] == [3, 5, 6]
    assert reading.objects[2].details[-1] == Detail(name="column 9", value="extra")


def test_a_cell_of_a_megabyte_is_listed_and_the_next_row_read() -> None:
    reading = _csv(HEAD + f"A-1,{'w' * 1_000_000}\nA-2,two\n")
    assert [each.label for each in reading.objects] == ["A-2 two"]
    assert [each.place.line for each in reading.not_understood] == [2]


def test_a_table_of_bad_rows_ends_soon() -> None:
    reading = _csv(HEAD + "A-1,one\n" + 'A-2,"two,x\n' * 50_001)
    assert len(reading.objects) == 1
    assert len(reading.not_understood) == 1_001


def test_a_table_of_too_many_cells_is_refused() -> None:
    with pytest.raises(TooMuch):
        _csv("key,summary\n" + ("A-1,x" + ",y" * 50_000 + "\n") * 90)


def test_a_table_without_the_columns_is_refused() -> None:
    assert ticket.recognise(Sample("x.csv", b"name,age\na,1\n")) == 0
    with pytest.raises(BadInput):
        _csv("name,age\na,1\n")
    with pytest.raises(BadInput):
        _csv(HEAD)


def test_a_jira_issue_with_rich_text() -> None:
    words = [{"type": "text", "text": "Tool "}, {"type": "text", "text": "called"}]
    description = {"type": "doc", "content": [{"type": "paragraph", "content": words}, {"type": "paragraph"}]}
    issue = {
        "key": "SEC-7",
        "self": "https://tracker.example/7",
        "fields": {
            "summary": "Tool misuse",
            "description": description,
            "created": "2099-01-01",
            "reporter": {"displayName": "Kim"},
            "status": {"name": "Open"},
            "labels": ["CVE-2099-0001"],
            "customfield_1": "x",
            "customfield_2": None,
        },
    }
    sample = Sample("t.json", json.dumps({"issues": [issue, {"key": 1}], "total": 2}).encode())
    reading = ticket.read(sample)
    assert ticket.recognise(sample) == 90
    assert (reading.kind, reading.title, reading.text) == (ItemKind.TICKET, "Tool misuse", "Tool called")
    assert (reading.reported_at, reading.reporter) == ("2099-01-01", "Kim")
    assert {each.value for each in reading.foreign_ids} == {"CVE-2099-0001", "SEC-7"}
    assert [each.place.pointer for each in reading.not_understood] == [
        "/issues/1",
        "/issues/0/fields/customfield_1",
        "/total",
    ]
    assert json.loads(reading.objects[0].data) == issue


def test_a_github_issue() -> None:
    issue = {
        "number": 12,
        "title": "Loader runs code",
        "body": "See CVE-1999-0001",
        "user": {"login": "kim"},
        "created_at": "2099-01-01T00:00:00Z",
        "state": "open",
        "html_url": "https://git.example/a/b/issues/12",
    }
    reading = _json([issue])
    assert ticket.recognise(Sample("t", json.dumps([issue]).encode())) == 85
    assert (reading.reporter, reading.text) == ("kim", "See CVE-1999-0001")
    assert reading.foreign_ids == (ForeignId(scheme="ticket", value="a/b#12"),)


def test_a_servicenow_record() -> None:
    record = {
        "number": {"display_value": "INC0010023", "value": "INC0010023"},
        "short_description": "Odd answers",
        "opened_at": "2099-01-01 10:00:00",
        "caller_id": {"display_value": "Kim"},
    }
    reading = _json({"result": [record]})
    assert (reading.title, reading.reporter, reading.foreign_ids[0].value) == ("Odd answers", "Kim", "INC0010023")


@given(st.text(alphabet=st.sampled_from('a,;"\n\r\t=\u202e\0'), max_size=60))
def test_any_table_is_read_or_refused(text: str) -> None:
    try:
        reading = _csv("key,title\nA-0,first\n" + text)
    except BadInput:
        return
    assert reading.objects[0].data == b"A-0,first\n"
    assert reading.units == len(reading.objects) + len(reading.not_understood)


@pytest.mark.data
def test_dependency_tables_are_not_tickets(reference_data: Path) -> None:
    for path in reference_data.glob("graph/*.tsv"):
        assert ticket.recognise(Sample(path.name, path.read_bytes())) == 0
