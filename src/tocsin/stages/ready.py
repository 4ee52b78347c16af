"""Stage 0: routes are confirmed by named people before anything happens."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from tocsin.rules.readiness import Readiness, judge_address, readiness
from tocsin.rules.routing import Suggestion, where
from tocsin.stages.desk import Desk
from tocsin.store.catalogues import load
from tocsin.vocab.acts.home import RouteConfirmed, RouteWithdrawn
from tocsin.vocab.case import PersonEntry, RouteEntry
from tocsin.vocab.errors import ActNotAllowed, BadInput
from tocsin.vocab.reason import WithdrawReason, closed
from tocsin.vocab.route import Channel, Route, RouteCatalogue, RouteGroup, Topic
from tocsin.vocab.sheet import RouteSheet


class Confirmation(Struct, frozen=True, kw_only=True):
    """What a person confirms about a route, in their own name."""

    channel: str
    address: str
    people: tuple[str, ...]
    deputies: tuple[str, ...] = ()
    hours: str = ""
    scope: str = ""
    key_fingerprint: str = ""
    key_expires_on: date | None = None
    note: str = ""
    verified_on: date | None = None  # today where not given
    route: str = ""  # an existing route that is confirmed again


_HINT_ADDRESS = "take the address from the recipient's own page, or change the catalogue if the recipient moved"
_HINT_FOLDER = (
    "a route leads to whoever answers: give a mailbox, a number or a web page. The folder is the end of a road: "
    "`tocsin party road PARTY folder:/FOLDER --contact MAILBOX --checked`"
)


def channels(desk: Desk) -> tuple[Channel, ...]:
    """Every channel of the catalogues, shipped and own."""
    return tuple(channel for catalogue in load("routes", RouteCatalogue, desk.home) for channel in catalogue.channels)


def confirm(desk: Desk, confirmation: Confirmation) -> RouteEntry:
    """Record that a named person confirmed the address of a channel, and who may use it.

    A look-alike or an address that is not pinned is refused with every reason; nothing is repaired.
    """
    channel = next((known for known in channels(desk) if known.channel_id == confirmation.channel), None)
    if channel is None:
        raise BadInput(f"there is no channel {confirmation.channel!r}", hint="`tocsin route list` shows them")
    reasons = judge_address(confirmation.address, channel)
    if reasons:
        pinned = ", ".join((*channel.hosts, *channel.mailboxes, *channel.phones)) or "nothing"
        raise ActNotAllowed(
            f"the address is refused: {', '.join(reasons)}; pinned for {channel.channel_id}: {pinned}",
            hint=_HINT_FOLDER if _is_folder(confirmation.address) else _HINT_ADDRESS,
        )
    if not confirmation.people:
        raise BadInput("a route needs a person who may use it", hint="name one with --person")
    now = desk.clock.now()
    if confirmation.verified_on is not None and confirmation.verified_on > now.date():
        raise BadInput("nobody can have verified an address in the future", hint="give the day it was checked")
    log = desk.log_entry()
    route = desk.full_id("route", confirmation.route) if confirmation.route else desk.new_id("route")
    draft = desk.draft(log)
    sheet = RouteSheet(
        address=confirmation.address,
        scope=confirmation.scope,
        hours=confirmation.hours,
        key_fingerprint=confirmation.key_fingerprint,
        key_expires_on=confirmation.key_expires_on.isoformat() if confirmation.key_expires_on else "",
        note=confirmation.note,
    )
    draft.add(
        RouteConfirmed(
            route=route,
            channel=channel.channel_id,
            group=channel.group,
            people=tuple(map(desk.active_person, confirmation.people)),
            deputies=tuple(map(desk.active_person, confirmation.deputies)),
            verified_on=confirmation.verified_on or now.date(),
            sheet=draft.sheet(sheet),
        )
    )
    after = draft.record()["route", route]
    assert isinstance(after, RouteEntry)
    return after


def _is_folder(address: str) -> bool:
    return address.startswith(("/", "~", "./", "../", "file:")) or ("\\" in address and "@" not in address)


def withdraw(desk: Desk, route: str, reason: str) -> None:
    """A route is not to be used any more."""
    log = desk.log_entry()
    entry = desk.index.get("route", desk.full_id("route", route))
    assert isinstance(entry, RouteEntry)
    if entry.withdrawn:
        raise ActNotAllowed(f"{entry.id} was withdrawn before", hint="confirm it again to use it")
    code = closed(WithdrawReason, reason, "reason to withdraw")
    draft = desk.draft(log)
    draft.add(RouteWithdrawn(route=entry.id, reason=code))
    draft.record()


def routes(desk: Desk) -> Iterator[Route]:
    """The routes of this home that stand, with their addresses."""
    for entry in desk.index.all("route", state="confirmed"):
        assert isinstance(entry, RouteEntry)
        sheet = desk.sheet(entry.sheet, RouteSheet)
        assert sheet is not None
        yield Route(
            route=entry.id,
            channel=entry.channel,
            group=RouteGroup(entry.group),
            address=sheet.address,
            confirmed_by=entry.confirmed_by,
            verified_on=date.fromisoformat(entry.verified_on),
            people=entry.people,
            deputies=entry.deputies,
            hours=sheet.hours,
            scope=sheet.scope,
            key_fingerprint=sheet.key_fingerprint,
            key_expires_on=date.fromisoformat(sheet.key_expires_on) if sheet.key_expires_on else None,
        )


def how_ready(desk: Desk, required: tuple[RouteGroup, ...]) -> Readiness:
    """What each required route still lacks today."""
    active = desk.index.all("person", state="active")
    return readiness(
        channels(desk),
        tuple(routes(desk)),
        people=frozenset(person.id for person in active if isinstance(person, PersonEntry)),
        today=desk.clock.now().date(),
        stale_after_days=desk.settings.stale_after_days,
        required=required,
    )


def who_takes(desk: Desk, text: str, topics: tuple[Topic, ...] = ()) -> tuple[Suggestion, ...]:
    """Which channels take such a report, best first, with what happens there unless one speaks up."""
    return where(channels(desk), text, topics)
