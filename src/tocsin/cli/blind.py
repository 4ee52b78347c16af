"""`share blind`: what a second reader can tell from a document alone."""

from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.options import Elsewhere, Home, Json
from tocsin.cli.share import ShareArgument

if TYPE_CHECKING:
    from tocsin.cli.door import Door
    from tocsin.stages.blind_review import BlindView


def add_to(app: typer.Typer) -> None:
    """Put this command into the tree of `share`."""
    app.command("blind", epilog="Example: tocsin --as Kim share blind s4 --victim 'cannot tell' --attack 'their mail'")(
        blind
    )


def blind(
    share: ShareArgument,
    with_: Annotated[str, typer.Option("--with", help="Whose document; the first that waits where not given.")] = "",
    victim: Annotated[str | None, typer.Option(help="Who is the victim? In your words.")] = None,
    product: Annotated[str | None, typer.Option(help="Which product of theirs is it, and which version?")] = None,
    attack: Annotated[str | None, typer.Option(help="What would you attack with this?")] = None,
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Read a document that goes to many, and nothing else; then say what you can tell. Exit 1 where that blocks it.

    Without an answer it shows the document and the questions. Say what the text and public sources tell, not what you
    know because you work here. One reader answers once; `cannot tell` is an answer.
    """
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import emit, tell
    from tocsin.operations import blind_review as operations

    with door_of(home, there) as door:
        asked = operations.BlindAsked(share=meant(door, "share", share), recipient=with_)
        if victim is None and product is None and attack is None:
            found = door.ask(operations.read_blind, asked)
            emit(found) if as_json else _show(door, asked, found)
            return
        said = operations.GuessSaid(
            share=asked.share, recipient=with_, victim=victim or "", product=product or "", attack=attack or ""
        )
        heard = door.ask(operations.guess, said)
    tell(heard, heard.said, as_json)
    if heard.is_blocked:
        raise typer.Exit(1)


def _show(door: "Door", asked: object, found: "BlindView") -> None:
    """The whole document, then what is asked."""
    from msgspec.structs import replace

    from tocsin.cli.output import say, show
    from tocsin.operations import blind_review as operations

    assert isinstance(asked, operations.BlindAsked)
    part = found
    while True:
        for name, value in part.lines:
            show(f"{name}: {value}" if name else value)
        if part.next is None:
            break
        part = door.ask(operations.read_blind, replace(asked, recipient=found.recipient, after=part.next))
    if found.closed:
        say(f"You do not answer: {found.closed}.")
        return
    say("What can you tell from this alone? Answer with --victim, --product and --attack; `cannot tell` is an answer.")
    for one in found.questions:
        say(f"  {one.words}   --{one.question} TEXT")
