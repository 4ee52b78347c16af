"""Where a road may end: one place, named exactly, by a rule for each kind.

What has to be looked up in the world (does the folder exist, does the server answer) is the caller's.
"""

import re
from collections.abc import Iterable
from datetime import date

from tocsin.vocab.delivery import RoadKind
from tocsin.vocab.errors import ActNotAllowed, BadInput
from tocsin.vocab.road import MAILBOX
from tocsin.vocab.route import Channel, Route
from tocsin.vocab.visible import visible

_LINE = 200  # signs of an end: it is one line
_VIEW = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\Z")
_PHONE = re.compile(r"\+?[0-9][0-9() .-]{4,40}\Z")
_AGE = re.compile(r"age1[a-z0-9]{58}\Z")  # age-encryption.org/v1: Bech32, a human-readable part `age`, 32 bytes


def end_of(kind: RoadKind, given: str, route: Route, channel: Channel | None) -> str:
    """The end of a road of this kind on this route; BadInput or ActNotAllowed says what is wrong with it.

    Mail goes to the route's own mailbox and by hand goes through the route's own channel, so both may be left out.
    """
    if len(given) > _LINE or visible(given) != given or given != given.strip():
        raise BadInput("an address is one line without hidden signs", hint="type it, or copy it anew")
    match kind:
        case RoadKind.MAIL:
            return _mailbox(given or route.address, route)
        case RoadKind.BY_HAND:
            return _portal(given or route.channel, route, channel)
        case RoadKind.TAXII:
            if not _VIEW.match(given):
                raise BadInput(
                    f"{given[:60]!r} is no name of a view",
                    hint="small letters, digits and hyphens: energy-isac",
                )
        case RoadKind.PAGE:
            if not MAILBOX.match(given) and not _PHONE.match(given):
                raise BadInput(
                    f"{given[:60]!r} is neither a mailbox nor a telephone number",
                    hint="say where the link is handed over: it opens the page for whoever has it",
                )
        case RoadKind.FOLDER:
            if not given.startswith("/"):
                raise BadInput(f"{given[:60]!r} is no absolute folder", hint="write the whole path from the root")
    return given


def answers_at(kind: RoadKind, given: str, contact: str) -> str:
    """Where the party of a road answers, which is what a person confirms: of mail its end, else its contact."""
    return given if kind in (RoadKind.MAIL, RoadKind.PAGE) and given else contact


def route_to(kind: RoadKind, given: str, contact: str, routes: Iterable[Route]) -> Route | None:
    """The confirmed route on which a road stands where nobody named one: to that very address, never to another.

    By hand it is the one through that channel. Of several it is the one that was looked at last.
    """
    address = answers_at(kind, given, contact)
    if kind is RoadKind.BY_HAND and given:
        fitting = [one for one in routes if one.channel == given]
    else:
        fitting = [one for one in routes if address and one.address == address]
    return max(fitting, key=lambda one: (one.verified_on or date.min, one.route), default=None)


def check_key(encrypt_to: str) -> None:
    """BadInput where documents could not be encrypted to this key."""
    if encrypt_to and not _AGE.match(encrypt_to):
        raise BadInput("the key is no age recipient", hint="it begins with age1 and has 62 signs")


def _mailbox(address: str, route: Route) -> str:
    if not MAILBOX.match(address):
        raise BadInput(f"{address[:60]!r} is no mailbox", hint="confirm a route that leads to one, and name it")
    if address != route.address:
        raise ActNotAllowed(
            f"mail on this route goes to {route.address} and nowhere else",
            hint="leave the address out, or confirm a route to the other one: `tocsin route confirm`",
        )
    return address


def _portal(key: str, route: Route, channel: Channel | None) -> str:
    if key != route.channel:
        raise ActNotAllowed(
            f"this route leads through {route.channel}, not through {key[:60]}", hint="leave the address out"
        )
    if channel is None or not channel.active:
        raise ActNotAllowed(
            f"{route.channel} is not in the catalogue as a channel that exists", hint="`tocsin route list` shows them"
        )
    return key
