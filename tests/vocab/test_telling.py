"""What an object tells: the words, the moment, how long; and nothing where it says nothing."""

import pytest

from tests.rules.test_trace import a_span, an_object
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.reading import InboundObject
from tocsin.vocab.telling import is_error, moment_us, said, spoken, took_us


@pytest.mark.parametrize(
    "at", [None, "", "yesterday", "2026-13-01T00:00:00Z", "0001-01-01T00:00:00+23:59", "9" * 5_000]
)
def test_an_odd_moment_is_none(at: str | None) -> None:
    found = moment_us(at)
    assert found is None or isinstance(found, int)
    assert moment_us("2026-01-01T00:00:00") == moment_us("2026-01-01T00:00:00Z")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("said", "said"),
        ({"content": "said"}, "said"),
        ({"type": "text", "content": [{"text": "one"}, {"text": "two"}]}, "one two"),
        ({"content": {"text": "said", "lang": "en"}}, "said"),
        ({"content": None, "response": {"a": 1}}, '{"a":1}'),
        ({"other": 1}, ""),
        (None, ""),
        ([1], ""),
    ],
)
def test_the_words_of_an_object_are_found(value: object, words: str) -> None:
    assert spoken(an_object(ItemKind.PROMPT, None, value=value)) == words


def test_what_is_no_json_is_its_own_words() -> None:
    raw = InboundObject(kind=ItemKind.PROMPT, data=b"\xffplain", media_type="application/json")
    assert spoken(raw) == "\ufffdplain"


def test_what_ended_before_it_began_took_no_time_that_can_be_said() -> None:
    assert took_us(a_span("a", at="2026-01-01T00:00:01Z", ended_at="2026-01-01T00:00:00Z")) is None
    assert took_us(a_span("a", at="2026-01-01T00:00:01Z", ended_at="2026-01-01T00:00:02Z")) == 1_000_000


@pytest.mark.parametrize(
    ("facts", "wrong"), [({"status": "error"}, True), ({"error": "x"}, True), ({"error": "null"}, False), ({}, False)]
)
def test_an_error_is_one_that_the_document_says(facts: dict[str, str], wrong: bool) -> None:
    span = an_object(ItemKind.TRACE, "/x", line=None, **facts)
    assert is_error(span) is wrong
    assert said(span, "nothing") == ""
