"""`token …`: secrets with which parties fetch."""

from typing import Annotated

import typer

from tocsin.cli.case import word
from tocsin.cli.options import Home, Json, desk_of

app = typer.Typer(no_args_is_help=True, help="Tokens: the secrets with which parties fetch what is theirs.")

DAYS = 90  # a quarter of a year: long enough not to be in the way, short enough to be asked again who still needs it


@app.command("create", epilog="Example: tocsin token create --party 'Example Energy ISAC' --scope taxii")
def create(
    party: Annotated[str, typer.Option(help="Whose it is: the name or the id, or the beginning of either.")],
    scope: Annotated[str, typer.Option(help="taxii: the party's own view. For a page: `token link`.")],
    days: Annotated[int, typer.Option(help="How long it opens anything.")] = DAYS,
    label: Annotated[str, typer.Option(help="For which machine or person it is.")] = "",
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Make a secret for a party. It is shown here once and kept nowhere: hand it over by a safe way."""
    from tocsin.cli.output import emit, moment, say, show
    from tocsin.stages.party import find_party
    from tocsin.stages.token import issue_token
    from tocsin.vocab.ids import short
    from tocsin.vocab.secret import TokenScope

    with desk_of(home) as desk:
        wanted = word(TokenScope, scope, "scope")
        token, secret = issue_token(desk, find_party(desk, party), wanted, days=days, label=label)
    if as_json:
        emit({"token": token, "secret": secret})
        return
    show(secret)
    say(f"{short(token.id)}: shown this once, opens {token.scope} until {moment(token.expires_at)}")


@app.command("link", epilog="Example: tocsin token link d4 --at https://desk.harbourlight.example")
def link(
    delivery: Annotated[str, typer.Argument(metavar="DELIVERY", help="A delivery by page: the first signs of its id.")],
    days: Annotated[int, typer.Option(help="How long the link opens the page.")] = 30,
    at: Annotated[str, typer.Option(help="The address under which recipients reach this desk.")] = (
        "http://127.0.0.1:8480"
    ),
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Make the link to a recipient page. It is shown here once; RED and AMBER+STRICT get a code besides.

    Give the code by another way than the link, such as by telephone.
    """
    from tocsin.cli.output import emit, moment, say, show
    from tocsin.stages.delivery import find
    from tocsin.stages.page import issue_link
    from tocsin.vocab.ids import short

    with desk_of(home) as desk:
        made = issue_link(desk, find(desk, delivery), days=days)
    address = at.rstrip("/") + made.path
    if as_json:
        emit({"token": made.token, "link": address, "code": made.code})
        return
    show(address)
    say(f"{short(made.token.id)}: shown this once, opens the page until {moment(made.token.expires_at)}")
    if made.code:
        say(f"code, to be given by another way: {made.code}")


@app.command("list", epilog="Example: tocsin token list --party 'Example Energy ISAC'")
def list_tokens(
    party: Annotated[str, typer.Option(help="Only those of this party.")] = "", home: Home = None, as_json: Json = False
) -> None:
    """Every secret that was given out: whose, for what, until when. Never the secret itself."""
    from tocsin.cli.output import emit_line, moment, table
    from tocsin.stages.party import find_party, name_of
    from tocsin.stages.token import tokens
    from tocsin.vocab.ids import short

    with desk_of(home) as desk:
        found = tokens(desk, find_party(desk, party).id if party else None)
        names = {one.party: name_of(desk, find_party(desk, one.party)) for one in found}
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
    as_json: Json = False,
) -> None:
    """Revoke a secret: from this moment on it opens nothing."""
    from tocsin.cli.output import tell
    from tocsin.stages.token import revoke_token

    with desk_of(home) as desk:
        found = revoke_token(desk, token, reason)
    tell(found, f"{found.id} opens nothing any more", as_json)
