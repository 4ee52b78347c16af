"""The words of the recipient page: answers, times, sizes, pieces."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from tocsin.vocab.feedback import FeedbackKind, KnownFrom
from tocsin.vocab.visible import visible
from tocsin.web.texts import _, mark

MOST_LINES = 2_000  # of a document on a page; the rest is in the download, and the page says so

ANSWERS: dict[FeedbackKind, tuple[str, str]] = {
    FeedbackKind.CORRECTION_CONFIRMED: (
        mark("We have stopped using the earlier document"),
        mark("You act on this one now, and have told those you gave the earlier one to."),
    ),
    FeedbackKind.ACKNOWLEDGED: (mark("We have read it"), mark("Nothing more is said by this.")),
    FeedbackKind.AFFECTED: (
        mark("We are affected"),
        mark("Something that is described here has happened to you, or can."),
    ),
    FeedbackKind.NOT_AFFECTED: (mark("We are not affected"), mark("You have looked, and it does not concern you.")),
    FeedbackKind.INVESTIGATING: (mark("We are investigating"), mark("You do not know yet.")),
    FeedbackKind.FIXED: (mark("We have fixed it"), mark("You were affected, and are no longer.")),
    FeedbackKind.QUESTION: (
        mark("We have a question"),
        mark("The sender answers by the way on which you usually talk."),
    ),
    FeedbackKind.KNOWN_ALREADY: (mark("We knew this already"), mark("Since when, and from what kind of source?")),
}
SOURCES: dict[KnownFrom, str] = {
    KnownFrom.OWN_DETECTION: mark("Our own detection"),
    KnownFrom.VENDOR: mark("A vendor"),
    KnownFrom.ISAC: mark("An ISAC"),
    KnownFrom.GOVERNMENT: mark("A government body"),
    KnownFrom.COMMERCIAL_FEED: mark("A commercial feed"),
    KnownFrom.PUBLIC: mark("A public source"),
    KnownFrom.OTHER: mark("Another source"),
}


_UNITS = (
    (timedelta(days=1), mark("day"), mark("days")),
    (timedelta(hours=1), mark("hour"), mark("hours")),
    (timedelta(minutes=1), mark("minute"), mark("minutes")),
)


# Lines of a document that hold a code of the form's own, such as the key of a row: it is said in words.
CODED = frozenset({"Keyword", "Field", "Confidence", "Kind"})
_CODE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)+")


class Block(Struct, frozen=True, kw_only=True):
    """A piece of a document: a heading, a sentence, or named values."""

    heading: str = ""
    sentence: str = ""
    rows: tuple[tuple[str, str], ...] = ()


def blocks(lines: Sequence[tuple[str, str]]) -> Iterator[Block]:
    """A document's lines as pieces, in their order; nothing in them can hide. Lines without a name are one text."""
    rows: list[tuple[str, str]] = []
    text: list[str] = []
    for name, value in lines[:MOST_LINES]:
        said = visible(value, keep_lines=True)
        is_row = name not in {"Heading", "Sentence", ""}
        if rows and not is_row:
            yield Block(rows=tuple(rows))
            rows = []
        if text and name:
            yield Block(sentence="\n".join(text))
            text = []
        if is_row:
            rows.append((visible(name), said.replace("_", " ") if name in CODED and _CODE.fullmatch(said) else said))
        elif not name:
            text.append(said)
        else:
            yield Block(heading=said) if name == "Heading" else Block(sentence=said)
    if rows:
        yield Block(rows=tuple(rows))
    if text:
        yield Block(sentence="\n".join(text))


def day_and_time(moment: datetime) -> str:
    """Such as 24 March 2026, 12:00 UTC."""
    at = moment.astimezone(UTC)
    return f"{at.day} {at:%B %Y, %H:%M} UTC"


def day(moment: datetime) -> str:
    """Such as 24 March 2026."""
    at = moment.astimezone(UTC)
    return f"{at.day} {at:%B %Y}"


def away(moment: datetime, now: datetime) -> str:
    """How far away a moment is, as a second reading: in 2 days, 3 hours ago."""
    distance = abs(moment - now)
    for length, one, many in _UNITS:
        count = distance // length
        if count:
            said = f"{count} {_(one if count == 1 else many)}"
            return (_("in {time}") if moment > now else _("{time} ago")).format(time=said)
    return _("now")


def size(count: int) -> str:
    """A number of bytes with its unit, and the whole number where it is rounded."""
    if count < 1_000:
        return _("{count} bytes").format(count=count)
    if count < 1_000_000:
        return _("{size} kB ({count} bytes)").format(size=f"{count / 1_000:.1f}", count=f"{count:,}")
    return _("{size} MB ({count} bytes)").format(size=f"{count / 1_000_000:.1f}", count=f"{count:,}")
