"""Moments: with their zone or not at all, and in UTC from then on."""

from datetime import UTC, datetime, timedelta, timezone

import msgspec
import pytest

from tocsin.operations.moment import Moment, in_utc
from tocsin.vocab.errors import BadInput


def test_a_moment_comes_with_its_zone() -> None:
    assert msgspec.convert("2026-12-01T18:00:00Z", Moment) == datetime(2026, 12, 1, 18, tzinfo=UTC)
    for bare in ("2026-12-01T18:00:00", "2026-12-01", "soon"):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(bare, Moment)


def test_it_is_the_same_moment_in_utc() -> None:
    berlin = datetime(2026, 12, 1, 18, tzinfo=timezone(timedelta(hours=1)))
    assert in_utc(berlin) == berlin
    assert in_utc(berlin).utcoffset() == timedelta(0)
    assert in_utc(berlin).hour == 17


def test_a_zone_that_leads_out_of_the_calendar_is_refused() -> None:
    with pytest.raises(BadInput, match="no moment"):
        in_utc(datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))))
