"""Codes that are read out over the telephone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.vocab.ids import LENGTH
from tocsin.vocab.secret import CODE_BYTES, digest_of_code, write_code

TOKEN = "token-" + "0" * LENGTH
randoms = st.binary(min_size=CODE_BYTES, max_size=CODE_BYTES)


@given(randoms, randoms)
def test_a_code_has_two_groups_and_two_randoms_have_two_codes(one: bytes, other: bytes) -> None:
    code = write_code(one)
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", code)
    assert (code == write_code(other)) == (one == other)


@pytest.mark.parametrize("spelling", ["0a1b-cdef", "0A1B-CDEF", "0a1bcdef", " 0a1b cdef ", "oAlB-CdEf", "0aIb-cdef"])
def test_what_people_mishear_and_mistype_does_not_count(spelling: str) -> None:
    assert digest_of_code(TOKEN, spelling) == digest_of_code(TOKEN, "0A1B-CDEF")


def test_the_code_of_one_secret_says_nothing_of_another() -> None:
    other = "token-" + "1" * LENGTH
    assert digest_of_code(TOKEN, "0A1B-CDEF") != digest_of_code(other, "0A1B-CDEF")
