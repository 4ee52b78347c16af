"""Times made coarse."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.rules.coarse import coarse, coarse_text
from tocsin.vocab.coarse import Coarse, moments_in

TEXT = "It began at 2026-03-26T12:34:56.789Z and ended 2026-03-26 13:05 UTC; on 2026-03-27 nobody knew."
MOMENTS = st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2099, 12, 31)).map(  # noqa: DTZ001 -- made aware
    lambda at: at.replace(tzinfo=UTC)
)


@pytest.mark.parametrize(
    ("to", "said"),
    [
        (Coarse.EXACT, TEXT),
        (
            Coarse.HOUR,
            "It began at 2026-03-26T12:00Z and ended 2026-03-26 13:00 UTC; on 2026-03-27 nobody knew.",
        ),
        (Coarse.DAY, "It began at 2026-03-26 and ended 2026-03-26; on 2026-03-27 nobody knew."),
        (
            Coarse.WEEK,
            "It began at the week of 2026-03-23 and ended the week of 2026-03-23; on 2026-03-27 nobody knew.",
        ),
        (Coarse.MONTH, "It began at 2026-03 and ended 2026-03; on 2026-03-27 nobody knew."),
    ],
)
def test_a_text_says_its_times_as_exactly_as_was_asked(to: Coarse, said: str) -> None:
    assert coarse_text(TEXT, to) == said


def test_what_is_no_day_stays() -> None:
    assert coarse_text("2026-06-31T12:11Z", Coarse.DAY) == "2026-06-31T12:11Z"


@given(MOMENTS, MOMENTS)
def test_two_moments_of_one_day_cannot_be_told_apart(one: datetime, other: datetime) -> None:
    moved = other.replace(year=one.year, month=one.month, day=one.day)
    for to in (Coarse.DAY, Coarse.WEEK, Coarse.MONTH):
        assert coarse(one, to) == coarse(moved, to)
        assert coarse_text(one.isoformat(" "), to) == coarse_text(moved.isoformat(" "), to)
    assert moments_in(coarse_text(one.isoformat(), Coarse.HOUR)) == 0


@given(MOMENTS, st.sampled_from(Coarse))
def test_a_coarse_moment_is_never_later_and_is_coarse_already(at: datetime, to: Coarse) -> None:
    made = coarse(at, to)
    assert made <= at
    assert coarse(made, to) == made


def test_a_moment_stays_in_its_zone() -> None:
    east = timezone(timedelta(hours=9))
    assert coarse(datetime(2026, 3, 24, 1, 30, tzinfo=east), Coarse.DAY) == datetime(2026, 3, 24, tzinfo=east)
