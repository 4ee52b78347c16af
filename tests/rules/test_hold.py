"""What stands now: a hold stops a purge, a block stops a send, neither does the other's work."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from tocsin.rules.hold import standing_blocks, standing_holds
from tocsin.vocab.hold import BlockReason, Lifted, PreservationHold, PreserveReason, ReleaseBlock

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
PERSON = "person-" + "0" * 26
ONE, OTHER = "item-" + "1" * 26, "item-" + "2" * 26

HOLD = PreservationHold(item=ONE, owner=PERSON, reason=PreserveReason.INVESTIGATION, placed_at=NOON)
BLOCK = ReleaseBlock(owner=PERSON, reason=BlockReason.FACTS_IN_DOUBT, placed_at=NOON, expires_at=NOON + 4 * HOUR)


def test_a_hold_covers_its_item_and_a_hold_on_the_case_covers_all() -> None:
    assert standing_holds((HOLD,), ONE, NOON) == (HOLD,)
    assert standing_holds((HOLD,), OTHER, NOON) == ()
    whole = replace(HOLD, item=None)
    assert standing_holds((whole,), OTHER, NOON) == (whole,)


@pytest.mark.parametrize(("hours", "stands"), [(-1, False), (0, True), (1, True), (3, True), (4, False), (5, False)])
def test_a_block_stands_from_its_placing_to_its_end(hours: int, stands: bool) -> None:
    assert bool(standing_blocks((BLOCK,), NOON + hours * HOUR)) is stands


def test_a_hold_without_an_end_stands_until_somebody_lifts_it() -> None:
    assert standing_holds((HOLD,), ONE, NOON + timedelta(days=4000))
    lifted = replace(HOLD, lifted=Lifted(by=PERSON, at=NOON + 2 * HOUR))
    assert standing_holds((lifted,), ONE, NOON + HOUR) == (lifted,)
    assert standing_holds((lifted,), ONE, NOON + 2 * HOUR) == ()


def test_a_lifted_block_leaves_the_others_standing() -> None:
    lifted = replace(BLOCK, lifted=Lifted(by=PERSON, at=NOON + HOUR))
    assert standing_blocks((lifted, BLOCK), NOON + 2 * HOUR) == (BLOCK,)
