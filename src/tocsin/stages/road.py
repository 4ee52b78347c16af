"""Stage 5, how a party is reached: roads are opened, tried and closed.

A road always names a route that a person confirmed, and whoever sends on it is one of the people of that route (R25).
"""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from shlex import quote

from msgspec import Struct

from tocsin.channels import folder, mail
from tocsin.rules.readiness import Need, channel_of, is_confirmed_address, judge_route
from tocsin.rules.road import answers_at, check_key, end_of, route_to
from tocsin.rules.token import stands
from tocsin.settings import FILE
from tocsin.stages.desk import Desk
from tocsin.stages.party import called, view
from tocsin.stages.ready import Confirmation, channels, confirm, routes
from tocsin.vocab.acts.party import RoadClosed, RoadOpened
from tocsin.vocab.case import PersonEntry
from tocsin.vocab.delivery import CloseRoadReason, RoadKind
from tocsin.vocab.errors import ActNotAllowed, BadInput, Gone, NotHere
from tocsin.vocab.ids import short
from tocsin.vocab.party import PartyKind
from tocsin.vocab.reason import closed
from tocsin.vocab.route import Route
from tocsin.vocab.secret import TokenScope
from tocsin.vocab.sharing import Party, Road, Token
from tocsin.vocab.sheet import RoadSheet

_LINE = 120  # signs of an address in a message
_SERVER = '[mail] host = "…", port = 587, security = "starttls", sender = "desk@…", each on a line of its own'
PURGED = RoadSheet(address="(purged)")

# What a route lacks that is mended by confirming it again.
_BY_SAYING_ANEW = {Need.VERIFIED_TOO_LONG_AGO, Need.NO_PERSON, Need.NO_DEPUTY, Need.NO_HOURS}
_NO_ROUTE = "leave --route out and say where they answer: `tocsin party road PARTY mail:desk@example.org --checked`"


class RoadView(Struct, frozen=True, kw_only=True):
    """A road with its exact end."""

    id: str
    party: str
    kind: str
    route: str
    address: str
    encrypt_to: str
    note: str
    opened_at: datetime
    closed: str | None


class Check(Struct, frozen=True, kw_only=True):
    """One thing that was tried; `why` says what is wrong, and `mend` what to type or to write about it."""

    what: str
    holds: bool
    why: str = ""
    mend: str = ""


class Opening(Struct, frozen=True, kw_only=True):
    """What somebody says about a new road. The address may be left out where the route says it.

    `route` is the id of a confirmed route, its channel or its address; where not given it is the one to the address at
    which the party answers: of mail the end, else `contact`, else the party's own. `checked` says that whoever acts has
    checked that address with the party: where nobody confirmed it before, it is confirmed in their name.
    """

    kind: RoadKind
    route: str = ""
    address: str = ""
    encrypt_to: str = ""
    note: str = ""
    contact: str = ""
    checked: bool = False
    deputies: tuple[str, ...] = ()  # of the route, where it is confirmed now; ids of people
    hours: str = ""  # the same


def open_road(desk: Desk, party: Party, opening: Opening) -> Road:
    """Open a road to a party, on a confirmed route. Nothing ever goes anywhere else."""
    stands_on = _stands_on(desk, party, opening)
    route = stands_on if isinstance(stands_on, Route) else _unconfirmed(desk, stands_on)
    channel = next((known for known in channels(desk) if known.channel_id == route.channel), None)
    end = end_of(opening.kind, opening.address, route, channel)
    if opening.kind is RoadKind.FOLDER:
        end = _folder(desk, end)
    check_key(opening.encrypt_to)
    if any(one.closed is None and (one.kind, one.address) == (opening.kind, end) for one in roads(desk, party)):
        raise ActNotAllowed("this road is open already", hint="`tocsin party show` lists the roads of a party")
    on = stands_on.route if isinstance(stands_on, Route) else confirm(desk, stands_on).id
    road = desk.new_id("road")
    draft = desk.draft(desk.log_entry())
    sheet = RoadSheet(address=end, encrypt_to=opening.encrypt_to, note=opening.note)
    draft.add(RoadOpened(road=road, party=party.id, kind=opening.kind, route=on, sheet=draft.sheet(sheet)))
    return _road(draft.record()["road", road])


def close_road(desk: Desk, given: str, reason: str) -> Road:
    """Nothing goes on this road any more; what is still queued for it is given up by whoever sends."""
    road = _road(desk.index.get("road", desk.full_id("road", given)))
    if road.closed:
        raise ActNotAllowed(f"{road.id} was closed before", hint="open another with `tocsin party road`")
    draft = desk.draft(desk.log_entry())
    draft.add(RoadClosed(road=road.id, reason=closed(CloseRoadReason, reason, "reason to close a road")))
    return _road(draft.record()["road", road.id])


def roads(desk: Desk, party: Party) -> list[RoadView]:
    """Every road to a party, closed ones included, oldest first."""
    found = [_view(desk, _road(one)) for one in desk.index.with_ref("road", [party.id])]
    return sorted(found, key=lambda road: (road.opened_at, road.id))


def try_roads(desk: Desk, party: Party) -> list[Check]:
    """Try everything that could stand in the way of reaching a party today, without sending anything."""
    still_open = [road for road in roads(desk, party) if road.closed is None]
    if not still_open:
        return [Check(what="roads", holds=False, why="no road is open", mend=_opens(desk, party))]
    known = {route.route: route for route in routes(desk)}
    return [check for road in still_open for check in _checks(desk, road, known.get(road.route))]


def _opens(desk: Desk, party: Party) -> str:
    return f"tocsin party road {quote(called(desk, party.id))} mail:ADDRESS --checked"


def _checks(desk: Desk, road: RoadView, route: Route | None) -> Iterator[Check]:
    needs = () if route is None else _needs(desk, route)
    lacks = "it was withdrawn" if route is None else ", ".join(needs)
    yield _check(f"{road.kind}: route", lacks, "" if route is None else _said_anew(route, needs))
    match RoadKind(road.kind):
        case RoadKind.MAIL:
            pinned = route is not None and is_confirmed_address(road.address, route)
            yield _check("mail: address", "" if pinned else "it is not the one that was confirmed: open the road anew")
            server = desk.settings.mail
            if server is None:
                yield _check("mail: server", "this home names no mail server", f"in {FILE} of the home: {_SERVER}")
            else:
                yield _check("mail: server", mail.look(server))
        case RoadKind.FOLDER:
            yield _check("folder: can be written to", folder.look(road.address))
        case RoadKind.TAXII:
            issued = [one for one in desk.index.all("token") if isinstance(one, Token) and one.party == road.party]
            now = desk.clock.now()
            is_open = any(one.scope == TokenScope.TAXII and stands(one, now) for one in issued)
            make = f"tocsin token create --party {short(road.party)} --scope taxii"
            yield _check("taxii: token", "" if is_open else "no token is open", make)
        case RoadKind.PAGE:
            yield Check(what="page: link", holds=True, why="made for each delivery, when it is sent")
        case RoadKind.BY_HAND:
            found = any(channel.channel_id == road.address and channel.active for channel in channels(desk))
            yield _check("by_hand: portal", "" if found else f"{road.address} is no channel of the catalogue any more")


def _needs(desk: Desk, route: Route) -> tuple[Need, ...]:
    channel = next((known for known in channels(desk) if known.channel_id == route.channel), None)
    active = desk.index.all("person", state="active")
    people = frozenset(person.id for person in active if isinstance(person, PersonEntry))
    return judge_route(channel, route, people, desk.clock.now().date(), desk.settings.stale_after_days).needs


def _said_anew(route: Route, needs: tuple[Need, ...]) -> str:
    """How a route is confirmed once more, where that would mend all that it lacks."""
    if set(needs) - _BY_SAYING_ANEW:
        return ""
    hours = quote(route.hours) if route.hours else "'WHEN SOMEBODY ANSWERS'"
    return (
        f"tocsin route confirm {route.channel} --route {short(route.route)} --address {quote(route.address)} "
        f"--deputy PERSON --hours {hours}"
    )


def _check(what: str, why: str, mend: str = "") -> Check:
    return Check(what=what, holds=not why, why=why, mend=mend if why else "")


def _stands_on(desk: Desk, party: Party, opening: Opening) -> Route | Confirmation:
    """The confirmed route that was named or that leads to where the party answers, or what to confirm first."""
    if opening.route:
        return _route(desk, opening.route)
    known = view(desk, party)
    contact = opening.contact or known.contact
    found = route_to(opening.kind, opening.address, contact, routes(desk))
    if found is not None:
        return found
    through = next((one for one in channels(desk) if (RoadKind.BY_HAND, one.channel_id) == _way(opening)), None)
    address = (through.address if through else "") or answers_at(opening.kind, opening.address, contact)
    again = f"tocsin party road {quote(known.name)} {quote(':'.join(filter(None, _way(opening))))}"
    if not address:
        raise BadInput(
            f"nobody said where {known.name} answers, and a road needs an address that somebody here checked with them",
            hint=f"say it: `{again} --contact MAILBOX --checked`",
        )
    channel = through or channel_of(address, frozenset(map(PartyKind, known.kinds)), channels(desk))
    if channel is None:
        raise ActNotAllowed(
            f"{address[:_LINE]} bears a name of the catalogue and is not one of its addresses",
            hint=f"where it is right, say whose: `tocsin route confirm CHANNEL --address {quote(address[:_LINE])}`",
        )
    if not opening.checked:
        said = f" --contact {quote(opening.contact[:_LINE])}" if opening.contact else ""
        raise ActNotAllowed(
            f"nobody here has confirmed {address[:_LINE]} yet, and nothing goes where nobody looked",
            hint=f"check it with {known.name} by a way you trust; then: `{again}{said} --checked`",
        )
    hours = opening.hours or known.hours
    me = (desk.person,)
    return Confirmation(channel=channel.channel_id, address=address, people=me, deputies=opening.deputies, hours=hours)


def _way(opening: Opening) -> tuple[RoadKind, str]:
    return opening.kind, opening.address


def _unconfirmed(desk: Desk, confirming: Confirmation) -> Route:
    """The route as it will be: what is wrong with a road on it is said before anything is recorded."""
    channel = next(one for one in channels(desk) if one.channel_id == confirming.channel)
    return Route(
        route=desk.new_id("route"),
        channel=channel.channel_id,
        group=channel.group,
        address=confirming.address,
        confirmed_by=None,
        verified_on=None,
        people=confirming.people,
    )


def _route(desk: Desk, given: str) -> Route:
    """A confirmed route by its id, or by its channel or its address where only one has it."""
    named = [one for one in routes(desk) if given in (one.channel, one.address)]
    if len(named) == 1:
        return named[0]
    if named:
        listed = ", ".join(f"{short(one.route)} to {one.address}" for one in named)
        raise BadInput(f"{given[:60]!r} fits more than one route: {listed}", hint="say one by its id")
    try:
        identifier = desk.full_id("route", given)
    except NotHere as no:
        raise NotHere(str(no), hint=_NO_ROUTE) from no
    found = next((route for route in routes(desk) if route.route == identifier), None)
    if found is None:
        raise ActNotAllowed(f"{identifier} was withdrawn", hint="confirm a route with `tocsin route confirm`")
    return found


def _folder(desk: Desk, address: str) -> str:
    """A folder that is there, is no link, and has nothing to do with this home."""
    path = Path(address)
    real = Path(os.path.realpath(path))
    if not real.is_dir():
        raise BadInput(f"{address[:120]}: there is no such folder", hint="make it first, and share it with the party")
    if os.path.normpath(address) != str(real):
        raise BadInput(f"{address[:120]} leads through a link to {real}", hint="name the folder itself")
    own = [desk.home, *([] if "://" in desk.settings.vault else [desk.home / desk.settings.vault])]
    for place in (one.resolve() for one in own):
        if real == place or real in place.parents or place in real.parents:
            raise ActNotAllowed(
                f"{real} and {place} lie one in the other: the party could read this home",
                hint="choose a folder outside the home and the vault",
            )
    return str(real)


def _view(desk: Desk, road: Road) -> RoadView:
    try:
        sheet = desk.sheet(road.sheet, RoadSheet) or PURGED
    except Gone:
        sheet = PURGED
    return RoadView(
        id=road.id,
        party=road.party,
        kind=road.kind,
        route=road.route,
        address=sheet.address,
        encrypt_to=sheet.encrypt_to,
        note=sheet.note,
        opened_at=road.opened_at,
        closed=road.closed,
    )


def _road(found: object) -> Road:
    assert isinstance(found, Road)
    return found
