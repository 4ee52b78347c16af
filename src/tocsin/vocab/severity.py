"""Severity: scores with scheme, version and every input.

A score is not a disclosure, not a duty and no proof of safety. Decimals are kept as text, so that no float ever stands
in a record.
"""

from enum import StrEnum
from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

Tenths: TypeAlias = Annotated[str, Meta(pattern=r"^(10\.0|\d\.\d)$")]  # "0.0" to "10.0"


class Band(StrEnum):
    """The word for a score; CVSS v4.0 and AIVSS v0.8 draw the same lines. AIVSS has no word for 0.0: none, as CVSS."""

    NONE = "none"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class CvssScore(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A CVSS v4.0 vector and what it comes to.

    `base` is the score of the eleven base metrics alone (CVSS-B); `score` that of the whole vector, whose nomenclature
    says which groups it holds. Source: FIRST, "Common Vulnerability Scoring System v4.0: Specification Document".
    """

    scheme: str = "CVSS"
    version: str = "4.0"
    vector: str
    base: Tenths
    base_band: Band
    score: Tenths
    band: Band
    nomenclature: str  # CVSS-B, CVSS-BT, CVSS-BE or CVSS-BTE


class Level(StrEnum):
    """How strongly an amplifying factor is present; unknown makes the score a range."""

    ABSENT = "0.0"
    PARTIAL = "0.5"
    FULL = "1.0"
    UNKNOWN = "unknown"


class Factor(StrEnum):
    """The ten factors of OWASP AIVSS v0.8, in its order."""

    AUTONOMY = "autonomy"
    TOOLS = "tools"
    LANGUAGE = "language"
    CONTEXT = "context"
    NON_DETERMINISM = "non_determinism"
    OPACITY = "opacity"
    PERSISTENCE = "persistence"
    IDENTITY = "identity"
    MULTI_AGENT = "multi_agent"
    SELF_MODIFICATION = "self_modification"


class Threat(StrEnum):
    """The threat multiplier's word."""

    ATTACKED = "attacked"
    PROOF_OF_CONCEPT = "proof_of_concept"  # the specification's default
    UNREPORTED = "unreported"


class Strength(StrEnum):
    """The mitigation factor's word."""

    NONE_OR_WEAK = "none_or_weak"  # the specification's default
    PARTIAL = "partial"
    STRONG = "strong"


class AivssInputs(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything an AIVSS v0.8 score is made from. A factor nobody rated is unknown."""

    vector: str  # CVSS v4.0
    autonomy: Level = Level.UNKNOWN
    tools: Level = Level.UNKNOWN
    language: Level = Level.UNKNOWN
    context: Level = Level.UNKNOWN
    non_determinism: Level = Level.UNKNOWN
    opacity: Level = Level.UNKNOWN
    persistence: Level = Level.UNKNOWN
    identity: Level = Level.UNKNOWN
    multi_agent: Level = Level.UNKNOWN
    self_modification: Level = Level.UNKNOWN
    threat: Threat = Threat.PROOF_OF_CONCEPT
    mitigation: Strength = Strength.NONE_OR_WEAK


class AivssScore(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An AIVSS v0.8 score with its inputs; where factors are unknown, the bound that every completion lies in."""

    scheme: str = "AIVSS"
    version: str = "0.8"
    inputs: AivssInputs
    base: Tenths
    low: Tenths
    high: Tenths
    low_band: Band
    high_band: Band
    unknown: tuple[Factor, ...]
