"""Evidence: the typed AI items a case preserves, and how they are handled."""

from enum import StrEnum


class ItemKind(StrEnum):
    """What a kept item is (R27; the list of indicators.md 7, and the documents they come in)."""

    MODEL_IDENTITY = "model_identity"
    SYSTEM_PROMPT = "system_prompt"
    SAMPLING = "sampling"
    PROMPT = "prompt"
    OUTPUT = "output"
    TOOL_DEFINITION = "tool_definition"
    TOOL_CALL = "tool_call"
    TOOL_RESULT = "tool_result"
    RETRIEVAL_CONTEXT = "retrieval_context"
    MEMORY = "memory"
    GUARDRAIL_CONFIGURATION = "guardrail_configuration"
    LOG = "log"
    TRACE = "trace"
    DATASET = "dataset"
    ARTIFACT = "artifact"
    COMPONENT = "component"
    BILL_OF_MATERIALS = "bill_of_materials"
    EVALUATION_REPORT = "evaluation_report"
    EVALUATION_ATTEMPT = "evaluation_attempt"
    REPRODUCTION = "reproduction"
    INDICATOR = "indicator"
    EXPLOIT_CONDITION = "exploit_condition"
    MITIGATION = "mitigation"
    ADVISORY = "advisory"
    CASE_STUDY = "case_study"
    TICKET = "ticket"
    MESSAGE = "message"
    ATTACHMENT = "attachment"
    NOTE = "note"
    LETTER = "letter"


class MitigationLayer(StrEnum):
    """Where a mitigation acts (indicators.md 9)."""

    INPUT_FILTER = "input_filter"
    SYSTEM_PROMPT = "system_prompt"
    TOOL_POLICY = "tool_policy"
    WEIGHTS = "weights"
    PROVIDER_SIDE = "provider_side"
    DEPENDENCY = "dependency"
    INFRASTRUCTURE = "infrastructure"


class SourceTrust(StrEnum):
    """Who controlled a part of a trace (indicators.md 9); unknown until somebody says so."""

    TRUSTED = "trusted"
    UNTRUSTED = "untrusted"
    ATTACKER_CONTROLLED = "attacker_controlled"
    UNKNOWN = "unknown"


class CustodyAction(StrEnum):
    """What happened to an item: a closed list; who, when and why stand beside it in the act."""

    COLLECTED = "collected"
    COPIED = "copied"
    HANDED_OVER = "handed_over"
    RECEIVED_BACK = "received_back"
    EXAMINED = "examined"
    VERIFIED = "verified"
    EXPORTED = "exported"
