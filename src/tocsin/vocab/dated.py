"""Dated statements: how old a reading may be, and the words with it."""

from datetime import date

from tocsin.vocab.boundary import NOT_LEGAL_ADVICE


def is_stale(read_on: date, today: date, stale_after_days: int) -> bool:
    """Whether it was read, or verified, longer ago than the configured age; a day in the future is never fresh."""
    return not 0 <= (today - read_on).days <= stale_after_days


def legal_footer(read_on: date, source: str, *, stale: bool) -> str:
    """The last words of everything shown about law: source, day of reading, its age if too old, "not legal advice"."""
    old = " This was read too long ago to rely on: read the source again." if stale else ""
    return f"Source: {source.rstrip('.')}. Read on {read_on.isoformat()}.{old} {NOT_LEGAL_ADVICE}"
