"""CycloneDX as a graph: every way in which a document says that one thing hangs on another."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.formats.cyclonedx_graph import read_bill
from tocsin.vocab.bill import Bill
from tocsin.vocab.component import ComponentType
from tocsin.vocab.errors import BadInput
from tocsin.vocab.sample import Sample


def bill_of(**members: object) -> Bill:
    document = {"bomFormat": "CycloneDX", "specVersion": "1.6", **members}
    return read_bill(Sample("bill.json", json.dumps(document).encode()), "bill.json")


def said(bill: Bill) -> set[tuple[str, str, str]]:
    return {(link.upstream.name, str(link.relation), link.downstream.name) for link in bill.links}


APP = {"component": {"type": "application", "name": "assistant", "bom-ref": "app"}}


def part(name: str, type_: str = "library", **more: object) -> dict[str, object]:
    return {"type": type_, "name": name, "bom-ref": name, **more}


def test_dependencies_point_downstream() -> None:
    found = bill_of(
        metadata=APP,
        components=[part("a"), part("b"), part("standard")],
        dependencies=[{"ref": "app", "dependsOn": ["a"]}, {"ref": "a", "dependsOn": ["b"], "provides": ["standard"]}],
    )
    assert said(found) == {
        ("a", "depends_on", "assistant"),
        ("b", "depends_on", "a"),
        ("standard", "implements", "a"),
    }


def test_what_leads_nowhere_is_part_of_the_subject_and_nothing_else_is() -> None:
    found = bill_of(metadata=APP, components=[part("a"), part("b")], dependencies=[{"ref": "a", "dependsOn": ["b"]}])
    assert said(found) == {("b", "depends_on", "a"), ("a", "part_of", "assistant")}


def test_a_circle_beside_the_subject_is_part_of_it_too() -> None:
    circle = [{"ref": "a", "dependsOn": ["b"]}, {"ref": "b", "dependsOn": ["a"]}]
    found = bill_of(metadata=APP, components=[part("a"), part("b")], dependencies=circle)
    assert ("a", "part_of", "assistant") in said(found)
    assert len(found.links) == 3


def test_models_come_from_ancestors_and_data_sets() -> None:
    card = {"modelParameters": {"datasets": [{"type": "dataset", "name": "claims"}, {"ref": "more"}]}}
    model = part(
        "guard",
        "machine-learning-model",
        modelCard=card,
        pedigree={
            "ancestors": [part("base", "machine-learning-model")],
            "descendants": [part("small", "machine-learning-model")],
            "variants": [part("twin", "machine-learning-model")],
        },
    )
    found = bill_of(components=[model, part("more", "data")])
    assert said(found) == {
        ("claims", "trained_on", "guard"),
        ("more", "trained_on", "guard"),
        ("base", "derived_from", "guard"),
        ("guard", "derived_from", "small"),
        ("twin", "variant_of", "guard"),
        ("guard", "variant_of", "twin"),
    }
    types = {naming.name: naming.type for naming in found.namings}
    assert types["guard"] is ComponentType.MODEL
    assert types["claims"] is types["more"] is ComponentType.DATASET


def test_parts_services_and_what_it_was_made_with_are_upstream() -> None:
    found = bill_of(
        metadata=APP,
        components=[part("outer", components=[part("inner")])],
        services=[{"name": "gateway", "bom-ref": "gateway", "services": [{"name": "index"}]}],
        formulation=[{"components": [part("builder")], "services": [{"name": "runner"}]}],
    )
    assert {
        ("inner", "part_of", "outer"),
        ("outer", "part_of", "assistant"),
        ("index", "part_of", "gateway"),
        ("gateway", "part_of", "assistant"),
        ("builder", "made_with", "assistant"),
        ("runner", "made_with", "assistant"),
    } == said(found)


def test_a_group_is_part_of_the_name_and_only_the_subject_is_known_elsewhere() -> None:
    found = bill_of(metadata=APP, components=[part("guard", "machine-learning-model", group="example"), part("x")])
    names = {naming.name: naming for naming in found.namings}
    assert "example/guard" in names
    assert names["assistant"].within == ""
    assert names["x"].within == "bill.json"


def test_references_that_lead_to_nothing_are_counted() -> None:
    found = bill_of(components=[part("a")], dependencies=[{"ref": "a", "dependsOn": ["gone", "gone too"]}])
    assert (found.links, found.dangling) == ((), 2)


def test_a_vulnerability_names_what_it_affects() -> None:
    def flaw(reference: str, state: str | None = None) -> dict[str, object]:
        return {"id": "CVE-2026-1", "affects": [{"ref": reference}], "analysis": {"state": state} if state else {}}

    link = "urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#c"
    found = bill_of(
        components=[part("a"), part("b"), part("c")],
        vulnerabilities=[flaw("a"), flaw("b", "not_affected"), flaw(link, "exploitable"), flaw("gone")],
    )
    assert [naming.name for naming in found.affected] == ["a", "c"]


@pytest.mark.parametrize("data", [b"{}", b'{"bomFormat": "SPDX"}', b"[]", b'{"bomFormat": "CycloneDX"'])
def test_what_is_no_cyclonedx_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput):
        read_bill(Sample("other.json", data), "other.json")


odd = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "bom-ref", "ref", "dependsOn", "components", "pedigree", "ancestors", "hashes"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(
    st.dictionaries(
        st.sampled_from(
            ["metadata", "components", "services", "dependencies", "vulnerabilities", "formulation", "specVersion"]
        ),
        odd,
    )
)
def test_whatever_shape_a_document_has_the_answer_is_a_graph(members: dict[str, object]) -> None:
    found = bill_of(**members)
    assert {end for link in found.links for end in (link.upstream, link.downstream)} <= set(found.namings)


def test_real_documents_become_the_graphs_they_are(reference_data: Path) -> None:
    sizes = {}
    for path in sorted((reference_data / "bom").glob("cdx*.json")):
        found = read_bill(Sample(path.name, path.read_bytes()), path.name)
        sizes[path.name] = (len(found.namings), len(found.links), found.dangling)
    assert sizes["cdx16_python_env_inspect-ai.json"] == (84, 173, 0)
    assert sizes["cdxex_SaaSBOM_apigateway-microservices-datastores_bom.json"] == (7, 11, 0)
    assert sizes["cdx16_valid-machine-learning.json"] == (2, 1, 0)
    assert all(dangling == 0 for _, _, dangling in sizes.values())
