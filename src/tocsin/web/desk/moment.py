"""Moments as a form gives them: UTC, or with a zone of their own."""

from datetime import UTC, datetime

from tocsin.vocab.errors import BadInput


def moment_in(text: str) -> str | None:
    """The moment in a field as operations take one (RFC 3339); None for an empty field, BadInput for anything else."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise BadInput(f"{text[:40]!r} is no moment", hint="write it as 2026-12-01T18:00") from None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).isoformat()
