"""Marks in a bundle: the published objects as published, the policy where all of it is said, all terms in words."""

import json
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.documents import TERMS, a_package
from tocsin.formats.stix import bundle
from tocsin.formats.stix.marks import IEP_EXTENSION_ID, mark_losses, missing_for_iep, tlp_extension, tlp_mark
from tocsin.formats.stix.parts import prompt_extension
from tocsin.vocab.handling import handling
from tocsin.vocab.marking import TLP2_EXTENSION_ID, Attribution, Tlp
from tocsin.vocab.terms import Terms

# FIRST IEP 2.0 extension as published (OASIS, cti-stix-common-objects, iep-marking-definition-762): "required".
IEP_REQUIRED = {
    *("extension_type", "encrypt_in_transit", "permitted_actions", "affected_party_notifications", "tlp_ref"),
    *("provider_attribution", "unmodified_resale", "iep_id", "iep_version", "policy_name", "description", "start_date"),
}


def _definitions(terms: Terms) -> list[dict[str, Any]]:
    objects = json.loads(bundle.write(a_package(terms=terms)).data)["objects"]
    return [each for each in objects if each["type"] == "marking-definition"]


@pytest.mark.data
def test_the_published_objects_are_repeated_as_published(reference_data: Path) -> None:
    published = json.loads((reference_data / "stix" / "tlp2" / "tlp2_marking_definitions.json").read_text())
    listed = published if isinstance(published, list) else published.get("objects", list(published.values()))
    by_id = {each["id"]: each for each in listed}
    assert {tlp_mark(tlp)["id"]: tlp_mark(tlp) for tlp in Tlp}.items() <= by_id.items()
    prompt = reference_data / "stix" / "extensions" / "dogesec_ai-prompt_extension-definition.json"
    assert prompt_extension() == json.loads(prompt.read_text())


def test_the_tlp_extension_travels_with_every_bundle() -> None:
    objects = json.loads(bundle.write(a_package(terms=Terms(tlp=Tlp.AMBER))).data)["objects"]
    assert tlp_extension() in objects
    assert TLP2_EXTENSION_ID in {each["id"] for each in objects}


@pytest.mark.parametrize("tlp", [Tlp.AMBER, Tlp.AMBER_STRICT, Tlp.RED])
def test_a_whole_policy_stands_for_machines_and_never_widens_the_label(tlp: Tlp) -> None:
    (found,) = [
        each for each in _definitions(replace(TERMS, tlp=tlp)) if IEP_EXTENSION_ID in each.get("extensions", {})
    ]
    policy = found["extensions"][IEP_EXTENSION_ID]
    assert policy.keys() >= IEP_REQUIRED
    assert found["external_references"]
    assert policy.get("tlp") == {Tlp.AMBER: "amber", Tlp.RED: "red"}.get(tlp)
    assert policy["tlp_ref"] == tlp_mark(tlp)["id"]


@pytest.mark.parametrize(
    "missing", ["encrypt_in_transit", "permitted_actions", "notifications", "attribution", "resale"]
)
def test_a_policy_with_a_gap_stands_in_words_only_and_the_loss_is_stated(missing: str) -> None:
    terms = replace(TERMS, **{missing: None})
    assert not [each for each in _definitions(terms) if IEP_EXTENSION_ID in each.get("extensions", {})]
    assert len(missing_for_iep(terms)) == 1
    assert any("FIRST IEP" in loss.what and not loss.is_mark for loss in mark_losses(terms))


def test_a_conflict_about_attribution_is_no_statement() -> None:
    assert missing_for_iep(replace(TERMS, attribution=Attribution.CONFLICT)) == ("provider_attribution",)


def test_terms_that_say_nothing_more_lose_nothing() -> None:
    assert mark_losses(Terms(tlp=Tlp.RED)) == ()


def test_every_term_stands_in_words() -> None:
    (said,) = [
        each["definition"]["statement"] for each in _definitions(TERMS) if each.get("definition_type") == "statement"
    ]
    for _, words in handling(TERMS):
        assert words in said
    assert "For: Example agency" in said
