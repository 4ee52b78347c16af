"""Markings: spellings, published ids, and values that are always valid."""

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import msgspec
import pytest

from tocsin.vocab.errors import BadInput
from tocsin.vocab.marking import (
    TLP1_MARKING_IDS,
    TLP2_CREATED,
    TLP2_EXTENSION_ID,
    TLP2_MARKING_IDS,
    TLP_NAMES,
    TLP_WORDS,
    UNMARKED,
    Attribution,
    Caveat,
    Marking,
    Tlp,
    in_order,
    parse_tlp,
    tlp_of_marking_id,
)

# The nine published ids, written out a second time: a change of one sign in the room fails here.
NINE = {
    "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9": Tlp.CLEAR,
    "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da": Tlp.GREEN,
    "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82": Tlp.AMBER,
    "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed": Tlp.RED,
    "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487": Tlp.CLEAR,
    "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb": Tlp.GREEN,
    "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421": Tlp.AMBER,
    "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003": Tlp.AMBER_STRICT,
    "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1": Tlp.RED,
}


def test_the_ladder_runs_from_open_to_strict() -> None:
    assert list(Tlp) == [Tlp.CLEAR, Tlp.GREEN, Tlp.AMBER, Tlp.AMBER_STRICT, Tlp.RED]
    assert sorted(Tlp) == list(Tlp)


@pytest.mark.parametrize(
    ("text", "tlp"),
    [
        ("TLP:CLEAR", Tlp.CLEAR),
        ("TLP:GREEN", Tlp.GREEN),
        ("TLP:AMBER", Tlp.AMBER),
        ("TLP:AMBER+STRICT", Tlp.AMBER_STRICT),
        ("TLP:RED", Tlp.RED),
        ("amber+strict", Tlp.AMBER_STRICT),
        ("tlp:amber", Tlp.AMBER),
        ("RED", Tlp.RED),
    ],
)
def test_a_label_is_read_and_its_spelling_kept(text: str, tlp: Tlp) -> None:
    label = parse_tlp(text)
    assert (label.tlp, label.as_received, label.tlp_version) == (tlp, text, 2)


@pytest.mark.parametrize("text", ["TLP:WHITE", "white", "tlp:white"])
def test_white_of_tlp_1_is_clear_and_stays_readable(text: str) -> None:
    label = parse_tlp(text)
    assert (label.tlp, label.as_received, label.tlp_version) == (Tlp.CLEAR, text, 1)


@pytest.mark.parametrize(
    "text",
    [
        *("", "TLP:", "TLP: RED", " RED", "RED ", "TLP RED", "TLP-RED", "TLP:TLP:RED", "TLP:AMBER_STRICT"),
        *("TLP:AMBER-STRICT", "TLP:AMBER STRICT", "TLP:AMBER +STRICT", "AMBERSTRICT", "TLP:STRICT", "TLP:UNCLEAR"),
        *("TLP:EX:CHR", "TLP:GRÜN", "TLP:ＲＥＤ", "TLP:RЕD", "amber+ſtrict", "whıte", "TLP:RED\n", "4", "TLP:ORANGE"),
    ],
)
def test_a_near_miss_is_refused_never_guessed(text: str) -> None:
    with pytest.raises(BadInput, match="no label") as refusal:
        parse_tlp(text)
    assert "TLP:AMBER+STRICT" in refusal.value.hint


def test_the_refusal_repeats_only_the_beginning_of_what_came() -> None:
    with pytest.raises(BadInput) as refusal:
        parse_tlp("x" * 5000)
    assert len(str(refusal.value)) < 120


def test_every_label_has_its_name_and_its_meaning() -> None:
    assert set(TLP_NAMES) == set(TLP_WORDS) == set(Tlp)
    assert all(parse_tlp(name).tlp is tlp for tlp, name in TLP_NAMES.items())


def test_the_nine_published_ids_are_pinned() -> None:
    assert len(NINE) == 9
    assert {identifier: tlp_of_marking_id(identifier) for identifier in NINE} == NINE
    assert {*TLP1_MARKING_IDS.values(), *TLP2_MARKING_IDS.values()} == set(NINE)
    assert Tlp.AMBER_STRICT not in TLP1_MARKING_IDS


def test_an_id_that_nobody_published_has_no_label() -> None:
    assert tlp_of_marking_id("marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8488") is None


@pytest.mark.data
def test_the_ids_are_those_of_the_published_objects(reference_data: Path) -> None:
    bundle = json.loads((reference_data / "stix" / "tlp2" / "tlp2_marking_definitions.json").read_text("utf-8"))
    published = {thing["name"]: thing for thing in bundle["objects"]}
    assert set(published) == set(TLP_NAMES.values())
    for tlp, name in TLP_NAMES.items():
        thing = published[name]
        assert thing["id"] == TLP2_MARKING_IDS[tlp]
        assert thing["created"] == TLP2_CREATED
        assert thing["extensions"][TLP2_EXTENSION_ID]["tlp_2_0"] == name.removeprefix("TLP:").lower()


def test_unmarked_is_red_for_nobody() -> None:
    assert UNMARKED.tlp is Tlp.RED
    assert UNMARKED.audience == ()


def test_equal_marks_have_equal_bytes() -> None:
    one = Marking(tlp=Tlp.AMBER, caveats=in_order([Caveat.PCII, Caveat.CONTRACTUAL, Caveat.PCII]))
    other = Marking(tlp=Tlp.AMBER, caveats=in_order([Caveat.CONTRACTUAL, Caveat.PCII]))
    assert msgspec.json.encode(one) == msgspec.json.encode(other)
    assert msgspec.json.decode(msgspec.json.encode(one), type=Marking) == one


@pytest.mark.parametrize(
    "members",
    [
        {"owners": ["b", "a"]},
        {"owners": ["a", "a"]},
        {"audience": ["b", "a"]},
        {"caveats": ["pcii", "contractual"]},
        {"caveats": ["secret"]},
        {"tlp": 5},
        {"embargo_until": "2026-11-23T12:00:00"},
        {"expires_at": "2026-11-23T12:00:00+01:00"},
        {"color": "red"},
        {"attribution": "sometimes"},
    ],
)
def test_a_mark_in_another_form_is_not_a_mark(members: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"tlp": 2} | members, Marking)


def test_moments_of_a_mark_are_utc() -> None:
    Marking(tlp=Tlp.GREEN, expires_at=datetime(2026, 11, 23, tzinfo=UTC))
    with pytest.raises(ValueError, match="UTC"):
        Marking(tlp=Tlp.GREEN, expires_at=datetime(2026, 11, 23, tzinfo=timezone(timedelta(hours=1))))


def test_the_words_of_the_policy_are_those_of_iep() -> None:
    published = {"may", "must", "must-not"}
    assert {word.value for word in Attribution} == published | {"conflict"}
