"""Parties: who there is to tell, and what each says it uses."""

from itertools import islice
from typing import IO

from msgspec import Struct
from msgspec.structs import asdict

from tocsin.formats.party_list import read_parties
from tocsin.operations import cursor
from tocsin.operations.listing import Kept, Part, listed
from tocsin.operations.operation import KEEPERS, READERS, WRITERS, Method, Operation, Page
from tocsin.operations.upload import document_in
from tocsin.stages.desk import Desk
from tocsin.stages.outcome import SentLine, deliveries_to, sent_line
from tocsin.stages.party import Declared, PartyView, declare, declare_component, declared_by, find_party, take_in, view
from tocsin.stages.road import Check, RoadView, roads, try_roads
from tocsin.stages.token import TokenLine, tokens
from tocsin.vocab.component import Holding, naming_of
from tocsin.vocab.directory import PartyEntry, entry_of
from tocsin.vocab.errors import BadInput
from tocsin.vocab.party import PartyKind
from tocsin.vocab.sample import Sample
from tocsin.vocab.sharing import Delivery, Party

# Who a party is, is said by those who work with it and by those who keep its roads.
MAY_SAY = WRITERS | KEEPERS
MAY_SEE = READERS | KEEPERS


class PartyAsked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One party, by its name, its id, or the beginning of either."""

    party: str


class PartyListing(Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which parties."""

    kind: PartyKind | None = None


class PartyGiven(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who a party is; with `party`, said anew of that one.

    `record_key` is the compressed point (hex) of the key that it signs receipts with, `record_iss` its name in them.
    """

    name: str
    kinds: tuple[PartyKind, ...]
    contact: str = ""
    phone: str = ""
    hours: str = ""
    sector: str = ""
    note: str = ""
    record_key: str = ""
    record_iss: str = ""
    party: str = ""


class PartyFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A list of parties, JSON or CSV; the name is for messages."""

    name: str = "parties"


class Holds(PartyAsked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a party says of components; `note` is who said so, and when."""

    supplies: tuple[str, ...] = ()
    operates: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    note: str = ""


class SentAsked(Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one party was sent, and which part of it."""

    party: str


class PartyListed(PartyView, frozen=True, kw_only=True):
    """A party in a list, with the kinds of the open roads to it."""

    open_roads: tuple[str, ...]


class PartyWhole(PartyView, frozen=True, kw_only=True):
    """A party, every road to it, what it declared, and the secrets it was given (never the secret itself)."""

    roads: tuple[RoadView, ...]
    components: tuple[Declared, ...]
    tokens: tuple[TokenLine, ...]


def list_parties(desk: Desk, asked: PartyListing) -> Page[PartyListed]:
    """Everybody who is known here, newest first, with the open roads to them."""

    def wanted(found: object) -> Party | None:
        is_meant = isinstance(found, Party) and (asked.kind is None or asked.kind in found.kinds)
        return found if isinstance(found, Party) and is_meant else None

    return listed(desk, Kept(kind="party"), asked, as_=wanted, made=lambda party: _line(desk, party))


def add(desk: Desk, asked: PartyGiven) -> PartyView:
    """Record that a party is known here, or say anew who one is; nothing is sent to anybody by this."""
    members = {name: getattr(asked, name) for name in PartyEntry.__struct_fields__}
    return view(desk, declare(desk, entry_of(members), party=asked.party))


def show(desk: Desk, asked: PartyAsked) -> PartyWhole:
    """One party: who it is, every road to it, what it declared, which secrets it has."""
    found = find_party(desk, asked.party)
    return PartyWhole(
        **asdict(view(desk, found)),
        roads=tuple(roads(desk, found)),
        components=tuple(declared_by(desk, found)),
        tokens=tuple(tokens(desk, found.id)),
    )


def sent(desk: Desk, asked: SentAsked) -> Page[SentLine]:
    """What a party was sent, newest first: which share, when, by which road, and what it answered."""
    limit, after = cursor.bounded(asked.limit), cursor.read(asked.cursor)
    placed = ((_place(one), one) for one in deliveries_to(desk, find_party(desk, asked.party)))
    behind = (one for one in placed if after is None or one[0] < after)
    return cursor.page_of(list(islice(behind, limit + 1)), limit, lambda one: sent_line(desk, one))


def take_list(desk: Desk, asked: PartyFile, content: IO[bytes]) -> tuple[PartyView, ...]:
    """Take in a list of parties: all of it, or nothing where one line is wrong or known already."""
    entries = read_parties(Sample(asked.name, document_in(content)))
    return tuple(view(desk, one) for one in take_in(desk, entries))


def declare_holdings(desk: Desk, asked: Holds) -> tuple[Declared, ...]:
    """Record what a party says it supplies, operates or uses."""
    said = ((Holding.SUPPLIES, asked.supplies), (Holding.OPERATES, asked.operates), (Holding.USES, asked.uses))
    named = [(holding, naming_of(text)) for holding, texts in said for text in texts]
    if not named:
        raise BadInput("no component was named", hint="name one that it supplies, operates or uses")
    whom = find_party(desk, asked.party)
    return tuple(declare_component(desk, whom, holding, naming, asked.note) for holding, naming in named)


def test(desk: Desk, asked: PartyAsked) -> tuple[Check, ...]:
    """Try what could stand in the way of reaching a party today, without sending anything."""
    return tuple(try_roads(desk, find_party(desk, asked.party)))


def _place(delivery: Delivery) -> cursor.Place:
    return (delivery.planned_at.isoformat(), delivery.id)


def _line(desk: Desk, party: Party) -> PartyListed:
    still_open = tuple(road.kind for road in roads(desk, party) if road.closed is None)
    return PartyListed(**asdict(view(desk, party)), open_roads=still_open)


OPERATIONS = (
    Operation(
        name="party.list",
        method=Method.GET,
        path="/parties",
        may=MAY_SEE,
        takes=PartyListing,
        gives=Page[PartyListed],
        does=list_parties,
    ),
    Operation(
        name="party.add", method=Method.POST, path="/parties", may=MAY_SAY, takes=PartyGiven, gives=PartyView, does=add
    ),
    Operation(
        name="party.show",
        method=Method.GET,
        path="/parties/{party}",
        may=MAY_SEE,
        takes=PartyAsked,
        gives=PartyWhole,
        does=show,
    ),
    Operation(
        name="party.sent",
        method=Method.GET,
        path="/parties/{party}/sent",
        may=READERS,
        takes=SentAsked,
        gives=Page[SentLine],
        does=sent,
    ),
    Operation(
        name="party.import",
        method=Method.POST,
        path="/parties/import",
        may=MAY_SAY,
        takes=PartyFile,
        gives=tuple[PartyView, ...],
        does_with=take_list,
    ),
    Operation(
        name="party.declare",
        method=Method.POST,
        path="/parties/{party}/components",
        may=MAY_SAY,
        takes=Holds,
        gives=tuple[Declared, ...],
        does=declare_holdings,
    ),
    Operation(
        name="party.test",
        method=Method.POST,
        path="/parties/{party}/test",
        may=MAY_SAY,
        takes=PartyAsked,
        gives=tuple[Check, ...],
        does=test,
    ),
)
