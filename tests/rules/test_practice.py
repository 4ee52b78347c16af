"""Practice stories follow from their seed; what is planted stands there once; the interval is Wilson's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.rules.practice import BURST_PLANTED, MOST_PLANTED, standing, story, wilson

SEEDS = st.binary(min_size=32, max_size=32)


@given(SEEDS, st.booleans())
def test_a_story_says_each_planted_word_once_and_follows_from_its_seed(seed: bytes, is_burst: bool) -> None:
    told = story(seed, is_burst=is_burst)
    assert told == story(seed, is_burst=is_burst)
    text = " ".join(told.rows.values())
    for one in (*told.leaks, *told.helping):
        assert one.sentence in told.rows[one.row]
        assert text.count(one.value) == 1
        assert one.value.islower()
    assert len(told.leaks) == BURST_PLANTED if is_burst else 1 <= len(told.leaks) <= MOST_PLANTED


def test_another_seed_is_another_story() -> None:
    told = [story(bytes([number]) * 32) for number in range(40)]
    assert len({one.leaks for one in told}) == len(told)
    assert {len(one.leaks) for one in told} == set(range(1, MOST_PLANTED + 1))


@given(SEEDS)
def test_what_is_taken_out_stands_no_more(seed: bytes) -> None:
    told = story(seed)
    assert standing(told.leaks, told.rows.values()) == tuple(range(len(told.leaks)))
    gone = [text.replace(told.leaks[0].value, "[PERSON-1]") for text in told.rows.values()]
    assert standing(told.leaks, gone) == tuple(range(1, len(told.leaks)))


@given(st.integers(0, 500), st.integers(1, 500))
def test_the_rate_lies_in_its_interval(found: int, more: int) -> None:
    low, high = wilson(found, found + more)
    rate, of = found / (found + more), found + more
    assert 0 <= low <= rate <= high <= 1
    for end in (low, high):  # by definition: where the score test would just not reject
        assert (rate - end) ** 2 == pytest.approx(1.96**2 * end * (1 - end) / of, abs=1e-9)


def test_where_nothing_was_counted_nothing_is_known() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
