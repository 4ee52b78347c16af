"""Stage 5, what is hit: components of a case, and whoever is downstream of them by documents and declarations."""

import json
from io import BytesIO

import pytest

from tests.builders import DeskOfStories, a_case
from tocsin.stages import impact as stage
from tocsin.stages.desk import Desk
from tocsin.stages.evidence import Described, keep
from tocsin.stages.impact import (
    Look,
    Sources,
    because,
    candidates,
    components_of,
    impact_of,
    name_component,
    read_bill,
    sources,
)
from tocsin.stages.intake import Handing, Opening, offer_bytes
from tocsin.stages.marking import Target, mark
from tocsin.stages.party import declare, declare_component
from tocsin.stages.reception import receive
from tocsin.stages.sealing import seal
from tocsin.vocab.acts.evidence import ItemOpened
from tocsin.vocab.acts.impact import ComponentNamed
from tocsin.vocab.case import Case, Item
from tocsin.vocab.component import Holding, Standing, naming_of
from tocsin.vocab.directory import PartyEntry
from tocsin.vocab.errors import ActNotAllowed, BadInput
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.marking import Caveat, Marking, Tlp
from tocsin.vocab.party import PartyKind
from tocsin.vocab.sample import Sample

LITELLM = "pkg:pypi/litellm@1.82.7"
BILL = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.6",
    "metadata": {"component": {"type": "application", "name": "claims-assistant", "version": "2.1", "bom-ref": "app"}},
    "components": [
        {"type": "library", "name": "litellm", "version": "1.82.7", "purl": LITELLM, "bom-ref": "litellm"},
        {"type": "library", "name": "gateway", "version": "1", "bom-ref": "gateway"},
    ],
    "dependencies": [{"ref": "app", "dependsOn": ["gateway"]}, {"ref": "gateway", "dependsOn": ["litellm"]}],
    "vulnerabilities": [{"id": "CVE-2026-42208", "affects": [{"ref": "litellm"}]}],
}
DOCUMENT = json.dumps(BILL).encode()


def arrived(desk: Desk, data: bytes = DOCUMENT, *, name: str = "app.cdx.json", exercise: bool = False) -> Case:
    handing = Handing(opening=Opening(name="A poisoned release", exercise=exercise))
    case = receive(desk, [offer_bytes(name, data)], handing=handing).case
    assert case is not None
    return case


def the_item(desk: Desk, case: Case) -> Item:
    (item,) = [one for one in desk.index.all("item", stream=case.id) if isinstance(one, Item)]
    return item


def clinic(desk: Desk, uses: str = "application:claims-assistant@2.1") -> str:
    party = declare(desk, PartyEntry(name="Example Clinic", kinds=(PartyKind.ADOPTER,)))
    declare_component(desk, party, Holding.OPERATES, naming_of(uses))
    return party.id


def test_a_component_is_named_and_its_name_lies_in_the_vault(story: DeskOfStories) -> None:
    case = a_case(story.desk)
    story.forget_acts()
    after = name_component(story.desk, case, naming_of(LITELLM), Standing.SUSPECTED, note="as reported")
    (act,) = story.new_acts()
    assert isinstance(act, ComponentNamed)
    assert (act.kind, act.standing, act.item) == ("package", "suspected", None)
    assert after.components == 1
    (found,) = components_of(story.desk, after)
    assert (found.component, found.standing, found.note) == (LITELLM, Standing.SUSPECTED, "as reported")
    assert b"litellm" not in b"".join(entry.leaf for entry in story.desk.log.entries())


def test_the_newest_word_about_a_component_counts(desk: Desk) -> None:
    case = name_component(desk, a_case(desk), naming_of(LITELLM), Standing.SUSPECTED)
    with pytest.raises(ActNotAllowed, match="already"):
        name_component(desk, case, naming_of("pkg:PyPI/LiteLLM@1.82.7"), Standing.SUSPECTED)
    case = name_component(desk, case, naming_of(LITELLM), Standing.AFFECTED)
    case = name_component(desk, case, naming_of("pkg:pypi/litellm@1.82.8"), Standing.SUSPECTED)
    assert {one.component: str(one.standing) for one in components_of(desk, case)} == {
        LITELLM: "affected",
        "pkg:pypi/litellm@1.82.8": "suspected",
    }


def test_an_item_of_another_case_is_no_source(desk: Desk) -> None:
    item = the_item(desk, arrived(desk))
    other = a_case(desk, name="Another")
    with pytest.raises(BadInput, match="another case"):
        name_component(desk, other, naming_of(LITELLM), Standing.AFFECTED, item=item.id)
    own = name_component(desk, desk.case(item.case), naming_of(LITELLM), Standing.AFFECTED, item=item.id[:14])
    assert [one.item for one in components_of(desk, own)] == [item.id]


def test_what_the_documents_of_a_case_name_is_offered_affected_first(desk: Desk) -> None:
    case = arrived(desk)
    offered = candidates(desk, case)
    assert [(one.component, one.is_affected) for one in offered] == [
        (LITELLM, True),
        ("application:claims-assistant@2.1", False),
        ("package:gateway@1", False),
    ]
    case = name_component(desk, case, offered[0].naming, Standing.AFFECTED, item=offered[0].item)
    assert LITELLM not in [one.component for one in candidates(desk, case)]


def test_components_of_other_languages_are_offered_too(desk: Desk) -> None:
    advisory = {
        "schema_version": "1.6.0",
        "id": "PYSEC-2026-1",
        "modified": "2026-03-24T12:00:00Z",
        "affected": [{"package": {"ecosystem": "PyPI", "name": "litellm", "purl": "pkg:pypi/litellm"}}],
    }
    case = arrived(desk, json.dumps(advisory).encode(), name="advisory.json")
    assert [one.component for one in candidates(desk, case)] == ["pkg:pypi/litellm"]


def test_owners_and_deployers_are_proposed_with_the_path(desk: Desk) -> None:
    case = name_component(desk, arrived(desk), naming_of(LITELLM), Standing.AFFECTED)
    party = clinic(desk)
    vendor = declare(desk, PartyEntry(name="Example Vendor", kinds=(PartyKind.VENDOR,)))
    declare_component(desk, vendor, Holding.SUPPLIES, naming_of("pkg:pypi/litellm@1.80.0"))
    found = impact_of(desk, case)
    assert [(one.party, str(one.group)) for one in found.proposals] == [(vendor.id, "vendor"), (party, "adopter")]
    assert because(found.proposals[1]) == (
        "operates application:claims-assistant@2.1: "
        f"{LITELLM} → needed by package:gateway@1 → needed by application:claims-assistant@2.1"
    )
    assert found.words[0] == "2 components downstream, at most 2 steps away; 2 parties to tell"
    assert found.names[party] == "Example Clinic"


def test_a_case_without_a_hit_component_has_no_impact(desk: Desk) -> None:
    case = name_component(desk, a_case(desk), naming_of(LITELLM), Standing.CONTEXT)
    with pytest.raises(ActNotAllowed, match="affected or suspected"):
        impact_of(desk, case)


def test_practice_and_earnest_never_mix(desk: Desk) -> None:
    arrived(desk, exercise=True)
    assert sources(desk).bills == ()
    assert [bill.source[:12] for bill in sources(desk, exercise=True).bills] == ["app.cdx.json"]


def test_a_closed_bill_is_not_read_and_that_is_said(desk: Desk) -> None:
    case = arrived(desk)
    seal(desk, the_item(desk, case), hazard="enabling", because="it says how")
    found = sources(desk)
    assert found.bills == ()
    assert found.unread[0].why == "it is sealed"
    words = stage.impact(LITELLM, found).words
    assert any("not read: app.cdx.json" in word for word in words)
    assert any("on record: `tocsin evidence show ITEM --out FILE" in word for word in words)
    assert candidates(desk, desk.case(case.id)) == []


def red(desk: Desk, case: Case, item: Item | None = None, *caveats: Caveat) -> Case:
    target = Target(scope="item", target=item.id) if item else Target()
    return mark(desk, desk.case(case.id), target, Marking(tlp=Tlp.RED, owners=("own",), caveats=caveats))[0]


def hit(desk: Desk, case: Case) -> Case:
    return name_component(desk, desk.case(case.id), naming_of(LITELLM), Standing.AFFECTED)


def test_a_bill_marked_red_is_read_once_the_look_is_on_record(story: DeskOfStories) -> None:
    desk = story.desk
    case = hit(desk, red(desk, arrived(desk)))
    shut = impact_of(desk, case)
    assert (list(shut.reach.reached()), shut.listed_in) == ([], ())
    assert any("it is marked TLP:RED" in word for word in shut.words)
    assert any(f"`tocsin impact --case {case.id[:13]}" in word for word in shut.words)
    story.forget_acts()
    found = impact_of(desk, case, Look(reason="analysis", because="who runs it downstream"))
    (act,) = story.new_acts()
    assert isinstance(act, ItemOpened)
    assert (act.item, act.reason) == (the_item(desk, case).id, "analysis")
    assert len(list(found.reach.reached())) == 2
    assert not any("not read" in word for word in found.words)


@pytest.mark.parametrize(
    ("look", "fault"),
    [
        (Look(reason="analysis", because=" "), ActNotAllowed),
        (Look(reason="", because="who runs it"), ActNotAllowed),
        (Look(reason="curiosity", because="who runs it"), BadInput),
    ],
)
def test_a_look_without_a_known_reason_and_words_shows_nothing(desk: Desk, look: Look, fault: type[Exception]) -> None:
    case = hit(desk, red(desk, arrived(desk)))
    with pytest.raises(fault):
        impact_of(desk, case, look)


def test_what_is_sealed_or_counsels_stays_closed_to_a_look(story: DeskOfStories) -> None:
    desk = story.desk
    sealed, counsels = arrived(desk), arrived(desk, name="counsel.cdx.json", data=DOCUMENT + b"\n")
    seal(desk, the_item(desk, sealed), hazard="enabling", because="it says how")
    red(desk, counsels, the_item(desk, counsels), Caveat.PRIVILEGED)
    for shut in (sealed, counsels):
        case = hit(desk, red(desk, shut))
        story.forget_acts()
        found = impact_of(desk, case, Look(reason="analysis", because="who runs it downstream"))
        assert (story.new_acts(), found.listed_in) == ([], ())
        assert any("not read" in word for word in found.words)


def test_a_look_reaches_into_its_own_case_alone(story: DeskOfStories) -> None:
    desk = story.desk
    other = red(desk, arrived(desk))
    case = hit(desk, a_case(desk, name="Another"))
    story.forget_acts()
    found = impact_of(desk, case, Look(reason="analysis", because="who runs it downstream"))
    assert (story.new_acts(), found.listed_in) == ([], ())
    assert any(f"`tocsin impact --case {other.id[:13]}" in word for word in found.words)


def test_a_bill_in_spdx_is_walked_and_its_components_are_offered_affected_first(desk: Desk) -> None:
    case = arrived(desk, spdx(), name="ai.spdx.json")
    found = sources(desk)
    assert found.unread == ()
    assert because_of("dataset:corpus", found) == ["dataset:corpus → training data of model:guard"]
    assert [(one.component, one.is_affected) for one in candidates(desk, case)] == [
        ("model:guard", True),
        ("dataset:corpus", False),
    ]


def because_of(component: str, found: Sources) -> list[str]:
    return [stage.path_in_words(one.path) for one in stage.impact(component, found).reach.reached()]


def spdx(word: str = "trainedOn") -> bytes:
    graph = [
        {"type": "ai_AIPackage", "spdxId": "urn:g", "name": "guard"},
        {"type": "dataset_DatasetPackage", "spdxId": "urn:c", "name": "corpus"},
        {"type": "Relationship", "relationshipType": word, "from": "urn:g", "to": ["urn:c"]},
        {"type": "Relationship", "relationshipType": "hasAssociatedVulnerability", "from": "urn:g", "to": ["urn:v"]},
    ]
    return json.dumps({"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": graph}).encode()


def test_a_relationship_that_says_nothing_of_use_is_listed() -> None:
    bill = read_bill(Sample("ai.spdx.json", spdx("fineTunedByFriends")), "ai.spdx.json")
    words = stage.impact("dataset:corpus", Sources(bills=(bill,))).words
    assert "relationships that do not say what uses what are in no path: fineTunedByFriends (1)" in words


def test_a_bill_in_another_language_is_kept_and_said(desk: Desk) -> None:
    case = a_case(desk)
    old = b'{"spdxVersion": "SPDX-2.3", "name": "an older one"}'
    keep(desk, case, Described(kind=ItemKind.BILL_OF_MATERIALS, name="old.spdx.json"), BytesIO(old))
    found = sources(desk)
    assert (found.bills, len(found.unread)) == ((), 1)
    assert "no CycloneDX" in found.unread[0].why
    assert found.unread[0].opens == ""


def test_an_impact_needs_no_home() -> None:
    bill = read_bill(Sample("app.cdx.json", DOCUMENT), "app.cdx.json")
    found = stage.impact("litellm", Sources(bills=(bill,)))
    assert (found.begins[0].purl, found.listed_in, len(list(found.reach.reached()))) == (LITELLM, ("app.cdx.json",), 2)
    assert "whom to tell is not known from this" in found.words[-1], (
        "nobody to tell is no answer where nobody was asked"
    )


def test_a_document_that_names_no_component_is_said_where_nothing_is_found() -> None:
    data = b'{"bomFormat": "CycloneDX", "vulnerabilities": []}'
    bill = read_bill(Sample("only.vex.json", data), "only.vex.json")
    with pytest.raises(BadInput, match=r"only\.vex\.json names no component at all"):
        stage.impact("litellm", Sources(bills=(bill,)))


@pytest.mark.parametrize("text", ["nothing-of-that-name", "pkg:", "sha256:ab", ""])
def test_what_is_nowhere_or_no_name_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        stage.impact(text, Sources())


def test_nothing_downstream_is_no_all_clear() -> None:
    words = stage.impact("pkg:pypi/vllm", Sources()).words
    assert "no all-clear" in words[1]
    assert "no bill of materials" in words[2]
