"""The tree of commands, in the order of the route.

A group of commands is read when one of its commands is called: most of the time of a short command is reading others.
"""

from collections.abc import MutableMapping
from functools import cache
from importlib import import_module
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_group_from_info
from typer.models import TyperInfo

from tocsin import __version__
from tocsin.cli import bench, care, demo, home, impact, intake, login, outbox, ready, scan, serve, triage, verify
from tocsin.cli.options import acting


class Group(NamedTuple):
    """A group of commands: its line of help, the room and name of its tree, and rooms that add to it.

    A part is a room with an `add_to`, or `ROOM:FUNCTION`.
    """

    help: str
    room: str
    app: str = "app"
    parts: tuple[str, ...] = ()


GROUPS = {
    "report": Group(help="Reports: follow one by its receipt, answer its reporter.", room="report"),
    "case": Group(
        help="Cases: open, look at, classify, mark, block, assign.",
        room="case",
        parts=("case_list", "timeline", "marks", "codes", "contact", "clean", "review", "triage:add_score_to"),
    ),
    "evidence": Group(
        help="Evidence: keep, look at, hand over, seal, hold, purge, check.",
        room="evidence",
        parts=("custody", "looking", "found"),
    ),
    "duty": Group(help="Duties that may apply, with their clocks. Not legal advice.", room="beside", app="duty_app"),
    "record": Group(help="The four other records of a case.", room="beside", app="record_app"),
    "party": Group(help="Parties: who there is to tell, by which roads, and what they use.", room="party"),
    "token": Group(help="Tokens: the secrets with which parties fetch what is theirs.", room="token"),
    "policy": Group(help="Decision tables: what they say, whether they are whole, and why.", room="policy"),
    "dictionary": Group(
        help="Your own words that must not leave: names, hosts, networks, customers.", room="dictionary"
    ),
    "share": Group(
        help="Shares: who gets what, why, under which terms, and what came of it.",
        room="share",
        parts=("ours", "recall", "cut", "blind"),
    ),
    "practice": Group(help="Practice: made-up cases with planted leaks, and what the team finds.", room="practice"),
    "feedback": Group(help="What came back because of a share, and what changed because of it.", room="feedback"),
    "claim": Group(help="Claims: what was shared, when, by which road, under which terms.", room="claim"),
    "ledger": Group(help="The ledger: verify it, prove an entry, show its checkpoint.", room="ledger"),
    "user": Group(help="People who may act here, and how they come in.", room="user"),
    "key": Group(help="The log's key: show it, exchange it.", room="keys"),
}


class _Route(TyperGroup):
    """The whole tree, whose groups are read when they are called."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args[0] in GROUPS:
            self.commands[args[0]] = _group(args[0])
        return super().resolve_command(ctx, args)


app = typer.Typer(
    cls=_Route,
    name="tocsin",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="The AI security sharing desk: from raw evidence to the right facts in the right hands, provably.",
    epilog="Start with `tocsin demo`, or make a home of your own: `tocsin init --name YOU --organization YOURS`.",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tocsin {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
    person: Annotated[
        str,
        typer.Option(
            "--as",
            metavar="PERSON",
            envvar="TOCSIN_AS",
            help="Who acts, by name or id, or the beginning of either; `acting` of the home where not given.",
        ),
    ] = "",
) -> None:
    """The AI security sharing desk."""
    acting.set(person)


for part in (demo, home, ready, intake, triage, impact, scan, verify, outbox, serve, login, care, bench):
    part.add_to(app)


@cache
def _group(name: str) -> TyperGroup:
    """A group with all that is added to it; once a process."""
    row = GROUPS[name]
    whole = getattr(import_module(f"tocsin.cli.{row.room}"), row.app)
    for part in row.parts:
        room, _, adds = part.partition(":")
        getattr(import_module(f"tocsin.cli.{room}"), adds or "add_to")(whole)
    info = TyperInfo(whole, name=name, help=row.help)
    return get_group_from_info(
        info, pretty_exceptions_short=True, suggest_commands=True, rich_markup_mode=app.rich_markup_mode
    )


@cache
def tree() -> TyperGroup:
    """The tree, ready to run; made once a process, for making it takes longer than most commands."""
    route = get_command(app)
    assert isinstance(route, TyperGroup)
    commands: MutableMapping[str, Any] = route.commands
    for name, row in GROUPS.items():
        commands[name] = TyperCommand(name, help=row.help)
    return route


@cache
def whole() -> TyperGroup:
    """The tree with every group read, to be walked through."""
    route = get_command(app)
    assert isinstance(route, TyperGroup)
    for name in GROUPS:
        route.commands[name] = _group(name)
    return route
