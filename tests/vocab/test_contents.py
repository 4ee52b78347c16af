"""Contents in the making: within limits, without control signs, with every part at its place."""

import pytest

from tocsin.vocab.contents import TEXT_COPY, Opening, words_of
from tocsin.vocab.errors import TooMuch
from tocsin.vocab.limits import Limits


def test_parts_of_one_section_stand_under_one_heading() -> None:
    opening = Opening()
    opening.add("sheet 1", "a", "cell A1")
    opening.add("sheet 1", "b", "cell B1", before="\t")
    opening.add("page 2", "c\x00\x1b[31m\r\nd")
    words = words_of(opening.contents("x", TEXT_COPY))
    assert words.text == "=== sheet 1 ===\na\tb\n\n=== page 2 ===\nc[31m\nd\n"
    assert [words.place(words.text.index(f"{sign}")) for sign in ("a\t", "b\n", "c[")] == [
        "sheet 1, cell A1",
        "sheet 1, cell B1",
        "page 2",
    ]


def test_nothing_has_no_place_and_no_text() -> None:
    words = words_of(Opening().contents("x", TEXT_COPY))
    assert (words.text, words.place(0)) == ("", "")


def test_limits_hold_for_signs_parts_and_what_is_unpacked_within() -> None:
    limits = Limits(contents_chars=10, contents_parts=3, unpacked_bytes=100)
    opening = Opening(limits)
    opening.add("a", "12345678")
    with pytest.raises(TooMuch, match="10 signs"):
        opening.add("a", "123")
    few = Opening(limits)
    for _ in range(3):
        few.add("a", "1")
    with pytest.raises(TooMuch, match="3 parts"):
        few.add("a", "1")
    around = Opening(limits)
    Opening(limits, around).unpack(60)
    assert Opening(limits, around).room == 40
    with pytest.raises(TooMuch, match="unpacks"):
        Opening(limits, around).unpack(41)
