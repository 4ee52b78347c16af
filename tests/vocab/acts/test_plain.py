"""The plain fields of acts take what they are for, and nothing longer, looser or hidden."""

from datetime import UTC, datetime

import msgspec
import pytest

from tocsin.vocab.acts.plain import Count, Day, Moment, Origin, Target, VerifierKey


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        (Count, 0),
        (Count, 2**53 - 1),
        (Day, "2026-04-01"),
        (Origin, "tocsin/org-0123"),
        (Origin, "log.example.org/tocsin"),
        (VerifierKey, "log.example.org/tocsin+0a1b2c3d+ATxOnq/=="),
        (Target, ""),
        (Target, "item-00000000000000000000000000"),
        (Target, "technical_data"),
        (Moment, datetime(2026, 3, 24, tzinfo=UTC)),
    ],
)
def test_what_the_field_is_for_is_taken(type_: object, value: object) -> None:
    assert msgspec.convert(value, type=type_) == value


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        (Count, -1),
        (Count, 2**53),
        (Count, 1.5),
        (Day, "2026-4-1"),
        (Day, "2026-04-01\n"),
        (Origin, ""),
        (Origin, "two words"),
        (Origin, "a+b"),
        (Origin, "lögbuch"),
        (Origin, "a\n"),
        (Origin, "a" * 201),
        (VerifierKey, "log+0a1b2c3d"),
        (VerifierKey, "log+0A1B2C3D+AQID"),
        (VerifierKey, "log+0a1b2c3d+AQID\n"),
        (Target, "two words"),
        (Target, "a\n"),
        (Target, "\n"),
        (Target, "a" * 81),
        (Moment, datetime(2026, 3, 24)),  # noqa: DTZ001 -- this is the refused one
    ],
)
def test_what_the_field_is_not_for_is_refused(type_: object, value: object) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(value, type=type_)
