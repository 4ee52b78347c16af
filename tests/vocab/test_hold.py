"""Holds and blocks as values: two types, each with an owner and moments that make sense."""

from datetime import UTC, datetime, timedelta, timezone

import msgspec
import pytest

from tocsin.vocab.hold import BlockReason, Lifted, PreservationHold, PreserveReason, ReleaseBlock

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
PERSON = "person-" + "0" * 26


def block(**changed: object) -> ReleaseBlock:
    whole: dict[str, object] = {
        "owner": PERSON,
        "reason": BlockReason.COUNSEL_REVIEW,
        "placed_at": NOON,
        "expires_at": NOON + HOUR,
    }
    return msgspec.convert(whole | changed, ReleaseBlock)


def test_a_block_always_ends() -> None:
    assert block().expires_at == NOON + HOUR
    with pytest.raises(msgspec.ValidationError):
        block(expires_at=None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"expires_at": NOON},
        {"expires_at": NOON - HOUR},
        {"placed_at": NOON.replace(tzinfo=None)},
        {"placed_at": NOON.astimezone(timezone(HOUR))},
        {"lifted": Lifted(by=PERSON, at=NOON - HOUR)},
        {"owner": "somebody"},
        {"reason": "because"},
        {"reason": "litigation"},  # a reason to preserve is no reason to block
    ],
)
def test_a_block_that_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        block(**wrong)


def test_one_flag_never_reads_as_the_other() -> None:
    hold = PreservationHold(item=None, owner=PERSON, reason=PreserveReason.LITIGATION, placed_at=NOON)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(msgspec.to_builtins(hold), ReleaseBlock)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(msgspec.to_builtins(block()), PreservationHold)
