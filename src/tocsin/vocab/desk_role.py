"""What a person may do at a desk: five roles; one person may have several."""

from enum import StrEnum


class DeskRole(StrEnum):
    """A role of the desk's own people."""

    ANALYST = "analyst"  # works on cases and proposes shares
    APPROVER = "approver"  # reads, and decides on what somebody else proposed
    COUNSEL = "counsel"  # the same, reads what is privileged, sets release blocks
    ADMIN = "admin"  # people, roads, settings; no privileged item, no counsel's note
    AUDITOR = "auditor"  # reads and checks the record; no privileged item, no counsel's note
