"""People are told that something waits, beside the deliveries.

For each road, in this order:
1 take it, by compare-and-set; who already has it, keeps it, and nobody has it before its interval is over;
2 forget what was told of promises that are met, and compute what is to be told;
3 send one notice of all of it;
4 record what was told and give the road back, as one; or give it back for later, and tell nothing as told.
A worker that dies between 3 and 4 leaves a road that is free again when its lease ends; what is sent then has the same
number as long as it tells of the same things.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from typing import assert_never

from msgspec import Struct

from tocsin.registry import NOTICE_BY_MAIL, NOTICE_BY_WEBHOOK
from tocsin.rules.notice import standing_keys, wait_after
from tocsin.stages.desk import Desk
from tocsin.stages.notice import NoticeRoad, is_quiet_now, notice_of, roads, to_tell
from tocsin.stages.promise import promises
from tocsin.vocab.errors import TocsinError
from tocsin.vocab.notice import Notice
from tocsin.vocab.promise import Promise
from tocsin.vocab.road import MailEnd, RefusedForGood, RefusedForNow, SendOutcome, Sent


class NoticePace(Struct, frozen=True, kw_only=True):
    """How patient it is. A lease outlasts the longest sending: `channels.mail.DEADLINE_S` is three minutes."""

    lease_s: float = 600
    idle_s: float = 60  # between two rounds: nothing here is a matter of seconds


class Told(Struct, frozen=True, kw_only=True):
    """What came of one road: how many things were told, or why they were not."""

    road: str
    count: int
    state: str  # told or failed
    answer: str


class Herald(Struct, frozen=True, kw_only=True):
    """A desk whose people are told, and how patiently. `owner` is this worker's own name, and no one else's."""

    desk: Desk
    owner: str
    pace: NoticePace = NoticePace()


def herald_at(desk: Desk, pace: NoticePace | None = None) -> Herald:
    """A herald at a desk, with a name drawn for it."""
    return Herald(desk=desk, owner=desk.chance.random_bytes(16).hex(), pace=pace or NoticePace())


def one_round(herald: Herald, stop: threading.Event | None = None) -> Iterator[Told]:
    """Every road once. What is owed is read only where a road is free, and once for all of them."""
    desk = herald.desk
    if is_quiet_now(desk):
        return
    owed = cache(lambda: promises(desk))
    for road in roads(desk):
        if stop is not None and stop.is_set():
            return
        told = _on_road(herald, road, owed)
        if told is not None:
            yield told


def work(herald: Herald, stop: threading.Event, notice: Callable[[Told], None]) -> None:
    """Round after round until told to stop. Whatever fails here is said and tried again; it ends nothing else."""
    while not stop.is_set():
        try:
            for told in one_round(herald, stop):
                notice(told)
        except TocsinError as fault:
            notice(Told(road="", count=0, state="failed", answer=f"{fault.code}: {fault}"))
        stop.wait(herald.pace.idle_s)


@contextmanager
def beside(herald: Herald, stop: threading.Event, notice: Callable[[Told], None]) -> Iterator[None]:
    """Tell people in a thread of its own, so that a road that is slow never holds up a delivery; then wait for it."""
    if herald.desk.settings.notices is None:
        yield
        return
    teller = threading.Thread(target=work, args=(herald, stop, notice), name="notices")
    teller.start()
    try:
        yield
    finally:
        stop.set()
        teller.join()


def _on_road(herald: Herald, road: NoticeRoad, owed: Callable[[], tuple[Promise, ...]]) -> Told | None:
    """One road under a lease; None where another has it, it is not free yet, or there is nothing to tell."""
    desk, now = herald.desk, herald.desk.clock.now()
    if not desk.notices.take(road.key, herald.owner, now=now, until=now + timedelta(seconds=herald.pace.lease_s)):
        return None
    try:
        found = owed()
        desk.notices.forget(road.key, standing_keys(found))
        tellings = to_tell(desk, road, found)
        if not tellings:
            desk.notices.let_go(road.key, herald.owner)
            return None
        outcome = _send(road, notice_of(desk, tellings))
    except TocsinError:
        desk.notices.let_go(road.key, herald.owner)
        raise
    match outcome:
        case Sent(answer=answer):
            due = desk.clock.now() + _interval(desk)
            desk.notices.keep(road.key, herald.owner, [one.key for one in tellings], at=now, due=due)
            return Told(road=road.name, count=len(tellings), state="told", answer=answer)
        case RefusedForGood(answer=answer) | RefusedForNow(answer=answer):
            failures = desk.notices.road(road.key).failures
            desk.notices.put_back(road.key, herald.owner, due=desk.clock.now() + wait_after(failures))
            return Told(road=road.name, count=len(tellings), state="failed", answer=answer)
        case _:
            assert_never(outcome)


def _send(road: NoticeRoad, notice: Notice) -> SendOutcome:
    if isinstance(road.end, MailEnd):
        return NOTICE_BY_MAIL(notice, road.end)
    return NOTICE_BY_WEBHOOK(notice, road.end)


def _interval(desk: Desk) -> timedelta:
    settings = desk.settings.notices
    assert settings is not None, "a road comes from there"
    return timedelta(minutes=settings.interval_minutes)
