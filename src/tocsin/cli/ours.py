"""`share ours`: what we have, and what of it leaves."""

from typing import TYPE_CHECKING

import typer

from tocsin.cli.options import Elsewhere, Home, Json
from tocsin.cli.share import ShareArgument
from tocsin.vocab.visible import counted

if TYPE_CHECKING:
    from tocsin.stages.ours import OurLine, Ours


def add_to(app: typer.Typer) -> None:
    """Put this command into the tree of `share`."""
    app.command("ours", epilog="Example: tocsin share ours s4")(ours)


def ours(share: ShareArgument, home: Home = None, there: Elsewhere = "", as_json: Json = False) -> None:
    """Our side of a share, whoever gets it: each text of ours, what of it leaves, what was taken out, and why.

    What was taken out stands in [-…-], with the word that stands for it behind. Nothing of this ever leaves.
    """
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import emit
    from tocsin.operations import share as operations

    with door_of(home, there) as door:
        found = door.ask(operations.ours, operations.ShareAsked(share=meant(door, "share", share)))
    if as_json:
        emit(found)
    else:
        _show(found)


def _show(found: "Ours") -> None:
    from tocsin.cli.output import heading, moment, say, show

    show(
        f"{found.leave} of {counted(len(found.lines), 'text')} leave; {counted(found.taken_out, 'place')} taken out; "
        f"{found.items} of {counted(found.kept, 'item')} of evidence shown; {counted(found.indicators, 'indicator')}, "
        f"{counted(found.components, 'component')}; clean copy of {moment(found.made_at)}"
    )
    if not found.is_newest:
        say("there is a newer clean copy; this share is written from an older one")
    for one in found.lines:
        heading(f"{one.title.rstrip('.')}: {one.fate.replace('_', ' ')}")
        show(_text(one))
        if one.why:
            show(f"({one.why})")


def _text(line: "OurLine") -> str:
    """Our text, with what stays here in [-…-]."""
    from tocsin.vocab.clean_copy import Fate

    if line.fate is Fate.WITHHELD:
        return "".join(_struck(one.text) for one in line.pieces)
    return "".join(f"{_struck(one.text)} {one.token}" if one.token else one.text for one in line.pieces)


def _struck(text: str) -> str:
    return f"[-{text}-]"
