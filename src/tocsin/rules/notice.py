"""Who is told when: new work, clocks that run out, silence and failures."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from hashlib import sha256

from msgspec import Struct

from tocsin.vocab.ids import short
from tocsin.vocab.notice import MOST_CASES, Counted, Notice, Occasion
from tocsin.vocab.promise import Promise, PromiseKind

LEAD = timedelta(hours=24)  # a day before its date there is still a working day, or a night, to do it

_O, _K = Occasion, PromiseKind
_WORK = frozenset({_O.NEW, _O.OVERDUE})
_DATED = frozenset({_O.SOON, _O.OVERDUE})
_SILENT = frozenset({_O.OVERDUE})
# What is overdue is told in every row. What arises is told where somebody here has to do something now; what has its
# day is told a day before; others' silence only when it has lasted.
OCCASIONS: dict[PromiseKind, frozenset[Occasion]] = {
    _K.DUTY: frozenset(_O),
    _K.REVIEW: _WORK,
    _K.CORRECTION: _WORK,
    _K.FAILED: _WORK,
    _K.STUCK: _WORK,
    _K.BY_HAND: _WORK,
    _K.APPROVAL: _WORK,
    _K.BLIND_REVIEW: _WORK,
    _K.COUNSEL: _WORK,
    _K.TO_SEND: _SILENT,
    _K.UNFINISHED: _SILENT,
    _K.QUESTION: _WORK,
    _K.WIDER: _WORK,
    _K.REPORTER: _WORK,
    _K.PUBLIC_REPORT: _WORK,
    _K.REFUSAL: _DATED,
    _K.BLOCK: _DATED,
    _K.OPEN_ITEM: _DATED,
    _K.ACKNOWLEDGEMENT: _SILENT,
    _K.ANSWER: _SILENT,
    _K.CONFIRMATION: _SILENT,
    _K.SILENCE: _SILENT,
    _K.REPORTER_ASKED: _SILENT,
}


class Telling(Struct, frozen=True, kw_only=True):
    """One thing to tell. `key` names it for ever: it is told once on a road."""

    key: str
    occasion: Occasion
    kind: PromiseKind
    case: str


def due_now(promises: Iterable[Promise], told: frozenset[str], now: datetime) -> tuple[Telling, ...]:
    """What is to be told now and was not; practice is left out, for nobody outside the desk takes part in it."""
    found = []
    for promise in promises:
        occasion = None if promise.exercise else occasion_of(promise, now)
        if occasion is not None and key_of(occasion, promise) not in told:
            key = key_of(occasion, promise)
            found.append(Telling(key=key, occasion=occasion, kind=promise.kind, case=promise.case))
    return tuple(found)


def occasion_of(promise: Promise, now: datetime) -> Occasion | None:
    """The most pressing occasion that has come, among those on which a promise of its kind is told."""
    has_come = {
        Occasion.OVERDUE: promise.due is not None and now > promise.due,
        Occasion.SOON: promise.due is not None and now >= promise.due - LEAD,
        Occasion.NEW: True,
    }
    return next((one for one in Occasion if has_come[one] and one in OCCASIONS[promise.kind]), None)


def key_of(occasion: Occasion, promise: Promise) -> str:
    """What is kept of a telling."""
    return f"{occasion}/{promise.key}"


def standing_keys(promises: Iterable[Promise]) -> frozenset[str]:
    """Every telling of what is still owed; what was told of anything else can be forgotten."""
    return frozenset(key_of(occasion, promise) for promise in promises for occasion in Occasion)


def compose(tellings: Sequence[Telling], now: datetime) -> Notice:
    """One notice of everything there is to tell, the most pressing first: kinds, counts, first signs of case ids."""
    grouped: dict[tuple[Occasion, PromiseKind], list[Telling]] = {}
    for one in tellings:
        grouped.setdefault((one.occasion, one.kind), []).append(one)
    order = {key: place for place, key in enumerate((occasion, kind) for occasion in Occasion for kind in PromiseKind)}
    lines = [
        _counted(occasion, kind, of_it)
        for (occasion, kind), of_it in sorted(grouped.items(), key=lambda group: order[group[0]])
    ]
    number = sha256("\n".join(sorted(one.key for one in tellings)).encode()).hexdigest()[:32]
    return Notice(number=number, at=now, lines=tuple(lines))


def is_quiet(hours: tuple[time, time] | None, local: time) -> bool:
    """Whether nobody is told at this time of the day; the hours may pass midnight."""
    if hours is None:
        return False
    start, end = hours
    if start <= end:
        return start <= local < end
    return local >= start or local < end


def wait_after(failures: int) -> timedelta:
    """How long after so many failures in a row it is tried again: five minutes, twice as long each time, to six hours.

    A notice is tried for ever: what it tells of may have been met meanwhile, and then it says less.
    """
    return timedelta(minutes=min(5 * 2 ** min(failures, 10), 360))


def _counted(occasion: Occasion, kind: PromiseKind, tellings: Sequence[Telling]) -> Counted:
    cases = tuple(dict.fromkeys(short(one.case) for one in tellings))
    return Counted(
        occasion=occasion,
        kind=kind,
        count=len(tellings),
        cases=cases[:MOST_CASES],
        more_cases=len(cases[MOST_CASES:]),
    )
