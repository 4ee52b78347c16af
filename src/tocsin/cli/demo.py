"""`demo`: the demonstration, without a home."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.options import Json

if TYPE_CHECKING:
    from tocsin.demo.story import Chapter, Told


def add_to(app: typer.Typer) -> None:
    """Put these commands into the tree."""
    app.command("demo", epilog="Example: tocsin demo --serve")(demo)


def demo(
    keep: Annotated[Path | None, typer.Option("--keep", help="Make its home in this new or empty folder.")] = None,
    serve: Annotated[bool, typer.Option("--serve", help="Then leave its server running, with a page to open.")] = False,
    as_json: Json = False,
) -> None:
    """Walk one real event with fictional parties through the whole route, in a home of its own."""
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
    if not serve:
        show(f"  tocsin serve --home {told.home}    # the web desk: open the link that it prints")
    show(f"  tocsin verify {Path(told.home).parent / 'share.claim.json'}")
    say(f"The home of this demo stays in {told.home}; delete the folder when you are done.")
    if serve:
        _serve(told)


def _serve(told: "Told") -> None:
    """The same server as `tocsin serve`, with what a recipient would be given."""
    from tocsin.cli.output import heading, show
    from tocsin.cli.serve import PORT, keep_open

    heading("look from outside")
    show(f"  the vendor's page: http://127.0.0.1:{PORT}{told.page}")
    show(f"  the ISAC's TAXII server: http://127.0.0.1:{PORT}/taxii2/ with the bearer token {told.taxii_secret}")
    heading("look from inside: the link below signs you in and begins a walk through the case")
    keep_open(Path(told.home), first=f"/cases/{told.case}/walk")
