"""What can be written: half characters and local times are refused with their place."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.documents import COPY, WRITTEN, a_package, texts, with_text
from tocsin.vocab.errors import BadInput
from tocsin.vocab.visible import visible
from tocsin.vocab.writable import count_hidden, file_stem, refuse_unwritable

EAST = datetime(2026, 3, 24, tzinfo=timezone(timedelta(hours=2)))


def test_half_a_character_is_refused_with_its_place() -> None:
    first = replace(COPY.passages[0], text="x\ud800")
    with pytest.raises(BadInput, match=r"package\.copy\.passages\[0\]\.text: half a character"):
        refuse_unwritable(a_package(copy=replace(COPY, passages=(first,))))


@pytest.mark.parametrize("moment", [WRITTEN.replace(tzinfo=None), EAST])
def test_a_moment_that_is_not_in_utc_is_refused_with_its_place(moment: datetime) -> None:
    with pytest.raises(BadInput, match=r"package\.written_at: a moment must be in UTC"):
        refuse_unwritable(a_package(written_at=moment))
    last = replace(COPY.indicators[0], last_seen=moment)
    with pytest.raises(BadInput, match=r"indicators\[0\]\.last_seen"):
        refuse_unwritable(a_package(copy=replace(COPY, indicators=(last,))))


@given(texts())
def test_whatever_else_is_written(text: str) -> None:
    refuse_unwritable(with_text(a_package(), text))


@given(texts())
def test_hidden_signs_are_counted(text: str) -> None:
    lines = text.replace("\r\n", "\n")
    assert (count_hidden(with_text(a_package(), text)) > 0) == (visible(lines, keep_lines=True) != lines)


@given(st.text(max_size=200))
def test_a_file_name_is_plain_whatever_the_number(number: str) -> None:
    stem = file_stem(number)
    assert stem.isascii()
    assert 0 < len(stem) <= 80
    assert not {"/", ".", " ", "\0"} & set(stem)


def test_a_file_name_says_the_number() -> None:
    assert file_stem("NP/2026 0001") == "NP-2026-0001"
    assert file_stem("../..") == "document"
