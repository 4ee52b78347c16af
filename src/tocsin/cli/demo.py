"""`demo`: the demonstration, without a home."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.options import Json

if TYPE_CHECKING:
    from tocsin.demo.story import Chapter


def add_to(app: typer.Typer) -> None:
    """Put these commands into the tree."""
    app.command("demo", epilog="Example: tocsin demo --keep ./demo-home")(demo)


def demo(
    keep: Annotated[Path | None, typer.Option("--keep", help="Make its home in this new or empty folder.")] = None,
    as_json: Json = False,
) -> None:
    """Walk one real event with fictional parties through the whole route so far, in a home of its own."""
    from tocsin.cli.output import emit, heading, say, show
    from tocsin.demo.story import tell

    home = keep.resolve() if keep else Path(tempfile.mkdtemp(prefix="tocsin-demo-")) / "home"
    if not as_json:
        show("A responder's night, in chapters. The event is real, every party in it is fictional.")

    def heard(chapter: "Chapter") -> None:
        if as_json:
            return
        heading(chapter.stage)
        for line in chapter.lines:
            show(f"  {line}")

    told = tell(home, heard)
    if as_json:
        emit(told)
        return
    heading("look around")
    case = told.case[:13]
    for command in ("status", f"case show {case}", f"case log {case}", "ledger verify", "search litellm"):
        show(f"  tocsin {command} --home {told.home}")
    say(f"The home of this demo stays in {told.home}; delete the folder when you are done.")
