"""`party …`: who there is to tell, by which roads, and what they use."""

from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli import road
from tocsin.cli.case import word
from tocsin.cli.options import Elsewhere, Home, Json
from tocsin.cli.road import WAYS, Checked, Deputy, PartyArgument
from tocsin.vocab.party import PartyKind
from tocsin.vocab.visible import counted

if TYPE_CHECKING:
    from tocsin.cli.door import Door
    from tocsin.operations.party import PartyWhole
    from tocsin.operations.road import RoadGiven
    from tocsin.stages.outcome import SentLine
    from tocsin.stages.party import PartyView

app = typer.Typer(no_args_is_help=True)
road.add_to(app)

KINDS = ", ".join(PartyKind)
_FIRST_ROAD = "`tocsin party road PARTY mail:ADDRESS --checked`"
RecordKey = Annotated[
    str, typer.Option(help="Its key for signed receipts: a PEM or JWK file, a verifier key, a point of P-256 in hex.")
]
RecordIss = Annotated[
    str, typer.Option(help="The name it signs them under; the key's own, or its thumbprint, where not given.")
]


@app.command(
    "add",
    epilog="Example: tocsin party add 'Example Energy ISAC' --kind isac --road mail:desk@isac.example --checked",
)
def add(
    name: Annotated[str, typer.Argument(help="What it is called.")],
    kind: Annotated[list[str], typer.Option(help=f"{KINDS}; give it more than once.")],
    contact: Annotated[str, typer.Option(help="A mailbox or a person to ask for.")] = "",
    phone: Annotated[str, typer.Option(help="A telephone number.")] = "",
    hours: Annotated[str, typer.Option(help="When somebody is there.")] = "",
    sector: Annotated[str, typer.Option(help="The sector it belongs to.")] = "",
    note: Annotated[str, typer.Option(help="What else there is to know.")] = "",
    record_key: RecordKey = "",
    record_iss: RecordIss = "",
    party: Annotated[str, typer.Option(help="Say anew who this party is, instead of adding one.")] = "",
    road: Annotated[str, typer.Option(help=f"Open a road as well: {WAYS}.")] = "",
    checked: Checked = False,
    deputy: Deputy = None,
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Record that a party is known here. Nothing is sent to anybody by this."""
    from tocsin.cli.door import door_of
    from tocsin.cli.output import tell
    from tocsin.cli.road import opening
    from tocsin.operations import party as operations

    point, named = _record_key(record_key)
    given = operations.PartyGiven(
        name=name,
        kinds=tuple(word(PartyKind, one, "kind of party") for one in kind),
        **{"contact": contact, "phone": phone, "hours": hours, "sector": sector, "note": note, "party": party},
        record_key=point,
        record_iss=record_iss or named,
    )
    way = opening("", road, checked=checked, deputies=deputy or ()) if road else None
    with door_of(home, there) as door:
        found = door.ask(operations.add, given)
        if way is None:
            tell(found, _added(found), as_json)
        else:
            _and_road(door, found, way, as_json)


def _added(found: "PartyView") -> str:
    from tocsin.vocab.ids import short

    signs = f"; signs as {found.record_iss}, key {found.fingerprint}" if found.record_key else ""
    return f"{short(found.id)}: {found.name} ({', '.join(found.kinds)}){signs}"


def _and_road(door: "Door", added: "PartyView", way: "RoadGiven", as_json: bool) -> None:
    """The party is there whether or not its road can be opened: that is said first."""
    from msgspec.structs import replace

    from tocsin.cli.output import say, tell
    from tocsin.cli.road import opened
    from tocsin.operations import party as operations
    from tocsin.operations import road as roads

    say(_added(added))
    seen = door.ask(roads.open_new, replace(way, party=added.id))
    tell(door.ask(operations.show, operations.PartyAsked(party=added.id)), opened(seen), as_json)


def _record_key(given: str) -> tuple[str, str]:
    """The point in hex and the name, as far as the key says one; of a file what it holds."""
    from tocsin.cli.triage import read_document
    from tocsin.ledger.fault import Malformed
    from tocsin.ledger.public_key import FORMS, is_inline, read_public_key
    from tocsin.vocab.errors import BadInput

    if not given:
        return "", ""
    try:
        found = read_public_key(given.encode() if is_inline(given) else read_document(given))
    except Malformed as fault:
        raise BadInput(f"--record-key: {fault}", hint=f"ask the party for {FORMS}") from fault
    return found.point.hex(), found.name


@app.command("list", epilog="Example: tocsin party list --kind vendor")
def list_parties(
    kind: Annotated[str | None, typer.Option(help="Only parties of this kind.")] = None,
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Everybody who is known here, with the open roads to them."""
    from tocsin.cli.door import door_of, every
    from tocsin.cli.output import emit_line, table
    from tocsin.operations import party as operations
    from tocsin.vocab.ids import short
    from tocsin.vocab.party import PartyKind

    wanted = word(PartyKind, kind, "kind of party") if kind else None
    with door_of(home, there) as door:
        found = list(every(door, operations.list_parties, operations.PartyListing(kind=wanted)))[::-1]
    if as_json:
        for one in found:
            emit_line(one)
        return
    rows = [
        (short(one.id), one.name, ", ".join(one.kinds), ", ".join(one.open_roads) or "none", one.contact)
        for one in found
    ]
    table(("party", "name", "kinds", "open roads", "contact"), rows, empty="no party yet: `tocsin party add`")


@app.command("show", epilog="Example: tocsin party show 'Example Energy ISAC'")
def show(party: PartyArgument, home: Home = None, there: Elsewhere = "", as_json: Json = False) -> None:
    """One party: who it is, every road to it, what it declared, which tokens it has."""
    from tocsin.cli.door import door_of
    from tocsin.cli.output import emit
    from tocsin.operations import party as operations

    with door_of(home, there) as door:
        found = door.ask(operations.show, operations.PartyAsked(party=party))
    if as_json:
        emit(found)
    else:
        _show_party(found)


def _show_party(found: "PartyWhole") -> None:
    from tocsin.cli.output import heading, moment, show, table
    from tocsin.vocab.ids import short

    heading(found.name)
    show(f"{found.id}   {', '.join(found.kinds)}   known since {moment(found.declared_at)}")
    for name in ("contact", "phone", "hours", "sector", "note"):
        if getattr(found, name):
            show(f"{name.replace('_', ' '):<11}{getattr(found, name)}")
    if found.record_key:
        show(f"signs as   {found.record_iss}")
        show(f"key        {found.fingerprint} (SHA-256, RFC 7638): compare it with what they publish")
    rows = [
        (short(one.id), one.kind, one.address, "age" if one.encrypt_to else "", one.closed or "open", short(one.route))
        for one in found.roads
    ]
    empty = f"no road yet: `tocsin party road {short(found.id)} mail:ADDRESS --checked`"
    table(("road", "kind", "ends at", "encrypted", "state", "route"), rows, empty=empty)
    held = [(one.holding, one.component, one.note) for one in found.components]
    table(("says it", "component", "note"), held, empty="")
    given = [(short(one.id), one.scope, one.state, moment(one.expires_at), one.label) for one in found.tokens]
    table(("token", "for", "state", "ends", "label"), given, empty="")


@app.command("sent", epilog="Example: tocsin party sent 'Example Energy ISAC'")
def sent(party: PartyArgument, home: Home = None, there: Elsewhere = "", as_json: Json = False) -> None:
    """What a party was sent, oldest first: which share, when, by which road, and what it answered."""
    from tocsin.cli.door import door_of, every
    from tocsin.cli.output import emit_line, table
    from tocsin.operations import party as operations
    from tocsin.vocab.ids import short

    with door_of(home, there) as door:
        found = list(every(door, operations.sent, operations.SentAsked(party=party)))[::-1]
    if as_json:
        for one in found:
            emit_line(one)
        return
    rows = [(short(one.share), one.title, one.purpose, one.kind, _went(one), one.said or one.silence) for one in found]
    table(("share", "title", "purpose", "road", "delivery", "what came back"), rows, empty="it was never sent anything")


def _went(one: "SentLine") -> str:
    """How far a delivery came, and when."""
    from tocsin.cli.output import moment

    if one.sent_at:
        return f"{one.state}, sent {moment(one.sent_at)}"
    return f"{one.state}, not before {moment(one.goes_at)}" if one.goes_at else one.state


@app.command("import", epilog="Example: tocsin party import members.csv")
def import_list(
    file: Annotated[str, typer.Argument(help="JSON, or CSV with the columns name, kinds, contact, …; `-` reads.")],
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Take in a list of parties: all of it, or nothing where one line is wrong or known already."""
    from io import BytesIO

    from tocsin.cli.door import door_of
    from tocsin.cli.output import tell
    from tocsin.cli.triage import read_document
    from tocsin.operations import party as operations

    data = read_document(file)
    with door_of(home, there) as door:
        found = door.hand_in(operations.take_list, operations.PartyFile(name=file), BytesIO(data))
    tell(
        found,
        f"{counted(len(found), 'new party', 'new parties')} here now; none has a road yet: {_FIRST_ROAD}",
        as_json,
    )


@app.command("test", epilog="Example: tocsin party test 'Example Energy ISAC'")
def try_party(party: PartyArgument, home: Home = None, there: Elsewhere = "", as_json: Json = False) -> None:
    """Try what could stand in the way of reaching a party today, without sending anything. Exit 1 where something does.

    The mail server is asked for a sign of life; in a folder an empty file is made and removed again.
    """
    from tocsin.cli.door import door_of
    from tocsin.cli.output import show as show_line
    from tocsin.cli.output import tell_table
    from tocsin.operations import party as operations

    with door_of(home, there) as door:
        found = door.ask(operations.test, operations.PartyAsked(party=party))
    rows = [(one.what, "ok" if one.holds else "not ok", one.why) for one in found]
    tell_table(found, ("what", "", "why"), rows, as_json, empty="")
    for mend in dict.fromkeys(one.mend for one in found if one.mend and not as_json):
        show_line(f"next: {mend}")
    if not all(one.holds for one in found):
        raise typer.Exit(1)


@app.command("declare", epilog="Example: tocsin party declare 'Example Clinic' --uses pkg:pypi/litellm")
def declare(
    party: PartyArgument,
    supplies: Annotated[list[str] | None, typer.Option(help="A component that it makes or hands on.")] = None,
    operates: Annotated[list[str] | None, typer.Option(help="A component that it runs for others.")] = None,
    uses: Annotated[list[str] | None, typer.Option(help="A component that it uses itself.")] = None,
    note: Annotated[str, typer.Option(help="Who said so, and when.")] = "",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Record what a party says it supplies, operates or uses: `pkg:…`, `model:ID@REVISION`, `sha256:…`.

    The impact of a component is worked out from this and from bills of materials; see `tocsin impact`.
    """
    from tocsin.cli.door import door_of
    from tocsin.cli.output import tell
    from tocsin.operations import party as operations
    from tocsin.vocab.errors import BadInput

    if not (supplies or operates or uses):
        raise BadInput("no component was named", hint="give one with --supplies, --operates or --uses")
    holds = operations.Holds(
        party=party,
        supplies=tuple(supplies or ()),
        operates=tuple(operates or ()),
        uses=tuple(uses or ()),
        note=note,
    )
    with door_of(home, there) as door:
        found = door.ask(operations.declare_holdings, holds)
    tell(found, "\n".join(f"{one.holding} {one.component}" for one in found), as_json)
