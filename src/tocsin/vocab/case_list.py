"""A list of cases: what is asked of it, and what a person keeps of it."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from tocsin.vocab.marking import Tlp
from tocsin.vocab.triage import EventClass


class CaseOrder(StrEnum):
    """In which order; each has the newest, or the most, first, but names go from A on."""

    OPENED = "opened"
    LAST_ACT = "last_act"
    NAME = "name"
    ACTS = "acts"


class CaseStanding(StrEnum):
    """Whether a case is worked on."""

    OPEN = "open"
    CLOSED = "closed"


class CameFrom(StrEnum):
    """What a case began with."""

    REPORT = "report"  # somebody reported it
    PUBLIC_FORM = "public_form"  # the same, through the form for people without an account
    COLLECTION = "collection"  # objects of somebody else's came in together, and no report
    OURSELVES = "ourselves"  # it was opened here


class CaseColumn(StrEnum):
    """What a list of cases can say beside their names."""

    EVENT_CLASS = "event_class"
    MARKING = "marking"
    STANDING = "standing"
    OPENED = "opened"
    LAST_ACT = "last_act"
    ACTS = "acts"
    WHO = "who"
    CAME_FROM = "came_from"
    EVIDENCE = "evidence"
    SHARES = "shares"


COLUMNS = (CaseColumn.EVENT_CLASS, CaseColumn.MARKING, CaseColumn.WHO, CaseColumn.OPENED, CaseColumn.ACTS)

ME = "me"
NOBODY = "nobody"


class CaseQuery(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which cases, in which order; what is not said, does not matter."""

    event_class: EventClass | None = None
    tlp: str = ""  # the label of the whole case: clear, green, amber, amber+strict or red
    standing: CaseStanding | None = None
    assigned: str = ""  # a person by id or name, `me`, `nobody`; a case that is assigned to nobody is its opener's
    blocked: bool | None = None  # a release block is in force
    held: bool | None = None  # a hold is on it or on something in it
    exercise: bool | None = None
    came_from: CameFrom | None = None
    text: str = ""  # in the name
    order: CaseOrder = CaseOrder.OPENED


def bare(query: CaseQuery) -> CaseQuery:
    """The query alone, of whatever was asked together with it."""
    return CaseQuery(**{name: getattr(query, name) for name in CaseQuery.__struct_fields__})


class SavedView(Struct, frozen=True, kw_only=True):
    """A list of cases that somebody looks at again and again."""

    name: str
    query: CaseQuery
    columns: tuple[CaseColumn, ...] = COLUMNS


class Preference(Struct, frozen=True, kw_only=True):
    """How one person likes to look at the desk. Their own: nobody else sees it, and no record holds it.

    `zone` is shown beside UTC ("" is UTC alone); `start` is the view that the list of cases begins with.
    """

    views: tuple[SavedView, ...] = ()
    columns: tuple[CaseColumn, ...] = COLUMNS
    zone: str = ""
    start: str = ""


class CaseRow(Struct, frozen=True, kw_only=True):
    """A case in a table that is taken along: words as a reader sees them."""

    id: str
    name: str
    event_class: str
    tlp: Tlp
    standing: CaseStanding
    opened_at: datetime
    changed_at: datetime
    acts: int
    who: str
    came_from: CameFrom
    evidence: int
    shares: int
