"""Codes of taxonomies: the shipped edition against the published one, and known renumberings."""

from pathlib import Path

import msgspec
import pytest

from tocsin.rules.technique import crossings_of, full_name, look_up
from tocsin.store.catalogues import load
from tocsin.vocab.technique import Code, Crosswalk, EntryKind, Relation, Taxonomy


def shipped() -> tuple[Taxonomy, ...]:
    return load("taxonomies", Taxonomy, None)


def test_atlas_is_shipped_whole() -> None:
    (atlas,) = (taxonomy for taxonomy in shipped() if taxonomy.scheme == "ATLAS")
    kinds = [entry.kind for entry in atlas.entries]
    subs = [entry for entry in atlas.entries if entry.parent]
    assert (kinds.count(EntryKind.TACTIC), kinds.count(EntryKind.TECHNIQUE), kinds.count(EntryKind.MITIGATION)) == (
        *(16, 101 + 69, 35),
    )
    assert len(subs) == 69
    assert all(entry.tactics for entry in atlas.entries if entry.kind is EntryKind.TECHNIQUE and not entry.parent)


@pytest.mark.data
def test_atlas_ids_and_names_are_those_of_the_published_bundle(reference_data: Path) -> None:
    bundle = msgspec.json.decode((reference_data / "atlas" / "stix-atlas.json").read_bytes())
    published = {
        reference["external_id"]: thing["name"]
        for thing in bundle["objects"]
        for reference in thing.get("external_references", [])[:1]
        if thing["type"] in ("attack-pattern", "course-of-action", "x-mitre-tactic")
    }
    (atlas,) = shipped()
    ours = {entry.id: {entry.name, full_name(atlas, entry)} for entry in atlas.entries}
    assert set(published) == set(ours)
    assert [code for code, name in published.items() if name not in ours[code]] == []


def test_a_code_is_looked_up_in_its_own_edition_only() -> None:
    found = look_up(shipped(), "ATLAS", "5.6.0", "AML.T0051.001")
    assert found == Code(scheme="ATLAS", version="5.6.0", id="AML.T0051.001", name="LLM Prompt Injection: Indirect")
    assert look_up(shipped(), "ATLAS", "4.0.0", "AML.T0051") is None
    assert look_up(shipped(), "ATLAS", "5.6.0", "AML.T9999") is None


def test_a_merged_code_is_followed() -> None:
    walks = load("crosswalks", Crosswalk, None)
    old = look_up(shipped(), "ATLAS", "5.6.0", "AML.T0104")
    assert old is not None
    (crossing,) = crossings_of(old, walks)
    assert (crossing.relation, crossing.to[0].id) == (Relation.MERGED_INTO, "AML.T0110")
    assert crossing.from_.name == old.name
    assert crossings_of(msgspec.structs.replace(old, version="5.5.0"), walks) == ()
    assert len(crossings_of(msgspec.structs.replace(old, version=""), walks)) == 1


def test_a_code_without_version_is_warned_of_a_changed_meaning() -> None:
    walks = load("crosswalks", Crosswalk, None)
    owasp = Code(scheme="OWASP-LLM", version="2025", id="LLM03", name="Supply Chain")
    assert [crossing.relation for crossing in crossings_of(owasp, walks)] == [Relation.RE_MEANT]
