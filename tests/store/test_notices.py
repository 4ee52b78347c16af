"""One worker tells on a road at a time, what was told stays told, and what failed is counted."""

import threading
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from tests.store.logs import ORG, OTHER
from tocsin.store.notices import FREE, Notices, RoadNow

NOON = datetime(2026, 3, 24, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(minutes=10)
ROAD = "mail/0123456789abcdef"


def test_one_has_a_road_until_the_lease_runs_out(engine: Engine) -> None:
    notices = Notices(engine, ORG)
    assert notices.road(ROAD) == FREE
    assert notices.take(ROAD, "a", now=NOON, until=LATER)
    assert not notices.take(ROAD, "b", now=NOON, until=LATER)
    assert not notices.take(ROAD, "a", now=LATER - timedelta(milliseconds=1), until=LATER)
    assert notices.take("webhook/x", "b", now=NOON, until=LATER)
    assert Notices(engine, OTHER).take(ROAD, "b", now=NOON, until=LATER)
    assert notices.take(ROAD, "b", now=LATER, until=LATER + timedelta(minutes=10))
    notices.let_go(ROAD, "a")  # who lost it lets go of nothing
    assert not notices.take(ROAD, "c", now=LATER, until=LATER)
    notices.let_go(ROAD, "b")
    assert notices.take(ROAD, "c", now=LATER, until=LATER)


def test_what_was_told_stays_told_and_the_road_rests(engine: Engine) -> None:
    notices = Notices(engine, ORG)
    notices.take(ROAD, "a", now=NOON, until=LATER)
    notices.keep(ROAD, "a", ["new/x", "new/y"], at=NOON, due=LATER)
    assert notices.told(ROAD) == {"new/x", "new/y"}
    assert notices.told("webhook/x") == Notices(engine, OTHER).told(ROAD) == frozenset()
    assert notices.road(ROAD) == RoadNow(due=LATER, failures=0)
    assert not notices.take(ROAD, "b", now=LATER - timedelta(milliseconds=1), until=LATER)
    assert notices.take(ROAD, "b", now=LATER, until=LATER + timedelta(minutes=10))
    notices.keep(ROAD, "b", ["new/y", "overdue/x"], at=LATER, due=LATER)  # one of them was told before
    assert notices.told(ROAD) == {"new/x", "new/y", "overdue/x"}


def test_what_was_told_by_one_who_was_too_slow_stays_told_and_the_road_is_the_others(engine: Engine) -> None:
    notices = Notices(engine, ORG)
    notices.take(ROAD, "slow", now=NOON, until=LATER)
    notices.take(ROAD, "b", now=LATER, until=LATER + timedelta(hours=1))
    notices.keep(ROAD, "slow", ["new/x"], at=LATER, due=LATER)
    assert notices.told(ROAD) == {"new/x"}
    assert not notices.take(ROAD, "c", now=LATER, until=LATER + timedelta(hours=1))


def test_failures_are_counted_until_one_arrives(engine: Engine) -> None:
    notices = Notices(engine, ORG)
    for failures in (1, 2, 3):
        assert notices.take(ROAD, "a", now=NOON, until=LATER)
        notices.put_back(ROAD, "a", due=NOON)
        assert notices.road(ROAD).failures == failures
    notices.take(ROAD, "a", now=NOON, until=LATER)
    notices.let_go(ROAD, "a")
    assert notices.road(ROAD).failures == 3
    notices.take(ROAD, "a", now=NOON, until=LATER)
    notices.keep(ROAD, "a", [], at=NOON, due=LATER)
    assert notices.road(ROAD).failures == 0


def test_what_no_longer_stands_is_forgotten_and_nothing_else(engine: Engine) -> None:
    notices = Notices(engine, ORG)
    many = [f"new/{number}" for number in range(1200)]
    for road in (ROAD, "webhook/x"):
        notices.keep(road, "a", many, at=NOON, due=NOON)
    assert notices.forget(ROAD, frozenset(many[:100])) == 1100
    assert notices.told(ROAD) == set(many[:100])
    assert notices.told("webhook/x") == set(many)
    assert notices.forget(ROAD, frozenset(many)) == 0


def test_many_want_a_road_at_once_and_one_gets_it(engine: Engine) -> None:
    got, start = list[str](), threading.Barrier(8)

    def want(owner: str) -> None:
        start.wait()
        if Notices(engine, ORG).take(ROAD, owner, now=NOON, until=LATER):
            got.append(owner)

    wanting = [threading.Thread(target=want, args=(str(number),)) for number in range(8)]
    for one in wanting:
        one.start()
    for one in wanting:
        one.join()
    assert len(got) == 1
