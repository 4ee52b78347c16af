"""Moments as a form gives them: UTC, or with a zone of their own."""

from datetime import UTC, datetime

from tocsin.vocab.errors import BadInput


def moment_of(text: str) -> datetime | None:
    """The moment in a field, with its zone; None for an empty field, BadInput for what is none in UTC."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
        found = found if found.tzinfo else found.replace(tzinfo=UTC)
        found.astimezone(UTC)
    except (ValueError, OverflowError):  # the zone can move it out of the calendar
        raise BadInput(f"{text[:40]!r} is no moment", hint="write it as 2026-12-01T18:00Z") from None
    return found


def moment_in(text: str) -> str | None:
    """The same as operations take it (RFC 3339)."""
    found = moment_of(text)
    return None if found is None else found.isoformat()
