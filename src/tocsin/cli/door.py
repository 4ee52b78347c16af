"""Where a command asks: the desk of a home here, or a desk elsewhere.

A command names the function of an operation and what it takes, and prints what is given: the same types through
either door, so that there is one way of printing. What has no operation is done where the home lies.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal, Protocol, TypeAlias, TypeVar

from msgspec import Struct

from tocsin.cli.options import acting

if TYPE_CHECKING:
    from tocsin.client.remote import Remote
    from tocsin.operations.operation import Operation, Page
    from tocsin.stages.desk import Desk

TakesT = TypeVar("TakesT", bound=Struct)
GivesT = TypeVar("GivesT")
ItemT = TypeVar("ItemT")

Does: TypeAlias = "Callable[[Desk, TakesT], GivesT]"
DoesWith: TypeAlias = "Callable[[Desk, TakesT, IO[bytes]], GivesT]"
Kind = Literal["case", "share", "item", "report", "delivery", "feedback"]


class Door(Protocol):
    """A desk that can be asked."""

    @property
    def home(self) -> Path | None:
        """The home that lies behind it here; None where it lies elsewhere."""

    @property
    def address(self) -> str:
        """Where people reach its web desk; empty where nobody said."""

    def ask(self, does: "Does[TakesT, GivesT]", asked: TakesT) -> GivesT:
        """What an operation gives, which is named by the function that does it."""

    def hand_in(self, does: "DoesWith[TakesT, GivesT]", asked: TakesT, content: IO[bytes]) -> GivesT:
        """What an operation gives for content that is handed in."""


class Here:
    """The desk of a home, for whoever acts there."""

    def __init__(self, desk: "Desk") -> None:
        self.desk = desk
        self.home: Path | None = desk.home
        self.address = desk.settings.address

    def ask(self, does: "Does[TakesT, GivesT]", asked: TakesT) -> GivesT:
        """Done by this process."""
        _check(asked)
        return does(self.desk, asked)

    def hand_in(self, does: "DoesWith[TakesT, GivesT]", asked: TakesT, content: IO[bytes]) -> GivesT:
        """Done by this process."""
        _check(asked)
        return does(self.desk, asked, content)


def _check(asked: "Struct") -> None:
    from tocsin.operations.bound import check_texts

    check_texts(asked)


class There:
    """A desk elsewhere, for whoever's token it is."""

    def __init__(self, remote: "Remote") -> None:
        self._remote = remote
        self.home: Path | None = None
        self.address = remote.address

    def ask(self, does: "Does[TakesT, GivesT]", asked: TakesT) -> GivesT:
        """Done there, and asked for over its API."""
        return self._remote.do(_open_to_a_token(row_of(does)), asked)

    def hand_in(self, does: "DoesWith[TakesT, GivesT]", asked: TakesT, content: IO[bytes]) -> GivesT:
        """Done there, and asked for over its API."""
        return self._remote.do(_open_to_a_token(row_of(does)), asked, content)


def row_of(does: "Does[TakesT, GivesT] | DoesWith[TakesT, GivesT]") -> "Operation[TakesT, GivesT]":
    """The row that a function stands in; it stands in the table of its own room."""
    rows: tuple[Operation[TakesT, GivesT], ...] = sys.modules[does.__module__].OPERATIONS
    return next(one for one in rows if does in (one.does, one.does_with))


def _open_to_a_token(row: "Operation[TakesT, GivesT]") -> "Operation[TakesT, GivesT]":
    from tocsin.vocab.errors import ActNotAllowed

    if row.in_session:
        raise ActNotAllowed(
            f"no token opens {row.name}: it makes something that outlives the token, or reaches further",
            hint="sign in to the web desk and do it there, or run the command where the home lies",
        )
    return row


@contextmanager
def door_of(home: Path | None, there: str) -> Iterator[Door]:
    """The desk that a command is to ask: of the home, or the one elsewhere that `--desk` names."""
    if is_elsewhere(home, there):
        yield There(_remote(there))
        return
    from tocsin.cli.options import desk_of

    with desk_of(home) as desk:
        yield Here(desk)


def is_elsewhere(home: Path | None, there: str) -> bool:
    """Whether a command is to ask a desk elsewhere."""
    return bool(there) and not _home_is_meant(home, there)


def _home_is_meant(home: Path | None, there: str) -> bool:
    """Of a home and a desk that were both named, what was typed goes before what the environment says."""
    from tocsin.vocab.errors import BadInput

    if home is None:
        return False
    is_typed = str(home) != os.environ.get("TOCSIN_HOME"), there != os.environ.get("TOCSIN_DESK")
    if is_typed[0] == is_typed[1]:
        raise BadInput(
            "a home and a desk elsewhere were both named", hint="give --home (TOCSIN_HOME) or --desk (TOCSIN_DESK)"
        )
    return is_typed[0]


def _remote(there: str) -> "Remote":
    from tocsin.client import logins
    from tocsin.vocab.errors import BadInput

    if acting.get():
        raise BadInput(
            "--as (TOCSIN_AS) names somebody of a home here; at a desk elsewhere the token says who acts",
            hint="leave it out, or log in there with that person's own token",
        )
    return logins.find(logins.read(logins_folder()), there).remote


def logins_folder() -> Path:
    """The folder in which this person's logins lie."""
    from platformdirs import user_config_path

    return user_config_path("tocsin")


def every(door: Door, does: "Does[TakesT, Page[ItemT]]", asked: TakesT) -> "Iterator[ItemT]":
    """The items of every page of a list, one after the other; each page is asked for when it is needed."""
    from msgspec.structs import replace

    from tocsin.operations.operation import MOST

    page = door.ask(does, replace(asked, limit=MOST))
    yield from page.items
    while page.next:
        page = door.ask(does, replace(asked, limit=MOST, cursor=page.next))
        yield from page.items


def meant(door: Door, kind: Kind, given: str) -> str:
    """The id of what was named. Of whatever belongs to a practice case it is said first that it is one (R13)."""
    from tocsin.operations import name

    found = door.ask(name.find, name.NameGiven(kind=name.Nameable(kind), given=given))
    if found.exercise:
        say_exercise(found.case)
    return found.id


def say_exercise(case: str) -> None:
    """That a case is practice (R13)."""
    from tocsin.cli.output import say
    from tocsin.vocab.exercise import EXERCISE

    say(f"{EXERCISE} {EXERCISE} {EXERCISE}: {case} is a practice case")
