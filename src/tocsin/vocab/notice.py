"""Notices: a word to people that something waits, with nothing of a case.

A notice is mail that leaves the house. It is made of closed codes, counts and the first signs of case ids, which are
random; nothing else fits into one, so it needs no label and no approval.
"""

import re
from collections.abc import Iterator
from datetime import datetime, time
from enum import StrEnum
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from tocsin.vocab.ids import ALPHABET
from tocsin.vocab.promise import PromiseKind
from tocsin.vocab.road import MAILBOX, is_loopback

MOST_CASES = 5  # named in one line; further ones are counted
NO_CONTENT = "This notice holds nothing of any case and needs no label."

_CASE = re.compile(rf"case-[{ALPHABET}]{{8}}\Z")
_NUMBER = re.compile(r"[0-9a-f]{32}\Z")
_HOURS = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])-([01][0-9]|2[0-3]):([0-5][0-9])\Z")
_LONGEST_URL = 2000
_LONGEST_MINUTES = 7 * 24 * 60


class Occasion(StrEnum):
    """Why somebody is told now. Each is told once."""

    OVERDUE = "overdue"
    SOON = "soon"  # its date is less than a day away
    NEW = "new"


class Counted(Struct, frozen=True, kw_only=True):
    """How many promises of one kind there are to tell of on one occasion, and in which cases."""

    occasion: Occasion
    kind: PromiseKind
    count: int
    cases: tuple[str, ...]
    more_cases: int = 0

    def __post_init__(self) -> None:
        if self.count < 1 or self.more_cases < 0 or not 1 <= len(self.cases) <= MOST_CASES:
            raise ValueError("a line of a notice counts something and names a few cases")
        if not all(_CASE.match(one) for one in self.cases):
            raise ValueError("a notice names a case by the first signs of its id, and by nothing else")


class Notice(Struct, frozen=True, kw_only=True):
    """One notice. `number` is the same as long as it tells of the same things, so that a repeat is known as one."""

    number: str
    at: datetime
    lines: tuple[Counted, ...]

    def __post_init__(self) -> None:
        if not self.lines or not _NUMBER.match(self.number):
            raise ValueError("a notice has a number and tells of something")


class Notices(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is told, and how often at most. Nobody is told by default.

    `secret_file` holds what a webhook's notices are signed with, at least sixteen bytes. `quiet` are hours of the
    desk's time zone in which nothing goes. ValueError names what does not fit.
    """

    mail_to: tuple[str, ...] = ()
    webhook: str = ""
    secret_file: str = ""
    interval_minutes: int = 60  # between two notices on one road; what arises meanwhile is told together
    quiet: str = ""  # as 22:00-07:00

    def __post_init__(self) -> None:
        for mailbox in self.mail_to:
            if not MAILBOX.match(mailbox):
                raise ValueError("mail_to holds something that is not one plain mail address")
        if len(set(self.mail_to)) != len(self.mail_to):
            raise ValueError("mail_to names somebody twice")
        if self.webhook:
            check_url(self.webhook)
        if bool(self.webhook) != bool(self.secret_file):
            raise ValueError("webhook and secret_file go together")
        if not 1 <= self.interval_minutes <= _LONGEST_MINUTES:
            raise ValueError("interval_minutes is not between a minute and a week")
        if self.quiet and not _HOURS.match(self.quiet):
            raise ValueError("quiet is not of the form 22:00-07:00")


class WebhookEnd(Struct, frozen=True, kw_only=True):
    """Where notices are posted, and the file that holds the secret they are signed with."""

    url: str
    secret_file: str


# What a notice calls a promise, for one and for more.
WORDS: dict[PromiseKind, tuple[str, str]] = {
    PromiseKind.DUTY: ("clock of a duty that may apply", "clocks of duties that may apply"),
    PromiseKind.REVIEW: ("review after a broken glass", "reviews after a broken glass"),
    PromiseKind.CORRECTION: ("correction that did not reach somebody", "corrections that did not reach somebody"),
    PromiseKind.FAILED: ("delivery that did not arrive", "deliveries that did not arrive"),
    PromiseKind.STUCK: ("delivery that has not left", "deliveries that have not left"),
    PromiseKind.BY_HAND: ("delivery to send by hand", "deliveries to send by hand"),
    PromiseKind.APPROVAL: ("share that waits for an approval", "shares that wait for an approval"),
    PromiseKind.BLIND_REVIEW: ("document to read blind", "documents to read blind"),
    PromiseKind.COUNSEL: ("share that waits for counsel", "shares that wait for counsel"),
    PromiseKind.TO_SEND: ("approved share to send", "approved shares to send"),
    PromiseKind.UNFINISHED: ("share that is not ready", "shares that are not ready"),
    PromiseKind.QUESTION: ("question to answer", "questions to answer"),
    PromiseKind.WIDER: ("wish to share further", "wishes to share further"),
    PromiseKind.PUBLIC_REPORT: ("unread public report", "unread public reports"),
    PromiseKind.REPORTER: ("reporter without a word", "reporters without a word"),
    PromiseKind.REFUSAL: ("refusal that ends", "refusals that end"),
    PromiseKind.BLOCK: ("release block that ends", "release blocks that end"),
    PromiseKind.OPEN_ITEM: ("open item to look at", "open items to look at"),
    PromiseKind.ACKNOWLEDGEMENT: ("delivery that nobody acknowledged", "deliveries that nobody acknowledged"),
    PromiseKind.ANSWER: ("answer that was asked for", "answers that were asked for"),
    PromiseKind.CONFIRMATION: ("correction that nobody confirmed", "corrections that nobody confirmed"),
    PromiseKind.SILENCE: ("party that is silent", "parties that are silent"),
    PromiseKind.REPORTER_ASKED: ("reporter who was asked for more", "reporters who were asked for more"),
}


def subject_of(notice: Notice) -> str:
    """How many things there are on each occasion."""
    counts = {occasion: sum(line.count for line in notice.lines if line.occasion is occasion) for occasion in Occasion}
    return "Tocsin: " + ", ".join(f"{count} {occasion}" for occasion, count in counts.items() if count)


def text_of(notice: Notice) -> str:
    """The notice as people read it."""
    return "\n".join(_lines(notice)) + "\n"


def json_of(notice: Notice) -> bytes:
    """The notice as a program reads it; `text` is for those that show one line or another to people."""
    document = {
        "type": "tocsin.notice",
        "number": notice.number,
        "at": notice.at.isoformat(),
        "text": text_of(notice),
        "lines": notice.lines,
    }
    return msgspec.json.encode(document, order="sorted")


def check_url(url: str) -> None:
    """ValueError where a URL is not one that notices may be posted to: https, or http to this machine."""
    if len(url) > _LONGEST_URL or not url.isascii() or not url.isprintable() or " " in url:
        raise ValueError("webhook is no URL of plain signs")
    parts = urlsplit(url)
    if not parts.hostname or parts.username is not None or parts.password is not None or parts.fragment:
        raise ValueError("webhook needs a host, and takes no login and no fragment")
    if parts.port == 0:
        raise ValueError("webhook has no port that could be reached")
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname)):
        raise ValueError("webhook has to be https; http is for this machine only")


def quiet_hours(quiet: str) -> tuple[time, time] | None:
    """From when until when nothing goes."""
    found = _HOURS.match(quiet)
    if found is None:
        return None
    hours = [int(part) for part in found.groups()]
    return time(hours[0], hours[1]), time(hours[2], hours[3])


def _lines(notice: Notice) -> Iterator[str]:
    yield NO_CONTENT
    for occasion in Occasion:
        of_it = [line for line in notice.lines if line.occasion is occasion]
        if of_it:
            yield ""
            yield f"{occasion}:"
        for line in of_it:
            words = WORDS[line.kind][line.count != 1]
            more = f" and {line.more_cases} more" if line.more_cases else ""
            yield f"  {line.count} {words}: {', '.join(line.cases)}{more}"
    yield ""
    yield "Look: tocsin status --owe --owed"
