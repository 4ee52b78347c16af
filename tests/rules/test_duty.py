"""Deadlines in one place: hours in UTC, days and months by the recipient's calendar; and what a duty may say."""

import re
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.rules.duty import (
    Calendar,
    StageState,
    board_line,
    due_at,
    force_on,
    notice,
    stage_clocks,
    zone_of,
)
from tocsin.store.catalogues import load
from tocsin.vocab.duty import (
    START,
    Duty,
    DutyAnswer,
    DutyCatalogue,
    DutyClock,
    DutyKind,
    EventAt,
    Force,
    StageMet,
    Unit,
)
from tocsin.vocab.errors import BadInput

H, B, D, M = Unit.HOURS, Unit.BUSINESS_DAYS, Unit.CALENDAR_DAYS, Unit.CALENDAR_MONTHS
SHIPPED = {sheet.duty.key: sheet for sheet in load("duties", DutyCatalogue, None)}


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "offset", "unit", "zone", "due"),
    [
        # hours do not know weekends, zones or clock changes
        ("2026-11-20T22:00:00", 72, H, "Europe/Brussels", "2026-11-23T22:00:00"),
        ("2026-03-28T12:00:00", 24, H, "Europe/Brussels", "2026-03-29T12:00:00"),
        ("2024-02-28T23:30:00", 24, H, "UTC", "2024-02-29T23:30:00"),
        # calendar days end with the local day; winter is UTC-5 in New York, UTC+1 in Brussels
        ("2026-11-23T12:00:00", 15, D, "America/New_York", "2026-12-09T04:59:59"),
        ("2026-11-23T12:00:00", 15, D, "Europe/Brussels", "2026-12-08T22:59:59"),
        # the day of the event is the local one: 03:00 UTC on the 24th is still the 23rd in New York
        ("2026-11-24T03:00:00", 1, D, "America/New_York", "2026-11-25T04:59:59"),
        # over the change to summer time on 29 March 2026 the day ends an hour earlier in UTC
        ("2026-03-28T12:00:00", 1, D, "Europe/Brussels", "2026-03-29T21:59:59"),
        # and over the change back on 25 October 2026 an hour later
        ("2026-10-24T12:00:00", 1, D, "Europe/Brussels", "2026-10-25T22:59:59"),
        # leap day
        ("2024-02-28T12:00:00", 1, D, "UTC", "2024-02-29T23:59:59"),
        ("2026-02-28T12:00:00", 1, D, "UTC", "2026-03-01T23:59:59"),
        # business days: Friday + 1 is Monday, Saturday + 1 is Monday, Monday + 4 is Friday, Tuesday + 4 is Monday
        ("2026-11-20T12:00:00", 1, B, "America/New_York", "2026-11-24T04:59:59"),
        ("2026-11-21T12:00:00", 1, B, "America/New_York", "2026-11-24T04:59:59"),
        ("2026-11-23T15:00:00", 4, B, "America/New_York", "2026-11-28T04:59:59"),
        ("2026-11-24T15:00:00", 4, B, "America/New_York", "2026-12-01T04:59:59"),
        # Sunday evening in New York is Monday in UTC: still the first business day after is Monday
        ("2026-11-23T02:00:00", 1, B, "America/New_York", "2026-11-24T04:59:59"),
        # months: the same number, or the last day where the month has no such day
        ("2026-11-23T12:00:00", 1, M, "UTC", "2026-12-23T23:59:59"),
        ("2026-01-31T12:00:00", 1, M, "UTC", "2026-02-28T23:59:59"),
        ("2024-01-31T12:00:00", 1, M, "UTC", "2024-02-29T23:59:59"),
        ("2026-03-31T12:00:00", 1, M, "UTC", "2026-04-30T23:59:59"),
        ("2026-12-31T12:00:00", 1, M, "UTC", "2027-01-31T23:59:59"),
        ("2026-12-31T12:00:00", 14, M, "UTC", "2028-02-29T23:59:59"),
        # Kathmandu is 5:45 ahead
        ("2026-11-23T12:00:00", 1, D, "Asia/Kathmandu", "2026-11-24T18:14:59"),
    ],
)
def test_a_deadline_is_an_absolute_moment(start: str, offset: int, unit: Unit, zone: str, due: str) -> None:
    assert due_at(utc(start), offset, unit, Calendar(zone=zone_of(zone))) == utc(due)


def test_holidays_are_skipped_where_somebody_supplied_them() -> None:
    thanksgiving = date(2026, 11, 26)
    plain = Calendar(zone=zone_of("America/New_York"))
    told = Calendar(zone=zone_of("America/New_York"), holidays=(thanksgiving,))
    start = utc("2026-11-23T15:00:00")
    assert due_at(start, 4, B, plain) == utc("2026-11-28T04:59:59")
    assert due_at(start, 4, B, told) == utc("2026-12-01T04:59:59")
    assert due_at(start, 4, D, told) == due_at(start, 4, D, plain)


ZONES = st.sampled_from(["UTC", "America/New_York", "Europe/Brussels", "Australia/Lord_Howe", "Asia/Kathmandu"])
MOMENTS = st.integers(0, 10**9).map(lambda seconds: utc("2000-01-01T00:00:00") + timedelta(seconds=seconds))


@given(MOMENTS, st.integers(1, 400), st.sampled_from(Unit), ZONES)
def test_a_longer_deadline_never_ends_earlier(start: datetime, offset: int, unit: Unit, zone: str) -> None:
    calendar = Calendar(zone=zone_of(zone))
    assert start < due_at(start, offset, unit, calendar) < due_at(start, offset + 1, unit, calendar)


@given(MOMENTS, MOMENTS, st.integers(1, 60), st.sampled_from(Unit), ZONES)
def test_a_later_event_never_falls_due_earlier(
    one: datetime, other: datetime, offset: int, unit: Unit, zone: str
) -> None:
    calendar = Calendar(zone=zone_of(zone))
    first, second = sorted((one, other))
    assert due_at(first, offset, unit, calendar) <= due_at(second, offset, unit, calendar)


@given(MOMENTS, st.integers(1, 30), ZONES)
def test_business_days_end_on_a_working_day_and_never_before_calendar_days(
    start: datetime, offset: int, zone: str
) -> None:
    calendar = Calendar(zone=zone_of(zone))
    due = due_at(start, offset, B, calendar)
    assert due.astimezone(calendar.zone).weekday() < 5
    assert due >= due_at(start, offset, D, calendar)


@pytest.mark.parametrize("name", ["", "Brussels", "../etc/passwd", "/etc/localtime", "Europe", "a\0b", "x" * 500])
def test_a_zone_nobody_knows_is_refused(name: str) -> None:
    with pytest.raises(BadInput, match="time zone"):
        zone_of(name)


def _clock(duty: str, *met: StageMet, **events: str) -> DutyClock:
    return DutyClock(
        duty=duty,
        answer=DutyAnswer.YES,
        zone="Europe/Brussels",
        events=tuple(EventAt(event=key, at=utc(at)) for key, at in events.items()),
        met=met,
    )


def _states(duty: str, clock: DutyClock, now: str) -> dict[str, StageState]:
    return {stage.stage: stage.state for stage in stage_clocks(SHIPPED[duty].duty, clock, utc(now))}


def test_stages_run_are_met_and_fall_overdue() -> None:
    start = "2026-11-20T12:00:00"
    assert _states("nis2_23", _clock("nis2_23", start=start), "2026-11-21T12:00:00") == {
        "early_warning": StageState.RUNNING,  # the last second counts as in time
        "notification": StageState.RUNNING,
        "final": StageState.RUNNING,
    }
    in_time = StageMet(stage="early_warning", at=utc("2026-11-21T12:00:00"))
    too_late = StageMet(stage="notification", at=utc("2026-11-23T12:00:01"))
    assert _states("nis2_23", _clock("nis2_23", in_time, too_late, start=start), "2026-12-25T00:00:00") == {
        "early_warning": StageState.MET,
        "notification": StageState.MET_LATE,
        "final": StageState.OVERDUE,
    }


def test_a_stage_waits_for_its_own_event_and_may_have_no_number() -> None:
    states = _states("circia", _clock("circia", start="2026-11-20T12:00:00"), "2026-11-20T13:00:00")
    assert states == {
        "incident": StageState.RUNNING,
        "ransom": StageState.WAITING,
        "supplement": StageState.NO_NUMBER,
    }
    paid = _clock("circia", payment="2026-11-20T12:00:00")
    assert _states("circia", paid, "2026-11-22T13:00:00")["ransom"] is StageState.OVERDUE
    assert _states("circia", paid, "2026-11-22T13:00:00")["incident"] is StageState.WAITING


def test_a_corrected_event_moves_the_deadline() -> None:
    clock = DutyClock(
        duty="nis2_23",
        answer=DutyAnswer.YES,
        zone="UTC",
        events=(
            EventAt(event=START, at=utc("2026-11-20T12:00:00")),
            EventAt(event=START, at=utc("2026-11-19T12:00:00")),
        ),
    )
    first = stage_clocks(SHIPPED["nis2_23"].duty, clock, utc("2026-11-20T13:00:00"))[0]
    assert first.due_at == utc("2026-11-20T12:00:00")
    assert first.state is StageState.OVERDUE


def test_a_repeating_stage_shows_its_next_date_until_the_last_report() -> None:
    def interim(now: str, *met: StageMet) -> tuple[StageState, datetime | None]:
        clock = _clock("eu_gpai_55", *met, start="2026-01-01T12:00:00")
        stages = {stage.stage: stage for stage in stage_clocks(SHIPPED["eu_gpai_55"].duty, clock, utc(now))}
        return stages["interim"].state, stages["interim"].due_at

    once = StageMet(stage="interim", at=utc("2026-01-20T12:00:00"))
    final = StageMet(stage="final", at=utc("2026-02-20T12:00:00"))
    assert interim("2026-01-10T00:00:00") == (StageState.RUNNING, utc("2026-01-29T22:59:59"))
    assert interim("2026-01-30T00:00:00")[0] is StageState.OVERDUE
    assert interim("2026-01-30T00:00:00", once) == (StageState.RUNNING, utc("2026-02-26T22:59:59"))
    twice = StageMet(stage="interim", at=utc("2026-01-20T12:00:00"), times=2)
    assert interim("2026-01-30T00:00:00", twice) == (StageState.RUNNING, utc("2026-03-26T22:59:59"))
    assert interim("2026-12-30T00:00:00", once)[0] is StageState.OVERDUE
    assert interim("2026-12-30T00:00:00", once, final)[0] is StageState.MET


KEYS = (
    *("circia", "sec_8k_105", "eu_ai_act_73", "eu_gpai_55", "nis2_23", "dora_19", "gdpr_33_34", "eu_cra_14"),
    *("hipaa_breach", "nydfs_500_17", "us_state_breach", "dfars_7012", "tsa_sd", "fedramp", "uk_nis", "ca_sb53"),
    "ny_raise",
)


def test_all_seventeen_regimes_and_the_contract_sheet_are_shipped() -> None:
    assert set(SHIPPED) == {*KEYS, "contract"}
    assert {key for key, sheet in SHIPPED.items() if sheet.duty.kind is DutyKind.CONTRACT} == {"contract"}
    assert all(sheet.duty.stages for key, sheet in SHIPPED.items() if key != "contract")


# First stages as law and contract state them, read off the shipped files a second time: (offset, unit) in order.
STAGES = {
    "circia": [(72, H), (24, H), (None, None)],
    "sec_8k_105": [(4, B), (None, None)],
    "eu_ai_act_73": [(15, D), (2, D), (10, D)],
    "eu_gpai_55": [(2, D), (5, D), (10, D), (15, D), (28, D), (60, D)],
    "nis2_23": [(24, H), (72, H), (1, M)],
    "dora_19": [(4, H), (24, H), (72, H), (1, M)],
    "gdpr_33_34": [(72, H), (None, None)],
    "eu_cra_14": [(24, H), (72, H), (14, D), (1, M)],
    "hipaa_breach": [(60, D), (60, D), (None, None)],
    "nydfs_500_17": [(72, H), (24, H), (30, D)],
    "us_state_breach": [(30, D), (None, None)],
    "dfars_7012": [(72, H), (None, None)],
    "tsa_sd": [(24, H)],
    "fedramp": [(1, H), (1, D), (None, None)],
    "uk_nis": [(72, H)],
    "ca_sb53": [(15, D), (24, H)],
    "ny_raise": [(72, H), (24, H)],
    "contract": [],
}


@pytest.mark.parametrize("key", STAGES)
def test_the_shipped_stages_are_those_that_were_read(key: str) -> None:
    assert [(stage.offset, stage.unit) for stage in SHIPPED[key].duty.stages] == STAGES[key]


@pytest.mark.parametrize("key", [*KEYS, "contract"])
def test_a_duty_never_commands(key: str) -> None:
    """Every word of the file, comments included, and every word shown (I11)."""
    text = files("tocsin").joinpath("catalogues", "duties", f"{key}.toml").read_text("utf-8")
    shown = notice(SHIPPED[key], stale=True)
    for words in (text, shown):
        assert not re.search(r"\bmust\b", words, re.IGNORECASE), words
    assert "may apply; ask counsel" in shown
    assert "2026-11-23" in shown
    assert shown.endswith("Not legal advice.")


@pytest.mark.parametrize("key", [*KEYS, "contract"])
def test_every_suggested_zone_and_every_stage_can_be_computed(key: str) -> None:
    duty = SHIPPED[key].duty
    zone = duty.usual_zone or "UTC"
    events = tuple(
        EventAt(event=event, at=utc("2026-11-23T12:00:00")) for event in (START, *(e.key for e in duty.events))
    )
    clock = DutyClock(duty=key, answer=DutyAnswer.YES, zone=zone, events=events)
    for stage in stage_clocks(duty, clock, utc("2026-11-23T12:00:01")):
        assert stage.state in (StageState.RUNNING, StageState.NO_NUMBER)
        assert (stage.due_at is None) is (stage.state is StageState.NO_NUMBER)


@pytest.mark.parametrize(
    ("key", "day", "force"),
    [
        ("circia", "2026-11-23", Force.NOT_IN_FORCE),
        ("ny_raise", "2026-12-31", Force.NOT_YET),
        ("ny_raise", "2027-01-01", Force.IN_FORCE),
        ("eu_cra_14", "2026-09-10", Force.NOT_YET),
        ("eu_cra_14", "2026-09-11", Force.IN_FORCE),
        ("eu_ai_act_73", "2026-11-23", Force.DISPUTED),
        ("nis2_23", "2026-11-23", Force.VARIES),
        ("gdpr_33_34", "2026-11-23", Force.IN_FORCE),
    ],
)
def test_force_is_read_off_the_dated_row(key: str, day: str, force: Force) -> None:
    assert force_on(SHIPPED[key].duty, date.fromisoformat(day)) is force


def test_an_ended_duty_is_shown_as_ended() -> None:
    ended = msgspec.structs.replace(SHIPPED["uk_nis"].duty, in_force_to=date(2026, 12, 31))
    assert force_on(ended, date(2026, 12, 31)) is Force.IN_FORCE
    assert force_on(ended, date(2027, 1, 1)) is Force.ENDED


def test_no_clock_runs_until_somebody_answers_yes() -> None:
    now = utc("2026-11-23T12:00:00")
    sheet = SHIPPED["gdpr_33_34"]
    unasked = board_line(sheet, None, now, stale_after_days=90)
    assert (unasked.answer, unasked.stages, unasked.stale) == (None, (), False)
    for answer in (DutyAnswer.NO, DutyAnswer.UNKNOWN):
        clock = msgspec.structs.replace(_clock("gdpr_33_34", start="2026-11-20T12:00:00"), answer=answer)
        assert board_line(sheet, clock, now, stale_after_days=90).stages == ()
    running = board_line(sheet, _clock("gdpr_33_34", start="2026-11-20T12:00:00"), now, stale_after_days=90)
    assert running.stages[0].due_at == utc("2026-11-23T12:00:00")


def test_an_old_reading_says_that_it_is_old() -> None:
    line = board_line(SHIPPED["gdpr_33_34"], None, utc("2027-11-23T12:00:00"), stale_after_days=90)
    assert line.stale
    assert "too long ago" in line.notice


def test_a_duty_whose_stages_point_nowhere_is_refused() -> None:
    body = msgspec.to_builtins(SHIPPED["circia"].duty)
    body["stages"][1]["after"] = "payday"
    with pytest.raises(msgspec.ValidationError, match="no event of this duty"):
        msgspec.convert(body, Duty)
