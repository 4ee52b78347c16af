"""`share …`: proposed, looked at, approved, sent, corrected, taken back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.case import CaseArgument, moment_of
from tocsin.cli.options import Home, Json, case_of, desk_of

if TYPE_CHECKING:
    from datetime import date

    from tocsin.stages.desk import Desk
    from tocsin.vocab.sharing import Share

# After which answers a command leaves with 1: what proposes has done its work though approvals are still missing.
_NO, _NOT_YET = frozenset({"refused"}), frozenset({"refused", "not yet"})

app = typer.Typer(no_args_is_help=True, help="Shares: who gets what, why, under which terms, and what came of it.")

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
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Propose the newest clean copy of a case to some parties, and write each of them its document."""
    from tocsin.stages.packaging import write_documents
    from tocsin.stages.party import find_party
    from tocsin.stages.share import Proposal, propose

    with desk_of(home) as desk:
        proposal = Proposal(
            title=title,
            recipients=tuple(find_party(desk, one).id for one in with_),
            ask=ask,
            answer_by=moment_of(answer_by) if answer_by else None,
            formats=_pairs(desk, format_),
            roads=_pairs(desk, road),
        )
        share = write_documents(desk, propose(desk, case_of(desk, case), proposal))
        _tell_preview(desk, share, as_json, leave_at=_NO)


@app.command("facts", epilog="Example: tocsin share facts s4 SIG=active REACH=ecosystem ACT=prevent EXPO=recoverable")
def facts(
    share: ShareArgument,
    facts: Annotated[list[str], typer.Argument(metavar="POINT=VALUE…", help="Facts, CHOSEN=audience, REVIEW=outcome.")],
    because: Because = "",
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Say what the decision table asks. Every approval is void then, for it was given on other facts."""
    from tocsin.stages.share import Point, decide_points
    from tocsin.stages.standing import points_asked

    with desk_of(home) as desk:
        points = [Point(point=name, value=value, because=because) for name, value in map(_pair, facts)]
        found = decide_points(desk, share_of(desk, share), points, allowed=points_asked(desk))
        _tell_preview(desk, found, as_json, leave_at=_NO)


@app.command("write", epilog="Example: tocsin share write s4")
def write(share: ShareArgument, home: Home = None, as_json: Json = False) -> None:
    """Write every document anew, from the same clean copy with its mark as it is now. Every approval is void then."""
    from tocsin.stages.packaging import write_documents

    with desk_of(home) as desk:
        _tell_preview(desk, write_documents(desk, share_of(desk, share)), as_json, leave_at=_NO)


@app.command("preview", epilog="Example: tocsin share preview s4 --with isac")
def preview(
    share: ShareArgument,
    with_: Annotated[str | None, typer.Option("--with", help="What this party will get, read from the bytes.")] = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """What they will get: for each recipient the document, its terms, its losses, and whether it may leave.

    Exit 1 where not every recipient may have it yet.
    """
    from tocsin.cli.output import emit
    from tocsin.cli.shareview import show_view
    from tocsin.stages.party import find_party
    from tocsin.stages.preview import preview_of, view_of

    with desk_of(home) as desk:
        found = share_of(desk, share)
        if with_ is None:
            _tell_preview(desk, found, as_json)
            return
        view = view_of(desk, found, find_party(desk, with_).id)
        if as_json:
            emit(view)
        else:
            show_view(view, preview_of(desk, found).digest)
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
    as_json: Json = False,
) -> None:
    """Approve exactly these documents for these recipients. Exit 1 where something still may not leave."""
    from tocsin.stages.release import Approving, approve, binding

    with desk_of(home) as desk:
        found = share_of(desk, share)
        typed = digest or _asked_digest(desk, found, binding(desk, found))
        after, _ = approve(
            desk,
            found,
            Approving(digest=typed, as_counsel=as_counsel, break_glass=break_glass, because=because),
        )
        _tell_preview(desk, after, as_json)


@app.command("refuse", epilog="Example: tocsin share refuse s4 --with adopter --because 'after their fix is out'")
def refuse(
    share: ShareArgument,
    because: Because,
    with_: Annotated[str | None, typer.Option("--with", help="This party only; all of them where not given.")] = None,
    until: Annotated[str | None, typer.Option(help="When to look again; a week from now where not given.")] = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Say no, with a day to look again and what would lift it."""
    from tocsin.stages.party import find_party
    from tocsin.stages.release import refuse

    with desk_of(home) as desk:
        ends = moment_of(until) if until else None
        whom = find_party(desk, with_).id if with_ else None
        found = refuse(desk, share_of(desk, share), recipient=whom, until=ends, because=because)
        _tell_preview(desk, found, as_json, leave_at=frozenset())


@app.command(
    "review", epilog="Example: tocsin --as 'Mira Example' share review s4 justified --because 'attack was confirmed'"
)
def review(
    share: ShareArgument,
    verdict: Annotated[str, typer.Argument(help="justified or not_justified")],
    because: Because,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Look afterwards at a release that broke the glass; somebody else than who sent it."""
    from tocsin.cli.output import tell
    from tocsin.stages.release import review
    from tocsin.vocab.ids import short

    with desk_of(home) as desk:
        found = review(desk, share_of(desk, share), verdict=verdict, because=because)
        tell(found, f"{short(found.id)} was reviewed: {verdict}", as_json)


@app.command("send", epilog="Example: tocsin share send s4")
def send(
    share: ShareArgument,
    with_: Annotated[list[str] | None, typer.Option("--with", help="Only to this party; again for each.")] = None,
    at_once: Annotated[bool, typer.Option(help="Without the time in which it can still be stopped.")] = False,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Plan the delivery of everything approved; `tocsin worker` sees it off. Exit 1 where nothing may leave.

    For whom nothing could be planned, and why, is said on standard error.
    """
    from tocsin.cli.output import moment, say, tell_table
    from tocsin.cli.shareview import leaving
    from tocsin.stages.party import find_party
    from tocsin.stages.sending import send, unsent
    from tocsin.vocab.ids import short

    with desk_of(home) as desk:
        found = share_of(desk, share)
        only = tuple(find_party(desk, one).id for one in with_ or ())
        planned = send(desk, found, only=only, at_once=at_once)
        for left in unsent(desk, found, only=only):
            say(f"not sent to {left.name}: {', '.join(left.why)}")
        rows = [(short(one.id), _name(desk, one.recipient), one.kind, moment(one.send_after)) for one in planned]
        tell_table(planned, ("delivery", "to", "road", "not before"), rows, as_json, empty="nothing was planned")
    if not as_json:
        say(leaving(planned))


@app.command("list", epilog="Example: tocsin share list c7")
def list_shares(
    case: Annotated[str, typer.Argument(help="Only of this case.")] = "", home: Home = None, as_json: Json = False
) -> None:
    """Every share, oldest first."""
    from msgspec.structs import asdict

    from tocsin.cli.output import moment, tell_table
    from tocsin.stages.share import sheet_of
    from tocsin.vocab.ids import short
    from tocsin.vocab.sharing import Share

    with desk_of(home) as desk:
        stream = case_of(desk, case).id if case else None
        found = [
            (one, sheet_of(desk, one).title) for one in desk.index.all("share", stream=stream) if isinstance(one, Share)
        ]
    rows = [
        (short(one.id), one.purpose, one.state, len(one.recipients), title, moment(one.proposed_at))
        for one, title in found
    ]
    columns = ("share", "purpose", "state", "recipients", "title", "proposed")
    document = [{"title": title, **asdict(one)} for one, title in found]
    tell_table(document, columns, rows, as_json, empty="no share yet: `tocsin share new CASE --with PARTY`")


@app.command("show", epilog="Example: tocsin share show s4")
def show_share(share: ShareArgument, home: Home = None, as_json: Json = False) -> None:
    """One share: each recipient, the decision, the delivery, what came back, and what is not known."""
    from tocsin.cli.output import emit
    from tocsin.cli.shareview import show_account
    from tocsin.stages.preview import account_of

    with desk_of(home) as desk:
        account = account_of(desk, share_of(desk, share))
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
) -> None:
    """Write one recipient's document to a file, byte for byte as it was approved. It is not a delivery.

    With --note, once it was sent: what its recipient needs to sign a receipt (`tocsin feedback receipt`).
    """
    from tocsin.cli.output import new_file
    from tocsin.stages.delivery_note import note_for
    from tocsin.stages.party import find_party
    from tocsin.stages.preview import payload_of

    with desk_of(home) as desk:
        write = note_for if note else payload_of
        name, payload = write(desk, share_of(desk, share), find_party(desk, with_).id)
    with new_file(out or Path(name)) as target:
        target.write(payload)


@app.command("correct", epilog="Example: tocsin share correct s4 --because 'the version was wrong'")
def correct(
    share: ShareArgument, because: Because, ask: Ask = "", title: Title = "", home: Home = None, as_json: Json = False
) -> None:
    """Propose a correction to everybody who may hold the document, by the road it took, from the newest clean copy."""
    from tocsin.stages.packaging import write_documents
    from tocsin.stages.recall import correct

    with desk_of(home) as desk:
        proposed = correct(desk, share_of(desk, share), why=because, ask=ask, title=title)
        _tell_preview(desk, write_documents(desk, proposed), as_json, leave_at=_NO)


@app.command("withdraw", epilog="Example: tocsin share withdraw s4 --because 'it named a bystander'")
def withdraw(share: ShareArgument, because: Because, home: Home = None, as_json: Json = False) -> None:
    """Propose to take back what was sent, by the road it took. Nobody can be made to forget."""
    from tocsin.stages.packaging import write_documents
    from tocsin.stages.recall import withdraw

    with desk_of(home) as desk:
        proposed = withdraw(desk, share_of(desk, share), why=because)
        _tell_preview(desk, write_documents(desk, proposed), as_json, leave_at=_NO)


@app.command("drop", epilog="Example: tocsin share drop s4 not_needed")
def drop(
    share: ShareArgument,
    reason: Annotated[str, typer.Argument(help="mistake, not_needed, replaced, not_allowed, other")],
    because: Because = "",
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Nobody will get this share. What was sent cannot be dropped: correct or withdraw it."""
    from tocsin.cli.output import tell
    from tocsin.stages.share import drop
    from tocsin.vocab.ids import short

    with desk_of(home) as desk:
        found = drop(desk, share_of(desk, share), reason=reason, because=because)
        tell(found, f"{short(found.id)} was dropped", as_json)


def share_of(desk: "Desk", given: str) -> "Share":
    """The share that was named; of a practice case's share it is said first that it is one."""
    from tocsin.stages.name import meant
    from tocsin.stages.share import find

    found = find(desk, meant(desk, "share", given))
    case_of(desk, found.case)
    return found


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


def _pairs(desk: "Desk", given: list[str] | None) -> tuple[tuple[str, str], ...]:
    from tocsin.stages.party import find_party

    return tuple((find_party(desk, name).id, value) for name, value in map(_pair, given or ()))


def _name(desk: "Desk", party: str) -> str:
    from tocsin.stages.preview import name_of_party

    return name_of_party(desk, party)


def _asked_digest(desk: "Desk", share: "Share", digest: str) -> str:
    """Typed back by a person who looks at it; a script gives it as an option."""
    from tocsin.cli.options import is_terminal
    from tocsin.cli.output import say
    from tocsin.vocab.errors import BadInput

    if not is_terminal():
        raise BadInput(
            "an approval names the documents it is about", hint="give --digest with the first signs from the preview"
        )
    _tell_preview(desk, share, as_json=False, leave_at=frozenset())
    say(f"To approve exactly these documents type the first eight signs of {digest[:16]}…")
    return str(typer.prompt("digest"))


def _tell_preview(desk: "Desk", share: "Share", as_json: bool, *, leave_at: frozenset[str] = _NOT_YET) -> None:
    """The whole share as it stands; exit 1 where a recipient is answered so."""
    from tocsin.cli.output import emit
    from tocsin.cli.shareview import show_preview
    from tocsin.stages.preview import preview_of

    found = preview_of(desk, share)
    if as_json:
        emit(found)
    else:
        show_preview(found)
    if leave_at & {view.verdict for view in found.recipients}:
        raise typer.Exit(1)
