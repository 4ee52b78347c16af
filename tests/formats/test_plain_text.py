"""Plain text keeps every sign and gives way to everything that knows better."""

import pytest

from tocsin.formats import plain_text
from tocsin.vocab.errors import BadInput
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.sample import Sample

HOSTILE = "\u202eevil\u200b text\u2066 =cmd|' /C calc'!A0 <script>alert(1)</script> &a [*a,*a]\n\r\ttail"


def test_every_sign_is_preserved_exactly() -> None:
    sample = Sample("a.txt", HOSTILE.encode())
    reading = plain_text.read(sample)
    assert reading.text == HOSTILE
    assert reading.objects[0].data == HOSTILE.encode()
    assert (reading.kind, reading.units, reading.understood) == (ItemKind.NOTE, 1, 1)


def test_any_text_is_recognised_with_the_lowest_certainty() -> None:
    assert plain_text.recognise(Sample("a", b"hello")) == 1


@pytest.mark.parametrize("data", [b"a\0b", b"\xff\xfeh\0", b"PK\x03\x04\x00", b"   \n", b""])
def test_what_is_no_text_is_not_recognised(data: bytes) -> None:
    assert plain_text.recognise(Sample("a.txt", data)) == 0


@pytest.mark.parametrize("data", [b"\xff\xfe", b" \n "])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput):
        plain_text.read(Sample("a.txt", data))


def test_broken_json_is_kept_as_text_and_said_to_be_broken() -> None:
    reading = plain_text.read(Sample("a.json", b'{"title": "x",\n "text": }'))
    assert reading.text == '{"title": "x",\n "text": }'
    assert [missed.why for missed in reading.not_understood] == [
        "it begins like JSON but is not (line 2 column 10): read as text"
    ]
    assert plain_text.read(Sample("log", b"[12:00] started")).not_understood == ()


def test_a_single_word_of_a_megabyte_is_text_with_a_short_title() -> None:
    reading = plain_text.read(Sample("a.txt", b"w" * 1_000_000))
    assert len(reading.text or "") == 1_000_000
    assert len(reading.title or "") <= 200
