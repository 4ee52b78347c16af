"""`user …`: the people who may act here, and how they come in."""

from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.case import word
from tocsin.cli.options import Elsewhere, Home, Json, acting, desk_of

if TYPE_CHECKING:
    from tocsin.cli.door import Door
    from tocsin.stages.people import Person

app = typer.Typer(no_args_is_help=True)

LOCAL = "http://127.0.0.1:8480"  # where `tocsin serve` answers on this machine unless told otherwise
DAYS = 90  # a quarter of a year: long enough not to be in the way, short enough to be asked again who still needs it

At = Annotated[
    str, typer.Option(help="The address of the web desk; else `address` of the settings, or this machine's own.")
]
Whom = Annotated[str, typer.Argument(metavar="PERSON", help="The person's name or id.")]


@app.command("add", epilog="Example: tocsin user add 'Marek Example' --role approver --role counsel")
def add_user(
    name: Annotated[str, typer.Argument(help="The person's name; it lies in the vault.")],
    address: Annotated[str, typer.Option(help="How to reach them.")] = "",
    role: Annotated[
        list[str] | None,
        typer.Option(help="analyst, approver, counsel, admin or auditor; again for each further one; else analyst."),
    ] = None,
    at: At = "",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Add somebody who may act here, and make the link with which they sign in for the first time."""
    from msgspec.structs import asdict

    from tocsin.cli.door import door_of
    from tocsin.cli.output import emit, say, show
    from tocsin.operations.user import PersonWanted, add_person
    from tocsin.vocab.desk_role import DeskRole

    roles = tuple(word(DeskRole, one, "role") for one in role or ["analyst"])
    with door_of(home, there) as door:
        invited = door.ask(add_person, PersonWanted(name=name, address=address, roles=roles))
        link = _address(door, at) + invited.link.path
    if as_json:
        emit({**asdict(invited), "link": link})
        return
    show(f"{invited.id}: {name}, {', '.join(invited.roles)}")
    say(f"to sign in for the first time, once, within a day: {link}")


@app.command("list", epilog="Example: tocsin user list")
def list_users(home: Home = None, there: Elsewhere = "", as_json: Json = False) -> None:
    """Everybody who may act, or could."""
    from tocsin.cli.door import door_of
    from tocsin.cli.output import tell_table
    from tocsin.operations.account import whoami
    from tocsin.operations.operation import Nothing
    from tocsin.operations.user import list_people

    acting.set("")  # whoever was named by --as: this list says who there is
    with door_of(home, there) as door:
        found, me = door.ask(list_people, Nothing()), door.ask(whoami, Nothing()).person
        is_here = door.home is not None
    own = "acts where nobody is named by --as" if is_here else "you"
    rows = (
        (one.id[:15], one.name, ", ".join(one.roles), _state(one) + (f", {own}" if one.id == me else ""))
        for one in found
    )
    tell_table(found, ("person", "name", "roles", "state"), rows, as_json, empty="nobody")


def _state(person: "Person") -> str:
    return "retired" if person.retired else "active"


@app.command("retire", epilog="Example: tocsin user retire p2")
def retire_user(
    person: Annotated[str, typer.Argument(help="The person's name or id.")],
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """The person acts no longer; what they did stays."""
    from tocsin.cli.door import door_of
    from tocsin.cli.output import tell
    from tocsin.operations.user import PersonNamed, retire_person

    with door_of(home, there) as door:
        found = door.ask(retire_person, PersonNamed(person=person))
    tell(found, f"{found.id} is retired", as_json)


@app.command("link", epilog="Example: tocsin user link 'Marek Example'")
def link(person: Whom, at: At = "", home: Home = None, there: Elsewhere = "", as_json: Json = False) -> None:
    """Make a link that signs somebody in once, within a day: the first time, or where they lost their password.

    It is shown here once. Whoever opens it is signed in as this person: hand it over by a safe way.
    """
    from tocsin.cli.door import door_of
    from tocsin.cli.output import emit, moment, say, show
    from tocsin.operations.user import PersonNamed, link_person

    with door_of(home, there) as door:
        made = door.ask(link_person, PersonNamed(person=person))
        address = _address(door, at) + made.path
    if as_json:
        emit({"person": made.person, "link": address, "until_at": made.until_at})
        return
    show(address)
    say(f"shown this once, signs in once, until {moment(made.until_at)}")


@app.command("token", epilog="Example: tocsin user token 'Marek Example' --scope read --days 30")
def token(
    person: Whom,
    scope: Annotated[str, typer.Option(help="read: changes nothing; write: no decisions; approve: whatever they may.")],
    days: Annotated[int, typer.Option(help="How long it opens anything.")] = DAYS,
    label: Annotated[str, typer.Option(help="For which program it is.")] = "",
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Make a token for a person's programs, for the header Authorization: Bearer. It is shown here once."""
    from tocsin.cli.output import emit, moment, say, show
    from tocsin.stages.account import make_token
    from tocsin.stages.name import meant
    from tocsin.vocab.credential import TokenReach

    with desk_of(home) as desk:
        reach = word(TokenReach, scope, "scope")
        made = make_token(desk, meant(desk, "person", person), reach, days=days, label=label)
    if as_json:
        emit(made)
        return
    show(made.secret)
    say(f"{made.token.id}: shown this once, opens the API ({made.token.reach}) until {moment(made.token.until_at)}")


@app.command("shut-out", epilog="Example: tocsin user shut-out 'Marek Example'")
def shut_out(person: Whom, home: Home = None, there: Elsewhere = "", as_json: Json = False) -> None:
    """End every session and every token of somebody, such as where a laptop was lost. They can sign in again."""
    from tocsin.cli.door import door_of
    from tocsin.cli.output import tell
    from tocsin.operations.user import PersonNamed
    from tocsin.operations.user import shut_out as shut

    with door_of(home, there) as door:
        found = door.ask(shut, PersonNamed(person=person))
    tell(found, f"{found.person}: every session and token has ended", as_json)


@app.command("disconnect", epilog="Example: tocsin user disconnect 'Marek Example'")
def disconnect(person: Whom, home: Home = None, there: Elsewhere = "", as_json: Json = False) -> None:
    """Disconnect somebody from the identity provider: it signs them in no longer. They can connect themselves again."""
    from tocsin.cli.door import door_of
    from tocsin.cli.output import tell
    from tocsin.operations import user as operations

    with door_of(home, there) as door:
        found = door.ask(operations.disconnect, operations.PersonNamed(person=person))
    tell(found, f"{found.person}: the identity provider signs them in no longer", as_json)


@app.command("review", epilog="Example: tocsin user review --csv > access-review.csv")
def review(
    as_csv: Annotated[bool, typer.Option("--csv", help="As a table for a spreadsheet.")] = False,
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """The access review: who may come in, in which roles, with what, and when they last did."""
    from tocsin.cli.door import door_of
    from tocsin.cli.output import moment, show, tell_table
    from tocsin.operations import user as operations
    from tocsin.operations.operation import Nothing

    with door_of(home, there) as door:
        if as_csv:
            written = b"".join(door.ask(operations.review_table, Nothing()).pieces).decode()
            show(written.replace("\r\n", "\n").rstrip())
            return
        found = door.ask(operations.review, Nothing())
    rows = [
        (
            one.person[:15],
            one.name,
            ", ".join(one.roles) + (" (retired)" if one.retired else ""),
            moment(one.signed_at) if one.signed_at else "never",
            "yes" if one.has_password else "no",
            len(one.passkeys),
            len(one.identities),
            len(one.sessions),
            len(one.tokens),
        )
        for one in found
    ]
    columns = ("person", "name", "roles", "last sign-in", "password", "passkeys", "identities", "sessions", "tokens")
    tell_table(found, columns, rows, as_json, empty="nobody")


def _address(door: "Door", given: str) -> str:
    return (given or door.address or LOCAL).rstrip("/")
