"""Ready or not: what routes lack, and which addresses are pinned.

Look-alikes are refused, never repaired: an address is on the allow-list sign for sign, or it is not.
"""

import re
from datetime import date
from enum import StrEnum

from msgspec import Struct

from tocsin.vocab.case import RouteEntry
from tocsin.vocab.dated import is_stale
from tocsin.vocab.ids import Key, PersonId, RouteId
from tocsin.vocab.party import PartyKind
from tocsin.vocab.route import REQUIRED_GROUPS, Channel, Route, RouteGroup

# A key that runs out within a month may run out in the middle of an event.
KEY_WARN_DAYS = 30

_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)(.*)", re.DOTALL)
_PHONE = re.compile(r"[0-9+() .-]+")
_LOCAL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}")
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+")


class AddressReason(StrEnum):
    """Why an address is refused; every reason that holds is given."""

    EMPTY = "empty"
    NOT_ASCII = "not_ascii"  # letters of other scripts that look like Latin ones
    HIDDEN_SIGN = "hidden_sign"  # spaces, line ends, control signs, a backslash
    NOT_HTTPS = "not_https"
    USER_IN_ADDRESS = "user_in_address"  # https://cisa.gov@elsewhere
    PORT = "port"
    PUNYCODE = "punycode"
    CAPITALS = "capitals"
    TRAILING_DOT = "trailing_dot"
    MALFORMED = "malformed"
    LOOK_ALIKE = "look_alike"  # the name of a pinned host inside another host
    NOT_PINNED = "not_pinned"
    NOTHING_PINNED = "nothing_pinned"  # no list to compare with: nothing to check is not a pass


class Need(StrEnum):
    """What a route lacks before it may be used."""

    CHANNEL_UNKNOWN = "channel_unknown"
    CHANNEL_INACTIVE = "channel_inactive"
    WRONG_GROUP = "wrong_group"
    NOT_CONFIRMED = "not_confirmed"
    ADDRESS_REFUSED = "address_refused"
    VERIFIED_TOO_LONG_AGO = "verified_too_long_ago"
    NO_PERSON = "no_person"
    NO_DEPUTY = "no_deputy"
    NO_HOURS = "no_hours"
    KEY_EXPIRED = "key_expired"
    KEY_WITHOUT_EXPIRY = "key_without_expiry"


class Warn(StrEnum):
    """What will be lacking soon."""

    KEY_EXPIRING = "key_expiring"


class RouteReadiness(Struct, frozen=True, kw_only=True):
    """One route of the home: ready where `needs` is empty."""

    route: RouteId
    channel: Key
    needs: tuple[Need, ...]
    warnings: tuple[Warn, ...]
    address_reasons: tuple[AddressReason, ...]
    conflict_note: str


class GroupReadiness(Struct, frozen=True, kw_only=True):
    """One required group: ready where at least one of its routes is. No route at all is not ready."""

    group: RouteGroup
    ready: bool
    routes: tuple[RouteReadiness, ...]


class Readiness(Struct, frozen=True, kw_only=True):
    """The whole answer: ready where every required group is."""

    ready: bool
    groups: tuple[GroupReadiness, ...]


def readiness(
    channels: tuple[Channel, ...],
    routes: tuple[Route, ...],
    *,
    people: frozenset[PersonId],
    today: date,
    stale_after_days: int,
    required: tuple[RouteGroup, ...] = REQUIRED_GROUPS,
) -> Readiness:
    """What is missing per required group (R21, R25). `people` are those who may act here today; others do not count."""
    known = {channel.channel_id: channel for channel in channels}
    judged = [
        (route.group, judge_route(known.get(route.channel), route, people, today, stale_after_days)) for route in routes
    ]
    groups = tuple(_group(group, tuple(one for of, one in judged if of is group)) for group in required)
    return Readiness(ready=bool(groups) and all(group.ready for group in groups), groups=groups)


def judge_route(
    channel: Channel | None, route: Route, people: frozenset[PersonId], today: date, stale_after_days: int
) -> RouteReadiness:
    """Everything one route lacks."""
    reasons = judge_address(route.address, channel) if channel else ()
    verified = route.verified_on is not None and route.confirmed_by is not None
    checks = (
        (Need.CHANNEL_UNKNOWN, channel is None),
        (Need.CHANNEL_INACTIVE, channel is not None and not channel.active),
        (Need.WRONG_GROUP, channel is not None and channel.group is not route.group),
        (Need.NOT_CONFIRMED, not verified),
        (Need.ADDRESS_REFUSED, bool(reasons)),
        (
            Need.VERIFIED_TOO_LONG_AGO,
            route.verified_on is not None and is_stale(route.verified_on, today, stale_after_days),
        ),
        (Need.NO_PERSON, not people & set(route.people)),
        (Need.NO_DEPUTY, not (people & set(route.deputies)) - set(route.people)),
        (Need.NO_HOURS, not route.hours.strip()),
        (Need.KEY_EXPIRED, route.key_expires_on is not None and route.key_expires_on < today),
        (Need.KEY_WITHOUT_EXPIRY, bool(route.key_fingerprint) and route.key_expires_on is None),
    )
    return RouteReadiness(
        route=route.route,
        channel=route.channel,
        needs=tuple(need for need, lacking in checks if lacking),
        warnings=(Warn.KEY_EXPIRING,) if _expiring(route.key_expires_on, today) else (),
        address_reasons=reasons,
        conflict_note=channel.conflict_note if channel else "",
    )


def judge_address(address: str, channel: Channel) -> tuple[AddressReason, ...]:
    """Why `address` is not one of the channel's pinned addresses; empty where it is exactly one.

    Where the operator enters the address (an ISAC, a vendor, a partner), only its form is judged here; from its
    confirmation on the stored address is the pinned one, and `is_confirmed_address` compares.
    """
    if channel.entered_by_operator:
        forms = _form_reasons(address)
        return tuple(reason for reason in AddressReason if reason in forms)
    return _pinned_reasons(address, channel.hosts, channel.mailboxes, channel.phones)


def channel_of(address: str, kinds: frozenset[PartyKind], channels: tuple[Channel, ...]) -> Channel | None:
    """Under which channel an address of a party of these kinds is confirmed, where nobody named one.

    The first that has it pinned; else one whose address the operator enters: for such parties, or for affected ones.
    None where the address bears the name of somebody pinned and is none of theirs: that is for a person to say.
    """
    active = [channel for channel in channels if channel.active]
    judged = [(channel, judge_address(address, channel)) for channel in active if not channel.entered_by_operator]
    pinned = next((channel for channel, reasons in judged if not reasons), None)
    if pinned is not None or any(AddressReason.LOOK_ALIKE in reasons for _, reasons in judged):
        return pinned
    entered = [channel for channel in active if channel.entered_by_operator]
    fitting = (channel for channel in entered if kinds & set(channel.party_kinds))
    affected = (channel for channel in entered if channel.group is RouteGroup.AFFECTED_PARTNER)
    return next(fitting, None) or next(affected, None)


def is_confirmed_address(address: str, route: Route) -> bool:
    """Whether something is about to go exactly where a named person confirmed."""
    return route.confirmed_by is not None and bool(address) and address == route.address


def may_use(route: Route | RouteEntry, person: PersonId) -> bool:
    """Whether a person is named for a route, in the first place or as a deputy (R25.2)."""
    return person in route.people or person in route.deputies


def _pinned_reasons(
    address: str, hosts: tuple[str, ...], mailboxes: tuple[str, ...], phones: tuple[str, ...]
) -> tuple[AddressReason, ...]:
    found = _form_reasons(address)
    host = _host_of(address)
    if _PHONE.fullmatch(address):
        pinned, exact = phones, address in phones
    elif host is not None and "@" in address and "://" not in address:
        pinned, exact = mailboxes, address in mailboxes
    else:
        pinned, exact = hosts, host in hosts
    if not pinned:
        found.add(AddressReason.NOTHING_PINNED)
    if not exact:
        found.add(AddressReason.NOT_PINNED)
        names = {name for known in (*hosts, *(box.partition("@")[2] for box in mailboxes)) for name in _names(known)}
        if names & set(re.split(r"[^a-z0-9]+", (host or address).lower())):
            found.add(AddressReason.LOOK_ALIKE)
    return tuple(reason for reason in AddressReason if reason in found)


def _form_reasons(address: str) -> set[AddressReason]:
    """What is wrong with an address on its face."""
    if not address:
        return {AddressReason.EMPTY}
    found: set[AddressReason] = set()
    if not address.isascii():
        found.add(AddressReason.NOT_ASCII)
    if _PHONE.fullmatch(address):
        return found
    if "\\" in address or any(sign.isspace() or not sign.isprintable() for sign in address):
        found.add(AddressReason.HIDDEN_SIGN)
    host = _host_of(address)
    if host is None:
        return found | {AddressReason.MALFORMED}
    if "://" in address:
        found |= _web_reasons(address)
    elif not _LOCAL.fullmatch(address.partition("@")[0]):
        found.add(AddressReason.MALFORMED)
    return found | _host_reasons(host)


def _web_reasons(address: str) -> set[AddressReason]:
    found: set[AddressReason] = set()
    match = _URL.fullmatch(address)
    place = match.group(2) if match else ""
    if not address.startswith("https://"):
        found.add(AddressReason.NOT_HTTPS)
    if "@" in place:
        found.add(AddressReason.USER_IN_ADDRESS)
    if ":" in place.rpartition("@")[2]:
        found.add(AddressReason.PORT)
    return found


def _host_reasons(host: str) -> set[AddressReason]:
    checks = {
        AddressReason.CAPITALS: host != host.lower(),
        AddressReason.TRAILING_DOT: host.endswith("."),
        AddressReason.PUNYCODE: any(label.startswith("xn--") for label in host.lower().split(".")),
        AddressReason.MALFORMED: _HOST.fullmatch(host.lower().removesuffix(".")) is None,
    }
    return {reason for reason, holds in checks.items() if holds}


def _host_of(address: str) -> str | None:
    """The host of a web or mail address, without user and port; None where there is none to be seen."""
    match = _URL.fullmatch(address)
    if "://" in address:
        return (match.group(2).rpartition("@")[2].partition(":")[0] or None) if match else None
    local, at, host = address.partition("@")
    return (host or None) if at and local else None


def _names(host: str) -> set[str]:
    """The telling labels of a host: all but its ending and `www`."""
    return set(host.lower().split(".")[:-1]) - {"www"}


def _expiring(expires_on: date | None, today: date) -> bool:
    return expires_on is not None and 0 <= (expires_on - today).days <= KEY_WARN_DAYS


def _group(group: RouteGroup, routes: tuple[RouteReadiness, ...]) -> GroupReadiness:
    return GroupReadiness(group=group, ready=any(not route.needs for route in routes), routes=routes)
