"""SPDX 3 as a graph: the relationships that say use, each in its direction, and what nobody here understands."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.formats.spdx3 import graph
from tocsin.formats.spdx3.element import COMPONENTS
from tocsin.formats.spdx3.graph import NO_USE, USED, USING, read_bill
from tocsin.vocab.bill import Bill
from tocsin.vocab.component import ComponentType, keys_of
from tocsin.vocab.errors import BadInput
from tocsin.vocab.sample import Sample

CONTEXT = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"

# Every word of SPDX 3.0.1, Core, RelationshipType, "Entries".
WORDS = (
    *("affects", "amendedBy", "ancestorOf", "availableFrom", "configures", "contains"),
    *("coordinatedBy", "copiedTo", "delegatedTo", "dependsOn", "descendantOf", "describes"),
    *("doesNotAffect", "expandsTo", "exploitCreatedBy", "fixedBy", "fixedIn", "foundBy"),
    *(
        "generates",
        "hasAddedFile",
        "hasAssessmentFor",
        "hasAssociatedVulnerability",
        "hasConcludedLicense",
        "hasDataFile",
    ),
    *(
        "hasDeclaredLicense",
        "hasDeletedFile",
        "hasDependencyManifest",
        "hasDistributionArtifact",
        "hasDocumentation",
        "hasDynamicLink",
    ),
    *("hasEvidence", "hasExample", "hasHost", "hasInput", "hasMetadata", "hasOptionalComponent"),
    *(
        "hasOptionalDependency",
        "hasOutput",
        "hasPrerequisite",
        "hasProvidedDependency",
        "hasRequirement",
        "hasSpecification",
    ),
    *("hasStaticLink", "hasTest", "hasTestCase", "hasVariant", "invokedBy", "modifiedBy"),
    *("other", "packagedBy", "patchedBy", "publishedBy", "reportedBy", "republishedBy"),
    *("serializedInArtifact", "testedOn", "trainedOn", "underInvestigationFor", "usesTool"),
)
UNDECIDED = {"amendedBy", "modifiedBy", "patchedBy", "other"}


def sample_of(*elements: object) -> Sample:
    return Sample("ai.spdx.json", json.dumps({"@context": CONTEXT, "@graph": elements}).encode())


def bill_of(*elements: object) -> Bill:
    return read_bill(sample_of(*elements), "ai.spdx.json")


def package(name: str, type_: str = "software_Package", **more: object) -> dict[str, object]:
    return {"type": type_, "spdxId": f"urn:{name}", "name": name, **more}


def relation(one: str, word: str, *others: str, **more: object) -> dict[str, object]:
    ends = {"from": f"urn:{one}", "to": [f"urn:{other}" for other in others]}
    return {"type": "Relationship", "relationshipType": word, **ends, **more}


def said(bill: Bill) -> set[tuple[str, str, str]]:
    return {(link.upstream.name, str(link.relation), link.downstream.name) for link in bill.links}


def test_every_word_of_the_standard_is_walked_or_said_to_be_no_use_or_listed() -> None:
    assert {*USED, *USING, *NO_USE} | UNDECIDED == set(WORDS)
    assert not ({*USED, *USING} & NO_USE)
    for word in WORDS:
        found = bill_of(package("a"), package("b"), relation("a", word, "b"))
        expected = {("b", str(USED[word]), "a")} if word in USED else set()
        expected |= {("a", str(USING[word]), "b")} if word in USING else set()
        assert said(found) == expected, word
        assert found.unwalked == (((word, 1),) if word in UNDECIDED else ())


@pytest.mark.parametrize(
    ("word", "links"),
    [
        ("dependsOn", {("b", "depends_on", "a")}),
        ("contains", {("b", "part_of", "a")}),
        ("trainedOn", {("b", "trained_on", "a")}),
        ("testedOn", {("b", "tested_with", "a")}),
        ("hasDataFile", {("b", "uses", "a")}),
        ("configures", {("a", "uses", "b")}),
        ("generates", {("a", "made_with", "b")}),
        ("ancestorOf", {("a", "derived_from", "b")}),
        ("descendantOf", {("b", "derived_from", "a")}),
        ("hasVariant", {("a", "variant_of", "b"), ("b", "variant_of", "a")}),
        ("hasDistributionArtifact", {("a", "part_of", "b"), ("b", "part_of", "a")}),
        ("hasDeclaredLicense", set()),
    ],
)
def test_what_one_uses_is_upstream_of_it(word: str, links: set[tuple[str, str, str]]) -> None:
    assert said(bill_of(package("a"), package("b"), relation("a", word, "b"))) == links


def test_what_a_model_was_trained_on_reaches_it_and_what_it_is_part_of() -> None:
    found = bill_of(
        {"type": "SpdxDocument", "spdxId": "urn:doc", "rootElement": ["urn:sbom"]},
        {"type": "software_Sbom", "spdxId": "urn:sbom", "rootElement": ["urn:assistant"]},
        package("assistant", software_primaryPurpose="application"),
        package("guard", "ai_AIPackage"),
        package("corpus", "dataset_DatasetPackage"),
        package("benchmark", "dataset_DatasetPackage"),
        relation("guard", "trainedOn", "corpus"),
        relation("guard", "testedOn", "benchmark"),
    )
    assert said(found) == {
        ("corpus", "trained_on", "guard"),
        ("benchmark", "tested_with", "guard"),
        ("guard", "part_of", "assistant"),  # listed, and leads nowhere else
    }
    kinds = {naming.name: (naming.type, naming.within) for naming in found.namings}
    assert kinds["assistant"] == (ComponentType.APPLICATION, "")  # a party may declare that it runs this
    assert kinds["guard"][0] is ComponentType.MODEL
    assert kinds["corpus"][0] is ComponentType.DATASET


def test_a_path_leads_through_a_build() -> None:
    found = bill_of(
        package("source"),
        {"type": "build_Build", "spdxId": "urn:build"},
        package("compiler", "Tool"),
        package("wheel"),
        relation("build", "hasInput", "source"),
        relation("build", "usesTool", "compiler"),
        relation("build", "hasOutput", "wheel"),
    )
    assert said(found) == {
        ("source", "made_with", "urn:build"),
        ("compiler", "made_with", "urn:build"),
        ("urn:build", "made_with", "wheel"),
    }


def test_each_link_names_the_document_and_the_place_that_says_so() -> None:
    found = bill_of(package("a"), package("b"), relation("a", "dependsOn", "b"), relation("a", "dependsOn", "b"))
    assert [link.source for link in found.links] == ["ai.spdx.json /@graph/2"]


@pytest.mark.parametrize(
    ("scope", "expected"),
    [("runtime", "depends_on"), ("test", "tested_with"), ("build", "made_with"), ("development", "made_with")],
)
def test_the_scope_of_a_dependency_says_what_it_is_needed_for(scope: str, expected: str) -> None:
    scoped = relation("a", "dependsOn", "b", type="LifecycleScopedRelationship", scope=scope)
    assert said(bill_of(package("a"), package("b"), scoped)) == {("b", expected, "a")}


def test_two_roots_are_no_whole() -> None:
    sbom = {"type": "software_Sbom", "spdxId": "urn:sbom", "rootElement": ["urn:a", "urn:b"]}
    assert bill_of(sbom, package("a"), package("b"), package("c")).links == ()


def test_without_a_root_nothing_is_part_of_anything() -> None:
    nameless = {"type": "software_Package", "name": "without an id"}
    assert bill_of(nameless, package("a")).links == ()


def test_files_of_one_name_in_two_folders_are_two() -> None:
    one, other = package("one", "software_File"), package("other", "software_File")
    found = bill_of({**one, "name": "config.json"}, {**other, "name": "config.json"}, package("model"))
    first, second, _ = found.namings
    assert not (set(keys_of(first)) & set(keys_of(second)))


def test_an_id_that_stands_twice_is_the_first_ones() -> None:
    found = bill_of(package("a"), {**package("a"), "name": "not me"}, package("b"), relation("b", "contains", "a"))
    assert said(found) == {("a", "part_of", "b")}


def test_what_leads_nowhere_is_counted_and_nothing_or_unknown_is_not() -> None:
    nobody = f"{CONTEXT.rpartition('/')[0]}/terms/Core/NoneElement"
    found = bill_of(
        package("a"),
        relation("a", "dependsOn", "gone"),
        {
            "type": "Relationship",
            "relationshipType": "dependsOn",
            "from": "urn:a",
            "to": ["NoAssertionElement", nobody],
        },
        {"type": "Relationship", "relationshipType": "contains", "from": "urn:a", "to": [{"name": "inline"}]},
    )
    assert (found.dangling, found.links) == (2, ())


def test_a_word_that_is_not_known_is_listed_without_its_signs_where_they_are_odd() -> None:
    found = bill_of(
        package("a"),
        package("b"),
        relation("a", "finetunedOn", "b"),
        relation("b", "finetunedOn", "a"),
        relation("a", "\u202e<b>", "b"),
    )
    assert (found.links, found.unwalked) == ((), (("finetunedOn", 2), ("a word of another form", 1)))


def test_what_a_vulnerability_affects_is_said_unless_it_is_fixed_or_does_not() -> None:
    found = bill_of(
        *(package(name) for name in "abcd"),
        package("CVE", "security_Vulnerability"),
        relation("CVE", "affects", "a", "b", "gone", type="security_VexAffectedVulnAssessmentRelationship"),
        relation("CVE", "fixedIn", "b", type="security_VexFixedVulnAssessmentRelationship"),
        relation("c", "hasAssociatedVulnerability", "CVE"),
        relation("d", "hasAssociatedVulnerability", "CVE"),
        relation("CVE", "doesNotAffect", "d", type="security_VexNotAffectedVulnAssessmentRelationship"),
    )
    assert [naming.name for naming in found.affected] == ["a", "c"]
    assert found.links == ()


@pytest.mark.parametrize("data", [b"{}", b"[]", b"not json", b'{"spdxVersion": "SPDX-2.3"}'])
def test_another_document_is_refused(data: bytes) -> None:
    sample = Sample("other.json", data)
    assert not graph.recognise(sample)
    with pytest.raises(BadInput):
        read_bill(sample, "other.json")


odd = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["urn:a", "urn:b", "", "NoneElement"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "spdxId"]), inner, max_size=2),
    max_leaves=6,
)
members = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from([*COMPONENTS, "Relationship", "build_Build", "software_Sbom"]) | odd,
        "relationshipType": st.sampled_from(WORDS) | odd,
        **dict.fromkeys(("spdxId", "name", "from", "to", "rootElement", "scope", "verifiedUsing"), odd),
    },
)


@given(st.lists(members | odd, max_size=6))
def test_whatever_shape_a_document_has_the_answer_is_a_graph(elements: list[object]) -> None:
    found = bill_of(*elements)
    assert {end for link in found.links for end in (link.upstream, link.downstream)} <= set(found.namings)


def test_a_real_document_becomes_the_graph_it_is(reference_data: Path) -> None:
    path = reference_data / "bom/spdx3_ai_simplehtr.json"
    found = read_bill(Sample(path.name, path.read_bytes()), path.name)
    assert (len(found.namings), len(found.links), found.dangling, found.unwalked) == (46, 48, 0, ())
    links = said(found)
    way = ("IAMdataset", "word-model", "SimpleHTR")
    assert [any({one, two} == {a, b} for a, _, b in links) for one, two in pairwise(way)] == [True, True]
    assert ("IAMdataset", "trained_on", "word-model") in links
    assert ("tensorflow", "depends_on", "SimpleHTR") in links
