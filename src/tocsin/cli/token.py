"""`token …`: secrets with which parties fetch."""

from typing import Annotated

import typer

from tocsin.cli.case import word
from tocsin.cli.options import Elsewhere, Home, Json

app = typer.Typer(no_args_is_help=True)

LOCAL = "http://127.0.0.1:8480"  # where `tocsin serve` answers on this machine unless told otherwise
DAYS = 90  # a quarter of a year: long enough not to be in the way, short enough to be asked again who still needs it


@app.command("create", epilog="Example: tocsin token create --party 'Example Energy ISAC' --scope taxii")
def create(
    party: Annotated[str, typer.Option(help="Whose it is: the name or the id, or the beginning of either.")],
    scope: Annotated[str, typer.Option(help="taxii: the party's own view. For a page: `token link`.")],
    days: Annotated[int, typer.Option(help="How long it opens anything.")] = DAYS,
    label: Annotated[str, typer.Option(help="For which machine or person it is.")] = "",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Make a secret for a party. It is shown here once and kept nowhere: hand it over by a safe way."""
    from tocsin.cli.door import door_of
    from tocsin.cli.output import emit, moment, say, show
    from tocsin.operations import token as operations
    from tocsin.vocab.ids import short
    from tocsin.vocab.secret import TokenScope

    wanted = word(TokenScope, scope, "scope")
    with door_of(home, there) as door:
        given = operations.TokenWanted(party=party, scope=wanted, days=days, label=label)
        made = door.ask(operations.create, given)
    if as_json:
        emit(made)
        return
    token = made.token
    show(made.secret)
    say(f"{short(token.id)}: shown this once, opens {token.scope} until {moment(token.expires_at)}")


@app.command("link", epilog="Example: tocsin token link d4 --at https://desk.harbourlight.example")
def link(
    delivery: Annotated[str, typer.Argument(metavar="DELIVERY", help="A delivery by page: the first signs of its id.")],
    days: Annotated[int, typer.Option(help="How long the link opens the page.")] = 30,
    at: Annotated[
        str, typer.Option(help="Where recipients reach the desk; else `address` of its settings, or this machine.")
    ] = "",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Make the link to a recipient page. It is shown here once; RED and AMBER+STRICT get a code besides.

    Give the code by another way than the link, such as by telephone.
    """
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import emit, moment, say, show
    from tocsin.operations import token as operations
    from tocsin.vocab.ids import short

    with door_of(home, there) as door:
        wanted = operations.LinkWanted(
            delivery=meant(door, "delivery", delivery), days=days, at=at or door.address or LOCAL
        )
        made = door.ask(operations.link, wanted)
    if as_json:
        emit(made)
        return
    show(made.link)
    say(f"{short(made.token.id)}: shown this once, opens the page until {moment(made.token.expires_at)}")
    if made.code:
        say(f"code, to be given by another way: {made.code}")


@app.command("list", epilog="Example: tocsin token list --party 'Example Energy ISAC'")
def list_tokens(
    party: Annotated[str, typer.Option(help="Only those of this party.")] = "",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Every secret that was given out: whose, for what, until when. Never the secret itself."""
    from tocsin.cli.door import door_of, every
    from tocsin.cli.output import emit_line, moment, table
    from tocsin.operations import token as operations
    from tocsin.operations.party import PartyAsked, show
    from tocsin.vocab.ids import short

    with door_of(home, there) as door:
        found = list(every(door, operations.list_tokens, operations.TokenListing(party=party)))[::-1]
        whose = () if as_json else {one.party for one in found}
        names = {one: door.ask(show, PartyAsked(party=one)).name for one in whose}
    if as_json:
        for one in found:
            emit_line(one)
        return
    rows = [(short(one.id), names[one.party], one.scope, one.state, moment(one.expires_at), one.label) for one in found]
    table(("token", "party", "for", "state", "ends", "label"), rows, empty="no token yet: `tocsin token create`")


@app.command("revoke", epilog="Example: tocsin token revoke t4 --reason lost")
def revoke(
    token: Annotated[str, typer.Argument(help="The token's id, or the first signs of it.")],
    reason: Annotated[str, typer.Option(help="lost, replaced, withdrawn, retired, other")] = "withdrawn",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Revoke a secret: from this moment on it opens nothing."""
    from tocsin.cli.door import door_of
    from tocsin.cli.output import tell
    from tocsin.operations import token as operations
    from tocsin.vocab.delivery import RevokeReason

    why = word(RevokeReason, reason, "reason to revoke")
    with door_of(home, there) as door:
        found = door.ask(operations.revoke, operations.TokenEnded(token=token, reason=why))
    tell(found, f"{found.id} opens nothing any more", as_json)
