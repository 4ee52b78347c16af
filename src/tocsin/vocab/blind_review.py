"""The blind review: what a second reader can tell from a document alone."""

from enum import StrEnum

from msgspec import Struct

from tocsin.vocab.desk_role import DeskRole

READING = frozenset({DeskRole.ANALYST, DeskRole.APPROVER, DeskRole.COUNSEL})  # who may read blind
MOST_SIGNS = 400  # of one answer: a guess names somebody, and lists nobody who could be meant


class BlindQuestion(StrEnum):
    """What a second reader is asked. Closed codes: they stand in the log."""

    VICTIM = "victim"
    PRODUCT = "product"
    ATTACK = "attack"


ASKS: dict[BlindQuestion, str] = {
    BlindQuestion.VICTIM: "Who is the victim?",
    BlindQuestion.PRODUCT: "Which product of theirs is it, and which version?",
    BlindQuestion.ATTACK: "What would you attack with this?",
}
# How an author reads which question was answered rightly.
GUESSED: dict[BlindQuestion, str] = {
    BlindQuestion.VICTIM: "who the victim is",
    BlindQuestion.PRODUCT: "which product it is",
    BlindQuestion.ATTACK: "what could be attacked with it",
}


class BlindAnswers(Struct, frozen=True, kw_only=True):
    """What somebody guessed; empty where they cannot tell."""

    victim: str = ""
    product: str = ""
    attack: str = ""

    def of(self, question: BlindQuestion) -> str:
        """The answer to one question."""
        match question:
            case BlindQuestion.VICTIM:
                return self.victim
            case BlindQuestion.PRODUCT:
                return self.product
            case BlindQuestion.ATTACK:
                return self.attack
