"""Reasons: the closed codes that say in an act why something was done.

A code stands in the log for ever and can never be purged, so it is one of a list: what a person wants to say in their
own words, a name above all, goes into the note beside it, which lies in the vault.
"""

import re
from enum import StrEnum
from typing import TypeVar

from tocsin.vocab.errors import BadInput
from tocsin.vocab.party import PartyKind, PartyRole
from tocsin.vocab.route import RouteGroup

Code = TypeVar("Code", bound=StrEnum)


class Hazard(StrEnum):
    """What makes content hazardous."""

    ENABLING = "enabling"  # it says how
    RUNS_CODE_ON_LOAD = "runs_code_on_load"
    PROGRAM = "program"
    MALWARE = "malware"
    HARMFUL_CONTENT = "harmful_content"
    CREDENTIAL = "credential"
    SUSPECTED = "suspected"
    OTHER = "other"


class UnsealReason(StrEnum):
    """Why content is no longer sealed."""

    REVIEWED = "reviewed"
    SEALED_BY_MISTAKE = "sealed_by_mistake"
    PUBLISHED_ELSEWHERE = "published_elsewhere"
    OTHER = "other"


class LookReason(StrEnum):
    """Why somebody looks at sealed, RED or privileged content."""

    TRIAGE = "triage"
    ANALYSIS = "analysis"
    REPRODUCTION = "reproduction"
    VERIFICATION = "verification"
    REMEDIATION = "remediation"
    HAND_OVER = "hand_over"
    LEGAL_REVIEW = "legal_review"
    AUDIT = "audit"
    OTHER = "other"


class PurgeReason(StrEnum):
    """Why content is destroyed."""

    RETENTION = "retention"
    RETENTION_ENDED = "retention_ended"
    PERSONAL_DATA = "personal_data"
    CONTRACT = "contract"
    COURT_ORDER = "court_order"
    KEPT_BY_MISTAKE = "kept_by_mistake"
    OTHER = "other"


class UnblockReason(StrEnum):
    """Why a release block is lifted."""

    DONE = "done"
    ANSWERED = "answered"
    COUNSEL_ANSWERED = "counsel_answered"
    PERMISSION_GIVEN = "permission_given"
    EMBARGO_ENDED = "embargo_ended"
    PLACED_BY_MISTAKE = "placed_by_mistake"
    OTHER = "other"


class WithdrawReason(StrEnum):
    """Why a route is not to be used any more."""

    MOVED = "moved"
    ADDRESS_CHANGED = "address_changed"
    WRONG = "wrong"
    RETIRED = "retired"
    KEY_LOST = "key_lost"
    OTHER = "other"


class OwnerRole(StrEnum):
    """Whose a matter is that is not ours: a role; who holds it stands in the note."""

    SAFETY_TEAM = "safety_team"
    PRODUCT_SAFETY_TEAM = "product_safety_team"
    TRUST_AND_SAFETY_TEAM = "trust_and_safety_team"
    RESPONSIBLE_AI_TEAM = "responsible_ai_team"
    LEGAL_TEAM = "legal_team"
    PRIVACY_TEAM = "privacy_team"
    PRODUCT_OWNER = "product_owner"
    PRODUCT_TEAM = "product_team"
    QUALITY_TEAM = "quality_team"
    GOVERNANCE_TEAM = "governance_team"
    SECURITY_DESK = "security_desk"
    OTHER = "other"


OWN = "own"  # the source of a mark that this organization put on its own material

# Whose mark it is: ours, or that of somebody in a group, kind or role; a number tells two of the same sort apart.
SOURCES = tuple(dict.fromkeys((OWN, *RouteGroup, *PartyKind, *PartyRole, "partner")))
_NUMBERED = re.compile(r"(?P<sort>[a-z_]+)-[1-9][0-9]{0,2}")


def closed(list_: type[Code], given: str, what: str) -> Code:
    """The member of a closed list; BadInput, with the list, for any other word."""
    try:
        return list_(given)
    except ValueError:
        raise BadInput(
            f"{given[:60]!r} is no {what}", hint=f"one of: {', '.join(list_)}; say the rest in your own words beside it"
        ) from None


def source_of_mark(given: str) -> str:
    """The source as it may stand in an act: `own`, or a sort of party such as `vendor` or `vendor-2`; never a name."""
    numbered = _NUMBERED.fullmatch(given)
    sort = numbered["sort"] if numbered and numbered["sort"] != OWN else given
    if sort not in SOURCES:
        raise BadInput(
            f"{given[:60]!r} is no source of a mark: it is a sort of party, not a name",
            hint=f"one of: {', '.join(SOURCES)}; with a number where there are two, such as vendor-2",
        )
    return given
