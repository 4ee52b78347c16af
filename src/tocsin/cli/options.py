"""The options that every command has, and how it comes to its desk."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tocsin.stages.desk import Desk

Home = Annotated[
    Path | None,
    typer.Option(
        "--home", envvar="TOCSIN_HOME", help="The home to work in; the platform's data folder where not given."
    ),
]
Elsewhere = Annotated[
    str,
    typer.Option(
        "--desk",
        metavar="URL|NAME",
        envvar="TOCSIN_DESK",
        help="Ask the desk at this address instead, after `tocsin login URL`.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="One JSON document (JSON Lines for streams) on standard output.")]

# Who acts in this run of the command line, from the root's own option: "" is whom the home's settings name. Set by the
# root before every command, so that fifty commands need not hand it on.
acting: ContextVar[str] = ContextVar("acting", default="")


def home_of(given: Path | None) -> Path:
    """The folder of the home: as given, else the platform's data folder."""
    if given is not None:
        return given.expanduser().resolve()
    from platformdirs import user_data_path

    return user_data_path("tocsin")


@contextmanager
def desk_of(given: Path | None) -> "Iterator[Desk]":
    """The desk of the home, for whoever acts, with the notice of a shutdown that was not clean."""
    from tocsin.cli.output import say
    from tocsin.wiring import open_desk

    with open_desk(home_of(given), say, person=acting.get()) as desk:
        yield desk


def can_ask() -> bool:
    """Whether a person sits there who can answer a question."""
    return is_terminal() and sys.stdin.isatty()


def is_terminal() -> bool:
    """Whether a person is looking: progress and questions make sense."""
    return sys.stderr.isatty() and not os.environ.get("CI")
