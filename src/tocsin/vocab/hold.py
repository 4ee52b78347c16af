"""Two flags that are often confused: stop deleting, and stop sending.

Their reasons are words of different lists, so that one can never stand in for the other.
"""

from enum import StrEnum


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
