"""Forms, read strictly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import NOON
from tocsin.stages.page import ANSWERS, Answer
from tocsin.vocab.errors import BadInput
from tocsin.vocab.feedback import FeedbackKind, KnownFrom
from tocsin.web.form import TYPE, answer_in, fields_of, is_same_origin


@given(st.binary(max_size=200))
def test_any_body_is_read_or_refused(body: bytes) -> None:
    try:
        fields = fields_of(TYPE, body)
    except BadInput:
        return
    assert all(isinstance(value, str) for value in fields.values())


@given(st.dictionaries(st.sampled_from(["answer", "text", "since", "source"]), st.text(max_size=50)))
def test_any_fields_give_an_answer_or_say_what_is_wrong(fields: dict[str, str]) -> None:
    found = answer_in(fields, ANSWERS, NOON)
    assert isinstance(found, Answer) or found


def test_since_and_source_belong_to_one_answer_alone() -> None:
    fields = {"answer": "affected", "since": "2026-03-01", "source": "vendor"}
    assert answer_in(fields, ANSWERS, NOON) == Answer(kind=FeedbackKind.AFFECTED)
    known = answer_in(fields | {"answer": "known_already"}, ANSWERS, NOON)
    assert isinstance(known, Answer)
    assert known.known_from is KnownFrom.VENDOR


def test_today_is_not_the_future_and_tomorrow_is() -> None:
    fields = {"answer": "known_already", "source": "vendor"}
    assert isinstance(answer_in(fields | {"since": "2026-03-24"}, ANSWERS, NOON), Answer)
    assert isinstance(answer_in(fields | {"since": "2026-03-25"}, ANSWERS, NOON), list)


@pytest.mark.parametrize("content_type", ["", "application/json", "multipart/form-data", "text/plain"])
def test_another_type_is_refused(content_type: str) -> None:
    with pytest.raises(BadInput):
        fields_of(content_type, b"a=b")


def test_an_origin_has_to_be_ours_where_nothing_better_is_said() -> None:
    assert is_same_origin({"origin": "https://desk.example", "host": "desk.example"})
    assert not is_same_origin({"origin": "https://desk.example.evil.example", "host": "desk.example"})
    assert not is_same_origin(
        {"origin": "https://desk.example", "host": "desk.example", "sec-fetch-site": "cross-site"}
    )
