"""`share cut`: what of the one clean copy each recipient gets."""

from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.case import word
from tocsin.cli.options import Elsewhere, Home, Json
from tocsin.cli.share import NO, Because, ShareArgument, pairs, tell_preview

if TYPE_CHECKING:
    from tocsin.operations.cut import Cuts


def add_to(app: typer.Typer) -> None:
    """Put this command into the tree of `share`."""
    app.command("cut", epilog="Example: tocsin share cut s4 vendor=prompt isac=pattern feed=class")(cut)


def cut(
    share: ShareArgument,
    cuts: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PARTY=CUT…", help="class, pattern, prompt, prompt_sealed, whole or whole_sealed; none: show them."
        ),
    ] = None,
    because: Because = "",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Choose what of the clean copy each recipient gets. Documents are written anew; every approval is void then.

    Without PARTY=CUT it says what each gets, what not, and what is proposed.
    """
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import emit
    from tocsin.operations import cut as operations
    from tocsin.operations.share import ShareAsked
    from tocsin.vocab.cut import Cut

    with door_of(home, there) as door:
        found = meant(door, "share", share)
        if cuts:
            chosen = {party: word(Cut, name, "cut") for party, name in pairs(cuts).items()}
            said = operations.CutsSaid(share=found, cuts=chosen, because=because)
            tell_preview(door.ask(operations.choose_cuts, said), as_json, leave_at=NO)
            return
        shown = door.ask(operations.show, ShareAsked(share=found))
    emit(shown) if as_json else _show(shown)


def _show(found: "Cuts") -> None:
    from tocsin.cli.output import show, table

    rows = [(one.name, one.cut, one.proposed, one.why) for one in found.recipients]
    table(("recipient", "gets", "proposed", "because"), rows, empty="no recipient")
    said: set[str] = set()
    for name, gives in found.gives.items():
        more = [one for one in gives if one not in said]
        show(f"{name}: {'also ' if said else ''}{'; '.join(more)}" if more else f"{name}: as whole, its prompts sealed")
        said.update(gives)
