"""Roads and routes: how a party is reached, and who confirmed it."""

from datetime import date

from msgspec import Struct

from tocsin.operations.operation import KEEPERS, READERS, WRITERS, Method, Nothing, Operation
from tocsin.operations.party import PartyAsked
from tocsin.rules.routing import Suggestion
from tocsin.stages import channel as channel_stage
from tocsin.stages import ready
from tocsin.stages.channel import ChannelView, Trial
from tocsin.stages.desk import Desk
from tocsin.stages.name import meant
from tocsin.stages.party import find_party
from tocsin.stages.road import Opening, RoadView, close_road, open_road, roads
from tocsin.vocab.case import RouteEntry
from tocsin.vocab.delivery import CloseRoadReason, RoadKind
from tocsin.vocab.reason import WithdrawReason
from tocsin.vocab.route import Channel, Route, RouteGroup
from tocsin.vocab.sharing import Road

MAY_SEE = READERS | KEEPERS


class RoadGiven(PartyAsked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A road to a party on a confirmed route; of mail and by hand the address is the route's.

    Without `route` it is the one to where the party answers: of mail the address, else `contact`, else the party's own.
    `checked`: you checked that address with them, and where nobody confirmed it before, it is confirmed in your name,
    with these deputies and hours.
    """

    kind: RoadKind
    route: str = ""  # its id, channel or address
    address: str = ""
    contact: str = ""
    checked: bool = False
    deputies: tuple[str, ...] = ()
    hours: str = ""
    encrypt_to: str = ""  # an age recipient
    note: str = ""


class RoadEnded(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A road that nothing goes on any more."""

    road: str
    reason: CloseRoadReason = CloseRoadReason.RETIRED


class RouteListing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which routes."""

    group: RouteGroup | None = None


class RouteGiven(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody confirms in their own name about where a channel leads and who may use it.

    People are named by name or id; whoever confirms it where nobody is named. With `route` that one is confirmed again.
    """

    channel: str
    address: str
    people: tuple[str, ...] = ()
    deputies: tuple[str, ...] = ()
    hours: str = ""
    scope: str = ""
    key_fingerprint: str = ""
    key_expires_on: date | None = None
    note: str = ""
    verified_on: date | None = None  # today where not given
    route: str = ""


class RouteEnded(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A route that is not used any more."""

    route: str
    reason: WithdrawReason = WithdrawReason.RETIRED


class WhereAsked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A few words of a report, or a class such as vulnerability."""

    text: str


class ChannelTried(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which channel to try: mail or folder; both where not given."""

    channel: str = ""


class Routes(Struct, frozen=True, kw_only=True):
    """The channels of the catalogue, and the routes that were confirmed here."""

    channels: tuple[Channel, ...]
    routes: tuple[Route, ...]


class RouteState(Struct, frozen=True, kw_only=True):
    """A route and what became of it."""

    route: str
    state: str


def list_roads(desk: Desk, asked: PartyAsked) -> tuple[RoadView, ...]:
    """Every road to a party, closed ones included, oldest first."""
    return tuple(roads(desk, find_party(desk, asked.party)))


def open_new(desk: Desk, asked: RoadGiven) -> RoadView:
    """Open a road to a party; documents go exactly there, and only once they are approved."""
    whom = find_party(desk, asked.party)
    opening = Opening(
        kind=asked.kind,
        route=asked.route,
        address=asked.address,
        encrypt_to=asked.encrypt_to,
        note=asked.note,
        contact=asked.contact,
        checked=asked.checked,
        deputies=tuple(meant(desk, "person", one) for one in asked.deputies),
        hours=asked.hours,
    )
    opened = open_road(desk, whom, opening)
    return next(one for one in roads(desk, whom) if one.id == opened.id)


def close(desk: Desk, asked: RoadEnded) -> Road:
    """Close a road: nothing goes on it any more."""
    return close_road(desk, asked.road, asked.reason)


def list_routes(desk: Desk, asked: RouteListing) -> Routes:
    """Every channel of the catalogue, and the routes that were confirmed here."""
    return Routes(
        channels=tuple(one for one in ready.channels(desk) if asked.group in (None, one.group)),
        routes=tuple(one for one in ready.routes(desk) if asked.group in (None, one.group)),
    )


def confirm(desk: Desk, asked: RouteGiven) -> RouteEntry:
    """Confirm in your name where a channel leads and who may use it."""
    confirmation = ready.Confirmation(
        channel=asked.channel,
        address=asked.address,
        people=tuple(meant(desk, "person", one) for one in asked.people) or (desk.person,),
        deputies=tuple(meant(desk, "person", one) for one in asked.deputies),
        hours=asked.hours,
        scope=asked.scope,
        key_fingerprint=asked.key_fingerprint,
        key_expires_on=asked.key_expires_on,
        note=asked.note,
        verified_on=asked.verified_on,
        route=desk.full_id("route", asked.route) if asked.route else "",
    )
    return ready.confirm(desk, confirmation)


def withdraw(desk: Desk, asked: RouteEnded) -> RouteState:
    """Take a route out of use."""
    identifier = desk.full_id("route", asked.route)
    ready.withdraw(desk, identifier, asked.reason)
    return RouteState(route=identifier, state="withdrawn")


def who_takes(desk: Desk, asked: WhereAsked) -> tuple[Suggestion, ...]:
    """Who takes such a report, by which door, and what happens there unless you speak up."""
    return ready.who_takes(desk, asked.text)


def list_channels(desk: Desk, _asked: Nothing) -> tuple[ChannelView, ...]:
    """The channels there are, and what each of them still needs in this home."""
    return tuple(channel_stage.channels(desk))


def test_channels(desk: Desk, asked: ChannelTried) -> tuple[Trial, ...]:
    """Talk to the mail server and log in, make a file in each folder and remove it; nothing is sent."""
    return tuple(channel_stage.try_channels(desk, asked.channel))


OPERATIONS = (
    Operation(
        name="road.list",
        method=Method.GET,
        path="/parties/{party}/roads",
        may=MAY_SEE,
        takes=PartyAsked,
        gives=tuple[RoadView, ...],
        does=list_roads,
    ),
    Operation(
        name="road.open",
        method=Method.POST,
        path="/parties/{party}/roads",
        may=KEEPERS,
        takes=RoadGiven,
        gives=RoadView,
        does=open_new,
    ),
    Operation(
        name="road.close",
        method=Method.POST,
        path="/roads/{road}/close",
        may=KEEPERS,
        takes=RoadEnded,
        gives=Road,
        does=close,
    ),
    Operation(
        name="route.list",
        method=Method.GET,
        path="/routes",
        may=MAY_SEE,
        takes=RouteListing,
        gives=Routes,
        does=list_routes,
    ),
    Operation(
        name="route.confirm",
        method=Method.POST,
        path="/routes",
        may=KEEPERS,
        takes=RouteGiven,
        gives=RouteEntry,
        does=confirm,
    ),
    Operation(
        name="route.withdraw",
        method=Method.POST,
        path="/routes/{route}/withdraw",
        may=KEEPERS,
        takes=RouteEnded,
        gives=RouteState,
        does=withdraw,
    ),
    Operation(
        name="route.where",
        method=Method.GET,
        path="/where",
        may=MAY_SEE,
        takes=WhereAsked,
        gives=tuple[Suggestion, ...],
        does=who_takes,
    ),
    Operation(
        name="channel.list",
        method=Method.GET,
        path="/channels",
        may=MAY_SEE,
        takes=Nothing,
        gives=tuple[ChannelView, ...],
        does=list_channels,
    ),
    Operation(
        name="channel.test",
        method=Method.POST,
        path="/channels/test",
        may=KEEPERS | WRITERS,
        takes=ChannelTried,
        gives=tuple[Trial, ...],
        does=test_channels,
    ),
)
