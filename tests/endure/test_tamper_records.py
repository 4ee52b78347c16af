"""Signed records in the log: whoever changes, swaps, adds or unnames one behind the desk's back is found.

Here the vandal also writes the leaf hashes anew, so that the walk has only the acts that name the records.
"""

import shutil
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.endure.scene import make_eventful_home
from tests.endure.vandal import Values, Vandal, flipped, what_desk_finds
from tocsin.ledger import merkle
from tocsin.rules.walk import Row, Walk
from tocsin.stages.desk import Desk
from tocsin.store import schema
from tocsin.vocab.act import is_record, read_leaf
from tocsin.vocab.acts.delivery import RecordEntered
from tocsin.wiring import open_desk


@pytest.fixture(scope="module")
def eventful(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house in which records were entered."""
    home = tmp_path_factory.mktemp("records") / "home"
    make_eventful_home(home)
    return home


@pytest.fixture
def desk(eventful: Path, tmp_path: Path) -> Iterator[Desk]:
    """A copy of it that may be spoiled."""
    with open_desk(Path(shutil.copytree(eventful, tmp_path / "home"))) as opened:
        yield opened


def entries_of(desk: Desk) -> list[Row]:
    with desk.log.snapshot() as now:
        return [row for rows in now.rows() for row in rows]


def records_in(rows: list[Row]) -> list[int]:
    found = [at for at, row in enumerate(rows) if is_record(row[3])]
    assert len(found) >= 4, "two deliveries, an effect and an emergency"
    return found


def with_leaf(row: Row, leaf: bytes) -> Row:
    """The row with another leaf and its right hash."""
    index, stream, seq, _, _ = row
    return index, stream, seq, leaf, merkle.leaf_hash(leaf)


def found_in(org: str, rows: list[Row]) -> list[str]:
    walk = Walk(org)
    walk.page(rows)
    walk.finish()
    return [f"{one.place}: {one.what}" for one in walk.findings]


def test_every_record_is_followed_by_the_act_that_names_it(desk: Desk) -> None:
    rows = entries_of(desk)
    assert found_in(desk.org, rows) == []
    for at in records_in(rows):
        act = read_leaf(rows[at + 1][3]).act
        assert isinstance(act, RecordEntered)
        assert act.leaf == rows[at][4].hex()


def test_every_change_of_every_byte_of_a_record_is_found_at_it_even_with_its_hash_made_anew(desk: Desk) -> None:
    rows = entries_of(desk)
    for at in records_in(rows)[:2]:
        leaf = rows[at][3]
        for place in range(len(leaf)):
            changed = with_leaf(rows[at], flipped(leaf, place))
            found = found_in(desk.org, [*rows[:at], changed, *rows[at + 1 : at + 2]])
            assert found, f"entry {at}, byte {place}"
            assert found[0].startswith(f"entry {at}")


def test_two_swapped_records_are_both_found(desk: Desk) -> None:
    rows = entries_of(desk)
    known = records_in(rows)
    for one, other in pairwise(known):
        swapped = list(rows)
        swapped[one], swapped[other] = with_leaf(rows[one], rows[other][3]), with_leaf(rows[other], rows[one][3])
        places = [found.split(":")[0] for found in found_in(desk.org, swapped)]
        assert places == [f"entry {one}", f"entry {other}"]


def test_a_record_whose_act_was_taken_away_is_found(desk: Desk) -> None:
    """The rest is moved up, so that no place is empty; an act that says its old place is found as well."""
    rows = entries_of(desk)
    for at in records_in(rows):
        later = [(index - 1, stream, seq, leaf, stored) for index, stream, seq, leaf, stored in rows[at + 2 :]]
        found = found_in(desk.org, [*rows[: at + 1], *later])
        assert any(one.startswith(f"entry {at}:") and "signed record" in one for one in found), found


def test_a_record_that_no_act_names_is_found(desk: Desk) -> None:
    rows = entries_of(desk)
    index, stream, seq, *_ = rows[-1]
    record = rows[records_in(rows)[0]][3]
    for where in (stream, "case-" + "z" * 26):
        place = seq + 1 if where == stream else 0
        added = with_leaf((index + 1, where, place, b"", b""), record)
        assert found_in(desk.org, [*rows, added]) == [f"entry {index + 1}: it is a signed record that no act names"]


def _other_hash(rows: list[Values], at: int) -> list[tuple[Values, dict[str, object]]]:
    leaf = flipped(rows[at]["leaf"], 40)
    return [(rows[at], {"leaf": leaf, "hash": merkle.leaf_hash(leaf)})]


def _swapped(rows: list[Values], at: int) -> list[tuple[Values, dict[str, object]]]:
    other = next(place for place in range(at + 1, len(rows)) if is_record(rows[place]["leaf"]))
    pairs = ((at, other), (other, at))
    return [(rows[here], {name: rows[there][name] for name in ("leaf", "hash")}) for here, there in pairs]


def _unnamed(rows: list[Values], at: int) -> list[tuple[Values, dict[str, object]]]:
    """The act that names it becomes one that names another record."""
    leaf = rows[at + 1]["leaf"].replace(rows[at]["hash"].hex().encode(), rows[at - 1]["hash"].hex().encode())
    assert leaf != rows[at + 1]["leaf"]
    return [(rows[at + 1], {"leaf": leaf, "hash": merkle.leaf_hash(leaf)})]


@pytest.mark.parametrize("spoil", [_other_hash, _swapped, _unnamed])
def test_ledger_verify_says_so_at_the_record(
    desk: Desk, spoil: Callable[[list[Values], int], list[tuple[Values, dict[str, object]]]]
) -> None:
    vandal = Vandal(desk.home)
    rows = vandal.rows(schema.entries)
    at = next(place for place, row in enumerate(rows) if is_record(row["leaf"]))
    changes = spoil(rows, at)
    for row, values in changes:
        vandal.change(schema.entries, row, **values)
    found = what_desk_finds(desk)
    assert found[0].startswith(f"entry {at}: it is a signed record that entry {at + 1}"), found
    for row, values in changes:
        vandal.change(schema.entries, row | values, **{name: row[name] for name in values})
    assert what_desk_finds(desk) == []
