"""`login`, `logout`, `whoami`: as whom a desk is asked."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.options import Elsewhere, Home, Json

if TYPE_CHECKING:
    from tocsin.client.logins import Login
    from tocsin.operations.account import Whoever

TOKEN_CHARS = 1_000  # a token has about a hundred
CERTIFICATES_BYTES = 1024 * 1024  # a whole bundle has a quarter of this


def add_to(app: typer.Typer) -> None:
    """Put these commands into the tree."""
    app.command("login", epilog="Example: tocsin login https://desk.example --name ours")(login)
    app.command("logout", epilog="Example: tocsin logout ours --revoke")(logout)
    app.command("whoami", epilog="Example: tocsin whoami --desk ours")(whoami)


def login(
    url: Annotated[str, typer.Argument(metavar="URL", help="The address of the desk: https://desk.example")],
    name: Annotated[str, typer.Option(help="What it is called after `--desk`; else its host.")] = "",
    ca: Annotated[
        Path | None, typer.Option("--ca", help="A PEM file: the certificate that signed the desk's own, or its own.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Keep a token of yours for a desk elsewhere, so that every command can ask it with `--desk`.

    The token is asked for, or read from standard input; it is never an argument. Make one on the desk's page `account`,
    or at its home with `tocsin user token`. It is kept for this address alone, in your own settings folder.
    """
    from urllib.parse import urlsplit

    from tocsin.cli.door import logins_folder
    from tocsin.cli.output import say
    from tocsin.client import logins
    from tocsin.client.logins import Login
    from tocsin.client.remote import address_of

    address = address_of(url)
    given = Login(
        name=name or urlsplit(address).netloc.strip("[]").replace("]", ""),
        address=address,
        token=_token(address),
        trusted=_certificates(ca) if ca else "",
    )
    found = _asked(given)
    logins.keep(logins_folder(), given)
    _tell(found, given, as_json)
    say(f"kept in {logins_folder() / logins.FILE}, for you alone; now: tocsin --help, and `--desk {given.name}`")


def logout(
    desk: Annotated[str, typer.Argument(metavar="[NAME|URL]", help="Which desk; the only one where not given.")] = "",
    revoke: Annotated[bool, typer.Option("--revoke", help="Revoke the token there, too.")] = False,
    as_json: Json = False,
) -> None:
    """Forget the token for a desk elsewhere. With --revoke it opens nothing any more, wherever else it lies."""
    from tocsin.cli.door import logins_folder
    from tocsin.cli.output import tell
    from tocsin.client import logins
    from tocsin.vocab.errors import BadInput

    known = logins.read(logins_folder())
    if not desk and len(known.logins) != 1:
        names = ", ".join(one.name for one in known.logins) or "none"
        raise BadInput("name the desk to log out of", hint=f"you are logged in at: {names}")
    found = logins.find(known, desk or known.logins[0].name)
    if revoke:
        _revoke(found)
    logins.forget(logins_folder(), found.name)
    what = "the token opens nothing any more" if revoke else "the token itself still opens the desk until it ends"
    tell(
        {"desk": found.name, "address": found.address, "revoked": revoke}, f"{found.name} is forgotten; {what}", as_json
    )


def whoami(home: Home = None, there: Elsewhere = "", as_json: Json = False) -> None:
    """Who you are at a desk: your name and roles, the organization, and how far your token reaches until when."""
    from tocsin.cli.door import door_of
    from tocsin.cli.output import emit
    from tocsin.operations import account
    from tocsin.operations.operation import Nothing

    with door_of(home, there) as door:
        found, where = door.ask(account.whoami, Nothing()), str(door.home or door.address)
    if as_json:
        emit(found)
    else:
        _show(found, where)


def _asked(given: "Login") -> "Whoever":
    from tocsin.cli.door import row_of
    from tocsin.operations.account import Whoever, whoami
    from tocsin.operations.operation import Nothing

    found: Whoever = given.remote.do(row_of(whoami), Nothing())
    return found


def _revoke(found: "Login") -> None:
    from tocsin.cli.door import There
    from tocsin.operations import account
    from tocsin.operations.operation import Nothing
    from tocsin.vocab.errors import ActNotAllowed

    door = There(found.remote)
    token = door.ask(account.whoami, Nothing()).token
    if token is None:
        raise ActNotAllowed("the desk does not say which token this is", hint="revoke it on its page `account`")
    door.ask(account.drop_token, account.OwnTokenNamed(token=token.id))


def _token(address: str) -> str:
    """The token as typed without an echo, or the first line of standard input."""
    from tocsin.vocab.credential import CredentialKind, read_credential
    from tocsin.vocab.errors import BadInput

    if sys.stdin.isatty():
        given = typer.prompt(f"Token for {address}", hide_input=True, prompt_suffix=": ", err=True)
    else:
        given = sys.stdin.readline(TOKEN_CHARS)
    token = str(given).strip()
    if read_credential(CredentialKind.TOKEN, token) is None:
        raise BadInput(
            f"that is no token: one begins with {CredentialKind.TOKEN}_",
            hint="make one on the desk's page `account`, or at its home with `tocsin user token`",
        )
    return token


def _certificates(path: Path) -> str:
    from tocsin.vocab.errors import BadInput, TooMuch

    try:
        with path.open("rb") as file:
            data = file.read(CERTIFICATES_BYTES + 1)
    except OSError as fault:
        raise BadInput(f"{path}: {fault.strerror}", hint="check the file's name and rights") from fault
    if len(data) > CERTIFICATES_BYTES:
        raise TooMuch(f"{path} has over {CERTIFICATES_BYTES:,} bytes", hint="name one certificate")
    text = data.decode("ascii", "replace")
    if "-----BEGIN CERTIFICATE-----" not in text or "PRIVATE KEY" in text:
        raise BadInput(f"{path} is no certificate in PEM", hint="name the certificate, and no file with a key")
    return text


def _tell(found: "Whoever", given: "Login", as_json: bool) -> None:
    from msgspec.structs import asdict

    from tocsin.cli.output import emit

    if as_json:
        emit({**asdict(found), "desk": given.name, "address": given.address})
    else:
        _show(found, f"{given.name}, {given.address}")


def _show(found: "Whoever", where: str) -> None:
    from tocsin.cli.output import moment, show

    show(f"{found.name}  {found.person}  {', '.join(found.roles)}")
    show(f"of {found.org}, at {where}")
    if found.is_solo:
        show("nobody else may approve here: what leaves says that it was self-approved")
    if found.token is not None:
        token = found.token
        label = f" ({token.label})" if token.label else ""
        show(f"token {token.id}{label}: {token.reach}, until {moment(token.until_at)}")
