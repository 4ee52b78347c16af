"""How the acts of the organization itself add up."""

from collections.abc import Callable

from msgspec.structs import replace

from tocsin.vocab.act import Leaf
from tocsin.vocab.acts.home import LogKeyRotated, LogOpened, PersonAdded, PersonRetired, RouteConfirmed, RouteWithdrawn
from tocsin.vocab.case import Entity, LogEntry, PersonEntry, RouteEntry


def after_log_or_person(leaf: Leaf, look: Callable[[str, str], Entity | None]) -> tuple[Entity, ...]:
    """The log entry (its size is the size of the organization's stream) and the person an act is about."""
    act = leaf.act
    if isinstance(act, LogOpened):
        return (LogEntry(id=leaf.org, size=leaf.seq + 1, origin=act.origin, keys=(act.key,)),)
    log = log_after(leaf, look)
    if isinstance(act, LogKeyRotated):
        return (replace(log, keys=(*log.keys, act.new_key)),)
    if isinstance(act, PersonAdded):
        before = look("person", act.person)
        since = before.added_at if isinstance(before, PersonEntry) else leaf.at
        log = replace(log, founder=log.founder or act.person)
        return (log, PersonEntry(id=act.person, roles=act.roles, sheet=act.sheet, added_at=since))
    assert isinstance(act, PersonRetired)
    person = look("person", act.person)
    assert isinstance(person, PersonEntry)
    return (log, replace(person, retired=True))


def after_route(leaf: Leaf, look: Callable[[str, str], Entity | None]) -> tuple[Entity, ...]:
    """The log entry and the route."""
    act, log = leaf.act, log_after(leaf, look)
    if isinstance(act, RouteConfirmed):
        return (
            log,
            RouteEntry(
                id=act.route,
                channel=act.channel,
                group=act.group,
                people=act.people,
                deputies=act.deputies,
                verified_on=act.verified_on.isoformat(),
                confirmed_by=leaf.by,
                sheet=act.sheet,
            ),
        )
    assert isinstance(act, RouteWithdrawn)
    route = look("route", act.route)
    assert isinstance(route, RouteEntry)
    return (log, replace(route, withdrawn=True))


def log_after(leaf: Leaf, look: Callable[[str, str], Entity | None]) -> LogEntry:
    """The organization's own entry after one more act of its stream."""
    log = look("log", leaf.org)
    assert isinstance(log, LogEntry), "a log begins with its opening"
    return replace(log, size=leaf.seq + 1)
