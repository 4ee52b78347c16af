"""Stage 5, how a party is reached: roads are opened, tried and closed.

A road always names a route that a person confirmed, and whoever sends on it is one of the people of that route (R25).
"""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from tocsin.channels import folder, mail
from tocsin.rules.readiness import is_confirmed_address, judge_route
from tocsin.rules.road import check_key, end_of
from tocsin.rules.token import stands
from tocsin.stages.desk import Desk
from tocsin.stages.ready import channels, routes
from tocsin.vocab.acts.party import RoadClosed, RoadOpened
from tocsin.vocab.case import PersonEntry
from tocsin.vocab.delivery import CloseRoadReason, RoadKind
from tocsin.vocab.errors import ActNotAllowed, BadInput, Gone
from tocsin.vocab.reason import closed
from tocsin.vocab.route import Route
from tocsin.vocab.secret import TokenScope
from tocsin.vocab.sharing import Party, Road, Token
from tocsin.vocab.sheet import RoadSheet

PURGED = RoadSheet(address="(purged)")


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
    """One thing that was tried; `why` says what is wrong."""

    what: str
    holds: bool
    why: str = ""


class Opening(Struct, frozen=True, kw_only=True):
    """What somebody says about a new road. The address may be left out where the route says it."""

    kind: RoadKind
    route: str
    address: str = ""
    encrypt_to: str = ""
    note: str = ""


def open_road(desk: Desk, party: Party, opening: Opening) -> Road:
    """Open a road to a party, on a confirmed route. Nothing ever goes anywhere else."""
    route = _route(desk, opening.route)
    channel = next((known for known in channels(desk) if known.channel_id == route.channel), None)
    end = end_of(opening.kind, opening.address, route, channel)
    if opening.kind is RoadKind.FOLDER:
        end = _folder(desk, end)
    check_key(opening.encrypt_to)
    if any(one.closed is None and (one.kind, one.address) == (opening.kind, end) for one in roads(desk, party)):
        raise ActNotAllowed("this road is open already", hint="`tocsin party show` lists the roads of a party")
    road = desk.new_id("road")
    draft = desk.draft(desk.log_entry())
    sheet = RoadSheet(address=end, encrypt_to=opening.encrypt_to, note=opening.note)
    draft.add(RoadOpened(road=road, party=party.id, kind=opening.kind, route=route.route, sheet=draft.sheet(sheet)))
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
        return [Check(what="roads", holds=False, why="no road is open: `tocsin party road`")]
    known = {route.route: route for route in routes(desk)}
    return [check for road in still_open for check in _checks(desk, road, known.get(road.route))]


def _checks(desk: Desk, road: RoadView, route: Route | None) -> Iterator[Check]:
    yield _check(f"{road.kind}: route", "it was withdrawn" if route is None else _lacks(desk, route))
    match RoadKind(road.kind):
        case RoadKind.MAIL:
            pinned = route is not None and is_confirmed_address(road.address, route)
            yield _check("mail: address", "" if pinned else "it is not the one that was confirmed: open the road anew")
            server = desk.settings.mail
            missing = "this home names no mail server: `tocsin config show` lists the keys"
            yield _check("mail: server", missing if server is None else mail.look(server))
        case RoadKind.FOLDER:
            yield _check("folder: can be written to", folder.look(road.address))
        case RoadKind.TAXII:
            issued = [one for one in desk.index.all("token") if isinstance(one, Token) and one.party == road.party]
            now = desk.clock.now()
            is_open = any(one.scope == TokenScope.TAXII and stands(one, now) for one in issued)
            yield _check("taxii: token", "" if is_open else "no token is open: `tocsin token create --scope taxii`")
        case RoadKind.PAGE:
            yield Check(what="page: link", holds=True, why="made for each delivery, when it is sent")
        case RoadKind.BY_HAND:
            found = any(channel.channel_id == road.address and channel.active for channel in channels(desk))
            yield _check("by_hand: portal", "" if found else f"{road.address} is no channel of the catalogue any more")


def _lacks(desk: Desk, route: Route) -> str:
    channel = next((known for known in channels(desk) if known.channel_id == route.channel), None)
    active = desk.index.all("person", state="active")
    people = frozenset(person.id for person in active if isinstance(person, PersonEntry))
    judged = judge_route(channel, route, people, desk.clock.now().date(), desk.settings.stale_after_days)
    return ", ".join(judged.needs)


def _check(what: str, why: str) -> Check:
    return Check(what=what, holds=not why, why=why)


def _route(desk: Desk, given: str) -> Route:
    identifier = desk.full_id("route", given)
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
