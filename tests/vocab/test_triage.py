"""The words of triage: those of the published facts, each vocabulary with an unknown."""

import json
from pathlib import Path

import msgspec
import pytest

from tocsin.vocab.triage import PRELIMINARY, STIX_CONFIDENCE, UNKNOWN, Confidence, EventClass, FactKey, Facts, Flag

OWN_FACTS = {
    *("quality_issue", "governance_issue", "ai_lane", "occurrence", "proactive_category"),
    *(f"actor_{trait}_nameable" for trait in ("goal", "capability", "knowledge", "access", "timing")),
}


def test_every_fact_has_its_field_and_is_unknown_at_first() -> None:
    fields = {field.name: field.default for field in msgspec.structs.fields(Facts)}
    assert list(fields) == [key.value for key in FactKey]
    assert {str(default) for default in fields.values()} == {UNKNOWN}


@pytest.mark.data
def test_the_facts_are_the_published_ones_and_ours(reference_data: Path) -> None:
    first = json.loads((reference_data / "triage" / "dev.jsonl").read_bytes().splitlines()[0])
    published = set(first["facts"]) - {"component_name", "component_version"}
    assert {key.value for key in FactKey} == published | OWN_FACTS


def test_classes_and_flags_are_the_published_words() -> None:
    assert [class_.value for class_ in EventClass] == [
        *("incident", "vulnerability", "proactive_observation"),
        *("out_of_scope_safety", "product_defect", "needs_information"),
    ]
    assert {flag.value for flag in Flag} == {"not_ai", "also_safety", "also_quality", "also_governance"}


def test_confidence_words_have_the_values_of_stix() -> None:
    # STIX Version 2.1, Appendix A, None / Low / Med / High: 0; 1-29; 30-69; 70-100.
    ranges = {"none": (0, 0), "low": (1, 29), "med": (30, 69), "high": (70, 100)}
    assert set(STIX_CONFIDENCE) == set(Confidence)
    for word, value in STIX_CONFIDENCE.items():
        if value is None:
            assert word is Confidence.NOT_SPECIFIED
        else:
            low, high = ranges[word.value]
            assert low <= value <= high


def test_every_classification_is_called_preliminary() -> None:
    assert "not a legal determination" in PRELIMINARY
