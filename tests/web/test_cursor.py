"""Cursors: good in one place, for one party, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tocsin.vocab.errors import BadInput
from tocsin.web.cursor import Place, resumed, write_cursor
from tocsin.web.query import Filters, Wanted

KEY = b"k" * 32
PLACE = Place(party="party-1", collection="c", resource="objects")
texts = st.text(max_size=20)
tuples = st.none() | st.lists(texts, max_size=3).map(tuple)
filters = st.builds(Filters, ids=tuples, types=tuples, versions=tuples, spec_versions=tuples)


@given(filters, st.integers(-1, 2**53), st.integers(1, 1_000))
def test_a_cursor_gives_back_what_it_was_made_of(said: Filters, after_us: int, limit: int) -> None:
    text = write_cursor(KEY, PLACE, Wanted(filters=said), after_us, limit)
    assert resumed(KEY, PLACE, Wanted(cursor=text)) == Wanted(filters=said, after_us=after_us, limit=limit)


@given(st.builds(Place, party=texts, collection=texts, resource=texts), st.booleans())
def test_a_cursor_is_worth_nothing_elsewhere(other: Place, has_key: bool) -> None:
    text = write_cursor(KEY, PLACE, Wanted(), 1, 1)
    if other == PLACE and has_key:
        return
    with pytest.raises(BadInput):
        resumed(KEY if has_key else b"x" * 32, other, Wanted(cursor=text))


@given(st.data())
def test_a_changed_cursor_is_refused_or_means_the_same(data: st.DataObject) -> None:
    text = write_cursor(KEY, PLACE, Wanted(filters=Filters(types=("note",))), 5, 2)
    place = data.draw(st.integers(0, len(text) - 1))
    changed = text[:place] + data.draw(st.characters()) + text[place + 1 :]
    try:
        found = resumed(KEY, PLACE, Wanted(cursor=changed))
    except BadInput:
        return
    assert found == resumed(KEY, PLACE, Wanted(cursor=text))  # base64 has bits that mean nothing


def test_a_long_cursor_is_refused_unread() -> None:
    with pytest.raises(BadInput):
        resumed(KEY, PLACE, Wanted(cursor="A" * 20_000))


def test_parts_of_a_place_cannot_run_into_each_other() -> None:
    text = write_cursor(KEY, Place(party="ab", collection="c", resource="d"), Wanted(), 1, 1)
    with pytest.raises(BadInput):
        resumed(KEY, Place(party="a", collection="bc", resource="d"), Wanted(cursor=text))


def test_what_stands_beside_a_cursor_may_say_the_same_or_less() -> None:
    said = Filters(types=("note",), versions=("all",))
    text = write_cursor(KEY, PLACE, Wanted(filters=said), 5, 2)
    for beside in (Filters(), Filters(types=("note",)), said):
        assert resumed(KEY, PLACE, Wanted(filters=beside, cursor=text)).filters == said
    with pytest.raises(BadInput, match="contradicts"):
        resumed(KEY, PLACE, Wanted(filters=replace(said, versions=("first",)), cursor=text))


def test_the_later_of_two_places_counts() -> None:
    text = write_cursor(KEY, PLACE, Wanted(), 5, 2)
    assert resumed(KEY, PLACE, Wanted(cursor=text, after_us=3)).after_us == 5
    assert resumed(KEY, PLACE, Wanted(cursor=text, after_us=9, limit=7)) == Wanted(after_us=9, limit=7)
