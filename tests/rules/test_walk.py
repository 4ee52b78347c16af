"""A walk finds every change of the rows it is given, at its place, and what the log says of itself."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.leaves import CASE, KEY, NEW_KEY, NOON, ORG, OTHER_CASE, PERSON, SHEET
from tocsin.ledger import merkle
from tocsin.rules.walk import MOST_PLACES, Row, Walk
from tocsin.vocab.act import Act, Leaf, leaf_bytes
from tocsin.vocab.acts.home import LogKeyRotated, LogOpened, PersonRetired
from tocsin.vocab.acts.intake import CaseNamed

OPENED = LogOpened(origin="tocsin/example", key=KEY)
ROTATED = LogKeyRotated(old_key=KEY, new_key=NEW_KEY)
NAMED = CaseNamed(sheet=SHEET)
RETIRED = PersonRetired(person=PERSON)


def _row(index: int, stream: str, seq: int, act: Act, org: str = ORG) -> Row:
    leaf = leaf_bytes(Leaf(org=org, stream=stream, seq=seq, at=NOON, by=PERSON, salt=f"{index:032x}", act=act))
    return index, stream, seq, leaf, merkle.leaf_hash(leaf)


ROWS = (
    _row(0, ORG, 0, OPENED),
    _row(1, ORG, 1, RETIRED),
    _row(2, CASE, 0, NAMED),
    _row(3, OTHER_CASE, 0, NAMED),
    _row(4, CASE, 1, NAMED),
    _row(5, ORG, 2, ROTATED),
    _row(6, CASE, 2, NAMED),
    _row(7, OTHER_CASE, 1, NAMED),
)


def _places(*rows: Row) -> list[str]:
    walk = Walk(ORG)
    walk.page(rows)
    return [finding.place for finding in walk.findings]


def test_a_sound_log_gives_its_tree_its_name_and_its_keys() -> None:
    walk = Walk(ORG)
    walk.page(ROWS)
    assert walk.findings == []
    assert walk.edge.root() == merkle.root_of(row[4] for row in ROWS)
    assert (walk.origin, walk.keys) == ("tocsin/example", [KEY, NEW_KEY])


@given(st.lists(st.integers(0, len(ROWS)), max_size=5))
def test_pages_of_any_length_give_the_same(cuts: list[int]) -> None:
    whole, paged = Walk(ORG), Walk(ORG)
    whole.page(ROWS)
    ends = sorted({0, len(ROWS), *cuts})
    for start, end in pairwise(ends):
        paged.page(ROWS[start:end])
    assert (paged.findings, paged.edge, paged.nodes, paged.keys) == ([], whole.edge, whole.nodes, whole.keys)


@given(st.sampled_from(ROWS), st.data())
def test_any_changed_byte_is_found_at_its_entry_and_nowhere_else(row: Row, data: st.DataObject) -> None:
    index, stream, seq, *contents = row
    which = data.draw(st.integers(0, 1))
    place = data.draw(st.integers(0, len(contents[which]) - 1))
    mask = data.draw(st.integers(1, 255))
    raw = bytearray(contents[which])
    raw[place] ^= mask
    contents[which] = bytes(raw)
    changed = (index, stream, seq, contents[0], contents[1])
    found = _places(*ROWS[:index], changed, *ROWS[index + 1 :])
    assert found[0] == f"entry {index} ({stream} act {seq})"
    # A key that cannot be heard any more makes the next exchange of the key unsound; nothing else follows from it.
    assert set(found[1:]) <= {"entry 5"}


@pytest.mark.parametrize("index", range(len(ROWS) - 1))
def test_a_missing_entry_is_found_at_its_place(index: int) -> None:
    assert _places(*ROWS[:index], *ROWS[index + 1 :])[0] == f"entry {index}"


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda row: (row[0], OTHER_CASE, *row[2:]), "entry 4"),
        (lambda row: (*row[:2], 7, *row[3:]), "entry 4"),
        (lambda row: (9, *row[1:]), "entry 4"),
        (lambda row: _row(4, CASE, 2, NAMED), "entry 4"),
        (lambda row: _row(4, CASE, 0, NAMED), "entry 4"),
        (lambda row: _row(4, CASE, 1, NAMED, org="org-" + "z" * 26), "entry 4"),
        (lambda row: (*row[:3], b"{}", merkle.leaf_hash(b"{}")), f"entry 4 ({CASE} act 1)"),
        (lambda row: (*row[:3], b"\xff", merkle.leaf_hash(b"\xff")), f"entry 4 ({CASE} act 1)"),
    ],
)
def test_an_entry_that_does_not_stand_where_it_says_is_found(change: Callable[[Row], Row], place: str) -> None:
    assert _places(*ROWS[:4], change(ROWS[4]), *ROWS[5:])[0] == place


def test_swapped_entries_are_found_at_the_first() -> None:
    two, four = (2, *ROWS[4][1:]), (4, *ROWS[2][1:])
    assert _places(*ROWS[:2], two, ROWS[3], four, *ROWS[5:])[0] == "entry 2"


@pytest.mark.parametrize(
    ("act", "what"),
    [
        (OPENED, "opened a second time"),
        (LogKeyRotated(old_key=NEW_KEY, new_key=KEY), "not the log's newest key"),
    ],
)
def test_what_the_log_says_of_its_keys_has_to_make_sense(act: Act, what: str) -> None:
    walk = Walk(ORG)
    walk.page([ROWS[0], _row(1, ORG, 1, act)])
    assert [what in finding.what for finding in walk.findings] == [True]


def test_an_act_of_the_organization_that_nobody_can_read_is_found() -> None:
    leaf = ROWS[1][3].replace(b"person_retired/1", b"person_retired/9")
    walk = Walk(ORG)
    walk.page([ROWS[0], (1, ORG, 1, leaf, merkle.leaf_hash(leaf))])
    assert [finding.place for finding in walk.findings] == ["entry 1"]


@given(st.sets(st.integers(0, len(ROWS))))
def test_the_tree_is_remembered_at_the_wanted_sizes(wanted: set[int]) -> None:
    walk = Walk(ORG, frozenset(wanted))
    for row in ROWS:
        walk.page([row])
    for size in wanted:
        assert walk.edges[size].root() == merkle.root_of(row[4] for row in ROWS[:size])
    assert set(walk.edges) == {0, *wanted}


def test_no_more_places_are_named_than_help() -> None:
    walk = Walk(ORG)
    walk.page([(index, CASE, index, b"", b"") for index in range(100)])
    assert len(walk.findings) == MOST_PLACES
