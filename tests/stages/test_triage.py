"""Stage 2: answers are recorded, the class follows, its history stays, and nothing new is nothing recorded."""

import pytest

from tests.builders import DeskOfStories, a_case
from tocsin.rules.severity import score_aivss, score_cvss
from tocsin.stages.desk import Desk
from tocsin.stages.ledger import verify
from tocsin.stages.triage import Answering, classify_case, facts_on, hand_to_owner, score
from tocsin.vocab.acts.triage import Classified, FactAnswered, HandedToOwner, SeverityScored
from tocsin.vocab.case import Case
from tocsin.vocab.errors import BadInput, ChangedMeanwhile
from tocsin.vocab.severity import AivssInputs
from tocsin.vocab.sheet import AnswerSheet, NoteSheet, SeveritySheet
from tocsin.vocab.triage import RULES, Answer, Confidence, FactKey, Statement, YesNo

K = FactKey
INCIDENT = {K.INTEGRITY: "actual", K.WITHOUT_LAWFUL_AUTHORITY: "yes", K.AUTHORISED_RESEARCH_OR_EXERCISE: "no"}
VECTOR = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"


def answering(key: FactKey, value: str, because: str = "", statement: Statement = Statement.FACT) -> Answering:
    return Answering(
        answer=Answer(key=key, value=value, statement=statement, confidence=Confidence.HIGH), because=because
    )


def answered(desk: Desk, case: Case, facts: dict[FactKey, str], because: str = "") -> Case:
    return classify_case(desk, case, [answering(key, value, because) for key, value in facts.items()])[0]


def test_answers_and_the_class_that_follows_are_recorded_as_one(story: DeskOfStories) -> None:
    case = a_case(story.desk)
    story.forget_acts()
    after, verdict = classify_case(
        story.desk, case, [answering(key, value, "seen in the log") for key, value in INCIDENT.items()]
    )
    *facts, classified = story.new_acts()
    assert [(fact.fact, fact.value) for fact in facts if isinstance(fact, FactAnswered)] == [*INCIDENT.items()]
    for fact in facts:
        assert isinstance(fact, FactAnswered)
        assert (fact.statement, fact.confidence) == ("fact", "high")
        assert story.desk.sheet(fact.sheet, AnswerSheet) == AnswerSheet(because="seen in the log")
    assert classified == Classified(
        event_class="incident",
        flags=(),
        rule=1,
        reasons=("integrity_actual", "without_lawful_authority", "no_exercise"),
        missing=(),
        rules=RULES,
    )
    assert verdict.class_ == "incident"
    assert after.judged is not None
    assert (after.judged.event_class, after.judged.by) == ("incident", story.desk.person)
    assert facts_on(after).without_lawful_authority is YesNo.YES


def test_a_case_nobody_answered_for_needs_information_and_says_what(story: DeskOfStories) -> None:
    _, verdict = classify_case(story.desk, a_case(story.desk))
    assert verdict.class_ == "needs_information"
    assert verdict.missing[:3] == (K.CONFIDENTIALITY, K.INTEGRITY, K.AVAILABILITY)


def test_to_ask_again_changes_no_history(story: DeskOfStories) -> None:
    case, _ = classify_case(story.desk, a_case(story.desk))
    story.forget_acts()
    again, _ = classify_case(story.desk, case)
    assert story.new_acts() == []
    assert again == case


def test_an_answer_that_says_what_stands_is_not_recorded_again(story: DeskOfStories) -> None:
    case = answered(story.desk, a_case(story.desk), INCIDENT)
    story.forget_acts()
    assert answered(story.desk, case, INCIDENT) == case
    assert story.new_acts() == []


@pytest.mark.parametrize(
    "again",
    [
        answering(K.INTEGRITY, "actual", "a second log says so, too"),
        answering(K.INTEGRITY, "actual", statement=Statement.HYPOTHESIS),
        Answering(answer=Answer(key=K.INTEGRITY, value="actual", statement=Statement.FACT, confidence=Confidence.LOW)),
    ],
)
def test_a_new_reason_or_a_new_doubt_is_recorded_without_a_new_class(story: DeskOfStories, again: Answering) -> None:
    case = answered(story.desk, a_case(story.desk), INCIDENT)
    story.forget_acts()
    after, _ = classify_case(story.desk, case, [again])
    (act,) = story.new_acts()
    assert isinstance(act, FactAnswered)
    assert after.judged == case.judged


def test_earlier_classes_stay_when_the_facts_change(story: DeskOfStories) -> None:
    case = answered(story.desk, a_case(story.desk), INCIDENT)
    story.clock.tick()
    story.forget_acts()
    after = answered(
        story.desk, case, {K.AUTHORISED_RESEARCH_OR_EXERCISE: "yes", K.EXPLOITABLE_BY_THREAT_SOURCE: "yes"}
    )
    assert [act.event_class for act in story.new_acts() if isinstance(act, Classified)] == ["vulnerability"]
    assert after.judged is not None
    assert after.judged.event_class == "vulnerability"
    assert [(judged.event_class, judged.at) for judged in after.former_classes] == [
        ("incident", case.judged.at if case.judged else None)
    ]


def test_a_reason_that_joins_the_class_is_recorded_even_where_the_class_stays(story: DeskOfStories) -> None:
    case = answered(story.desk, a_case(story.desk), INCIDENT)
    story.forget_acts()
    answered(story.desk, case, {K.CONFIDENTIALITY: "imminent"})
    classes = [act for act in story.new_acts() if isinstance(act, Classified)]
    assert [act.event_class for act in classes] == ["incident"]
    assert "confidentiality_imminent" in classes[0].reasons


def test_a_word_that_is_no_answer_records_nothing(story: DeskOfStories) -> None:
    case = a_case(story.desk)
    story.forget_acts()
    for wrong in ("a bit", "ACTUAL", ""):
        with pytest.raises(BadInput):
            classify_case(story.desk, case, [answering(K.INTEGRITY, wrong)])
    assert story.new_acts() == []


def test_of_two_who_classify_one_case_the_second_is_told_and_loses_nothing(story: DeskOfStories) -> None:
    case = a_case(story.desk)
    first = answered(story.desk, case, {K.INTEGRITY: "actual"})
    story.forget_acts()
    with pytest.raises(ChangedMeanwhile):
        answered(story.desk, case, {K.INTEGRITY: "none"})
    assert story.new_acts() == []
    assert story.desk.case(case.id) == first
    again = answered(story.desk, story.desk.case(case.id), {K.INTEGRITY: "none"})
    assert again.facts["integrity"].value == "none"


def test_a_matter_that_is_not_ours_goes_to_its_owner(story: DeskOfStories) -> None:
    case = a_case(story.desk)
    story.forget_acts()
    after = hand_to_owner(story.desk, case, "also_safety", "safety_team", "They answer within a day.")
    (act,) = story.new_acts()
    assert isinstance(act, HandedToOwner)
    assert (act.flag, act.owner) == ("also_safety", "safety_team")
    assert story.desk.sheet(act.sheet, NoteSheet) == NoteSheet(text="They answer within a day.")
    assert after.handed["also_safety"].state == "safety_team"
    with pytest.raises(BadInput):
        hand_to_owner(story.desk, after, "also_safety", "Robin Vale of safety", "x")


def test_a_cvss_score_stands_with_its_vector(story: DeskOfStories) -> None:
    case = a_case(story.desk)
    story.forget_acts()
    after = score(story.desk, case, score_cvss(VECTOR))
    (act,) = story.new_acts()
    assert isinstance(act, SeverityScored)
    assert act.low == act.high == "9.3"
    sheet = story.desk.sheet(act.sheet, SeveritySheet)
    assert sheet is not None
    assert sheet.vector == VECTOR
    assert after.scores[act.scheme].low == "9.3"


def test_an_aivss_score_with_unknown_factors_stands_as_a_range_with_every_input(story: DeskOfStories) -> None:
    case = a_case(story.desk)
    story.forget_acts()
    score(story.desk, case, score_aivss(AivssInputs(vector=VECTOR)))
    (act,) = story.new_acts()
    assert isinstance(act, SeverityScored)
    assert float(act.low) < float(act.high)
    sheet = story.desk.sheet(act.sheet, SeveritySheet)
    assert sheet is not None
    assert {detail.name for detail in sheet.inputs} == set(AivssInputs.__struct_fields__)
    assert verify(story.desk).holds


@pytest.mark.parametrize(("flag", "owner"), [("Jane.Doe", "safety_team"), ("also_safety", "jane.doe@victim.example")])
def test_a_name_is_neither_a_flag_nor_an_owner(story: DeskOfStories, flag: str, owner: str) -> None:
    case = a_case(story.desk)
    story.forget_acts()
    with pytest.raises(BadInput):
        hand_to_owner(story.desk, case, flag, owner, "x")
    assert story.new_acts() == []
