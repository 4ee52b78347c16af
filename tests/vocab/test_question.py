"""Every fact is asked once, in one catalogue, in words that fit on a screen."""

from pathlib import Path

import msgspec
import pytest

from tests.builders import desk_in, founded_home
from tocsin.stages.intake import Opening, open_case
from tocsin.stages.overview import checklist_version, overview
from tocsin.store.catalogues import load
from tocsin.vocab.question import Question, Questions
from tocsin.vocab.triage import FactKey


def _shipped() -> Questions:
    (found,) = load("questions", Questions, None)
    return found


def _changed(questions: tuple[Question, ...]) -> Questions:
    return Questions(header=_shipped().header, questions=questions)


def test_the_shipped_catalogue_asks_every_fact_once() -> None:
    asked = [question.fact for question in _shipped().questions]
    assert sorted(asked) == sorted(FactKey)
    assert all(question.question.endswith("?") for question in _shipped().questions)
    assert len({question.question for question in _shipped().questions}) == len(asked), "no two facts in the same words"


@pytest.mark.parametrize("fact", FactKey)
def test_a_fact_is_asked_in_the_words_of_its_own_question(fact: FactKey) -> None:
    (question,) = (question for question in _shipped().questions if question.fact is fact)
    assert _shipped().text_of(fact) == question.question


@pytest.mark.parametrize("place", range(len(FactKey)))
def test_a_fact_that_nobody_asks_is_named(place: int) -> None:
    questions = _shipped().questions
    with pytest.raises(ValueError, match=f"missing or double: {questions[place].fact}$"):
        _changed((*questions[:place], *questions[place + 1 :]))


def test_a_fact_that_is_asked_twice_is_refused() -> None:
    questions = _shipped().questions
    with pytest.raises(ValueError, match="a double one"):
        _changed((*questions, questions[0]))


@pytest.mark.parametrize(
    "raw",
    [
        {"fact": "weather", "question": "Does it rain?"},
        {"fact": "integrity", "question": ""},
        {"fact": "integrity", "question": "x" * 301},
        {"fact": "integrity"},
        {"fact": "integrity", "question": "Is it whole?", "answer": "yes"},
    ],
    ids=["a fact that is none", "no words", "too many words", "no question", "a key that is none"],
)
def test_a_question_that_is_none_is_refused(raw: dict[str, str]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(raw, Question)


def test_a_case_asks_in_the_words_of_the_catalogue(tmp_path: Path) -> None:
    with desk_in(founded_home(tmp_path)) as story:
        opening = Opening(name="Agent sent mail to a stranger", checklist=checklist_version(story.desk))
        asked = overview(story.desk, open_case(story.desk, opening)).asked
    assert asked
    assert dict(asked) == {fact: _shipped().text_of(fact) for fact, _ in asked}
