"""A sample is looked at once, and its views agree about what kind of file it is."""

import pytest

from tocsin.vocab.sample import Sample


def test_a_document_is_parsed_once() -> None:
    sample = Sample("a.json", b'{"a": [1, 2]}')
    assert sample.json == {"a": [1, 2]}
    assert sample.json is sample.json
    assert sample.first_records == ({"a": [1, 2]},)


def test_a_byte_order_mark_is_no_text() -> None:
    sample = Sample("a.json", b'\xef\xbb\xbf{"a": 1}')
    assert sample.text == '{"a": 1}'
    assert sample.json == {"a": 1}


def test_lines_of_json_are_no_document() -> None:
    sample = Sample("a.jsonl", b'{"a": 1}\n{"a": 2}\n')
    assert sample.json is None
    assert sample.first_line == {"a": 1}
    assert sample.first_records == ({"a": 1}, {"a": 2})


def test_a_document_over_many_lines_is_a_document() -> None:
    assert Sample("a.json", b'{\n "a": 1\n}\n').json == {"a": 1}


@pytest.mark.parametrize(
    "data", [b"", b"plain text", b"\xff\xfe\x00", b'{"a": 1', b'{"a": 1, "a": 2}', b"[" * 1000 + b"]" * 1000, b"{" * 3]
)
def test_a_file_that_is_no_strict_json_has_no_json_view(data: bytes) -> None:
    sample = Sample("a", data)
    assert sample.json is None
    assert sample.first_records == ()


def test_bytes_that_are_no_text_have_no_text_view() -> None:
    assert Sample("a", b"\xff").text is None
    assert Sample("a", "ä".encode()).text == "ä"


def test_the_head_is_bounded() -> None:
    assert len(Sample("a", b"x" * 1_000_000).head) == 64 * 1024


def test_a_few_bad_lines_do_not_hide_what_a_file_is() -> None:
    assert Sample("a", b'{"a": 1}\nrubbish\n{"a": 2}\n').first_records == ({"a": 1}, {"a": 2})
    assert Sample("a", b'{broken\n{"a": 1}\n').first_records == ({"a": 1},)
    assert Sample("a", b'{broken\n{broken\n{"a": 1}\n').first_records == ()


def test_a_list_shows_its_first_objects() -> None:
    assert Sample("a", b'[1, {"a": 1}, "b"]').first_records == ({"a": 1},)
