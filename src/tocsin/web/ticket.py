"""Tickets: that a code was given, or a confirmation was shown.

A page has no cookies and no script, so what must be known in the next step travels in its form. A ticket is for one
secret; a changed one, one of another secret and one that is too old are worth nothing.
"""

import binascii
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta

import msgspec
from msgspec import Struct

from tocsin.stages.page import Answer

VALID_FOR = timedelta(minutes=30)  # long enough to read a document and to ask a colleague
TAG_BYTES = 16


class Ticket(Struct, frozen=True, kw_only=True, array_like=True):
    """What was shown or given: with `answer` exactly this one was shown to be confirmed, with `downloads` a download.

    `number` tells two of them apart, so that one confirmation is recorded once.
    """

    token: str
    until: datetime
    number: str
    answer: Answer | None = None
    downloads: bool = False


def write_ticket(key: bytes, ticket: Ticket) -> str:
    """The text that stands in a hidden field."""
    body = msgspec.json.encode(ticket)
    return urlsafe_b64encode(_tag(key, body) + body).decode().rstrip("=")


def read_ticket(key: bytes, token: str, now: datetime, text: str) -> Ticket | None:
    """The ticket behind a text, None where it is none of this secret, or too old."""
    try:
        raw = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return None
    tag, body = raw[:TAG_BYTES], raw[TAG_BYTES:]
    if not hmac.compare_digest(tag, _tag(key, body)):
        return None
    ticket = msgspec.json.decode(body, type=Ticket)
    return ticket if ticket.token == token and now < ticket.until else None


def _tag(key: bytes, body: bytes) -> bytes:
    return hmac.digest(key, b"ticket/" + body, "sha256")[:TAG_BYTES]
