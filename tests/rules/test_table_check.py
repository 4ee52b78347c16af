"""Four checks, each seen to refuse a table that fails it alone; the published tables pass them all."""

import json
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tables import RULES, document, every_combination, shipped, shipped_bytes, table_of
from tocsin.rules.table_check import MOST_TOLD, USES, check, whole
from tocsin.vocab.decision_table import parse_table
from tocsin.vocab.errors import BadInput
from tocsin.vocab.judgement import Check

A, B, OUT = (f"x_example.test#t:{key}:1.0.0" for key in ("A", "B", "OUT"))


def rows_of(made: dict[str, object]) -> list[dict[str, str]]:
    return cast("list[dict[str, str]]", made["mapping"])


@pytest.mark.parametrize("name", RULES)
def test_a_shipped_table_is_the_rule_that_made_it_row_by_row(name: str) -> None:
    table = parse_table(shipped_bytes(name))
    combinations = every_combination(table)
    assert len(table.rows) == len(combinations)
    for row, facts in zip(table.rows, combinations, strict=True):
        given_ids = dict(row)
        assert given_ids.pop(table.outcome.id) == RULES[name](facts)
        assert given_ids == {point.id: facts[point.key] for point in table.points}


@pytest.mark.parametrize("name", RULES)
def test_a_shipped_table_passes_every_check_for_its_use(name: str) -> None:
    assert check(parse_table(shipped_bytes(name)), name) == ()


def test_the_release_table_has_the_outcomes_that_version_1_was_published_with() -> None:
    checked = shipped("release")
    assert [checked.ranks.count(rank) for rank in range(5)] == [243, 234, 168, 50, 34]
    assert checked.rows == tuple(range(1, 730))


def test_one_step_up_changes_as_many_rows_as_version_1_was_published_with() -> None:
    checked = shipped("release")
    changed = {}
    for name, stride in zip(checked.table.names, checked.table.strides, strict=True):
        steps = [at for at in range(729) if at // stride % 3 < 2]
        changed[name] = sum(checked.ranks[at] != checked.ranks[at + stride] for at in steps)
    assert changed == {"SIG": 112, "REACH": 162, "ACT": 126, "EXPO": 237, "HAZ": 76, "FIX": 8}


def test_an_active_attack_that_reaches_others_is_never_sent_later_than_now() -> None:
    checked = shipped("when")
    for facts in every_combination(checked.table):
        if facts["SIG"] == "active" and facts["REACH"] != "self":
            places = tuple(point.place_of(facts[point.key]) for point in checked.table.points)
            assert checked.table.outcome.values[checked.ranks[checked.index_of(places)]].key == "now"


def test_a_house_may_let_what_names_somebody_reach_a_coordinator_at_once() -> None:
    made = json.loads(shipped_bytes("release")) | {"version": "1.1.0"}
    ids = {point.key: point.id for point in shipped("release").table.points}
    held = [
        row
        for row in made["mapping"]
        if (row[ids["EXPO"]], row[ids["SIG"]]) == ("identifies", "none") and row[ids["REACH"]] != "self"
    ]
    assert {row[made["outcome"]] for row in held} == {"HOLD"}
    assert len(held) == 54
    for row in held:
        row[made["outcome"]] = "COORDINATOR"
    assert check(table_of(made), "release") == ()


def test_every_published_table_passes(reference_data: Path) -> None:
    paths = [path for path in (reference_data / "ssvc").glob("*.json") if not path.name.endswith(".schema.json")]
    assert len(paths) == 9
    for path in paths:
        table = parse_table(path.read_bytes())
        assert check(table) == (), path.name
        assert len(whole(table).ranks) == len(table.rows)


def test_every_row_of_a_published_table_stands_in_its_place(reference_data: Path) -> None:
    table = parse_table((reference_data / "ssvc" / "cisa__cisa_coordinator_2_0_3.json").read_bytes())
    checked = whole(table)
    for number, row in enumerate(table.rows, 1):
        given_ids = dict(row)
        index = checked.index_of(tuple(point.place_of(given_ids[point.id]) for point in table.points))
        assert checked.rows[index] == number
        assert table.outcome.values[checked.ranks[index]].key == given_ids[table.outcome.id]


# --- T1: rows ---------------------------------------------------------------------------------------------------------


def test_two_rows_that_contradict_each_other_are_both_named() -> None:
    made = document([2, 2], 2, [0, 0, 0, 1])
    rows_of(made).append({A: "v0", B: "v0", OUT: "o1"})
    (flaw,) = check(table_of(made))
    assert (flaw.check, flaw.rows) == (Check.ROWS, (1, 5))
    assert "A=v0 B=v0 is o0 and o1" in flaw.says


def test_a_row_that_says_the_same_again_is_no_flaw() -> None:
    made = document([2, 2], 2, [0, 0, 0, 1])
    rows_of(made).insert(1, dict(rows_of(made)[0]))
    table = table_of(made)
    assert check(table) == ()
    assert whole(table).rows == (1, 3, 4, 5)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({A: "v0", OUT: "o0"}, f"row 5 says nothing of {B}"),
        ({A: "v0", B: "v0"}, f"row 5 says nothing of {OUT}"),
        ({A: "v0", B: "v0", OUT: "o0", "C": "v0"}, "row 5 speaks of 'C'"),
        ({A: "v7", B: "v0", OUT: "o0"}, f"row 5 gives {A} the value 'v7'"),
        ({A: "v0", B: "v0", OUT: "o7"}, f"row 5 gives {OUT} the value 'o7'"),
        ({A: "V0", B: "v0", OUT: "o0"}, f"row 5 gives {A} the value 'V0'"),
        ({}, f"row 5 says nothing of {A}"),
    ],
)
def test_a_row_with_the_wrong_keys_or_values_is_named(row: dict[str, str], says: str) -> None:
    made = document([2, 2], 2, [0, 0, 0, 1])
    rows_of(made).append(row)
    (flaw,) = check(table_of(made))
    assert (flaw.check, flaw.rows) == (Check.ROWS, (5,))
    assert says in flaw.says


def test_of_very_many_faulty_rows_the_first_are_told_and_the_rest_counted() -> None:
    made = document([2, 2], 2, [0, 0, 0, 1])
    rows_of(made).extend({} for _ in range(1000))
    flaws = check(table_of(made))
    assert len(flaws) == MOST_TOLD + 1
    assert flaws[-1].count == 1000 - MOST_TOLD


# --- T2: complete -----------------------------------------------------------------------------------------------------


def test_the_first_missing_combination_is_named_and_all_are_counted() -> None:
    made = document([2, 2], 2, [0, 0, 0, 1])
    del rows_of(made)[1:3]
    (flaw,) = check(table_of(made))
    assert (flaw.check, flaw.count) == (Check.COMPLETE, 2)
    assert "2 of 4 combinations have no row; the first: A=v0 B=v1" in flaw.says


def test_a_table_without_rows_does_not_pass() -> None:
    flaws = check(table_of(document([2, 2], 2, [0, 0, 0, 1]) | {"mapping": []}))
    assert [flaw.check for flaw in flaws] == [Check.COMPLETE]


@pytest.mark.parametrize("number", range(81))
def test_no_row_of_a_table_can_be_left_out(number: int) -> None:
    made = json.loads(shipped_bytes("when"))
    del made["mapping"][number]
    assert Check.COMPLETE in {flaw.check for flaw in check(table_of(made))}


# --- T3: monotone -----------------------------------------------------------------------------------------------------


def test_a_higher_answer_with_a_lower_outcome_is_named_with_its_rows() -> None:
    (flaw,) = check(table_of(document([2, 2], 3, [0, 2, 1, 1])))
    assert (flaw.check, flaw.rows, flaw.points, flaw.count) == (Check.MONOTONE, (2, 4), ("A",), 1)
    assert "A from v0 up to v1 lowers the outcome from o2 to o1" in flaw.says


@given(st.lists(st.integers(0, 2), min_size=12, max_size=12))
def test_steps_of_one_find_every_pair_that_falls(ranks: list[int]) -> None:
    table = table_of(document([2, 3, 2], 3, ranks))
    places = [table.places_of(index) for index in range(12)]
    falls = any(
        ranks[low] > ranks[high]
        for low in range(12)
        for high in range(12)
        if all(one <= other for one, other in zip(places[low], places[high], strict=True))
    )
    assert falls == any(flaw.check is Check.MONOTONE for flaw in check(table))


# --- T4: relevant -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("ranks", "idle"), [([0, 0, 1, 1], "B"), ([0, 1, 0, 1], "A")])
def test_a_point_that_never_changes_the_outcome_is_named(ranks: list[int], idle: str) -> None:
    (flaw,) = check(table_of(document([2, 2], 2, ranks)))
    assert (flaw.check, flaw.points) == (Check.RELEVANT, (idle,))


def test_a_table_that_always_says_the_same_asks_in_vain() -> None:
    assert [flaw.points for flaw in check(table_of(document([2, 2], 2, [1, 1, 1, 1])))] == [("A",), ("B",)]
    assert [flaw.check for flaw in check(table_of(document([1], 1, [0])))] == [Check.RELEVANT]


# --- a table for its use ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", RULES)
def test_a_shipped_table_asks_and_answers_what_its_use_says(name: str) -> None:
    table = parse_table(shipped_bytes(name))
    use = USES[name]
    assert tuple(value.key for value in table.outcome.values) == use.answers
    assert {point.key for point in table.points} <= set(use.asks)


def test_the_desk_takes_no_table_that_asks_or_answers_what_it_does_not_know() -> None:
    table = table_of(document([2, 2], 2, [0, 0, 0, 1]))
    assert check(table) == ()
    says = " ".join(flaw.says for flaw in check(table, "release"))
    assert "it asks A" in says
    assert "it answers o0, o1" in says
    with pytest.raises(BadInput, match="it asks A"):
        whole(table, "release")


def test_a_point_whose_values_stand_the_other_way_round_is_refused() -> None:
    made = json.loads(shipped_bytes("approvals"))
    point = next(iter(made["decision_points"].values()))
    point["values"].reverse()
    flaws = check(table_of(made), "approvals")
    assert {Check.MONOTONE, Check.USE} == {flaw.check for flaw in flaws}


def test_an_id_that_no_act_could_hold_is_refused_for_a_use() -> None:
    made = json.loads(shipped_bytes("when")) | {"key": "K" * 70}
    assert [flaw.check for flaw in check(table_of(made), "when")] == [Check.USE]


# --- whole ------------------------------------------------------------------------------------------------------------


@given(st.lists(st.integers(0, 1), min_size=8, max_size=8))
def test_what_is_not_whole_is_never_judged_by(ranks: list[int]) -> None:
    table = table_of(document([2, 2, 2], 2, ranks))
    flaws = check(table)
    if not flaws:
        assert whole(table).ranks == tuple(ranks)
        return
    with pytest.raises(BadInput) as caught:
        whole(table)
    assert flaws[0].says in str(caught.value)
