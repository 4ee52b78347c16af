"""Triage: the facts that are asked, the classes they lead to, and why.

A fact is what somebody answered; a class is what the rules make of the answers (`rules.triage`). Unknown is an answer.
Names and versions of components are free text and lie elsewhere; no fact here holds any.
"""

from enum import StrEnum
from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

PRELIMINARY = "Preliminary classification for coordination, not a legal determination."

# What the classes mean: JCDC AI Cybersecurity Collaboration Playbook, CISA and JCDC, 14 January 2025, page 7.
DEFINITIONS = "jcdc-ai-playbook:2025.1.14"
RULES = "triage:1.0.0"


class EventClass(StrEnum):
    """What an event is, after the first of rules 1 to 5 that is met; the last where none is."""

    INCIDENT = "incident"
    VULNERABILITY = "vulnerability"
    PROACTIVE_OBSERVATION = "proactive_observation"
    OUT_OF_SCOPE_SAFETY = "out_of_scope_safety"
    PRODUCT_DEFECT = "product_defect"
    NEEDS_INFORMATION = "needs_information"


class Flag(StrEnum):
    """What stands beside any class (R10): another owner may be needed as well."""

    NOT_AI = "not_ai"
    ALSO_SAFETY = "also_safety"
    ALSO_QUALITY = "also_quality"
    ALSO_GOVERNANCE = "also_governance"


class Leg(StrEnum):
    """How far confidentiality, integrity or availability is jeopardised."""

    ACTUAL = "actual"
    IMMINENT = "imminent"
    POTENTIAL = "potential"
    NONE = "none"
    UNKNOWN = "unknown"


class YesNo(StrEnum):
    """A plain answer."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class NoncyberHarm(StrEnum):
    """A harm that is not one of cybersecurity."""

    NONE = "none"
    FAIRNESS = "fairness"
    HARMFUL_CONTENT = "harmful_content"
    MISINFORMATION = "misinformation"
    SAFETY_PHYSICAL = "safety_physical"
    LEGAL = "legal"
    UNKNOWN = "unknown"  # nobody answered


class AiRole(StrEnum):
    """What the AI system was in the event."""

    TARGET = "target"
    VECTOR = "vector"
    TOOL_OF_ATTACKER = "tool_of_attacker"
    BYSTANDER = "bystander"
    UNKNOWN = "unknown"


class ComponentKind(StrEnum):
    """Which part of an AI system is meant."""

    MODEL = "model"
    DATASET = "dataset"
    TRAINING_DATA = "training_data"
    PROMPT_OR_CONTEXT = "prompt_or_context"
    AGENT = "agent"
    TOOL_PLUGIN_MCP = "tool_plugin_mcp"
    VECTOR_STORE = "vector_store"
    INFERENCE_SERVER = "inference_server"
    ML_FRAMEWORK = "ml_framework"
    PACKAGE_DEPENDENCY = "package_dependency"
    MODEL_HUB = "model_hub"
    API_SERVICE = "api_service"
    HOST_INFRA = "host_infra"
    AI_AS_TOOL = "ai_as_tool"
    UNKNOWN = "unknown"


class AiLane(StrEnum):
    """Which of three matters it is (R42): they have different owners and different remedies."""

    DEFENCE_WITH_AI = "defence_with_ai"
    AI_ENABLED_ATTACK = "ai_enabled_attack"
    SECURITY_OF_AI = "security_of_ai"
    UNKNOWN = "unknown"


class Occurrence(StrEnum):
    """Whether it happened (R42): a near miss and a hazard are recorded as types of their own, never as incidents."""

    HAPPENED = "happened"
    NEAR_MISS = "near_miss"  # it began and did no harm
    HAZARD = "hazard"  # it could begin
    UNKNOWN = "unknown"


class ProactiveCategory(StrEnum):
    """The seven headings for proactive sharing (the playbook of 14 January 2025, page 11)."""

    OBSERVED_MALICIOUS_ACTIVITY = "observed_malicious_activity"
    SUSPICIOUS_BEHAVIOR = "suspicious_behavior"
    JCDC_PARTNER_PRIORITIES = "jcdc_partner_priorities"
    THREAT_ASSESSMENTS = "threat_assessments"
    SYSTEM_CONFIGURATION = "system_configuration"
    BLOGS_PUBLICATIONS = "blogs_publications"
    BEST_PRACTICES_LESSONS = "best_practices_lessons"
    UNKNOWN = "unknown"


class FactKey(StrEnum):
    """Every fact that can be answered. The first ten decide the class; the others flag, describe or route."""

    CONFIDENTIALITY = "confidentiality"
    INTEGRITY = "integrity"
    AVAILABILITY = "availability"
    WITHOUT_LAWFUL_AUTHORITY = "without_lawful_authority"
    AUTHORISED_RESEARCH_OR_EXERCISE = "authorised_research_or_exercise"
    EXPLOITABLE_BY_THREAT_SOURCE = "exploitable_by_threat_source"
    SHARES_TTP_TREND_OR_MITIGATION = "shares_ttp_trend_or_mitigation"
    THREAT_ACTOR_ACTIVITY_OBSERVED = "threat_actor_activity_observed"
    NONCYBER_HARM = "noncyber_harm"
    MALFUNCTION_WITHOUT_ADVERSARY = "malfunction_without_adversary"
    EXPLOITED_IN_THE_WILD = "exploited_in_the_wild"
    IMMINENT = "imminent"
    AI_COMPONENT_INVOLVED = "ai_component_involved"
    FIX_AVAILABLE = "fix_available"
    DOWNSTREAM_EXPOSURE = "downstream_exposure"
    IDENTIFIED_VICTIM = "identified_victim"
    AI_ROLE = "ai_role"
    COMPONENT_KIND = "component_kind"
    QUALITY_ISSUE = "quality_issue"
    GOVERNANCE_ISSUE = "governance_issue"
    AI_LANE = "ai_lane"
    OCCURRENCE = "occurrence"
    PROACTIVE_CATEGORY = "proactive_category"
    ACTOR_GOAL_NAMEABLE = "actor_goal_nameable"
    ACTOR_CAPABILITY_NAMEABLE = "actor_capability_nameable"
    ACTOR_KNOWLEDGE_NAMEABLE = "actor_knowledge_nameable"
    ACTOR_ACCESS_NAMEABLE = "actor_access_nameable"
    ACTOR_TIMING_NAMEABLE = "actor_timing_nameable"


class Facts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is known of one event; one field a fact, unknown until somebody answers."""

    confidentiality: Leg = Leg.UNKNOWN
    integrity: Leg = Leg.UNKNOWN
    availability: Leg = Leg.UNKNOWN
    without_lawful_authority: YesNo = YesNo.UNKNOWN
    authorised_research_or_exercise: YesNo = YesNo.UNKNOWN
    exploitable_by_threat_source: YesNo = YesNo.UNKNOWN
    shares_ttp_trend_or_mitigation: YesNo = YesNo.UNKNOWN
    threat_actor_activity_observed: YesNo = YesNo.UNKNOWN
    noncyber_harm: NoncyberHarm = NoncyberHarm.UNKNOWN
    malfunction_without_adversary: YesNo = YesNo.UNKNOWN
    exploited_in_the_wild: YesNo = YesNo.UNKNOWN
    imminent: YesNo = YesNo.UNKNOWN
    ai_component_involved: YesNo = YesNo.UNKNOWN
    fix_available: YesNo = YesNo.UNKNOWN
    downstream_exposure: YesNo = YesNo.UNKNOWN
    identified_victim: YesNo = YesNo.UNKNOWN
    ai_role: AiRole = AiRole.UNKNOWN
    component_kind: ComponentKind = ComponentKind.UNKNOWN
    quality_issue: YesNo = YesNo.UNKNOWN
    governance_issue: YesNo = YesNo.UNKNOWN
    ai_lane: AiLane = AiLane.UNKNOWN
    occurrence: Occurrence = Occurrence.UNKNOWN
    proactive_category: ProactiveCategory = ProactiveCategory.UNKNOWN
    actor_goal_nameable: YesNo = YesNo.UNKNOWN
    actor_capability_nameable: YesNo = YesNo.UNKNOWN
    actor_knowledge_nameable: YesNo = YesNo.UNKNOWN
    actor_access_nameable: YesNo = YesNo.UNKNOWN
    actor_timing_nameable: YesNo = YesNo.UNKNOWN


FactValue: TypeAlias = Leg | YesNo | NoncyberHarm | AiRole | ComponentKind | AiLane | Occurrence | ProactiveCategory

UNKNOWN = "unknown"  # the same word in every vocabulary above


class Statement(StrEnum):
    """Whether an answer is claimed as known or as believed (R36)."""

    FACT = "fact"
    HYPOTHESIS = "hypothesis"


class Confidence(StrEnum):
    """How sure the author is. The one scale of this desk, named beside every value.

    Source: STIX Version 2.1, OASIS Standard, 10 June 2021, Appendix A, "None / Low / Med / High".
    """

    NOT_SPECIFIED = "not_specified"
    NONE = "none"
    LOW = "low"
    MED = "med"
    HIGH = "high"


CONFIDENCE_SCALE = "stix-2.1:none-low-med-high"

# The STIX confidence value of each word; None where the property is left out.
STIX_CONFIDENCE: dict[Confidence, int | None] = {
    Confidence.NOT_SPECIFIED: None,
    Confidence.NONE: 0,
    Confidence.LOW: 15,
    Confidence.MED: 50,
    Confidence.HIGH: 85,
}


class Answer(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One fact as somebody answered it. Author, time and reason belong to the act that carries it."""

    key: FactKey
    value: str  # a word of the fact's vocabulary; `rules.triage.facts_of` refuses any other
    statement: Statement = Statement.HYPOTHESIS
    confidence: Confidence = Confidence.NOT_SPECIFIED


class Reason(StrEnum):
    """Why a class was given or withheld: closed codes, each with its sentence in `REASON_TEXT`."""

    CONFIDENTIALITY_ACTUAL = "confidentiality_actual"
    CONFIDENTIALITY_IMMINENT = "confidentiality_imminent"
    INTEGRITY_ACTUAL = "integrity_actual"
    INTEGRITY_IMMINENT = "integrity_imminent"
    AVAILABILITY_ACTUAL = "availability_actual"
    AVAILABILITY_IMMINENT = "availability_imminent"
    WITHOUT_LAWFUL_AUTHORITY = "without_lawful_authority"
    NO_EXERCISE = "no_exercise"
    AUTHORITY_WAS_GIVEN = "authority_was_given"
    WAS_EXERCISE = "was_exercise"
    EXPLOITABLE = "exploitable"
    SHARES_OBSERVATION = "shares_observation"
    ACTOR_OBSERVED = "actor_observed"
    NONCYBER_HARM = "noncyber_harm"
    MALFUNCTION = "malfunction"
    NO_RULE_MET = "no_rule_met"
    ANSWERS_MISSING = "answers_missing"
    EARLIER_RULE_OPEN = "earlier_rule_open"


REASON_TEXT: dict[Reason, str] = {
    Reason.CONFIDENTIALITY_ACTUAL: "Confidentiality is actually jeopardised.",
    Reason.CONFIDENTIALITY_IMMINENT: "Confidentiality is imminently jeopardised.",
    Reason.INTEGRITY_ACTUAL: "Integrity is actually jeopardised.",
    Reason.INTEGRITY_IMMINENT: "Integrity is imminently jeopardised.",
    Reason.AVAILABILITY_ACTUAL: "Availability is actually jeopardised.",
    Reason.AVAILABILITY_IMMINENT: "Availability is imminently jeopardised.",
    Reason.WITHOUT_LAWFUL_AUTHORITY: "Somebody did or saw what nobody had allowed.",
    Reason.NO_EXERCISE: "It was no authorised research or exercise.",
    Reason.AUTHORITY_WAS_GIVEN: "It is no incident: nobody acted without lawful authority.",
    Reason.WAS_EXERCISE: "It is no incident: it was authorised research or an exercise.",
    Reason.EXPLOITABLE: "A threat source could exploit the weakness.",
    Reason.SHARES_OBSERVATION: "It tells defenders of a technique, a trend or a mitigation.",
    Reason.ACTOR_OBSERVED: "Activity of a threat actor was observed.",
    Reason.NONCYBER_HARM: "The harm is not one of cybersecurity.",
    Reason.MALFUNCTION: "Something malfunctioned without an adversary.",
    Reason.NO_RULE_MET: "No class fits the answers given.",
    Reason.ANSWERS_MISSING: "Answers are missing that would give a class.",
    Reason.EARLIER_RULE_OPEN: "The class is not settled: a question of an earlier rule is still unanswered.",
}


class Verdict(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"class_": "class"}):
    """The class of an event, why, and what is still to be asked, most deciding first.

    `rule` is the number of the rule that was met, 6 where none was. `missing` lists the unknown facts of which some
    answer would change the class. Preliminary, not a legal determination.
    """

    class_: EventClass
    flags: tuple[Flag, ...]
    reasons: tuple[Reason, ...]
    missing: tuple[FactKey, ...]
    rule: Annotated[int, Meta(ge=1, le=6)]
    definitions: str = DEFINITIONS
    rules: str = RULES


class Flip(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"class_": "class"}):
    """One answer that, given instead of the present one, would lead to another class."""

    key: FactKey
    value: str
    class_: EventClass


class TriageLine(Struct, frozen=True, kw_only=True, rename={"class_": "class"}):
    """The answer to one line of `tocsin triage --facts`."""

    id: str | int | None
    class_: EventClass
    flags: tuple[Flag, ...]
    reasons: tuple[Reason, ...]
    missing: tuple[FactKey, ...]


class BadLine(Struct, frozen=True, kw_only=True):
    """The answer to a line that could not be read; `id` where that much could be read."""

    id: str | int | None
    error: str
