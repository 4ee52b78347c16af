"""Impact: components are named, and who is downstream is shown as a graph and taken into the case."""

import json

import pytest

from tests.asking import Json, ask
from tests.builders import DeskOfStories, a_case, names
from tocsin.stages.desk import Desk
from tocsin.vocab.errors import ActNotAllowed, BadInput

LITELLM = "pkg:pypi/litellm@1.82.7"
BILL = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.6",
    "metadata": {"component": {"type": "application", "name": "claims-assistant", "version": "2.1", "bom-ref": "app"}},
    "components": [{"type": "library", "name": "litellm", "version": "1.82.7", "purl": LITELLM, "bom-ref": "litellm"}],
    "dependencies": [{"ref": "app", "dependsOn": ["litellm"]}],
}


def clinic(desk: Desk) -> str:
    party = ask(desk, "party.add", name="Example Clinic", kinds=["adopter"])["id"]
    ask(desk, "party.declare", party=party, operates=["application:claims-assistant@2.1"])
    return str(party)


def with_bill(desk: Desk) -> Json:
    """A case that a bill of materials was handed in for."""
    return ask(desk, "intake.add", json.dumps(BILL).encode(), file_name="app.cdx.json")["case"]["id"]


def test_the_graph_of_a_bill_that_is_handed_in_has_nodes_edges_and_paths(story: DeskOfStories) -> None:
    party = clinic(story.desk)
    story.forget_acts()
    found = ask(story.desk, "impact.bill", json.dumps(BILL).encode(), component=LITELLM, name="app.cdx.json")
    assert [(one["steps"], one["naming"]["name"]) for one in found["nodes"]] == [
        (0, "litellm"),
        (1, "claims-assistant"),
    ]
    start, end = (one["id"] for one in found["nodes"])
    (edge,) = found["edges"]
    assert (edge["from"], edge["to"], edge["relation"]) == (start, end, "depends_on")
    assert found["paths"] == [{"to": end, "through": [start, end]}]
    assert [(one["party"], one["name"], one["roles"]) for one in found["parties"]] == [
        (party, "Example Clinic", ["affected"])
    ]
    assert story.new_acts() == []


def test_a_component_is_looked_for_in_what_is_kept(desk: Desk) -> None:
    with_bill(desk)
    found = ask(desk, "impact.component", component=LITELLM)
    assert found["listed_in"]
    assert [one["steps"] for one in found["nodes"]] == [0, 1]
    with pytest.raises(BadInput, match="nothing here is called"):
        ask(desk, "impact.component", component="unheard-of")


def test_components_are_named_and_the_candidates_of_documents_go_with_it(desk: Desk) -> None:
    case = with_bill(desk)
    before = ask(desk, "component.list", case=case)
    assert before["components"] == []
    assert LITELLM in {one["component"] for one in before["candidates"]}
    after = ask(desk, "component.name", case=case, components=[LITELLM], standing="suspected", note="as reported")
    ((component, standing, note),) = [(one["component"], one["standing"], one["note"]) for one in after["components"]]
    assert (component, standing, note) == (LITELLM, "suspected", "as reported")
    assert LITELLM not in {one["component"] for one in after["candidates"]}


@pytest.mark.parametrize("components", [[], ["no such form"]])
def test_nothing_and_what_names_nothing_is_refused(story: DeskOfStories, components: list[str]) -> None:
    case = a_case(story.desk).id
    story.forget_acts()
    with pytest.raises(BadInput):
        ask(story.desk, "component.name", case=case, components=components)
    assert story.new_acts() == []


def test_the_parties_of_a_case_are_taken_into_it_once(story: DeskOfStories) -> None:
    desk, party = story.desk, clinic(story.desk)
    case = with_bill(desk)
    with pytest.raises(ActNotAllowed, match="affected or suspected"):
        ask(desk, "impact.case", case=case)
    ask(desk, "component.name", case=case, components=[LITELLM])
    assert [one["party"] for one in ask(desk, "impact.case", case=case)["parties"]] == [party]
    story.forget_acts()
    board = ask(desk, "impact.involve", case=case)
    assert [one["party"] for group in board for one in group["parties"]] == [party]
    assert names(story.new_acts()) == ["PartyInvolved"]
    assert ask(desk, "impact.involve", case=case) == board
    assert story.new_acts() == []


def test_a_look_into_what_is_red_is_recorded(story: DeskOfStories) -> None:
    desk = story.desk
    case = with_bill(desk)
    ask(desk, "component.name", case=case, components=[LITELLM])
    ask(desk, "case.mark", case=case, tlp="red")
    assert len(ask(desk, "impact.case", case=case)["nodes"]) == 1
    story.forget_acts()
    looked = ask(desk, "impact.look", case=case, reason="triage", because="who is downstream")
    assert len(looked["nodes"]) == 2
    assert names(story.new_acts()) == ["ItemOpened"]
