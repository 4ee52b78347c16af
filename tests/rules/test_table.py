"""What a table says: outcome, reasons and flips, compared with plain enumeration."""

import itertools
import json
from pathlib import Path
from typing import assert_never

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.tables import EXAMPLE, RULES, document, every_combination, release_rule, shipped, table_of
from tocsin.rules.table import explain, judge, possible
from tocsin.rules.table_check import check, whole
from tocsin.vocab.decision_table import CheckedTable, parse_table
from tocsin.vocab.errors import BadInput
from tocsin.vocab.judgement import Judgement, Outlook

RELEASE = shipped("release")


def outlook(table: CheckedTable, facts: dict[str, str]) -> Outlook:
    found = explain(table, facts)
    assert isinstance(found, Outlook)
    return found


# --- the worked example -----------------------------------------------------------------------------------------------


def test_the_worked_example_says_circle_with_two_reasons_and_three_flips() -> None:
    found = judge(RELEASE, EXAMPLE)
    assert (found.table_id, found.outcome, found.rank) == ("x_invalid.tocsin#ai-sharing:DT_RELEASE:1.0.0", "CIRCLE", 2)
    assert found.facts == tuple(EXAMPLE.items())
    assert found.reasons == (
        (("SIG", "active"), ("ACT", "prevent"), ("EXPO", "recoverable")),
        (("REACH", "ecosystem"), ("ACT", "prevent"), ("EXPO", "recoverable")),
    )
    assert [(flip.point, flip.before, flip.after, flip.outcome, flip.raises) for flip in found.flips] == [
        ("EXPO", "recoverable", "clean", "COMMUNITY", True),
        ("EXPO", "recoverable", "identifies", "COORDINATOR", False),
        ("ACT", "prevent", "none", "COORDINATOR", False),
    ]


def test_the_row_is_the_one_that_stands_in_the_document() -> None:
    for number, facts in enumerate(every_combination(RELEASE.table), 1):
        found = judge(RELEASE, facts)
        assert (found.row, found.outcome) == (number, release_rule(facts))


def test_what_names_somebody_while_nobody_attacks_is_held() -> None:
    for facts in every_combination(RELEASE.table):
        if facts["EXPO"] == "identifies" and facts["SIG"] == "none":
            found = judge(RELEASE, facts)
            assert found.outcome == "HOLD"
            assert facts["REACH"] == "self" or ("EXPO", "recoverable") in {(f.point, f.after) for f in found.flips}


# --- laws on every row of the shipped tables --------------------------------------------------------------------------


@pytest.mark.parametrize("name", RULES)
def test_flips_are_exactly_the_single_changes_that_change_the_outcome(name: str) -> None:
    table = shipped(name)
    rule = RULES[name]
    for facts in every_combination(table.table):
        found = judge(table, facts)
        expected = {
            (point.key, facts[point.key], value.key, rule(facts | {point.key: value.key}))
            for point in table.table.points
            for value in point.values
            if rule(facts | {point.key: value.key}) != rule(facts)
        }
        assert {(flip.point, flip.before, flip.after, flip.outcome) for flip in found.flips} == expected
        assert len(found.flips) == len(expected)


def forces(table: CheckedTable, facts: dict[str, str], outcome: str) -> bool:
    """By plain enumeration, whether these facts alone give this outcome whatever the others are."""
    indices = [
        index for index, all_facts in enumerate(every_combination(table.table)) if facts.items() <= all_facts.items()
    ]
    keys = [value.key for value in table.table.outcome.values]
    return {keys[table.ranks[index]] for index in indices} == {outcome}


def assert_reasons_are_the_prime_implicants(table: CheckedTable, facts: dict[str, str]) -> None:
    found = judge(table, facts)
    expected: list[tuple[tuple[str, str], ...]] = []
    for size in range(len(facts) + 1):
        for chosen in itertools.combinations(facts.items(), size):
            if not any(set(smaller) <= set(chosen) for smaller in expected) and forces(
                table, dict(chosen), found.outcome
            ):
                expected.append(chosen)
    assert set(found.reasons) == set(expected)
    assert len(found.reasons) == len(expected)
    for reason in found.reasons:
        assert forces(table, dict(reason), found.outcome)
        for left_out in reason:
            rest = {point: value for point, value in reason if (point, value) != left_out}
            assert not forces(table, rest, found.outcome)


@pytest.mark.parametrize("name", ["when", "approvals"])
def test_reasons_force_the_outcome_and_no_part_of_one_does_on_every_row(name: str) -> None:
    table = shipped(name)
    for facts in every_combination(table.table):
        assert_reasons_are_the_prime_implicants(table, facts)


@pytest.mark.parametrize("number", range(0, 729, 37))
def test_reasons_of_the_release_table_are_what_enumeration_finds(number: int) -> None:
    assert_reasons_are_the_prime_implicants(RELEASE, every_combination(RELEASE.table)[number])


def test_a_fact_moved_up_never_narrows() -> None:
    for facts in every_combination(RELEASE.table):
        rank = judge(RELEASE, facts).rank
        for point in RELEASE.table.points:
            place = point.place_of(facts[point.key])
            for value in point.values[place + 1 :]:
                assert judge(RELEASE, facts | {point.key: value.key}).rank >= rank


def test_every_row_of_every_published_table_is_explained(reference_data: Path) -> None:
    for path in (reference_data / "ssvc").glob("*.json"):
        if path.name.endswith(".schema.json"):
            continue
        source = json.loads(path.read_bytes())
        table = whole(parse_table(path.read_bytes()))
        for number, row in enumerate(source["mapping"], 1):
            found = judge(table, {key: value for key, value in row.items() if key != source["outcome"]})
            assert (found.row, found.outcome) == (number, row[source["outcome"]])
            assert found.reasons


# --- laws on any table ------------------------------------------------------------------------------------------------


@st.composite
def whole_tables(draw: st.DrawFn) -> CheckedTable:
    """A table that passes: every outcome is at least those of its lower neighbours."""
    sizes = draw(st.lists(st.integers(2, 3), min_size=1, max_size=4))
    base = table_of(document(sizes, 4, [0] * len(list(itertools.product(*map(range, sizes))))))
    ranks: list[int] = []
    for index in range(base.combinations):
        lower = [
            ranks[index - stride]
            for stride, place in zip(base.strides, base.places_of(index), strict=True)
            if place > 0
        ]
        ranks.append(draw(st.integers(max(lower, default=0), 3)))
    table = table_of(document(sizes, 4, ranks))
    assume(not check(table))
    return whole(table)


@given(whole_tables(), st.data())
def test_reasons_of_any_table_are_its_prime_implicants(table: CheckedTable, data: st.DataObject) -> None:
    facts = data.draw(st.sampled_from(every_combination(table.table)))
    assert_reasons_are_the_prime_implicants(table, facts)


@given(whole_tables(), st.data())
def test_what_is_possible_is_what_some_answer_to_the_open_facts_gives(table: CheckedTable, data: st.DataObject) -> None:
    everything = every_combination(table.table)
    facts = data.draw(st.sampled_from(everything))
    known = {name: facts[name] for name in table.table.names if data.draw(st.booleans())}
    keys = [value.key for value in table.table.outcome.values]
    left = {table.ranks[index] for index, one in enumerate(everything) if known.items() <= one.items()}
    assert possible(table, known) == tuple(keys[rank] for rank in sorted(left))
    found = explain(table, known)
    match found:
        case Judgement():
            assert len(known) == len(facts)
        case Outlook():
            assert {ask.point for ask in found.asks} | set(found.idle) == set(facts) - set(known)
            assert bool(found.reasons) == (len(left) == 1)
            for ask in found.asks:
                for value, outcomes in ask.answers:
                    assert outcomes == possible(table, known | {ask.point: value})
            for idle in found.idle:
                for answer in table.table.points[table.table.find(idle)].values:
                    assert possible(table, known | {idle: answer.key}) == found.possible
        case _:
            assert_never(found)


# --- open facts -------------------------------------------------------------------------------------------------------


def test_with_nothing_known_everything_is_possible_and_exposure_decides_first() -> None:
    found = outlook(RELEASE, {})
    assert found.possible == ("HOLD", "COORDINATOR", "CIRCLE", "COMMUNITY", "PUBLIC")
    assert found.asks[0].point == "EXPO"
    assert found.reasons == ()


def test_a_fact_that_cannot_matter_any_more_is_not_asked_for() -> None:
    found = outlook(RELEASE, {"SIG": "active", "EXPO": "clean"})
    assert [ask.point for ask in found.asks] == ["HAZ", "ACT"]
    assert found.idle == ("REACH", "FIX")


def test_two_facts_can_decide_alone() -> None:
    found = outlook(RELEASE, {"EXPO": "identifies", "SIG": "none"})
    assert (found.possible, found.asks) == (("HOLD",), ())
    assert found.reasons == ((("SIG", "none"), ("EXPO", "identifies")),)
    assert found.idle == ("REACH", "ACT", "HAZ", "FIX")


def test_unknown_is_an_answer_and_the_same_as_none() -> None:
    assert explain(RELEASE, EXAMPLE | {"FIX": "unknown"}) == explain(
        RELEASE, {point: value for point, value in EXAMPLE.items() if point != "FIX"}
    )


def test_facts_may_be_named_by_id_and_written_in_any_case() -> None:
    by_id = {f"x_invalid.tocsin#ai-sharing:{point}:1.0.0": value.upper() for point, value in EXAMPLE.items()}
    assert judge(RELEASE, by_id) == judge(RELEASE, EXAMPLE)


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        (EXAMPLE | {"COLOUR": "red"}, "no point 'COLOUR'"),
        (EXAMPLE | {"SIG": "loud"}, "SIG has no value 'loud'"),
        (EXAMPLE | {"sig": "none"}, "name the same point"),
        ({"SIG": "active"}, "needs REACH, ACT, EXPO, HAZ, FIX too"),
        (EXAMPLE | {"FIX": "unknown"}, "needs FIX too"),
        ({}, "needs SIG, REACH"),
    ],
)
def test_a_judgement_needs_every_fact_and_no_other(facts: dict[str, str], says: str) -> None:
    with pytest.raises(BadInput, match=says):
        judge(RELEASE, facts)
