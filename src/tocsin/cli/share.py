"""`share …`: proposed, looked at, approved, sent, corrected, taken back."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.case import CaseArgument, moment_of, word
from tocsin.cli.options import Elsewhere, Home, Json

if TYPE_CHECKING:
    from datetime import date

    from tocsin.cli.door import Door
    from tocsin.stages.preview import Preview

# After which answers a command leaves with 1: what proposes has done its work though approvals are still missing.
NO, _NOT_YET = frozenset({"refused"}), frozenset({"refused", "not yet"})

app = typer.Typer(no_args_is_help=True)

ShareArgument = Annotated[
    str, typer.Argument(metavar="SHARE", help="The share's title or id, or the beginning of either.")
]
With = Annotated[list[str], typer.Option("--with", help="A party that should get it; again for each.")]
Pairs = Annotated[list[str] | None, typer.Option(help="PARTY=NAME; again for each.")]
Because = Annotated[str, typer.Option(help="Why, in your own words; kept in the vault.")]
Ask = Annotated[str, typer.Option(help="What you need from them.")]
Title = Annotated[str, typer.Option(help="What recipients read first; the case's name, cleaned, where not given.")]


@app.command("new", epilog="Example: tocsin share new c7 --with nsa --with isac --ask 'Do you see this too?'")
def new(
    case: CaseArgument,
    with_: With,
    title: Title = "",
    ask: Ask = "",
    answer_by: Annotated[str | None, typer.Option(help="By when you need it.")] = None,
    format_: Annotated[list[str] | None, typer.Option("--format", help="PARTY=FORMAT; again for each.")] = None,
    road: Annotated[list[str] | None, typer.Option(help="PARTY=ROAD; again for each.")] = None,
    cut: Annotated[
        list[str] | None,
        typer.Option(
            help="PARTY=CUT (class, pattern, prompt, prompt_sealed, whole_sealed); the whole where not given."
        ),
    ] = None,
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Propose the newest clean copy of a case to some parties, and write each of them its document."""
    from tocsin.cli.door import door_of, meant
    from tocsin.operations import share as operations
    from tocsin.vocab.cut import Cut

    with door_of(home, there) as door:
        wanted = operations.ShareWanted(
            case=meant(door, "case", case),
            recipients=tuple(with_),
            title=title,
            ask=ask,
            answer_by=moment_of(answer_by) if answer_by else None,
            formats=pairs(format_ or ()),
            roads=pairs(road or ()),
            cuts={party: word(Cut, name, "cut") for party, name in pairs(cut or ()).items()},
        )
        tell_preview(door.ask(operations.new, wanted), as_json, leave_at=NO)


@app.command("facts", epilog="Example: tocsin share facts s4 SIG=active REACH=ecosystem ACT=prevent EXPO=recoverable")
def facts(
    share: ShareArgument,
    facts: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[POINT=VALUE]…", help="Facts, CHOSEN=audience, REVIEW=outcome; without any, what each point asks."
        ),
    ] = None,
    because: Because = "",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Say what the decision table asks. Every approval is void then, for it was given on other facts."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.shareview import show_points
    from tocsin.operations import share as operations
    from tocsin.operations.operation import Nothing
    from tocsin.operations.share_point import points

    with door_of(home, there) as door:
        found = meant(door, "share", share)
        if not facts:
            show_points(door.ask(points, Nothing()), as_json)
            return
        said = operations.FactsSaid(share=found, facts=pairs(facts), because=because)
        tell_preview(door.ask(operations.facts, said), as_json, leave_at=NO)


@app.command("write", epilog="Example: tocsin share write s4")
def write(share: ShareArgument, home: Home = None, there: Elsewhere = "", as_json: Json = False) -> None:
    """Write every document anew, from the same clean copy with its mark as it is now. Every approval is void then."""
    from tocsin.cli.door import door_of, meant
    from tocsin.operations import share as operations

    with door_of(home, there) as door:
        asked = operations.ShareAsked(share=meant(door, "share", share))
        tell_preview(door.ask(operations.write, asked), as_json, leave_at=NO)


@app.command("preview", epilog="Example: tocsin share preview s4 --with isac")
def preview(
    share: ShareArgument,
    with_: Annotated[str | None, typer.Option("--with", help="What this party will get, read from the bytes.")] = None,
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """What they will get: for each recipient the document, its terms, its losses, and whether it may leave.

    Exit 1 where not every recipient may have it yet.
    """
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import emit
    from tocsin.cli.shareview import show_view
    from tocsin.operations import document
    from tocsin.operations import share as operations

    with door_of(home, there) as door:
        asked = operations.ShareAsked(share=meant(door, "share", share))
        if with_ is None:
            tell_preview(door.ask(operations.preview, asked), as_json)
            return
        view = door.ask(document.view, document.DocumentAsked(share=asked.share, recipient=with_))
        if as_json:
            emit(view)
        else:
            show_view(view, door.ask(operations.preview, asked).digest)
    if view.verdict in _NOT_YET:
        raise typer.Exit(1)


@app.command("approve", epilog="Example: tocsin --as 'Mira Example' share approve s4 --digest 3f9a2c7d")
def approve(
    share: ShareArgument,
    digest: Annotated[str, typer.Option(help="At least the first eight signs of the digest on the preview.")] = "",
    as_counsel: Annotated[bool, typer.Option(help="Approve as counsel.")] = False,
    break_glass: Annotated[
        str | None, typer.Option(help="To a coordinator now, reviewed within 24 h: active_attack, nobody_reachable, …")
    ] = None,
    because: Because = "",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Approve exactly these documents for these recipients. Exit 1 where something still may not leave."""
    from tocsin.cli.door import door_of, meant
    from tocsin.operations import share as operations
    from tocsin.vocab.release import BreakGlassReason

    glass = word(BreakGlassReason, break_glass, "reason to break the glass") if break_glass is not None else None
    with door_of(home, there) as door:
        found = meant(door, "share", share)
        said = operations.ApprovalSaid(
            share=found,
            digest=digest or _asked_digest(door, found),
            as_counsel=as_counsel,
            break_glass=glass,
            because=because,
        )
        tell_preview(door.ask(operations.approve, said), as_json)


@app.command("refuse", epilog="Example: tocsin share refuse s4 --with adopter --because 'after their fix is out'")
def refuse(
    share: ShareArgument,
    because: Because,
    with_: Annotated[str | None, typer.Option("--with", help="This party only; all of them where not given.")] = None,
    until: Annotated[str | None, typer.Option(help="When to look again; a week from now where not given.")] = None,
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Say no, with a day to look again and what would lift it."""
    from tocsin.cli.door import door_of, meant
    from tocsin.operations import share as operations

    ends = moment_of(until) if until else None
    with door_of(home, there) as door:
        said = operations.RefusalSaid(
            share=meant(door, "share", share), recipient=with_ or "", until=ends, because=because
        )
        tell_preview(door.ask(operations.refuse, said), as_json, leave_at=frozenset())


@app.command(
    "review", epilog="Example: tocsin --as 'Mira Example' share review s4 justified --because 'attack was confirmed'"
)
def review(
    share: ShareArgument,
    verdict: Annotated[str, typer.Argument(help="justified or not_justified")],
    because: Because,
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Look afterwards at a release that broke the glass; somebody else than who sent it."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import tell
    from tocsin.operations import share as operations
    from tocsin.vocab.ids import short

    with door_of(home, there) as door:
        said = operations.ReviewSaid(share=meant(door, "share", share), verdict=verdict, because=because)
        found = door.ask(operations.review, said)
    tell(found, f"{short(found.id)} was reviewed: {verdict}", as_json)


@app.command("send", epilog="Example: tocsin share send s4")
def send(
    share: ShareArgument,
    with_: Annotated[list[str] | None, typer.Option("--with", help="Only to this party; again for each.")] = None,
    at_once: Annotated[bool, typer.Option(help="Without the time in which it can still be stopped.")] = False,
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Plan the delivery of everything approved; `tocsin worker` sees it off. Exit 1 where nothing may leave.

    For whom nothing could be planned, and why, is said on standard error.
    """
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import moment, say, tell_table
    from tocsin.cli.shareview import leaving
    from tocsin.operations import share as operations
    from tocsin.stages.sending import why_nothing
    from tocsin.vocab.ids import short

    with door_of(home, there) as door:
        wanted = operations.SendingWanted(
            share=meant(door, "share", share), recipients=tuple(with_ or ()), at_once=at_once
        )
        found = door.ask(operations.send_out, wanted)
        for left in found.unsent:
            say(f"not sent to {left.name}: {', '.join(left.why)}")
        if not found.planned:
            raise why_nothing(wanted.share, found.unsent)
        account = None if as_json else door.ask(operations.show, operations.ShareAsked(share=wanted.share))
    names = {one.party: one.name for one in account.recipients} if account else {}
    planned = found.planned
    rows = ((short(one.id), names[one.recipient], one.kind, moment(one.send_after)) for one in planned)
    tell_table(planned, ("delivery", "to", "road", "not before"), rows, as_json, empty="nothing was planned")
    if not as_json:
        say(leaving(planned))


@app.command("list", epilog="Example: tocsin share list c7")
def list_shares(
    case: Annotated[str, typer.Argument(help="Only of this case.")] = "",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Every share, oldest first."""
    from tocsin.cli.door import door_of, every, meant
    from tocsin.cli.output import moment, tell_table
    from tocsin.operations import share as operations
    from tocsin.vocab.ids import short

    with door_of(home, there) as door:
        asked = operations.ShareListing(case=meant(door, "case", case) if case else "")
        found = list(every(door, operations.list_shares, asked))[::-1]
    rows = [
        (short(one.id), one.purpose, one.state, len(one.recipients), one.title, moment(one.proposed_at))
        for one in found
    ]
    columns = ("share", "purpose", "state", "recipients", "title", "proposed")
    tell_table(found, columns, rows, as_json, empty="no share yet: `tocsin share new CASE --with PARTY`")


@app.command("show", epilog="Example: tocsin share show s4")
def show_share(share: ShareArgument, home: Home = None, there: Elsewhere = "", as_json: Json = False) -> None:
    """One share: each recipient, the decision, the delivery, what came back, and what is not known."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import emit
    from tocsin.cli.shareview import show_account
    from tocsin.operations import share as operations

    with door_of(home, there) as door:
        account = door.ask(operations.show, operations.ShareAsked(share=meant(door, "share", share)))
    if as_json:
        emit(account)
    else:
        show_account(account)


@app.command("download", epilog="Example: tocsin share download s4 --with isac --out isac.json")
def download(
    share: ShareArgument,
    with_: Annotated[str, typer.Option("--with", help="Whose document.")],
    out: Annotated[Path | None, typer.Option(help="A new file; its own name in this folder where not given.")] = None,
    note: Annotated[
        bool, typer.Option("--note", help="Its delivery note instead: with it they can sign for it.")
    ] = False,
    home: Home = None,
    there: Elsewhere = "",
) -> None:
    """Write one recipient's document to a file, byte for byte as it was approved. It is not a delivery.

    With --note, once it was sent: what its recipient needs to sign a receipt (`tocsin feedback receipt`).
    """
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import new_file
    from tocsin.operations import document

    with door_of(home, there) as door:
        asked = document.DocumentAsked(share=meant(door, "share", share), recipient=with_)
        given = door.ask(document.note if note else document.download, asked)
        with new_file(out or Path(given.file_name)) as target:
            for piece in given.pieces:
                target.write(piece)


def day_of(given: str) -> "date":
    """A day as YYYY-MM-DD."""
    from datetime import date

    from tocsin.vocab.errors import BadInput

    try:
        return date.fromisoformat(given)
    except ValueError:
        raise BadInput(f"{given[:40]!r} is no day", hint="write it as 2026-12-01") from None


def _pair(given: str) -> tuple[str, str]:
    from tocsin.vocab.errors import BadInput

    name, equals, value = given.partition("=")
    if not equals or not name or not value:
        raise BadInput(f"{given[:60]!r} is no NAME=VALUE", hint="such as SIG=active, or isac=stix")
    return name, value


def pairs(given: Iterable[str]) -> dict[str, str]:
    """NAME=VALUE by name; no name twice."""
    from tocsin.vocab.errors import BadInput

    found: dict[str, str] = {}
    for name, value in map(_pair, given):
        if name in found:
            raise BadInput(f"{name[:60]!r} was given twice", hint="say one of them")
        found[name] = value
    return found


def _asked_digest(door: "Door", share: str) -> str:
    """Typed back by a person who looks at it; a script gives it as an option."""
    from tocsin.cli.options import is_terminal
    from tocsin.cli.output import say
    from tocsin.operations.share import ShareAsked, preview
    from tocsin.vocab.errors import BadInput

    if not is_terminal():
        raise BadInput(
            "an approval names the documents it is about", hint="give --digest with the first signs from the preview"
        )
    found = door.ask(preview, ShareAsked(share=share))
    tell_preview(found, as_json=False, leave_at=frozenset())
    say(f"To approve exactly these documents type the first eight signs of {found.digest[:16]}…")
    return str(typer.prompt("digest"))


def tell_preview(found: "Preview", as_json: bool, *, leave_at: frozenset[str] = _NOT_YET) -> None:
    """The whole share as it stands; exit 1 where a recipient is answered so."""
    from tocsin.cli.output import emit
    from tocsin.cli.shareview import show_preview

    if as_json:
        emit(found)
    else:
        show_preview(found)
    if leave_at & {view.verdict for view in found.recipients}:
        raise typer.Exit(1)
