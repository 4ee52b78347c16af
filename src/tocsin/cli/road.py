"""`party road`, `party close-road`: how a party is reached."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.case import word
from tocsin.cli.options import Elsewhere, Home, Json

if TYPE_CHECKING:
    from tocsin.operations.road import RoadGiven
    from tocsin.stages.road import RoadView

WAYS = "mail:ADDRESS, folder:/FOLDER, page:MAILBOX, taxii:VIEW or by_hand:CHANNEL"
KINDS = "folder, mail, taxii, page, by_hand"
PartyArgument = Annotated[
    str, typer.Argument(metavar="PARTY", help="The party's name or id, or the beginning of either.")
]
Checked = Annotated[
    bool,
    typer.Option(
        "--checked", help="You checked with them where they answer: it is confirmed in your name, if nobody did before."
    ),
]
Deputy = Annotated[list[str] | None, typer.Option(help="Who may send there in your absence, by name or id.")]


def add_to(app: typer.Typer) -> None:
    """Put these commands among those about parties."""
    app.command("road", epilog="Example: tocsin party road 'Example Energy ISAC' mail:desk@isac.example --checked")(
        road
    )
    app.command("close-road", epilog="Example: tocsin party close-road r8 --reason moved")(close)


def road(
    party: PartyArgument,
    way: Annotated[str, typer.Argument(metavar="[WAY]", help=f"{WAYS}; or say --kind.")] = "",
    kind: Annotated[str, typer.Option(help=f"{KINDS}: the first word of WAY.")] = "",
    route: Annotated[
        str, typer.Option(help="The confirmed route it stands on, where it is not the one to where they answer.")
    ] = "",
    address: Annotated[str, typer.Option(help="A folder, or a view's name; of mail and by_hand the route's.")] = "",
    contact: Annotated[
        str, typer.Option(help="Where they answer, where that is no mailbox of WAY; else the contact of the party.")
    ] = "",
    checked: Checked = False,
    deputy: Deputy = None,
    hours: Annotated[str, typer.Option(help="When somebody answers there.")] = "",
    encrypt_to: Annotated[str, typer.Option(help="An age recipient: documents go encrypted to it.")] = "",
    note: Annotated[str, typer.Option(help="What else there is to know.")] = "",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Open a road to a party. Documents go exactly there, and only once they are approved.

    A road stands on a route: an address at which the party answers, and which a person here has checked. `tocsin route
    list` shows those that were confirmed; --checked confirms this one in your name.
    """
    from msgspec.structs import replace

    from tocsin.cli.door import door_of
    from tocsin.cli.output import tell
    from tocsin.operations import road as operations

    given = replace(
        opening(party, way, kind=kind, address=address, checked=checked, deputies=deputy or ()),
        route=route,
        contact=contact,
        hours=hours,
        encrypt_to=encrypt_to,
        note=note,
    )
    with door_of(home, there) as door:
        seen = door.ask(operations.open_new, given)
    tell(seen, opened(seen), as_json)


def opening(
    party: str, way: str, *, kind: str = "", address: str = "", checked: bool, deputies: Sequence[str]
) -> "RoadGiven":
    """A road as typed: KIND:END in one word, or its kind and its end apart; a mailbox or a folder says its own kind."""
    from tocsin.operations.road import RoadGiven
    from tocsin.vocab.delivery import RoadKind
    from tocsin.vocab.errors import BadInput
    from tocsin.vocab.road import MAILBOX

    if bool(way) == bool(kind) or (way and address):
        raise BadInput("say once how they are reached, and where it ends", hint=f"one of: {WAYS}")
    if way.startswith("/"):
        way = f"{RoadKind.FOLDER}:{way}"
    elif ":" not in way and MAILBOX.match(way):
        way = f"{RoadKind.MAIL}:{way}"
    named, _, end = way.partition(":")
    return RoadGiven(
        party=party,
        kind=word(RoadKind, kind or named, "kind of road"),
        address=address or end,
        checked=checked,
        deputies=tuple(deputies),
    )


def opened(seen: "RoadView") -> str:
    """A road that was opened, and what it stands on."""
    from tocsin.vocab.ids import short

    return f"{short(seen.id)}: {seen.kind} to {seen.address}, on {short(seen.route)}"


def close(
    road: Annotated[str, typer.Argument(help="The road's id, or the first signs of it.")],
    reason: Annotated[str, typer.Option(help="moved, wrong, key_lost, retired, requested, other")] = "retired",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Close a road: nothing goes on it any more."""
    from tocsin.cli.door import door_of
    from tocsin.cli.output import tell
    from tocsin.operations import road as operations
    from tocsin.vocab.delivery import CloseRoadReason

    why = word(CloseRoadReason, reason, "reason to close a road")
    with door_of(home, there) as door:
        found = door.ask(operations.close, operations.RoadEnded(road=road, reason=why))
    tell(found, f"{found.id} is closed: {found.closed}", as_json)
