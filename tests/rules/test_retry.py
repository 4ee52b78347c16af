"""Waits grow up to a bound, come to an end, and are never the same for everybody."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.rules.retry import PATIENCE, Backoff, given_up_because, held_because, next_try, waits_because
from tocsin.vocab.delivery import DeliveryReason
from tocsin.vocab.release import Need, Reason

ATTEMPTS = st.integers(1, 10_000)
JITTER = st.floats(0, 1, exclude_max=True)
BACKOFFS = st.builds(
    Backoff, first_s=st.floats(0.001, 3600), longest_s=st.floats(0.001, 10**6), attempts=st.integers(1, 10_000)
)


@given(ATTEMPTS, JITTER, BACKOFFS)
def test_it_is_tried_again_until_the_last_attempt_and_never_after(attempt: int, jitter: float, of: Backoff) -> None:
    assert (next_try(attempt, jitter, of) is None) == (attempt >= of.attempts)


@given(ATTEMPTS, JITTER, JITTER, BACKOFFS)
def test_a_wait_is_within_its_bounds_and_longer_for_a_greater_draw(
    attempt: int, less: float, more: float, of: Backoff
) -> None:
    less, more = sorted((less, more))
    shorter, longer = next_try(attempt, less, of), next_try(attempt, more, of)
    if shorter is not None and longer is not None:
        assert timedelta(0) <= shorter <= longer <= timedelta(seconds=of.longest_s) + timedelta(microseconds=1)


@given(st.integers(1, 38), JITTER)
def test_waits_grow_with_every_attempt(attempt: int, jitter: float) -> None:
    now, then = next_try(attempt, jitter), next_try(attempt + 1, jitter)
    assert now is not None
    assert then is not None
    assert now <= then


def test_the_first_waits_are_short_and_the_whole_lasts_as_long_as_the_standard_asks() -> None:
    waits = [next_try(attempt, 0.5) for attempt in range(1, PATIENCE.attempts)]
    whole = sum((wait for wait in waits if wait is not None), timedelta(0))
    assert waits[:4] == [timedelta(seconds=seconds) for seconds in (30, 60, 120, 240)]
    assert timedelta(days=4) <= whole <= timedelta(days=6)


def test_a_draw_of_nothing_is_no_loop() -> None:
    assert next_try(1, 0.0) == timedelta(seconds=1)


@pytest.mark.parametrize(("attempt", "jitter"), [(0, 0.5), (1, 1.0), (1, -0.1)])
def test_what_was_never_tried_or_drawn_wrongly_is_our_own_mistake(attempt: int, jitter: float) -> None:
    with pytest.raises(AssertionError):
        next_try(attempt, jitter)


REASONS = st.lists(st.sampled_from(Reason), min_size=1).map(tuple)


@given(REASONS)
def test_what_can_be_mended_is_held_and_one_other_reason_beside_it_is_for_good(reasons: tuple[Reason, ...]) -> None:
    code = held_because(reasons)
    assert (code is None) == bool(set(reasons) - {Reason.RELEASE_BLOCK, Reason.SENDER_NOT_AUTHORISED})
    if code is not None:  # a block is told first: while it stands, nobody can send it on
        assert (code is DeliveryReason.BLOCKED) == (Reason.RELEASE_BLOCK in reasons)
        assert (code is DeliveryReason.SENDER_NOT_AUTHORISED) == (Reason.RELEASE_BLOCK not in reasons)


def test_no_reason_at_all_holds_nothing() -> None:
    assert held_because(()) is None


@given(st.lists(st.sampled_from(Need)).map(tuple))
def test_what_is_only_missing_waits_and_a_newer_copy_is_told_first(missing: tuple[Need, ...]) -> None:
    newer = Need.CLEAN_COPY in missing
    assert waits_because(missing) is (DeliveryReason.NEWER_COPY if newer else DeliveryReason.APPROVAL_MISSING)


@given(REASONS)
def test_every_refusal_has_its_code_and_a_purge_comes_first(reasons: tuple[Reason, ...]) -> None:
    code = given_up_because(reasons)
    assert (code is DeliveryReason.SOURCE_PURGED) == (Reason.SOURCE_PURGED in reasons)
    if code is not DeliveryReason.SOURCE_PURGED:
        assert (code is DeliveryReason.ROAD_CLOSED) == (Reason.ROAD_CLOSED in reasons)


def test_a_refusal_of_any_other_kind_is_told_as_such() -> None:
    assert given_up_because((Reason.TLP_TOO_STRICT,)) is DeliveryReason.NO_LONGER_APPROVED
