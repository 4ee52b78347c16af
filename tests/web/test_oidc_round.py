"""A round trip is known by what only this home can have written, and nothing on its way tells the rest of it."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tocsin.web.oidc_round import (
    VALID_FOR,
    Purpose,
    Round,
    begin,
    challenge_of,
    nonce_of,
    read_round,
    state_of,
    verifier_of,
    write_round,
)
from tocsin.wiring import SystemChance

KEY = b"k" * 32
NOON = datetime(2026, 3, 24, 12, 0, tzinfo=UTC)
MADE = begin(SystemChance(), NOON, Purpose.CONNECT, wanted="/account", session="session-1")


def test_what_was_written_is_read() -> None:
    assert read_round(KEY, write_round(KEY, MADE)) == MADE
    assert (MADE.until, MADE.session, MADE.wanted) == (NOON + VALID_FOR, "session-1", "/account")
    assert begin(SystemChance(), NOON, Purpose.CONNECT, wanted="/").number != MADE.number


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_what_was_changed_is_none(at: int, by: int) -> None:
    text = write_round(KEY, MADE)
    place = at % len(text)
    other = text[:place] + chr((ord(text[place]) + by) % 256) + text[place + 1 :]
    found = read_round(KEY, other)
    assert found is None or found == MADE  # stray bits behind the last byte change nothing


@given(st.text(max_size=200))
def test_what_somebody_made_up_is_none(text: str) -> None:
    assert read_round(KEY, text) is None


def test_another_home_reads_nothing_of_it_and_draws_other_numbers() -> None:
    assert read_round(b"x" * 32, write_round(KEY, MADE)) is None
    assert state_of(b"x" * 32, MADE) != state_of(KEY, MADE)


def test_each_number_is_its_own_and_of_this_round_trip_alone() -> None:
    other = replace(MADE, number="0" * 32)
    drawn = {draw(KEY, one) for draw in (state_of, nonce_of, verifier_of) for one in (MADE, other)}
    assert len(drawn) == 6
    assert not any(one in write_round(KEY, MADE) or MADE.number in one for one in drawn)
    assert all(43 <= len(one) <= 128 for one in drawn)  # RFC 7636, section 4.1


def test_the_challenge_is_that_of_the_standard() -> None:
    # RFC 7636, appendix B.
    assert challenge_of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_a_round_trip_says_for_what_it_is() -> None:
    found: Round | None = read_round(KEY, write_round(KEY, replace(MADE, purpose=Purpose.ANEW)))
    assert found is not None
    assert found.purpose is Purpose.ANEW
