"""One thing that can be asked of a desk, through whichever door.

The API, the pages and the command line call the same operations, so that no door can do what another cannot. An
operation calls a stage and gives what the stage returned; what is right, stages and rules decide.
"""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import IO, Generic, TypeVar

from msgspec import Struct

from tocsin.operations.bound import check_texts
from tocsin.stages.desk import Desk
from tocsin.vocab.desk_role import DeskRole

TakesT = TypeVar("TakesT", bound=Struct)
GivesT = TypeVar("GivesT")
ItemT = TypeVar("ItemT")

EVERYBODY = frozenset(DeskRole)
READERS = frozenset({DeskRole.ANALYST, DeskRole.APPROVER, DeskRole.COUNSEL, DeskRole.AUDITOR})
WRITERS = frozenset({DeskRole.ANALYST})
DECIDERS = frozenset({DeskRole.APPROVER, DeskRole.COUNSEL})
COUNSEL = frozenset({DeskRole.COUNSEL})
KEEPERS = frozenset({DeskRole.ADMIN})

PAGE = 100  # items of a page where nobody says how many
MOST = 1_000  # items of a page at most


class Method(StrEnum):
    """How it is asked for over HTTP (RFC 9110, section 9.3); what changes something is a POST."""

    GET = "GET"
    POST = "POST"


class Nothing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an operation takes that needs nothing said."""


class Page(Struct, Generic[ItemT], frozen=True, kw_only=True):
    """Some of a list; `next` is the cursor of those that follow, empty at the end."""

    items: tuple[ItemT, ...]
    next: str = ""


class Content(Struct, frozen=True, kw_only=True):
    """Bytes that are given as they are; whoever carries them says that they are a download and nothing to show."""

    media_type: str
    file_name: str
    pieces: Iterator[bytes]


class Operation(Struct, Generic[TakesT, GivesT], frozen=True, kw_only=True):
    """One operation.

    A name in braces in the path is a field of what it takes. `gives` is the type of what comes back: a `Struct`, a
    `Page` or a tuple of them, or `Content`. An operation that takes bytes has `does_with` in place of `does`.
    """

    name: str  # the noun and the verb of its command: `case.show`
    method: Method
    path: str
    may: frozenset[DeskRole]
    takes: type[TakesT]
    gives: object
    does: Callable[[Desk, TakesT], GivesT] | None = None
    does_with: Callable[[Desk, TakesT, IO[bytes]], GivesT] | None = None
    in_session: bool = False  # for a person who is signed in: a token makes nothing that outlives or exceeds it

    def __post_init__(self) -> None:
        assert (self.does is None) != (self.does_with is None), f"{self.name} is done in one way"

    @property
    def summary(self) -> str:
        """The sentence that says what it does."""
        done = self.does or self.does_with
        assert done is not None
        assert done.__doc__, f"{self.name} says what it does"
        return done.__doc__.split("\n", 1)[0]

    @property
    def fields_in_path(self) -> tuple[str, ...]:
        """The fields of what it takes that stand in its path."""
        return tuple(part[1:-1] for part in self.path.split("/") if part.startswith("{"))

    def ask(self, desk: Desk, asked: TakesT, content: IO[bytes] | None = None) -> GivesT:
        """Do it; whether whoever asks may is for the door that let them in: see `may`.

        TooMuch where a text is longer than its field takes: then nothing was looked at.
        """
        check_texts(asked)
        if self.does is not None:
            return self.does(desk, asked)
        assert self.does_with is not None
        assert content is not None, f"{self.name} takes content"
        return self.does_with(desk, asked, content)
