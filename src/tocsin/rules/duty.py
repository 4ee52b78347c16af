"""Duties: what may apply, and when each stage of it falls due.

The one place where deadlines are computed. Hours are counted in UTC. Days and months end with the last second of the
day in the recipient's zone; the day of the event itself is not counted. A month ends on the same day number, or on the
month's last day where there is none. That is our reading, not any regime's text: ask counsel.
"""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import assert_never
from zoneinfo import ZoneInfo

from msgspec import Struct

from tocsin.vocab.boundary import NO_CLOCK
from tocsin.vocab.dated import is_stale, legal_footer
from tocsin.vocab.duty import (
    Duty,
    DutyAnswer,
    DutyCatalogue,
    DutyClock,
    DutyStage,
    EventAt,
    Force,
    Standing,
    Unit,
)
from tocsin.vocab.errors import BadInput
from tocsin.vocab.ids import Key

SATURDAY = 5  # datetime.date.weekday()


class Calendar(Struct, frozen=True, kw_only=True):
    """Whose days are counted: a time zone, and the public holidays somebody supplied. Weekends need no list."""

    zone: ZoneInfo
    holidays: tuple[date, ...] = ()


class StageState(StrEnum):
    """Where one stage stands."""

    WAITING = "waiting"  # the event it counts from was not recorded
    RUNNING = "running"
    MET = "met"
    MET_LATE = "met_late"
    OVERDUE = "overdue"
    NO_NUMBER = "no_number"  # it runs, and the rule gives no number of hours or days


class StageClock(Struct, frozen=True, kw_only=True):
    """One stage at one moment. Moments are UTC; `due_at` is the last second in time."""

    stage: Key
    name: str
    condition: str
    state: StageState
    started_at: datetime | None
    due_at: datetime | None
    met_at: datetime | None


class DutyLine(Struct, frozen=True, kw_only=True):
    """One duty on the board: what may apply, in what force today, and where its stages stand."""

    duty: Key
    notice: str
    answer: DutyAnswer | None  # None: nobody answered the trigger question yet
    force: Force
    stale: bool
    stages: tuple[StageClock, ...]


FORCE: dict[Standing, Force] = {
    Standing.IN_FORCE: Force.IN_FORCE,
    Standing.NOT_IN_FORCE: Force.NOT_IN_FORCE,
    Standing.VARIES: Force.VARIES,
    Standing.DISPUTED: Force.DISPUTED,
}


def board_line(
    catalogue: DutyCatalogue,
    clock: DutyClock | None,
    now: datetime,
    *,
    stale_after_days: int,
    holidays: tuple[date, ...] = (),
) -> DutyLine:
    """One line of the board. Stages are computed only where the trigger question was answered with yes."""
    duty, header = catalogue.duty, catalogue.header
    stale = is_stale(header.read_on, now.date(), stale_after_days)
    running = clock is not None and clock.answer is DutyAnswer.YES
    return DutyLine(
        duty=duty.key,
        notice=notice(catalogue, stale=stale),
        answer=clock.answer if clock else None,
        force=force_on(duty, now.date()),
        stale=stale,
        stages=stage_clocks(duty, clock, now, holidays) if clock and running else (),
    )


def notice(catalogue: DutyCatalogue, *, stale: bool) -> str:
    """The sentence about a duty: that it may apply, to whom, how sure, from where, and that counsel decides."""
    duty, header = catalogue.duty, catalogue.header
    sure = header.certainty.value.replace("_", " ")
    footer = legal_footer(header.read_on, header.source, stale=stale)
    return f"{duty.regime} may apply; ask counsel. {duty.status.rstrip('.')}. Certainty: {sure}. {NO_CLOCK} {footer}"


def force_on(duty: Duty, day: date) -> Force:
    """What the row says about one day."""
    if duty.in_force_from is not None and day < duty.in_force_from:
        return Force.NOT_YET
    if duty.in_force_to is not None and day > duty.in_force_to:
        return Force.ENDED
    return FORCE[duty.standing]


def stage_clocks(
    duty: Duty, clock: DutyClock, now: datetime, holidays: tuple[date, ...] = ()
) -> tuple[StageClock, ...]:
    """Every stage of a running duty at `now`, in the order of the catalogue; BadInput where the zone is unknown.

    A stage that repeats shows its next date: one interval more for each time it was met.
    """
    calendar = Calendar(zone=zone_of(clock.zone), holidays=holidays)
    return tuple(_stage_clock(stage, clock, calendar, now) for stage in duty.stages)


def due_at(started_at: datetime, offset: int, unit: Unit, calendar: Calendar) -> datetime:
    """The last second in time, UTC, of a deadline `offset` units after an event."""
    day = started_at.astimezone(calendar.zone).date()
    match unit:
        case Unit.HOURS:
            return started_at.astimezone(UTC) + timedelta(hours=offset)
        case Unit.CALENDAR_DAYS:
            return _end_of(day + timedelta(days=offset), calendar)
        case Unit.BUSINESS_DAYS:
            return _end_of(_business_day(day, offset, calendar), calendar)
        case Unit.CALENDAR_MONTHS:
            return _end_of(_month_later(day, offset), calendar)
        case _:
            assert_never(unit)


def zone_of(name: str) -> ZoneInfo:
    """The time zone of an IANA name, or BadInput."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # what zoneinfo raises for unknown, malformed and directory names
        raise BadInput(
            f"{name[:60]!r} is no time zone that this computer knows",
            hint="write an IANA name such as Europe/Brussels or America/New_York",
        ) from error


def _stage_clock(stage: DutyStage, clock: DutyClock, calendar: Calendar, now: datetime) -> StageClock:
    started_at = _latest(clock.events, stage.after)
    met = [met.at for met in clock.met if met.stage == (stage.repeats_until or stage.key)]
    times = 1 + (stage.repeats_until is not None) * sum(met.times for met in clock.met if met.stage == stage.key)
    met_at = min(met, default=None)
    due = None
    if started_at is not None and stage.offset is not None and stage.unit is not None:
        due = due_at(started_at, stage.offset * times, stage.unit, calendar)
    return StageClock(
        stage=stage.key,
        name=stage.name,
        condition=stage.condition,
        state=_state(started_at, due, met_at, now),
        started_at=started_at,
        due_at=due,
        met_at=met_at,
    )


def _state(started_at: datetime | None, due: datetime | None, met_at: datetime | None, now: datetime) -> StageState:
    if met_at is not None:
        return StageState.MET_LATE if due is not None and met_at > due else StageState.MET
    if started_at is None:
        return StageState.WAITING
    if due is None:
        return StageState.NO_NUMBER
    return StageState.OVERDUE if now > due else StageState.RUNNING


def _latest(events: tuple[EventAt, ...], key: Key) -> datetime | None:
    """The moment recorded last for an event: a correction is appended, never written over."""
    return next((event.at for event in reversed(events) if event.event == key), None)


def _business_day(day: date, offset: int, calendar: Calendar) -> date:
    left = offset
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < SATURDAY and day not in calendar.holidays
    return day


def _month_later(day: date, offset: int) -> date:
    years, month = divmod(day.month - 1 + offset, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _end_of(day: date, calendar: Calendar) -> datetime:
    """The last second of a local day; where a clock change repeats it, the earlier one: the stricter reading."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=calendar.zone).astimezone(UTC)
