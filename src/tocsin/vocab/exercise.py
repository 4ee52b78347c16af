"""Live by type: a practice case can never reach a real channel.

Whatever will send takes a `Live`, and a `Live` around an exercise cannot be made. No act changes whether a case is an
exercise.
"""

from msgspec import Struct

from tocsin.vocab.case import Case

EXERCISE = "EXERCISE"  # on everything that is written about a practice case


class Live(Struct, frozen=True, kw_only=True):
    """A case that really happened."""

    case: Case

    def __post_init__(self) -> None:
        if self.case.exercise:
            raise ValueError("an exercise can never reach a real channel")
