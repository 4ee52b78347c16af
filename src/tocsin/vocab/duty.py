"""Duties that may run beside a case: law or contract, staged clocks.

A duty here is dated data, never a decision: it says that something may apply, and asks for counsel. A share never
touches a clock; only what a person records about the duty itself does (R20, R23).
"""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from tocsin.vocab.catalogue import Certainty, Header, Line
from tocsin.vocab.ids import Key

START = "start"  # the event every duty has: the one its `start_event` describes


class Unit(StrEnum):
    """In what a deadline is counted."""

    HOURS = "hours"
    BUSINESS_DAYS = "business_days"
    CALENDAR_DAYS = "calendar_days"
    CALENDAR_MONTHS = "calendar_months"


class DutyKind(StrEnum):
    """Where it comes from."""

    LAW = "law"
    CONTRACT = "contract"  # entered by the operator from a document of its own


class Standing(StrEnum):
    """What the source said about it on the day of reading."""

    IN_FORCE = "in_force"
    NOT_IN_FORCE = "not_in_force"
    VARIES = "varies"  # differs by state or country
    DISPUTED = "disputed"  # sources contradict each other


class Force(StrEnum):
    """What can be said of one day. `not_in_force` holds for the day of reading; later is unknown."""

    IN_FORCE = "in_force"
    NOT_IN_FORCE = "not_in_force"
    NOT_YET = "not_yet"
    ENDED = "ended"
    VARIES = "varies"
    DISPUTED = "disputed"


class DutyStage(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One deadline of a duty.

    `offset` counts in `unit` from the event `after`; both are None where the rule gives no number ("without undue
    delay"). `condition` is the question that decides whether this stage concerns the case at all. A stage with
    `repeats_until` falls due again and again until the stage of that key is met. `calendar` names the list of public
    holidays that the recipient keeps, for the operator to supply; weekends are always skipped for business days.
    """

    key: Key
    name: Line
    offset: Annotated[int, Meta(ge=1, le=3660)] | None = None
    unit: Unit | None = None
    after: Key = START
    condition: str = ""
    calendar: str = ""
    repeats_until: Key | None = None
    certainty: Certainty
    note: str = ""

    def __post_init__(self) -> None:
        if (self.offset is None) != (self.unit is None):
            raise ValueError("offset and unit stand together or not at all")
        if self.repeats_until is not None and self.offset is None:
            raise ValueError("a stage that repeats has an offset")


class DutyEvent(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A moment other than the start from which a stage counts, and the question that asks for it."""

    key: Key
    question: Line


class Duty(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One duty, in our own words. `usual_zone` is a suggestion (IANA name); the person who starts the clock states it.

    An unknown beginning or end of force is absent (None), which is not "for ever".
    """

    key: Key
    kind: DutyKind = DutyKind.LAW
    regime: Line
    who: Line
    trigger_question: Line
    start_event: Line
    recipient: Line
    standing: Standing
    status: Line
    in_force_from: date | None = None
    in_force_to: date | None = None
    usual_zone: str = ""
    events: tuple[DutyEvent, ...] = ()
    stages: tuple[DutyStage, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        stages = [stage.key for stage in self.stages]
        events = [START, *(event.key for event in self.events)]
        if len(set(stages)) != len(stages) or len(set(events)) != len(events):
            raise ValueError("a key of a stage or an event stands twice")
        for stage in self.stages:
            if stage.after not in events:
                raise ValueError(f"stage {stage.key}: `after` names no event of this duty")
            if stage.repeats_until is not None and stage.repeats_until not in stages:
                raise ValueError(f"stage {stage.key}: `repeats_until` names no stage of this duty")


class DutyCatalogue(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file of `catalogues/duties/`: source, day of reading and certainty stand in the header."""

    header: Header
    duty: Duty


class DutyAnswer(StrEnum):
    """What a person answered to the trigger question."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class EventAt(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When an event of the duty happened (UTC)."""

    event: Key
    at: datetime

    def __post_init__(self) -> None:
        if self.at.utcoffset() != timedelta(0):
            raise ValueError("at is a moment in UTC")


class StageMet(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a stage was met (UTC; the first time), as a person recorded it with evidence, and how often."""

    stage: Key
    at: datetime
    times: int = 1

    def __post_init__(self) -> None:
        if self.at.utcoffset() != timedelta(0):
            raise ValueError("at is a moment in UTC")


class DutyClock(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was recorded about one duty of one case. `zone` is the recipient's IANA time zone, stated by a person."""

    duty: Key
    answer: DutyAnswer
    zone: str
    events: tuple[EventAt, ...] = ()
    met: tuple[StageMet, ...] = ()
