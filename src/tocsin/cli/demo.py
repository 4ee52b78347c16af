"""`demo`: the demonstration, without a home."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.options import Json

if TYPE_CHECKING:
    from tocsin.demo.story import Chapter, Told
    from tocsin.stages.desk import Desk


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
    from tocsin.cli.output import heading, say, show
    from tocsin.cli.serve import PORT, keep_open
    from tocsin.demo.world import INBOX, post_office

    heading("look from outside")
    show(f"  the vendor's page: http://127.0.0.1:{PORT}{told.page}")
    show(f"  the ISAC's TAXII server: http://127.0.0.1:{PORT}/taxii2/ with the bearer token {told.taxii_secret}")
    home = Path(told.home)
    inbox = home.parent / INBOX
    show(f"  every mail ends here, whoever it is for; nothing leaves this machine: {inbox}/*.eml")
    with post_office(home, inbox, lambda letter: say(f"a mail was sent; it lies in {letter}")):
        keep_open(home, greet=lambda desk, address: greet(desk, address, told.case))


def greet(desk: "Desk", address: str, case: str) -> None:
    """A link for each person of the story: one proposes, another approves. In a home of one's own there are none."""
    from tocsin.cli.output import heading, show
    from tocsin.stages.account import make_link
    from tocsin.stages.people import people

    heading("look from inside, as the people of this story: each link signs in once, within a day, and begins a walk")
    for person in people(desk):
        show(f"  {person.name}: {', '.join(person.roles)}")
        show(f"    {address}{make_link(desk, person.id).path}?next=/cases/{case}/walk")
    show("  Nobody approves what they proposed. A browser is one person at a time: take a private window for another.")
