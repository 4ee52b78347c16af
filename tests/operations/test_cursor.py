"""Cursors: one opaque word that leads on from where a page ended, and nothing else."""

from base64 import urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.operations import cursor
from tocsin.operations.operation import MOST
from tocsin.vocab.errors import BadInput

PLACES = st.tuples(st.text(max_size=40), st.text(max_size=40))


@given(PLACES)
def test_a_place_comes_back_from_its_cursor(place: tuple[str, str]) -> None:
    written = cursor.written(place)
    assert cursor.read(written) == place
    assert written.isascii()
    assert not set(written) & set("=+/&?# ")


def test_the_empty_cursor_is_the_beginning() -> None:
    assert cursor.read("") is None


@pytest.mark.parametrize(
    "word",
    ["a", "????", "é", urlsafe_b64encode(b"no json").decode(), urlsafe_b64encode(b'["one"]').decode(), "e30", "\x00"],
)
def test_a_word_that_is_no_cursor_is_refused(word: str) -> None:
    with pytest.raises(BadInput, match="no cursor"):
        cursor.read(word)


@given(st.integers(min_value=1, max_value=12), st.integers(min_value=0, max_value=25))
def test_pages_one_after_the_other_are_the_whole_list(limit: int, count: int) -> None:
    whole = [((f"{number:03}", "id"), number) for number in range(count)]
    met, after = list[str](), None
    for _ in range(count + 1):
        found = [one for one in whole if after is None or one[0] > after][: limit + 1]
        page = cursor.page_of(found, limit, str)
        assert len(page.items) <= limit
        met += page.items
        if not page.next:
            break
        after = cursor.read(page.next)
    assert met == [str(number) for number in range(count)]


def test_a_page_is_bounded() -> None:
    assert cursor.bounded(1) == 1
    assert cursor.bounded(MOST + 1) == MOST
    for none in (0, -1):
        with pytest.raises(BadInput, match="at least one"):
            cursor.bounded(none)
