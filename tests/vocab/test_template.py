"""Templates: the four archetypes, each a list of questions and never an answer."""

import pytest
from msgspec import structs

from tocsin.rules.technique import look_up
from tocsin.store.catalogues import load
from tocsin.vocab.technique import Taxonomy
from tocsin.vocab.template import RELEASE_FLOOR_NOTE, Template

TEMPLATES = load("templates", Template, None)
GROUPS = {"downstream_adopters", "sector_partners", "dependencies", "critical_infrastructure"}


def test_the_four_archetypes_are_shipped() -> None:
    assert {template.key for template in TEMPLATES} == {
        "poisoned-dataset",
        "compromised-model-dependency",
        "adversarial-prompt-chain",
        "tool-use-vulnerability",
    }


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: str(template.key))
def test_a_template_thinks_of_all_four_groups_and_asks_for_authority(template: Template) -> None:
    assert {party.group for party in template.parties} == GROUPS
    assert {"without_lawful_authority", "authorised_research_or_exercise"} <= {asked.fact for asked in template.facts}
    assert len({asked.fact for asked in template.facts}) == len(template.facts)
    assert len(set(template.evidence)) == len(template.evidence)
    assert all(asked.question.endswith("?") for asked in template.facts)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: str(template.key))
def test_suggested_techniques_are_those_of_the_edition_they_name(template: Template) -> None:
    taxonomies = load("taxonomies", Taxonomy, None)
    assert template.techniques
    for code in template.techniques:
        assert look_up(taxonomies, code.scheme, code.version, code.id) == code


@pytest.mark.parametrize("pattern", ["Poisoned dataset: {component}", "Poisoned dataset, {date}", "x"])
def test_a_title_without_component_or_date_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="title_pattern"):
        structs.replace(TEMPLATES[0], title_pattern=pattern)


def test_the_note_on_release_says_coordinator_at_least() -> None:
    assert "coordinator at least" in RELEASE_FLOOR_NOTE
