"""The list of pages: each address once, and every place of the menu there."""

from collections import Counter

from tocsin.web.desk.pages import ROOMS
from tocsin.web.desk.visit import PLACES

ROWS = [row for room in ROOMS for row in room.ROWS]


def test_no_two_pages_share_an_address() -> None:
    assert [place for place, count in Counter((row.method, row.path) for row in ROWS).items() if count > 1] == []


def test_every_place_of_the_menu_is_a_page_and_has_its_own_key() -> None:
    assert {place.path for place in PLACES} <= {row.path for row in ROWS if row.method == "GET"}
    assert len({place.key for place in PLACES}) == len(PLACES)
    assert "g" not in {place.key for place in PLACES}  # `g` leads the others


def test_every_page_says_what_it_is_for() -> None:
    assert all(row.makes.__doc__ for row in ROWS)
