"""Open items: what is unresolved on a case, with an owner and a day."""

from tocsin.operations.case import Named
from tocsin.operations.operation import READERS, WRITERS, Method, Operation
from tocsin.stages import casework
from tocsin.stages.casework import OpenLine
from tocsin.stages.desk import Desk
from tocsin.stages.people import who_acts


class UnresolvedGiven(Named, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something unresolved."""

    what: str
    closes_when: str = ""
    check_on: str  # the day to look again, YYYY-MM-DD
    owner: str = ""  # a person; who answers for the case where not given


class ResolutionGiven(Named, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An open item that is done, and how it was resolved."""

    open_item: str
    because: str


def list_open(desk: Desk, asked: Named) -> tuple[OpenLine, ...]:
    """What is unresolved on a case, the one to look at next first."""
    return tuple(casework.open_items(desk, desk.case(asked.case)))


def add(desk: Desk, asked: UnresolvedGiven) -> tuple[OpenLine, ...]:
    """Record something unresolved, with an owner and a day to look again."""
    case = casework.add_open_item(
        desk,
        desk.case(asked.case),
        what=asked.what,
        closes_when=asked.closes_when,
        check_on=asked.check_on,
        owner=who_acts(desk, asked.owner) if asked.owner else "",
    )
    return tuple(casework.open_items(desk, case))


def resolve(desk: Desk, asked: ResolutionGiven) -> tuple[OpenLine, ...]:
    """Say how an open item was resolved; those that are left."""
    case = casework.resolve_open_item(desk, desk.case(asked.case), asked.open_item, asked.because)
    return tuple(casework.open_items(desk, case))


OPERATIONS = (
    Operation(
        name="open-item.list",
        method=Method.GET,
        path="/cases/{case}/open-items",
        may=READERS,
        takes=Named,
        gives=tuple[OpenLine, ...],
        does=list_open,
    ),
    Operation(
        name="open-item.add",
        method=Method.POST,
        path="/cases/{case}/open-items",
        may=WRITERS,
        takes=UnresolvedGiven,
        gives=tuple[OpenLine, ...],
        does=add,
    ),
    Operation(
        name="open-item.resolve",
        method=Method.POST,
        path="/cases/{case}/open-items/{open_item}/resolve",
        may=WRITERS,
        takes=ResolutionGiven,
        gives=tuple[OpenLine, ...],
        does=resolve,
    ),
)
