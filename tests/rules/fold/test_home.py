"""The organization's own acts: the log's keys in their order, people who stay, routes that can be withdrawn."""

from msgspec.structs import replace

from tests.histories import world_of
from tests.leaves import KEY, NEW_KEY, ORG, PERSON, ROUTE, leaf_of, one_of_each
from tocsin.vocab.act import Act
from tocsin.vocab.acts.home import LogKeyRotated, LogOpened, PersonAdded, PersonRetired, RouteConfirmed, RouteWithdrawn
from tocsin.vocab.case import Entity, LogEntry, PersonEntry, RouteEntry


def after(*types: type[Act]) -> dict[tuple[str, str], Entity]:
    return world_of(leaf_of(one_of_each()[type_], seq=seq) for seq, type_ in enumerate(types))


def test_a_log_counts_its_own_acts_and_keeps_every_key_oldest_first() -> None:
    log = after(LogOpened, PersonAdded, LogKeyRotated)["log", ORG]
    assert log == LogEntry(id=ORG, size=3, origin="tocsin/example", keys=(KEY, NEW_KEY), founder=PERSON)


def test_a_retired_person_stays_and_comes_back_with_the_day_of_the_first_time() -> None:
    person = after(LogOpened, PersonAdded, PersonRetired)["person", PERSON]
    assert isinstance(person, PersonEntry)
    assert person.retired
    beginning: tuple[type[Act], ...] = (LogOpened, PersonAdded)
    leaves = [leaf_of(one_of_each()[type_], seq=seq) for seq, type_ in enumerate(beginning)]
    later = replace(leaf_of(one_of_each()[PersonAdded], seq=2), at=leaves[1].at.replace(year=2030))
    again = world_of([*leaves, later])["person", PERSON]
    assert isinstance(again, PersonEntry)
    assert (again.retired, again.added_at) == (False, leaves[1].at)


def test_a_route_is_withdrawn_and_confirmed_again() -> None:
    confirmed = after(LogOpened, RouteConfirmed)["route", ROUTE]
    assert isinstance(confirmed, RouteEntry)
    assert (confirmed.withdrawn, confirmed.verified_on, confirmed.confirmed_by) == (False, "2026-03-01", PERSON)
    withdrawn = after(LogOpened, RouteConfirmed, RouteWithdrawn)["route", ROUTE]
    assert withdrawn == replace(confirmed, withdrawn=True)
    assert after(LogOpened, RouteConfirmed, RouteWithdrawn, RouteConfirmed)["route", ROUTE] == confirmed


def test_every_act_of_the_organization_counts_in_its_log() -> None:
    everything = (LogOpened, PersonAdded, RouteConfirmed, RouteWithdrawn, PersonRetired, LogKeyRotated)
    log = after(*everything)["log", ORG]
    assert isinstance(log, LogEntry)
    assert log.size == len(everything)
