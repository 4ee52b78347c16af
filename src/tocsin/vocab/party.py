"""Parties: what they are, their role, and how far it came with them."""

from enum import StrEnum


class PartyKind(StrEnum):
    """What sort of organisation it is (R6, R25); one may be several."""

    FEDERAL = "federal"
    SLTT = "sltt"  # state, local, tribal, territorial
    INDUSTRY = "industry"
    INTERNATIONAL = "international"
    ISAC = "isac"
    VENDOR = "vendor"
    PROVIDER = "provider"
    DEVELOPER = "developer"
    ADOPTER = "adopter"
    CRITICAL_INFRASTRUCTURE = "critical_infrastructure"
    JCDC_PARTNER = "jcdc_partner"
    COMMUNITY = "community"  # many at once: the members of an ISAC, a mailing list, a feed for defenders
    PUBLIC = "public"  # anyone: a page, a repository


class PartyRole(StrEnum):
    """What it is in this case. One party may have several."""

    REPORTER = "reporter"
    ORIGINATOR = "originator"  # owns information that is marked
    AFFECTED = "affected"
    SUPPLIER = "supplier"
    COORDINATOR = "coordinator"
    RECIPIENT = "recipient"


class PartyState(StrEnum):
    """How far it has come with one party, for incidents as for vulnerabilities.

    Extends the three vendor states of CERT/CC's VINCE (affected, not affected, unknown). `silent` is computed from the
    days without an answer; `deliberately_not_contacted` carries a reason.
    """

    NOT_CONTACTED = "not_contacted"
    DELIBERATELY_NOT_CONTACTED = "deliberately_not_contacted"
    NOTIFIED = "notified"
    COLLECTED = "collected"
    ACKNOWLEDGED = "acknowledged"
    INVESTIGATING = "investigating"
    AFFECTED = "affected"
    NOT_AFFECTED = "not_affected"
    FIXED = "fixed"
    DECLINED = "declined"
    SILENT = "silent"
