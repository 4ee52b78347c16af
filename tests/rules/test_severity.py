"""CVSS v4.0 against published scores; AIVSS v0.8 against its published examples; bounds that hold."""

import itertools
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.rules.severity import amplification, band, round_half_up, score_aivss, score_cvss, write_aivss
from tocsin.vocab.errors import BadInput
from tocsin.vocab.severity import AivssInputs, AivssScore, Band, Factor, Level, Strength, Threat

HIGH = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"  # 9.3

KNOWN = (Level.ABSENT, Level.PARTIAL, Level.FULL)
vectors = st.builds(
    "CVSS:4.0/AV:{}/AC:{}/AT:{}/PR:{}/UI:{}/VC:{}/VI:{}/VA:{}/SC:{}/SI:{}/SA:{}".format,
    *(st.sampled_from(words) for words in ("NALP", "LH", "NP", "NLH", "NPA", *("HLN",) * 6)),
)


def inputs(levels: st.SearchStrategy[Level]) -> st.SearchStrategy[AivssInputs]:
    return st.builds(AivssInputs, vector=vectors, **{factor.value: levels for factor in Factor})


@pytest.mark.data
def test_cvss_agrees_with_the_scores_published_with_real_records(reference_data: Path) -> None:
    published = [
        metric["cvssV4_0"]
        for line in (reference_data / "vulnrichment" / "cve_ssvc_dev.jsonl").read_bytes().splitlines()
        for metric in _metrics_of(json.loads(line))
        if "cvssV4_0" in metric
    ]
    assert len(published) == 7
    for record in published:
        scored = score_cvss(record["vectorString"])
        assert Decimal(scored.base) == Decimal(str(record["baseScore"]))
        assert scored.base_band == record["baseSeverity"].lower()


def _metrics_of(record: dict[str, Any]) -> list[dict[str, Any]]:
    parts = [record["containers"]["cna"], *record["containers"].get("adp", [])]
    return [metric for part in parts for metric in part.get("metrics", [])]


# OWASP AIVSS v0.8: published pairs of CVSS base and AIVSS; the factor sums are solved back from them.
@pytest.mark.parametrize(
    ("base", "factor_sum", "aars", "score"),
    [("9.4", "8.5", "0.49", "9.9"), ("8.7", "8.0", "1.01", "9.7"), ("2.1", "6.5", "4.98", "7.1")],
)
def test_published_aivss_examples_come_out(base: str, factor_sum: str, aars: str, score: str) -> None:
    added = amplification(Decimal(base), Decimal(factor_sum), Threat.PROOF_OF_CONCEPT)
    assert added.quantize(Decimal("0.01")) == Decimal(aars)
    assert round_half_up(Decimal(base) + added) == Decimal(score)


def test_a_score_is_made_from_its_vector_and_factors() -> None:
    vector = "CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H"  # 9.4
    levels = dict.fromkeys(Factor, Level.FULL) | {
        Factor.LANGUAGE: Level.ABSENT,
        Factor.IDENTITY: Level.PARTIAL,
    }  # 8.5
    made = score_aivss(msgspec.structs.replace(AivssInputs(vector=vector), **{f.value: lv for f, lv in levels.items()}))
    assert (made.base, made.low, made.high, made.low_band) == ("9.4", "9.9", "9.9", Band.CRITICAL)


@given(inputs(st.sampled_from(list(Level))), st.data())
def test_the_bound_contains_every_completion(given_inputs: AivssInputs, data: st.DataObject) -> None:
    bound = score_aivss(given_inputs)
    completed = {factor.value: data.draw(st.sampled_from(KNOWN)) for factor in bound.unknown}
    score = score_aivss(msgspec.structs.replace(given_inputs, **completed))
    assert score.unknown == ()
    assert Decimal(bound.low) <= Decimal(score.low) == Decimal(score.high) <= Decimal(bound.high)


def test_the_ends_of_the_bound_are_reached() -> None:
    bound = score_aivss(AivssInputs(vector=HIGH))
    ends = []
    for level in (Level.ABSENT, Level.FULL):
        every = {factor.value: level for factor in Factor}
        ends.append(score_aivss(msgspec.structs.replace(bound.inputs, **every)).low)
    assert (bound.low, bound.high) == tuple(ends)
    assert bound.unknown == tuple(Factor)


@settings(deadline=None)  # nine scores an example
@given(inputs(st.sampled_from(KNOWN)))
def test_more_mitigation_and_less_threat_never_score_higher(given_inputs: AivssInputs) -> None:
    table = {
        (threat, mitigation): Decimal(
            score_aivss(msgspec.structs.replace(given_inputs, threat=threat, mitigation=mitigation)).low
        )
        for threat, mitigation in itertools.product(Threat, Strength)
    }
    for threat in Threat:
        row = [table[(threat, mitigation)] for mitigation in Strength]
        assert row == sorted(row, reverse=True)
    for mitigation in Strength:
        column = [table[(threat, mitigation)] for threat in Threat]
        assert column == sorted(column, reverse=True)


def test_strong_mitigation_can_fall_below_cvss_as_the_specification_has_it() -> None:
    every = {factor.value: Level.ABSENT for factor in Factor}
    made = score_aivss(msgspec.structs.replace(AivssInputs(vector=HIGH, mitigation=Strength.STRONG), **every))
    assert Decimal(made.low) < Decimal(made.base)


@given(inputs(st.sampled_from(list(Level))))
def test_a_score_is_stored_without_floats_and_read_back(given_inputs: AivssInputs) -> None:
    score = score_aivss(given_inputs)
    written = msgspec.json.encode(score)
    assert msgspec.json.decode(written, type=AivssScore) == score

    def no_float(_: str) -> None:
        raise AssertionError("a float stands in the record")

    json.loads(written, parse_float=no_float)


def test_a_range_is_printed_as_one() -> None:
    every = {factor.value: Level.FULL for factor in Factor}
    exact = score_aivss(msgspec.structs.replace(AivssInputs(vector=HIGH), **every))
    assert write_aivss(exact) == "AIVSS 0.8: 10.0 (critical)"
    some = score_aivss(msgspec.structs.replace(exact.inputs, tools=Level.UNKNOWN, opacity=Level.UNKNOWN))
    assert write_aivss(some) == "AIVSS 0.8: 9.8 to 10.0 (critical; 2 of 10 factors unknown: tools, opacity)"


@pytest.mark.parametrize(
    ("score", "word"),
    [
        *(("0.0", Band.NONE), ("0.1", Band.LOW), ("3.9", Band.LOW), ("4.0", Band.MEDIUM), ("6.9", Band.MEDIUM)),
        *(("7.0", Band.HIGH), ("8.9", Band.HIGH), ("9.0", Band.CRITICAL), ("10.0", Band.CRITICAL)),
    ],
)
def test_bands_begin_where_published(score: str, word: Band) -> None:
    assert band(Decimal(score)) is word


@pytest.mark.parametrize(
    ("more", "nomenclature"),
    [
        ("", "CVSS-B"),
        ("/E:P", "CVSS-BT"),
        ("/E:X", "CVSS-B"),
        ("/CR:L", "CVSS-BE"),
        ("/E:U/MAV:L", "CVSS-BTE"),
        ("/S:P", "CVSS-B"),
    ],
)
def test_the_groups_used_are_named(more: str, nomenclature: str) -> None:
    scored = score_cvss(HIGH + more)
    assert scored.nomenclature == nomenclature
    assert scored.base == score_cvss(HIGH).base
    assert scored.vector == HIGH + more


@pytest.mark.parametrize(
    ("vector", "says"),
    [
        ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "'3.1' is not read: only vectors of CVSS v4.0"),
        ("AV:N/AC:L/Au:N/C:P/I:P/A:P", "no CVSS v4.0 vector"),
        ("", "no CVSS v4.0 vector"),
        ("CVSS:4.0/AV:N", "no CVSS v4.0 vector"),
        (HIGH + "/AV:N", "no CVSS v4.0 vector"),
        (HIGH + "/", "no CVSS v4.0 vector"),
        (HIGH.replace("AV:N", "AV:Q"), "no CVSS v4.0 vector"),
        (HIGH + "/E:A" * 1000, "at most 300"),
        ("9.3/" + HIGH, "no CVSS v4.0 vector"),
    ],
)
def test_a_wrong_vector_is_refused_with_an_example(vector: str, says: str) -> None:
    with pytest.raises(BadInput, match="CVSS") as caught:
        score_cvss(vector)
    assert says in str(caught.value)
    assert "CVSS:4.0/AV:N" in caught.value.hint


@pytest.mark.parametrize(("value", "rounded"), [("6.25", "6.3"), ("6.35", "6.4"), ("6.2499", "6.2"), ("0.05", "0.1")])
def test_halves_go_upwards(value: str, rounded: str) -> None:
    assert str(round_half_up(Decimal(value))) == rounded
