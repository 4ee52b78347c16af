"""`impact` at the terminal: paths from left to right, parties with their reason, and no all-clear."""

import json
from pathlib import Path

import pytest

from tests.bills import LITELLM
from tests.terminal import tocsin

SPDX = {
    "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
    "@graph": [
        {"type": "ai_AIPackage", "spdxId": "urn:g", "name": "guard"},
        {"type": "dataset_DatasetPackage", "spdxId": "urn:c", "name": "corpus"},
        {"type": "Relationship", "relationshipType": "trainedOn", "from": "urn:g", "to": ["urn:c"]},
    ],
}


@pytest.mark.parametrize("component", [LITELLM, "litellm"])
def test_without_a_home_it_looks_in_the_files(tmp_path: Path, bom: Path, component: str) -> None:
    ran = tocsin("impact", component, "--bom", bom, home=tmp_path / "none")
    assert ran.code == 0, ran.err
    assert ran.out.index("litellm") < ran.out.index("needed by package:gate") < ran.out.index("claims-assistant")
    assert "\u202e" not in ran.out
    assert "2 components downstream, at most 2 steps away" in ran.out


def test_the_graph_is_a_document_too(tmp_path: Path, bom: Path) -> None:
    found = tocsin("impact", LITELLM, "--bom", bom, "--json", home=tmp_path / "none").record
    nodes, edges, paths = found["nodes"], found["edges"], found["paths"]
    assert isinstance(nodes, list)
    assert isinstance(edges, list)
    assert isinstance(paths, list)
    ids = {node["id"]: node["naming"]["name"] for node in nodes}
    assert [(ids[edge["from"]], ids[edge["to"]], edge["relation"]) for edge in edges] == [
        ("litellm", "gate\u202eway", "depends_on"),
        ("gate\u202eway", "claims-assistant", "depends_on"),
    ]
    assert [[ids[place] for place in path["through"]] for path in paths][1] == [
        "litellm",
        "gate\u202eway",
        "claims-assistant",
    ]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 2),
        (("litellm", "--case", "c"), 2),
        (("litellm", "--involve"), 2),
        (("litellm", "--reason", "analysis", "--because", "who runs it"), 2),
        (("nothing-of-that-name",), 2),
        (("pkg:",), 2),
        (("litellm", "--bom", "no-such-file"), 2),
    ],
    ids=str,
)
def test_what_does_not_fit_is_bad_input(tmp_path: Path, words: tuple[str, ...], code: int) -> None:
    ran = tocsin("impact", *words, home=tmp_path / "none")
    assert (ran.code, "hint: " in ran.err) == (code, True)


def test_a_file_that_is_no_bill_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "note.json"
    file.write_text("{}")
    ran = tocsin("impact", "litellm", "--bom", file, home=tmp_path / "none")
    assert (ran.code, "no CycloneDX" in ran.err) == (2, True)


def test_a_file_in_spdx_is_walked_with_the_place_that_says_so(tmp_path: Path) -> None:
    file = tmp_path / "ai.spdx.json"
    file.write_text(json.dumps(SPDX))
    ran = tocsin("impact", "corpus", "--bom", file, home=tmp_path / "none")
    assert ran.code == 0, ran.err
    assert "training data of model:guard   [ai.spdx.json /@graph/2]" in ran.out


def test_nothing_downstream_is_no_all_clear(tmp_path: Path, bom: Path) -> None:
    ran = tocsin("impact", "application:claims-assistant@2.1", "--bom", bom, home=tmp_path / "none")
    assert ran.code == 0
    assert "this is no all-clear" in ran.out


def test_with_a_home_it_knows_what_was_kept_and_declared(own_home: Path, case: str) -> None:
    ran = tocsin("impact", LITELLM, home=own_home)
    assert ran.code == 0, ran.err
    assert "vendor: Example Vendor (supplier)" in ran.out
    assert "adopter: Example Clinic (affected)" in ran.out
    assert "claims-assistant" in ran.out


def test_owners_and_deployers_are_proposed_and_involved(own_home: Path, case: str) -> None:
    assert tocsin("impact", "--case", case, home=own_home).code == 1
    tocsin("case", "components", case, LITELLM, home=own_home)
    ran = tocsin("impact", "--case", case, "--involve", home=own_home)
    assert (ran.code, "2 parties have a part" in ran.err) == (0, True)
    again = tocsin("impact", "--case", case, "--involve", home=own_home)
    assert "0 parties have a part" in again.err
    groups = json.loads(tocsin("case", "parties", case, "--json", home=own_home).out)
    vendor = groups[0]["parties"][0]
    assert (vendor["name"], vendor["proposed_by"], vendor["state"]) == ("Example Vendor", "graph", "not_contacted")
    assert [group["answer"] for group in groups] == ["open"] * 5


def test_bills_marked_red_are_walked_with_a_reason_and_the_answer_names_the_command(own_home: Path, case: str) -> None:
    tocsin("case", "components", case, LITELLM, home=own_home)
    tocsin("case", "mark", case, "red", home=own_home)
    shut = tocsin("impact", "--case", case, home=own_home)
    assert "it is marked TLP:RED" in shut.out
    assert f"`tocsin impact --case {case[:13]} --reason CODE --because TEXT`" in shut.out
    assert "claims-assistant" not in shut.out
    asked = ("impact", "--case", case, "--involve", "--reason", "analysis")
    assert tocsin(*asked, home=own_home).code == 1
    ran = tocsin(*asked, "--because", "who runs it downstream", home=own_home)
    assert (ran.code, "2 parties have a part" in ran.err) == (0, True)
    assert "claims-assistant" in ran.out
    assert "not read" not in ran.out
