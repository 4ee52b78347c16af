"""Two flags that are often confused: stop deleting, and stop sending.

They have types of their own, so that one can never stand in for the other.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from tocsin.vocab.ids import ItemId, PersonId


class PreserveReason(StrEnum):
    """Why nothing may be deleted."""

    LITIGATION = "litigation"
    INVESTIGATION = "investigation"
    REGULATOR = "regulator"
    CONTRACT = "contract"
    PARTNER_REQUEST = "partner_request"
    OTHER = "other"


class BlockReason(StrEnum):
    """Why nothing may be sent."""

    COUNSEL_REVIEW = "counsel_review"
    OWNER_PERMISSION = "owner_permission"
    LAW_ENFORCEMENT = "law_enforcement"
    CONTRACT = "contract"
    EMBARGO = "embargo"
    FACTS_IN_DOUBT = "facts_in_doubt"
    OTHER = "other"


class Lifted(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who ended it, and when (UTC)."""

    by: PersonId
    at: datetime


class PreservationHold(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Stop deleting: `item`, or the whole case where it is None. `expires_at` is None where only a person ends it."""

    item: ItemId | None
    owner: PersonId
    reason: PreserveReason
    placed_at: datetime
    expires_at: datetime | None = None
    lifted: Lifted | None = None

    def __post_init__(self) -> None:
        _check(self.placed_at, self.expires_at, self.lifted)


class ReleaseBlock(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Stop sending, for the whole case. It always ends by itself: a block without an end is a silent hold (R22)."""

    owner: PersonId
    reason: BlockReason
    placed_at: datetime
    expires_at: datetime
    lifted: Lifted | None = None

    def __post_init__(self) -> None:
        _check(self.placed_at, self.expires_at, self.lifted)


def _check(placed_at: datetime, expires_at: datetime | None, lifted: Lifted | None) -> None:
    for moment in (placed_at, expires_at, lifted.at if lifted else None):
        if moment is not None and moment.utcoffset() != timedelta(0):
            raise ValueError("moments are UTC")
    if expires_at is not None and expires_at <= placed_at:
        raise ValueError("expires_at lies after placed_at")
    if lifted is not None and lifted.at < placed_at:
        raise ValueError("lifted.at lies not before placed_at")
