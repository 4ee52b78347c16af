"""Two victims, same everything: what anybody outside gets by any road, from the recording to the answer of a server.

Two desks that are copies of one home play worlds that differ in withheld values and withheld records alone. Compared
are the bytes, names, sizes, order, ids, times, headers and compression of what arrives in folders, at a mail server,
over TAXII (down to each page), on recipient pages, at portals and in delivery notes.
"""

import time
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.builders import founded_home
from tests.endure.place import THOROUGH
from tests.played import ROADS, Cast, cast_in, played
from tests.worlds import Pair, pairs
from tocsin.registry import WRITERS

BATCH = 6  # worlds to a desk: a later one must not show what an earlier one withheld
BATCHES = 100 if THOROUGH else 1


@pytest.fixture(scope="module")
def cast(tmp_path_factory: pytest.TempPathFactory) -> Cast:
    """One home with everybody in it."""
    return cast_in(founded_home(tmp_path_factory.mktemp("cast")))


def differing(cast: Cast, folder: Path, found: list[Pair]) -> tuple[list[str], bool]:
    """What is not the same outside, by who and what, and whether our own people are told the same."""
    one = played(cast, folder, [(shape, world) for shape, world, _ in found])
    other = played(cast, folder, [(shape, world) for shape, _, world in found])
    assert one.outside.keys() == other.outside.keys()
    return [name for name, got in one.outside.items() if got != other.outside[name]], one.notices == other.notices


@pytest.mark.parametrize("batch", range(BATCHES))
def test_two_worlds_give_everybody_outside_the_same(cast: Cast, tmp_path: Path, batch: int) -> None:
    began = time.monotonic()
    apart, _ = differing(cast, tmp_path, list(pairs(BATCH, seed=100 + batch)))
    assert apart == []
    print(f"non-interference by road: {BATCH} pairs in {time.monotonic() - began:.1f} s")  # noqa: T201 -- shown by -s


def test_our_own_people_are_told_the_same_where_only_values_differ(cast: Cast, tmp_path: Path) -> None:
    found = [
        (shape, one, replace(one, values=other.values, left_out=other.left_out, contact=other.contact))
        for shape, one, other in pairs(2, seed=5)
    ]
    assert differing(cast, tmp_path, found) == ([], True)


def test_every_language_goes_by_some_road() -> None:
    assert {language for _, language, _ in ROADS.values()} == {writer.NAME for writer in WRITERS}
