"""`evidence found`: what stands in it that others could look for."""

from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.options import Elsewhere, Home, Json
from tocsin.vocab.visible import counted

if TYPE_CHECKING:
    from tocsin.stages.found import FoundInCase


def add_to(app: typer.Typer) -> None:
    """Put this command into the group."""
    app.command("found", epilog="Example: tocsin evidence found c7")(found)


def found(
    case: Annotated[str, typer.Argument(help="The case: its name or id.")],
    item: Annotated[list[str] | None, typer.Option(help="Look into this item alone; again for each.")] = None,
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Domains, addresses, digests and wallets in the evidence of a case; none becomes an indicator by this.

    What is to be shared goes into the clean copy, each with its context: see `tocsin case clean --help`. Evidence that
    is sealed, privileged or marked RED is not read.
    """
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import emit
    from tocsin.operations import found as operations

    with door_of(home, there) as door:
        asked = operations.FoundAsked(case=meant(door, "case", case), item=tuple(item or ()))
        told = door.ask(operations.found, asked)
    if as_json:
        emit(told)
    else:
        show_found(told)


def show_found(told: "FoundInCase") -> None:
    """The table of what was found, spelled so that nothing in it is a link."""
    from tocsin.cli.output import say, table
    from tocsin.vocab.defang import defanged_value

    rows = [(one.kind, defanged_value(one.value), one.times, counted(len(one.items), "item")) for one in told.values]
    table(("kind", "value", "times", "in"), rows, empty="nothing was found; that is no proof that nothing is there")
    if told.closed:
        say(f"{counted(told.closed, 'item')} not read: sealed, privileged or marked RED")
    if told.left:
        say(f"{counted(told.left, 'more part')} not read or not listed: name items with --item")
