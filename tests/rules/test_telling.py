"""A report in a format of reports names a case before mail does, mail before a plain file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.rules.telling import NOTES, TELLING, Candidate, better_name, is_report
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.reading import Reading

REPORT = Candidate(format="json-report", kind=ItemKind.NOTE, title="our report", is_report=True)
TICKET = Candidate(format="ticket", kind=ItemKind.TICKET, title="the ticket", is_report=True)
MAIL = Candidate(format="mail", kind=ItemKind.MESSAGE, title="a mail", is_report=True)
NOTE = Candidate(format="markdown", kind=ItemKind.NOTE, title="a note", is_report=True)
TRACE = Candidate(format="otlp", kind=ItemKind.TRACE, title="a trace", is_report=False)
NAMELESS = Candidate(format="mail", kind=ItemKind.MESSAGE, title="", is_report=True)


@pytest.mark.parametrize(
    ("files", "name"),
    [
        ((), ""),
        ((TRACE,), ""),
        ((TRACE, TRACE), ""),
        ((REPORT, MAIL), ""),
        ((MAIL, REPORT), "our report"),
        ((MAIL, NOTE), ""),
        ((NOTE, MAIL), "a mail"),
        ((TRACE, NOTE), "a note"),
        ((TRACE, MAIL, TICKET, REPORT), "the ticket"),
        ((NAMELESS, MAIL), "a mail"),
        ((TRACE, NAMELESS), ""),
    ],
)
def test_what_tells_it_best_names_the_case(files: tuple[Candidate, ...], name: str) -> None:
    assert better_name(files) == name


@given(st.permutations([TRACE, NAMELESS, NOTE, MAIL, REPORT]))
def test_the_order_of_the_files_does_not_choose_among_kinds(files: list[Candidate]) -> None:
    assert (better_name(files) or files[0].title) == "our report"


@pytest.mark.parametrize("kind", ItemKind)
@pytest.mark.parametrize("text", ["It was late.", None])
@pytest.mark.parametrize("is_first", [True, False])
def test_a_report_is_what_tells_us_something(kind: ItemKind, text: str | None, is_first: bool) -> None:
    for name in ("json-report", *NOTES):
        expected = kind in TELLING and text is not None and (is_first or name not in NOTES)
        assert is_report(Reading(format=name, kind=kind, text=text), is_first=is_first) is expected
