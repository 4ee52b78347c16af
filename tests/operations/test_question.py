"""The questions of triage, each with the words that answer it."""

from tests.asking import ask
from tests.builders import a_case
from tocsin.stages.desk import Desk


def test_every_question_can_be_answered_by_its_words(desk: Desk) -> None:
    lines = ask(desk, "question.list")
    assert len({line["fact"] for line in lines}) == len(lines)
    case = a_case(desk).id
    for line in lines:
        assert line["question"]
        assert "unknown" in line["answers"]
        ask(desk, "case.classify", case=case, answers={line["fact"]: line["answers"][-1]})


def test_what_a_case_is_asked_is_among_them(desk: Desk) -> None:
    facts = {line["fact"] for line in ask(desk, "question.list")}
    asked = ask(desk, "case.show", case=a_case(desk).id)["asked"]
    assert asked
    assert {fact for fact, _ in asked} <= facts
