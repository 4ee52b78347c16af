"""The questions of triage, with the words they can be answered by."""

from enum import Enum
from typing import get_type_hints

from msgspec import Struct

from tocsin.operations.operation import READERS, Method, Nothing, Operation
from tocsin.stages.desk import Desk
from tocsin.store.catalogues import load
from tocsin.vocab.question import Questions
from tocsin.vocab.triage import FactKey, Facts


class QuestionLine(Struct, frozen=True, kw_only=True):
    """One question; `answers` are the words of the fact's vocabulary, `unknown` among them."""

    fact: FactKey
    question: str
    help: str
    answers: tuple[str, ...]


def list_questions(desk: Desk, _asked: Nothing) -> tuple[QuestionLine, ...]:
    """Every question of triage, in the order in which they are asked."""
    words: dict[str, type[Enum]] = get_type_hints(Facts)
    return tuple(
        QuestionLine(
            fact=one.fact,
            question=one.question,
            help=one.help,
            answers=tuple(str(word.value) for word in words[one.fact.value]),
        )
        for catalogue in load("questions", Questions, desk.home)
        for one in catalogue.questions
    )


OPERATIONS = (
    Operation(
        name="question.list",
        method=Method.GET,
        path="/questions",
        may=READERS,
        takes=Nothing,
        gives=tuple[QuestionLine, ...],
        does=list_questions,
    ),
)
