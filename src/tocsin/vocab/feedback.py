"""Feedback: what a party may say because of a share, and what may follow."""

from enum import StrEnum


class FeedbackKind(StrEnum):
    """What came back. Silence is none of these: it is counted in days."""

    ACKNOWLEDGED = "acknowledged"
    AFFECTED = "affected"
    NOT_AFFECTED = "not_affected"
    INVESTIGATING = "investigating"
    FIXED = "fixed"
    DECLINED = "declined"
    QUESTION = "question"
    ANSWER = "answer"  # ours, to a question
    SIGHTING = "sighting"
    KNOWN_ALREADY = "known_already"
    WIDER_REQUESTED = "wider_requested"
    WIDER_GRANTED = "wider_granted"  # ours
    WIDER_DENIED = "wider_denied"  # ours
    CORRECTION_CONFIRMED = "correction_confirmed"


OURS = frozenset({FeedbackKind.ANSWER, FeedbackKind.WIDER_GRANTED, FeedbackKind.WIDER_DENIED})


# What asks something of us, until we answer it.
ASKING = frozenset({FeedbackKind.QUESTION, FeedbackKind.WIDER_REQUESTED})
# Which of ours answers what.
ANSWERS: dict[FeedbackKind, FeedbackKind] = {
    FeedbackKind.ANSWER: FeedbackKind.QUESTION,
    FeedbackKind.WIDER_GRANTED: FeedbackKind.WIDER_REQUESTED,
    FeedbackKind.WIDER_DENIED: FeedbackKind.WIDER_REQUESTED,
}


class Means(StrEnum):
    """How it reached us, or how we answered."""

    VOICE = "voice"
    MAIL = "mail"
    PAGE = "page"
    TAXII = "taxii"
    PORTAL = "portal"
    OTHER = "other"


class KnownFrom(StrEnum):
    """From what kind of source somebody knew already; asked at receipt, not afterwards."""

    OWN_DETECTION = "own_detection"
    VENDOR = "vendor"
    ISAC = "isac"
    GOVERNMENT = "government"
    COMMERCIAL_FEED = "commercial_feed"
    PUBLIC = "public"
    OTHER = "other"


class AfterReceipt(StrEnum):
    """What CISA may do with what it received; possible acts, not promises.

    Source: CISA/JCDC, "AI Cybersecurity Collaboration Playbook", 14 January 2025.
    """

    ANALYSED = "analysed"
    USED = "used"
    ENHANCED_COORDINATION = "enhanced_coordination"
    DISTRIBUTED = "distributed"
    VULNERABILITY_INSIGHT = "vulnerability_insight"
    NATIONAL_MECHANISM = "national_mechanism"


class Knowledge(StrEnum):
    """What we know of such a step. The default says that nobody told us."""

    NOT_KNOWN = "not_known"
    STATED_BY_RECIPIENT = "stated_by_recipient"
    SEEN_BY_US = "seen_by_us"
    DENIED_BY_RECIPIENT = "denied_by_recipient"


class EffectKind(StrEnum):
    """What changed because of a share (R32)."""

    MITIGATION = "mitigation"
    DISCLOSURE = "disclosure"
    COORDINATION = "coordination"


class ReopenReason(StrEnum):
    """Why a closed case is open again."""

    NEW_EVIDENCE = "new_evidence"
    LATE_ANSWER = "late_answer"
    CLOSED_BY_MISTAKE = "closed_by_mistake"
    CORRECTION = "correction"
    OTHER = "other"
