"""`share correct`, `withdraw`, `drop`: what was shared, taken back."""

from typing import Annotated

import typer

from tocsin.cli.case import word
from tocsin.cli.options import Elsewhere, Home, Json
from tocsin.cli.share import NO, Ask, Because, ShareArgument, Title, tell_preview


def add_to(app: typer.Typer) -> None:
    """Put these commands into the tree of `share`."""
    app.command("correct", epilog="Example: tocsin share correct s4 --because 'the version was wrong'")(correct)
    app.command("withdraw", epilog="Example: tocsin share withdraw s4 --because 'it named a bystander'")(withdraw)
    app.command("drop", epilog="Example: tocsin share drop s4 not_needed")(drop)


def correct(
    share: ShareArgument,
    because: Because,
    ask: Ask = "",
    title: Title = "",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Propose a correction to everybody who may hold the document, by the road it took, from the newest clean copy.

    Whoever is not to get it is left out before it is approved: `tocsin share refuse SHARE --with PARTY --because TEXT`.
    """
    from tocsin.cli.door import door_of, meant
    from tocsin.operations import share as operations

    with door_of(home, there) as door:
        wanted = operations.CorrectionWanted(share=meant(door, "share", share), because=because, ask=ask, title=title)
        tell_preview(door.ask(operations.correct, wanted), as_json, leave_at=NO)


def withdraw(
    share: ShareArgument, because: Because, home: Home = None, there: Elsewhere = "", as_json: Json = False
) -> None:
    """Propose to take back what was sent, by the road it took. Nobody can be made to forget."""
    from tocsin.cli.door import door_of, meant
    from tocsin.operations import share as operations

    with door_of(home, there) as door:
        wanted = operations.FollowUp(share=meant(door, "share", share), because=because)
        tell_preview(door.ask(operations.withdraw, wanted), as_json, leave_at=NO)


def drop(
    share: ShareArgument,
    reason: Annotated[str, typer.Argument(help="mistake, not_needed, replaced, not_allowed, other")],
    because: Because = "",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Nobody will get this share. What was sent cannot be dropped: correct or withdraw it."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import tell
    from tocsin.operations import share as operations
    from tocsin.vocab.ids import short
    from tocsin.vocab.release import DropReason

    why = word(DropReason, reason, "reason to drop a share")
    with door_of(home, there) as door:
        dropped = operations.ShareDrop(share=meant(door, "share", share), reason=why, because=because)
        found = door.ask(operations.drop, dropped)
    tell(found, f"{short(found.id)} was dropped", as_json)
