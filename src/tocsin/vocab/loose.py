"""Loose ends: what hangs on a case that is to be closed."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class Why(StrEnum):
    """Why something still hangs."""

    NOT_SENT = "not_sent"  # a share that was neither sent nor dropped; or, of one that was sent, a recipient it was not
    ON_ITS_WAY = "on_its_way"
    UNANSWERED = "unanswered"
    NOT_REACHED = "not_reached"  # bounced or given up
    QUESTION = "question"  # or a request to pass it on
    NOT_REVIEWED = "not_reviewed"  # a release that broke the glass
    BLOCKED = "blocked"


class Loose(Struct, frozen=True, kw_only=True):
    """One loose end: what it is about (an id), the party where there is one, and since when."""

    why: Why
    about: str
    party: str = ""
    since: datetime | None = None
