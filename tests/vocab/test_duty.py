"""Duties as values: a stage is whole, keys are unique, moments are UTC."""

from datetime import datetime, timedelta, timezone

import msgspec
import pytest

from tocsin.vocab.duty import Duty, DutyStage, EventAt, StageMet

STAGE: dict[str, object] = {
    "key": "first",
    "name": "First report",
    "offset": 24,
    "unit": "hours",
    "certainty": "established",
}
DUTY: dict[str, object] = {
    "key": "example",
    "regime": "An example",
    "who": "Nobody.",
    "trigger_question": "Is it an example?",
    "start_event": "Reading this.",
    "recipient": "Nobody",
    "standing": "in_force",
    "status": "Made for this test.",
    "stages": [STAGE],
}


def test_a_whole_duty_is_read() -> None:
    assert msgspec.convert(DUTY, Duty).stages[0].offset == 24


@pytest.mark.parametrize(
    "wrong",
    [
        {"unit": None},
        {"offset": None},
        {"offset": 0},
        {"offset": -1},
        {"offset": 4000},
        {"offset": 1.5},
        {"unit": "weeks"},
        {"offset": None, "unit": None, "repeats_until": "first"},
        {"certainty": "sure"},
        {"name": ""},
        {"deadline": 24},
    ],
)
def test_half_a_stage_is_no_stage(wrong: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(STAGE | wrong, DutyStage)


@pytest.mark.parametrize(
    "wrong",
    [
        {"stages": [STAGE, STAGE]},
        {"stages": [STAGE | {"after": "payment"}]},
        {"stages": [STAGE | {"repeats_until": "last"}]},
        {"events": [{"key": "start", "question": "When?"}]},
        {"standing": "always"},
        {"in_force_from": "soon"},
    ],
)
def test_a_duty_that_contradicts_itself_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(DUTY | wrong, Duty)


def test_moments_are_utc() -> None:
    elsewhere = datetime(2026, 11, 23, tzinfo=timezone(timedelta(hours=1)))
    with pytest.raises(ValueError, match="UTC"):
        EventAt(event="start", at=elsewhere)
    with pytest.raises(ValueError, match="UTC"):
        StageMet(stage="first", at=elsewhere)
