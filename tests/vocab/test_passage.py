"""A passage: exact slices, honest places, and no exception for any shape."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.vocab.errors import BadInput, TooMuch
from tocsin.vocab.passage import Passage, read_records
from tocsin.vocab.reading import Place
from tocsin.vocab.sample import Sample

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


def _document(data: bytes) -> Passage:
    return read_records(Sample("x", data)).only


def _walk(passage: Passage) -> list[Passage]:
    below = [passage.get(key) for key in passage.keys if passage.holds(key)] + list(passage.elements)
    return [passage, *(each for one in below for each in _walk(one))]


def test_slices_are_the_bytes_of_the_document() -> None:
    document = _document(b'\xef\xbb\xbf {"a" : [1.50, {"b":  "\\u0041"}] ,"c":null} \n')
    assert document.get("a").raw == b'[1.50, {"b":  "\\u0041"}]'
    assert document.get("a").elements[1].get("b").raw == b'"\\u0041"'
    assert document.get("a").elements[0].raw == b"1.50"


@given(JSON)
def test_every_slice_decodes_to_its_value_and_stands_in_the_document(value: object) -> None:
    data = json.dumps({"x": value}, indent=1).encode()
    for each in _walk(_document(data)):
        assert json.loads(each.raw) == each.value
        assert each.raw in data


def test_places_are_json_pointers_with_lines() -> None:
    records = read_records(Sample("x", b'{"a/b": {"~": [0]}}\n\n{"c": 1}\n'))
    assert records.passages[0].get("a/b").get("~").elements[0].place == Place(line=1, pointer="/a~1b/~0/0")
    assert records.passages[1].place_of("c") == Place(line=3, pointer="/c")
    assert len(_document(json.dumps({"k" * 10_000: {}}).encode()).get("k" * 10_000).place.pointer or "") < 200


def test_what_is_not_there_is_nothing() -> None:
    document = _document(b'{"a": null, "b": " ", "c": 5, "d": ["x", 1, true, ""], "e": true}')
    assert document.get("a", "zz").value is None
    assert document.get("zz").get("deeper").elements == ()
    assert (document.text("a", "b", "c"), document.text("e"), document.texts("d")) == ("5", None, ("x", "1"))
    assert [each.value for each in document.held("a", "c", "zz", "e")] == [5, True]
    assert document.get("a").raw == b"null"


def test_a_lone_object_stands_for_an_array_of_one() -> None:
    document = _document(b'{"one": {"a": 1}, "many": [{"a": 2}, 3]}')
    assert [each.value for each in document.get("one").objects] == [{"a": 1}]
    assert [each.value for each in document.get("many").objects] == [{"a": 2}]


def test_half_a_surrogate_pair_can_be_written() -> None:
    document = _document(b'{"\\ud800": {"a": "\\udfff"}, "b": "\\ud800"}')
    (document.text("b") or "").encode()
    assert json.loads(document.get("\ud800").raw) == {"a": "\udfff"}
    (document.place_of("\ud800").pointer or "").encode()


def test_bad_lines_are_listed_and_good_ones_stay() -> None:
    records = read_records(Sample("x", b'{"a": 1}\n{"a":\n[2]\n{"a": 1, "a": 2}\n{"b": 1}'))
    assert [each.value for each in records.passages] == [{"a": 1}, [2], {"b": 1}]
    assert [each.place.line for each in records.bad] == [2, 4]
    assert records.only.value is None


def test_a_bad_first_line_does_not_hide_the_others() -> None:
    records = read_records(Sample("x", b'{"a": \n{"a": 1}\n{"b": 1}\n'))
    assert len(records.passages) == 2
    assert [each.place.line for each in records.bad] == [1]


@pytest.mark.parametrize("data", [b"", b"words", b'{"a": 1', b'{\n"a": 1\n"b": 2\n}', b'{"a": 1, "a": 2}', b"[" * 500])
def test_neither_json_nor_lines_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput):
        read_records(Sample("x", data))


def test_too_many_records_are_refused() -> None:
    with pytest.raises(TooMuch):
        read_records(Sample("x", b"{}\n" * 200_001))
