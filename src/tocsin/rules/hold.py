"""Which holds and blocks stand now; purging and sending are separate."""

from datetime import datetime

from tocsin.vocab.hold import PreservationHold, ReleaseBlock
from tocsin.vocab.ids import ItemId


def standing_holds(holds: tuple[PreservationHold, ...], item: ItemId, now: datetime) -> tuple[PreservationHold, ...]:
    """The holds that forbid purging `item` now: its own and its whole case's. Empty means: no hold forbids it."""
    return tuple(hold for hold in holds if hold.item in (None, item) and _stands(hold, now))


def standing_blocks(blocks: tuple[ReleaseBlock, ...], now: datetime) -> tuple[ReleaseBlock, ...]:
    """The blocks that forbid sending now. Empty means only that no block forbids it."""
    return tuple(block for block in blocks if _stands(block, now))


def _stands(flag: PreservationHold | ReleaseBlock, now: datetime) -> bool:
    ended = flag.lifted is not None and flag.lifted.at <= now
    expired = flag.expires_at is not None and flag.expires_at <= now
    return flag.placed_at <= now and not ended and not expired
