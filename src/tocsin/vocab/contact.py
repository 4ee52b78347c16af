"""Contacts: the groups that every case is asked about, and the answers."""

from enum import StrEnum


class ContactGroup(StrEnum):
    """Who else could act (R29): each group is asked about, and each gets an answer."""

    VENDOR = "vendor"
    ADOPTER = "adopter"  # who operates or uses it, or something built on it
    SECTOR_PARTNER = "sector_partner"
    DEPENDENCY = "dependency"  # who supplies something built on the component, or what it is built on
    CRITICAL_INFRASTRUCTURE = "critical_infrastructure"
    COORDINATOR = "coordinator"


# R29.1 asks about these in every case; a coordinator is told by a route of its own.
ASKED = (
    ContactGroup.VENDOR,
    ContactGroup.ADOPTER,
    ContactGroup.SECTOR_PARTNER,
    ContactGroup.DEPENDENCY,
    ContactGroup.CRITICAL_INFRASTRUCTURE,
)


class ContactAnswer(StrEnum):
    """Whether a group or a party is told. Open is the default, and is shown as open."""

    CONTACTED = "contacted"
    DELIBERATELY_NOT_CONTACTED = "deliberately_not_contacted"
    OPEN = "open"


class NotContactedReason(StrEnum):
    """Why somebody is deliberately not told: closed codes, for they stand in the log for ever."""

    NOT_CONCERNED = "not_concerned"
    NOBODY_KNOWN = "nobody_known"  # the group has nobody that we know of
    MARKING = "marking"  # the label or a promise does not allow it
    EMBARGO = "embargo"
    LAW_ENFORCEMENT = "law_enforcement"
    COUNSEL = "counsel"
    SUSPECTED_SOURCE = "suspected_source"  # telling them would warn whoever did it
    TOLD_BY_OTHERS = "told_by_others"
    NO_SAFE_ROUTE = "no_safe_route"
    OTHER = "other"


class ProposedBy(StrEnum):
    """How somebody came into the case."""

    GRAPH = "graph"
    HAND = "hand"
