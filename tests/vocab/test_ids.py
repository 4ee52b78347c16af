"""Ids say their kind, cannot be guessed, and stand for nothing else."""

import os
import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.vocab import ids
from tocsin.vocab.ids import ALPHABET, KEY, LENGTH, CaseId, Commitment, Key, StreamId, new_id, short

PREFIXES = {
    "org": ids.OrgId,
    "person": ids.PersonId,
    "case": ids.CaseId,
    "report": ids.ReportId,
    "item": ids.ItemId,
    "batch": ids.BatchId,
    "route": ids.RouteId,
    "open": ids.OpenItemId,
}


def takes(type_: object, text: str) -> bool:
    try:
        msgspec.convert(text, type=type_)
    except msgspec.ValidationError:
        return False
    return True


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_fresh_id_is_of_its_kind_and_of_no_other(prefix: str) -> None:
    fresh = new_id(prefix, os.urandom)
    assert [kind for kind, type_ in PREFIXES.items() if takes(type_, fresh)] == [prefix]


@given(st.binary(min_size=17, max_size=17), st.binary(min_size=17, max_size=17))
def test_every_one_of_130_random_bits_counts(one: bytes, other: bytes) -> None:
    number, another = (int.from_bytes(drawn, "big") >> 6 for drawn in (one, other))
    assert (new_id("case", lambda _: one) == new_id("case", lambda _: other)) is (number == another)
    assert len(new_id("case", lambda _: one)) == len("case-") + LENGTH


def test_no_sign_of_an_id_is_mistaken_for_another() -> None:
    assert not set("ilou") & set(ALPHABET)
    assert len(set(ALPHABET)) == 32


def test_a_stream_is_an_organization_or_a_case() -> None:
    assert [kind for kind in PREFIXES if takes(StreamId, new_id(kind, os.urandom))] == ["org", "case"]


@pytest.mark.parametrize(
    "wrong", ["", "case-", "case-" + "0" * 25, "case-" + "0" * 27, "case-" + "o" * 26, "CASE-" + "0" * 26]
)
def test_what_only_resembles_an_id_is_refused(wrong: str) -> None:
    assert not takes(CaseId, wrong)


@pytest.mark.parametrize("type_", [*PREFIXES.values(), StreamId])
def test_a_line_end_behind_an_id_is_refused(type_: object) -> None:
    for kind in PREFIXES:
        assert not takes(type_, new_id(kind, os.urandom) + "\n")


@pytest.mark.parametrize(
    "good", ["amber+strict", "AML.T0051.001", "jcdc-ai-playbook@1.0.0", "0.8", "Europe/Berlin", "a" * 80]
)
def test_a_closed_code_is_one_short_word(good: str) -> None:
    assert takes(Key, good)
    assert KEY.match(good)


@pytest.mark.parametrize("wrong", ["", "two words", ".hidden", "a\n", "naïve", "a" * 81, "a;b", "a'b"])
def test_what_may_be_free_text_is_no_closed_code(wrong: str) -> None:
    assert not takes(Key, wrong)
    assert not KEY.match(wrong)


@pytest.mark.parametrize("wrong", ["", "a" * 63, "a" * 65, "A" * 64, "a" * 64 + "\n"])
def test_what_is_no_digest_is_no_commitment(wrong: str) -> None:
    assert takes(Commitment, "a" * 64)
    assert not takes(Commitment, wrong)


def test_an_id_is_read_aloud_by_its_kind_and_eight_signs() -> None:
    assert short("person-0123456789" + "a" * 16) == "person-01234567"
    assert re.fullmatch(r"case-.{8}", short(new_id("case", os.urandom)))
