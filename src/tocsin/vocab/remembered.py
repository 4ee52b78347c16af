"""Answers about one text, kept until another text is asked about.

A detector is asked about hit after hit of one text; where a value stands often, it would work out the same each time.
"""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

MOST_KEPT = 4_096  # answers

Asked = TypeVar("Asked", bound=Hashable)
Answer = TypeVar("Answer")


class Remembered(Generic[Asked, Answer]):
    """A question about a text that depends on nothing but the text and what is asked."""

    def __init__(self, answer: Callable[[str, Asked], Answer]) -> None:
        self._answer = answer
        self._known: tuple[str, dict[Asked, Answer]] = ("", {})  # put in place as one: several may ask at once

    def __call__(self, text: str, asked: Asked) -> Answer:
        """The answer, worked out where it was not known."""
        of, answers = self._known
        if of is not text:
            answers = {}
            self._known = text, answers
        if asked in answers:
            return answers[asked]
        if len(answers) >= MOST_KEPT:
            answers.clear()
        answer = answers[asked] = self._answer(text, asked)
        return answer
