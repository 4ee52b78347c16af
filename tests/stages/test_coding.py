"""Codes of a named edition with the name they had there, and the numbers that others gave."""

import pytest

from tests.builders import DeskOfStories, everything_on_disk
from tocsin.stages import coding, intake
from tocsin.stages.overview import checklist_version, overview
from tocsin.stages.search import search
from tocsin.vocab.acts.intake import ForeignIdLinked
from tocsin.vocab.acts.triage import TechniqueMapped
from tocsin.vocab.case import Case
from tocsin.vocab.errors import BadInput, ChangedMeanwhile
from tocsin.vocab.reading import FOREIGN_SCHEMES
from tocsin.vocab.technique import Relation
from tocsin.vocab.triage import Confidence, Statement

INJECTION = coding.Mapping(scheme="ATLAS", version="5.6.0", id="AML.T0051", because="the mail asked the agent to")


@pytest.fixture
def case(story: DeskOfStories) -> Case:
    """A case without any code."""
    opening = intake.Opening(name="Agent sent mail to a stranger", checklist=checklist_version(story.desk))
    opened = intake.open_case(story.desk, opening)
    story.forget_acts()
    return opened


def test_a_code_of_a_shipped_edition_gets_the_name_it_has_there(story: DeskOfStories, case: Case) -> None:
    case, crossings = coding.map_technique(story.desk, case, INJECTION)
    (act,) = story.new_acts()
    assert isinstance(act, TechniqueMapped)
    assert (act.scheme, act.version, act.id) == ("ATLAS", "5.6.0", "AML.T0051")
    assert (act.statement, act.confidence) == (Statement.HYPOTHESIS, Confidence.NOT_SPECIFIED)
    assert crossings == ()
    (code,) = coding.codes(story.desk, case)
    assert code.name == "LLM Prompt Injection"
    assert overview(story.desk, case).codes == (code,)


def test_the_name_of_a_shipped_edition_wins_over_a_given_one(story: DeskOfStories, case: Case) -> None:
    mapping = coding.Mapping(scheme="ATLAS", version="5.6.0", id="AML.T0051", name="Something nicer")
    case, _ = coding.map_technique(story.desk, case, mapping)
    assert [code.name for code in coding.codes(story.desk, case)] == ["LLM Prompt Injection"]


def test_a_code_that_has_moved_since_says_where_to(story: DeskOfStories, case: Case) -> None:
    mapping = coding.Mapping(scheme="ATLAS", version="5.6.0", id="AML.T0104")
    _, (crossing,) = coding.map_technique(story.desk, case, mapping)
    assert crossing.relation is Relation.MERGED_INTO
    assert [code.id for code in crossing.to] == ["AML.T0110"]


def test_a_code_that_its_edition_does_not_have_is_refused(story: DeskOfStories, case: Case) -> None:
    with pytest.raises(BadInput, match=r"ATLAS 5\.6\.0 has no AML\.T9") as caught:
        coding.map_technique(
            story.desk, case, coding.Mapping(scheme="ATLAS", version="5.6.0", id="AML.T9999", name="x")
        )
    assert "edition" in caught.value.hint
    assert story.new_acts() == []


def test_a_code_of_another_edition_needs_its_name(story: DeskOfStories, case: Case) -> None:
    with pytest.raises(BadInput, match="name is not known"):
        coding.map_technique(story.desk, case, coding.Mapping(scheme="CWE", version="4.17", id="CWE-1427"))
    assert story.new_acts() == []
    name = "Improper Neutralization of Input Used for LLM Prompting"
    mapping = coding.Mapping(scheme="CWE", version="4.17", id="CWE-1427", name=name)
    case, _ = coding.map_technique(story.desk, case, mapping)
    assert [(code.id, code.name) for code in coding.codes(story.desk, case)] == [("CWE-1427", name)]


@pytest.mark.parametrize(
    ("scheme", "version", "identifier"),
    [
        ("", "5.6.0", "AML.T0051"),
        ("ATLAS", "", "AML.T0051"),
        ("ATLAS", "5.6.0", ""),
        ("ATLAS", "5.6.0", "see the mail of Monday"),
        ("ATLAS", "5.6.0", "x" * 81),
        ("ATLAS", "5.6.0", "AML.T0051\n"),
        ("Jane.Doe", "1.0", "CWE-1427"),
        ("CWE", "jane.doe@victim.example", "CWE-1427"),
        ("CWE", "4.17", "Jane.Doe"),
    ],
)
def test_free_text_never_becomes_a_code(
    story: DeskOfStories, case: Case, scheme: str, version: str, identifier: str
) -> None:
    with pytest.raises(BadInput, match="no scheme, edition or code"):
        coding.map_technique(story.desk, case, coding.Mapping(scheme=scheme, version=version, id=identifier, name="x"))
    assert story.new_acts() == []


def test_why_a_code_was_given_lies_in_the_vault_only(story: DeskOfStories, case: Case) -> None:
    coding.map_technique(story.desk, case, INJECTION)
    assert b"the mail asked the agent to" not in everything_on_disk(story.desk)


def test_a_later_judgement_of_the_same_code_takes_the_place_of_the_first(story: DeskOfStories, case: Case) -> None:
    case, _ = coding.map_technique(story.desk, case, INJECTION)
    sure = coding.Mapping(
        scheme="ATLAS", version="5.6.0", id="AML.T0051", statement=Statement.FACT, confidence=Confidence.HIGH
    )
    case, _ = coding.map_technique(story.desk, case, sure)
    assert [(coded.id, coded.statement) for coded in case.techniques] == [("AML.T0051", Statement.FACT)]
    assert len(story.new_acts()) == 2, "the first judgement stays in the log"


def test_a_code_whose_sheet_is_gone_keeps_its_number(story: DeskOfStories, case: Case) -> None:
    case, _ = coding.map_technique(story.desk, case, INJECTION)
    story.desk.vault.destroy(case.techniques[0].sheet)
    assert [(code.id, code.name) for code in coding.codes(story.desk, case)] == [("AML.T0051", "(no name given)")]


def test_who_was_slower_than_somebody_else_is_told(story: DeskOfStories, case: Case) -> None:
    coding.map_technique(story.desk, case, INJECTION)
    with pytest.raises(ChangedMeanwhile):
        coding.link_foreign_id(story.desk, case, "ticket", "SUP-7")


@pytest.mark.parametrize("scheme", FOREIGN_SCHEMES)
def test_a_number_of_every_scheme_is_linked_found_and_kept_out_of_the_acts(
    story: DeskOfStories, case: Case, scheme: str
) -> None:
    case = coding.link_foreign_id(story.desk, case, scheme, "  NUMBER-2026-0007 ")
    (act,) = story.new_acts()
    assert isinstance(act, ForeignIdLinked)
    assert act.scheme == scheme
    assert coding.foreign_ids(story.desk, case) == [(scheme, "NUMBER-2026-0007")]
    assert [hit.case for hit in search(story.desk, "number-2026")] == [case.id]
    assert b"NUMBER-2026" not in b"".join(entry.leaf for entry in story.desk.log.entries())


def test_the_same_number_is_linked_once(story: DeskOfStories, case: Case) -> None:
    case = coding.link_foreign_id(story.desk, case, "ticket", "SUP-7")
    story.forget_acts()
    assert coding.link_foreign_id(story.desk, case, "ticket", " SUP-7") == case
    assert story.new_acts() == []
    case = coding.link_foreign_id(story.desk, case, "misp", "SUP-7")
    assert coding.foreign_ids(story.desk, case) == [("ticket", "SUP-7"), ("misp", "SUP-7")]


@pytest.mark.parametrize(("scheme", "value"), [("weather", "7"), ("", "7"), ("ticket", ""), ("ticket", " \t")])
def test_a_number_that_is_none_is_refused(story: DeskOfStories, case: Case, scheme: str, value: str) -> None:
    with pytest.raises(BadInput):
        coding.link_foreign_id(story.desk, case, scheme, value)
    assert story.new_acts() == []


def test_a_number_that_was_destroyed_is_not_shown(story: DeskOfStories, case: Case) -> None:
    case = coding.link_foreign_id(story.desk, case, "ticket", "SUP-7")
    sheet = case.foreign_ids[0].sheet
    assert sheet is not None
    story.desk.vault.destroy(sheet)
    assert coding.foreign_ids(story.desk, case) == []
