"""`practice …`: made-up cases with planted leaks, and what the team finds."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.case import CaseArgument
from tocsin.cli.options import Elsewhere, Home, Json

if TYPE_CHECKING:
    from tocsin.stages.practice import PracticeResult
    from tocsin.vocab.practice import Planted

app = typer.Typer(no_args_is_help=True)


@app.command("new", epilog="Example: tocsin practice new")
def new(
    burst: Annotated[bool, typer.Option(help="Three short cases with many leaks, to see them again.")] = False,
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Open a made-up case with planted leaks, to be reviewed as a live one. It can never be released."""
    from tocsin.cli.door import door_of
    from tocsin.cli.output import emit, say, show
    from tocsin.operations import practice as operations
    from tocsin.vocab.ids import short

    with door_of(home, there) as door:
        made = door.ask(operations.begin, operations.PracticeWanted(burst=burst))
    if as_json:
        emit(made)
        return
    show(made.announced)
    for case in made.cases:
        say(f"look at it: tocsin case findings {short(case)}; then: tocsin practice done {short(case)}")


@app.command("done", epilog="Example: tocsin practice done c7")
def done(case: CaseArgument, home: Home = None, there: Elsewhere = "", as_json: Json = False) -> None:
    """Say that it is reviewed, and hear what was found and missed. Exit 1 where something was missed."""
    from tocsin.cli.door import door_of, meant
    from tocsin.operations import practice as operations
    from tocsin.operations.case import Named

    with door_of(home, there) as door:
        _tell(door.ask(operations.done, Named(case=meant(door, "case", case))), as_json)


@app.command("show", epilog="Example: tocsin practice show c7")
def show_result(case: CaseArgument, home: Home = None, there: Elsewhere = "", as_json: Json = False) -> None:
    """What was found and missed in a practice case that somebody is done with. Exit 1 where something was missed."""
    from tocsin.cli.door import door_of, meant
    from tocsin.operations import practice as operations
    from tocsin.operations.case import Named

    with door_of(home, there) as door:
        _tell(door.ask(operations.show, Named(case=meant(door, "case", case))), as_json)


@app.command("rate", epilog="Example: tocsin practice rate")
def rate(home: Home = None, there: Elsewhere = "", as_json: Json = False) -> None:
    """How many planted leaks the team finds, and between which rates the true one lies; nobody by name."""
    from tocsin.cli.door import door_of
    from tocsin.cli.output import emit, say, show
    from tocsin.operations import practice as operations
    from tocsin.operations.operation import Nothing

    with door_of(home, there) as door:
        found = door.ask(operations.figures, Nothing())
    if as_json:
        emit(found)
        return
    if found.rate is None:
        show("nobody has practised yet: `tocsin practice new`")
    else:
        show(
            f"{found.found} of {found.planted} planted leaks found in {found.cases} cases: {found.rate:.0%}, "
            f"true rate between {found.low:.0%} and {found.high:.0%} (95 %)"
        )
    say(found.announced)
    if found.offers_burst:
        say("the last one had misses; a short burst helps: tocsin practice new --burst")


def _tell(found: "PracticeResult", as_json: bool) -> None:
    from tocsin.cli.output import emit, say, show

    if as_json:
        emit(found)
    else:
        show(f"{len(found.found)} of {found.planted} planted leaks found")
        _rows("missed", found.missed)
        _rows("found", found.found)
        _rows("taken out although it is the attacker's and helps", found.lost)
        if found.offers_burst:
            say("a short burst helps: tocsin practice new --burst")
    if found.missed:
        raise typer.Exit(1)


def _rows(how: str, planted: "Sequence[Planted]") -> None:
    from tocsin.cli.output import show

    for one in planted:
        show(f"{how}: {one.value}, {one.what}, in {one.row}: {one.sentence}")
