"""Foreign JSON is read strictly, and every refusal says where."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.vocab.document import first_json_line, json_lines, looks_like_json, parse_json
from tocsin.vocab.errors import BadInput, TooMuch
from tocsin.vocab.limits import Limits

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_what_json_writes_is_read_as_it_was(value: object) -> None:
    assert parse_json(json.dumps(value).encode()) == value


@given(st.binary(max_size=200))
def test_no_bytes_do_anything_but_parse_or_be_refused(data: bytes) -> None:
    said = ""
    try:
        parse_json(data)
    except BadInput as fault:
        said = str(fault)
    assert not said or "line " in said


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'{"a": 1, "a": 2}', "'a' stands twice"),
        (b'{"b": {"a": 1, "a": 1}}', "'a' stands twice"),
        (b"[NaN]", "NaN is not a JSON number"),
        (b"[Infinity]", "Infinity"),
        (b"[-Infinity]", "-Infinity"),
        (b"[1e999]", "beyond what a double can hold"),
        (b"[" + b"9" * 401 + b"]", "more than 400 digits"),
        (b'{"a":\n 1,}', "line 2"),
        (b'"\xff"', "not UTF-8 (byte 1)"),
        (b"", "not JSON"),
        (b"{} {}", "not JSON"),
        (b"{'a': 1}", "not JSON"),
    ],
)
def test_what_two_readers_could_read_differently_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_json(data)
    assert said in str(caught.value)


def test_a_line_of_a_greater_file_is_named_by_its_place_there() -> None:
    with pytest.raises(BadInput, match="line 41"):
        parse_json(b"{,}", line=41)
    with pytest.raises(BadInput, match="line 41"):
        parse_json(b"\xff", line=41)
    with pytest.raises(BadInput, match="line 41"):
        parse_json(b'{"a":1,"a":1}', line=41)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"[" * 6 + b"]" * 6, "deeper than 5"),
        (b'{"a":' * 6 + b"1" + b"}" * 6, "deeper than 5"),
        (b'["' + b"a" * 41 + b'"]', "one string has"),
        (b" " * 101, "101 bytes"),
    ],
)
def test_what_is_over_a_limit_is_refused_before_it_is_parsed(data: bytes, said: str) -> None:
    with pytest.raises(TooMuch) as caught:
        parse_json(data, limits=Limits(depth=5, string_chars=40, document_bytes=100))
    assert said in str(caught.value)


def test_brackets_inside_a_string_are_no_depth() -> None:
    assert parse_json(b'["' + b"[" * 30 + b'\\"["]', limits=Limits(depth=2)) == ["[" * 30 + '"[']


def test_the_deepest_allowed_document_is_read() -> None:
    assert parse_json(b"[" * 5 + b"]" * 5, limits=Limits(depth=5)) == [[[[[]]]]]


def test_lines_keep_the_number_they_have_in_the_file() -> None:
    assert list(json_lines(b'\n{"a":1}\r\n\n  \n[2]')) == [(2, b'{"a":1}'), (5, b"[2]")]
    assert list(json_lines(b"")) == []


def test_a_line_over_the_limit_is_refused() -> None:
    with pytest.raises(TooMuch, match="line 2"):
        list(json_lines(b"1\n" + b"2" * 11, limits=Limits(line_bytes=10)))


def test_the_first_line_tells_whether_a_file_may_be_lines_of_json() -> None:
    assert first_json_line(b'\xef\xbb\xbf\n {"a": 1}\nrest') == {"a": 1}
    assert first_json_line(b"rest\n{}") is None
    assert first_json_line(b'{"a": \n 1}') is None
    assert first_json_line(b"") is None


@pytest.mark.parametrize(("head", "looks"), [(b" \n[", True), (b"\xef\xbb\xbf{", True), (b'"a"', False), (b"", False)])
def test_only_objects_and_arrays_look_like_a_document(head: bytes, looks: bool) -> None:
    assert looks_like_json(head) is looks
