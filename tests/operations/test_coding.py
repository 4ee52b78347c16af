"""Codes, foreign numbers and scores beside the class; what is not ours goes to its owner."""

import msgspec
import pytest

from tests.asking import ask
from tests.builders import DeskOfStories, a_case, names
from tocsin.stages.desk import Desk
from tocsin.vocab.errors import BadInput

VECTOR = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"


def test_a_technique_is_mapped_with_the_name_it_has_in_its_edition(story: DeskOfStories) -> None:
    desk, case = story.desk, a_case(story.desk).id
    given = ask(desk, "technique.map", case=case, scheme="ATLAS", version="5.6.0", code="AML.T0051")
    (code,) = given["codes"]
    assert (code["scheme"], code["version"], code["id"]) == ("ATLAS", "5.6.0", "AML.T0051")
    assert code["name"]
    assert ask(desk, "technique.list", case=case)["codes"] == [code]


def test_a_code_of_an_edition_that_is_not_shipped_brings_its_name(desk: Desk) -> None:
    asked = {"case": a_case(desk).id, "scheme": "CWE", "version": "4.20", "code": "CWE-1427"}
    with pytest.raises(BadInput, match="not shipped"):
        ask(desk, "technique.map", **asked)
    (code,) = ask(desk, "technique.map", **asked, name="What we call it")["codes"]
    assert code["name"] == "What we call it"


def test_a_code_that_its_edition_does_not_have_is_refused(desk: Desk) -> None:
    with pytest.raises(BadInput, match="has no"):
        ask(desk, "technique.map", case=a_case(desk).id, scheme="ATLAS", version="5.6.0", code="AML.T9999")


def test_a_foreign_number_is_linked_once(story: DeskOfStories) -> None:
    desk, case = story.desk, a_case(story.desk).id
    story.forget_acts()
    for _ in range(2):
        given = ask(desk, "foreign-id.link", case=case, scheme="cve", number="CVE-2026-42208")
    assert given == [["cve", "CVE-2026-42208"]] == ask(desk, "foreign-id.list", case=case)
    assert names(story.new_acts()) == ["ForeignIdLinked"]


def test_scores_are_recorded_with_their_inputs(story: DeskOfStories) -> None:
    desk, case = story.desk, a_case(story.desk).id
    cvss = ask(desk, "score.cvss", case=case, vector=VECTOR)
    assert (cvss["score"], cvss["vector"], cvss["nomenclature"]) == ("9.3", VECTOR, "CVSS-B")
    aivss = ask(desk, "score.aivss", case=case, inputs={"vector": VECTOR, "tools": "1.0"})
    assert aivss["inputs"]["tools"] == "1.0"
    assert "autonomy" in aivss["unknown"]
    assert float(aivss["low"]) < float(aivss["high"])
    assert set(desk.case(case).scores) == {"CVSS", "AIVSS"}


@pytest.mark.parametrize("inputs", [{"vector": VECTOR, "tools": "0.7"}, {"vector": VECTOR, "luck": "1.0"}, {}])
def test_inputs_that_are_none_are_refused_at_the_door(desk: Desk, inputs: dict[str, str]) -> None:
    with pytest.raises(msgspec.ValidationError):
        ask(desk, "score.aivss", case=a_case(desk).id, inputs=inputs)


def test_what_is_not_ours_goes_to_its_owner(desk: Desk) -> None:
    case = a_case(desk).id
    handed = ask(desk, "case.hand", case=case, flag="also_safety", owner="safety_team", note="told them on Monday")
    assert handed["also_safety"]["state"] == "safety_team"
    with pytest.raises(BadInput, match="nothing to hand on"):
        ask(desk, "case.hand", case=case, flag="weather", owner="safety_team")
