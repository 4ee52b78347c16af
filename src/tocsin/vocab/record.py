"""The four other records: kept elsewhere, never filled by a share."""

from enum import StrEnum

from msgspec import Struct


class RecordKind(StrEnum):
    """Which record (R24)."""

    INCIDENT_RESPONSE = "incident_response"
    LEGAL = "legal"
    USER_COMMUNICATION = "user_communication"
    REMEDIATION = "remediation"


class RecordState(StrEnum):
    """What is known about it; `missing` until somebody says otherwise."""

    LINKED = "linked"
    NOT_NEEDED = "not_needed"
    MISSING = "missing"


class RecordLink(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One statement about one record: where it lies (`linked`), or why none is needed (`not_needed`)."""

    kind: RecordKind
    state: RecordState
    text: str = ""  # the place, or the reason

    def __post_init__(self) -> None:
        if (self.state is RecordState.MISSING) == bool(self.text.strip()):
            raise ValueError("linked says where, not_needed says why, missing says nothing")
