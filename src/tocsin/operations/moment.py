"""Moments as somebody gives them: with their zone, so that nobody guesses."""

from datetime import UTC, datetime
from typing import Annotated, TypeAlias

from msgspec import Meta

from tocsin.vocab.errors import BadInput

Moment: TypeAlias = Annotated[datetime, Meta(tz=True, description="a date and time with its zone (RFC 3339)")]


def in_utc(moment: datetime) -> datetime:
    """The same moment in UTC; BadInput where its zone moves it out of the calendar."""
    try:
        return moment.astimezone(UTC)
    except OverflowError as fault:
        raise BadInput(f"{moment.isoformat()} is no moment", hint="write it as 2026-12-01T18:00Z") from fault
