"""Questions: how each triage fact is asked, in the same words everywhere."""

from typing import Annotated

from msgspec import Meta, Struct

from tocsin.vocab.catalogue import Header
from tocsin.vocab.triage import FactKey


class Question(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One fact and how it is asked; `help` says what counts as which answer, where that is not plain."""

    fact: FactKey
    question: Annotated[str, Meta(min_length=1, max_length=300)]
    help: str = ""


class Questions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file of `catalogues/questions/`: a question for every fact, in the order in which they are asked."""

    header: Header
    questions: tuple[Question, ...]

    def __post_init__(self) -> None:
        asked = [question.fact for question in self.questions]
        if sorted(asked) != sorted(FactKey):
            missing = sorted(set(FactKey) - set(asked))
            raise ValueError(f"every fact is asked once; missing or double: {', '.join(missing) or 'a double one'}")

    def text_of(self, fact: str) -> str:
        """How a fact is asked."""
        return next(question.question for question in self.questions if question.fact == fact)
