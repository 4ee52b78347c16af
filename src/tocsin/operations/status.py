"""What now: open work, promises, next steps, which routes are ready."""

from typing import Annotated

from msgspec import Meta, Struct

from tocsin.operations.case import Named
from tocsin.operations.operation import KEEPERS, READERS, Method, Nothing, Operation
from tocsin.rules.readiness import Readiness
from tocsin.stages import notice, promise, ready
from tocsin.stages.desk import Desk
from tocsin.stages.notice import NoticeLine
from tocsin.stages.onward import onward
from tocsin.stages.overview import overview
from tocsin.stages.status import MOST_CASES, Status
from tocsin.stages.status import status as status_now
from tocsin.vocab.onward import Onward
from tocsin.vocab.promise import Promise, Side
from tocsin.vocab.route import REQUIRED_GROUPS, RouteGroup


class StatusAsked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many of the open cases are given, and for how many of these the next step and the dates are worked out."""

    cases: Annotated[int, Meta(ge=0, le=MOST_CASES)] = MOST_CASES
    steps: Annotated[int, Meta(ge=0, le=MOST_CASES)] = MOST_CASES


class PromisesAsked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which promises: ours, those made to us, or both."""

    side: Side | None = None


class ReadyAsked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which groups have to be ready."""

    group: tuple[RouteGroup, ...] = REQUIRED_GROUPS


def show(desk: Desk, asked: StatusAsked) -> Status:
    """What now: open cases, what we owe and what is owed to us, running clocks, what to look at again."""
    return status_now(desk, asked.cases, asked.steps)


def list_promises(desk: Desk, asked: PromisesAsked) -> tuple[Promise, ...]:
    """Everything that is owed now, most pressing first, whoever answers for it."""
    return tuple(one for one in promise.promises(desk) if asked.side in (None, one.side))


def list_notices(desk: Desk, _asked: Nothing) -> tuple[NoticeLine, ...]:
    """What the worker would tell people now, by mail or webhook."""
    return tuple(notice.planned(desk))


def next_of(desk: Desk, asked: Named) -> tuple[Onward, ...]:
    """What to do next on a case, most pressing first."""
    return onward(desk, overview(desk, desk.case(asked.case)))


def how_ready(desk: Desk, asked: ReadyAsked) -> Readiness:
    """Which routes are ready, and what the others lack."""
    return ready.how_ready(desk, asked.group or REQUIRED_GROUPS)


OPERATIONS = (
    Operation(
        name="status.show", method=Method.GET, path="/status", may=READERS, takes=StatusAsked, gives=Status, does=show
    ),
    Operation(
        name="promise.list",
        method=Method.GET,
        path="/promises",
        may=READERS,
        takes=PromisesAsked,
        gives=tuple[Promise, ...],
        does=list_promises,
    ),
    Operation(
        name="notice.list",
        method=Method.GET,
        path="/notices",
        may=READERS | KEEPERS,
        takes=Nothing,
        gives=tuple[NoticeLine, ...],
        does=list_notices,
    ),
    Operation(
        name="case.next",
        method=Method.GET,
        path="/cases/{case}/next",
        may=READERS,
        takes=Named,
        gives=tuple[Onward, ...],
        does=next_of,
    ),
    Operation(
        name="ready.show",
        method=Method.GET,
        path="/ready",
        may=READERS | KEEPERS,
        takes=ReadyAsked,
        gives=Readiness,
        does=how_ready,
    ),
)
