"""`ready`, `route`, `where`: whom to reach, before anything happens."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.options import Elsewhere, Home, Json

if TYPE_CHECKING:
    from pathlib import Path

    from tocsin.rules.routing import Suggestion

NOT_KNOWN = "the catalogue knows of nothing"
route_app = typer.Typer(no_args_is_help=True, help="Routes: which channels exist, and which a person here confirmed.")


def add_to(app: typer.Typer) -> None:
    """Put these commands into the tree."""
    app.command("ready", epilog="Example: tocsin ready --group cisa --group isac")(ready)
    app.command("where", epilog="Example: tocsin where 'a vulnerability in a model gateway'")(where)
    app.add_typer(route_app, name="route")


def ready(
    group: Annotated[
        list[str] | None, typer.Option(help="Only these: cisa, jcdc, isac, vendor, affected_partner.")
    ] = None,
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Which routes are ready, and what the others lack. Exit 1 until the chosen ones are."""
    from tocsin.cli.case import word
    from tocsin.cli.door import door_of
    from tocsin.cli.output import emit, show, table
    from tocsin.operations.status import ReadyAsked, how_ready
    from tocsin.vocab.route import REQUIRED_GROUPS, RouteGroup

    required = tuple(word(RouteGroup, one, "group") for one in group) if group else REQUIRED_GROUPS
    with door_of(home, there) as door:
        found = door.ask(how_ready, ReadyAsked(group=required))
    if as_json:
        emit(found)
    else:
        rows = [
            (
                one.group,
                "ready" if one.ready else "not ready",
                "; ".join(
                    f"{route.channel}: {', '.join((*route.needs, *route.warnings)) or 'complete'}"
                    for route in one.routes
                )
                or f"no route confirmed: `tocsin route list --group {one.group}`",
            )
            for one in found.groups
        ]
        table(("group", "state", "what is missing"), rows, empty="")
        show("ready" if found.ready else "not ready: confirm the routes above with `tocsin route confirm`")
    if not found.ready:
        raise typer.Exit(1)


def where(
    text: Annotated[str, typer.Argument(help="A few words, or a class such as vulnerability.")],
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Who takes such a report, by which door, and what happens there unless you speak up. Needs no home."""
    from tocsin.cli.output import show, tell_table

    found = _who_takes(text, home, there)
    rows = (
        (one.channel, one.recipient, one.who_may_use, "; ".join(one.defaults_to_show) or NOT_KNOWN, one.conflict_note)
        for one in found
    )
    columns = ("channel", "recipient", "who may use it", "what happens by default", "note")
    empty = "no channel of the catalogue fits these words; `tocsin route list` shows them all"
    tell_table(found, columns, rows, as_json, empty=empty)
    if found and not as_json:
        show("Addresses are off until a named person here has confirmed them: `tocsin route confirm CHANNEL`.")


def _who_takes(text: str, home: "Path | None", there: str) -> "tuple[Suggestion, ...]":
    """Of a desk elsewhere what it says; else of the catalogues, and of the home's own where there is one."""
    from tocsin.cli.door import door_of, is_elsewhere
    from tocsin.cli.options import home_of
    from tocsin.operations.road import WhereAsked, who_takes
    from tocsin.rules.routing import where as suggest
    from tocsin.settings import FILE
    from tocsin.store.catalogues import load
    from tocsin.vocab.route import RouteCatalogue

    if is_elsewhere(home, there):
        with door_of(home, there) as door:
            return door.ask(who_takes, WhereAsked(text=text))
    folder = home_of(home)
    catalogues = load("routes", RouteCatalogue, folder if (folder / FILE).exists() else None)
    return tuple(suggest(tuple(channel for catalogue in catalogues for channel in catalogue.channels), text))


@route_app.command("list", epilog="Example: tocsin route list --group cisa")
def list_routes(
    group: Annotated[str | None, typer.Option(help="Only this group.")] = None,
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Every channel of the catalogue, and the routes that were confirmed here."""
    from tocsin.cli.case import word
    from tocsin.cli.door import door_of
    from tocsin.cli.output import tell_table
    from tocsin.operations import road as operations
    from tocsin.vocab.ids import short
    from tocsin.vocab.route import RouteGroup

    wanted = word(RouteGroup, group, "group") if group is not None else None
    with door_of(home, there) as door:
        found = door.ask(operations.list_routes, operations.RouteListing(group=wanted))
    rows = (
        (
            channel.channel_id,
            channel.group,
            channel.recipient,
            ", ".join(
                f"{route.address} ({short(route.route)})"
                for route in found.routes
                if route.channel == channel.channel_id
            )
            or ("off: confirm it" if channel.active else "not known to exist yet"),
            channel.conflict_note,
        )
        for channel in found.channels
    )
    columns = ("channel", "group", "recipient", "confirmed address (route)", "note")
    tell_table(found, columns, rows, as_json, empty="no channel in this group")


@route_app.command(
    "confirm", epilog="Example: tocsin route confirm cisa_report --address https://www.cisa.gov/report --hours '24/7'"
)
def confirm(
    channel: Annotated[str, typer.Argument(help="The channel's key in `route list`.")],
    address: Annotated[str, typer.Option(help="A mailbox, number or web address, exactly as you checked it.")],
    person: Annotated[list[str] | None, typer.Option(help="Who may use it, by name or id; else you.")] = None,
    deputy: Annotated[list[str] | None, typer.Option(help="Who may in their absence, by name or id.")] = None,
    hours: Annotated[str, typer.Option(help="When somebody answers there.")] = "",
    scope: Annotated[str, typer.Option(help="What the route is for.")] = "",
    key: Annotated[str, typer.Option(help="The fingerprint of the recipient's key.")] = "",
    key_expires: Annotated[str, typer.Option(help="The day the key expires, YYYY-MM-DD.")] = "",
    verified_on: Annotated[str, typer.Option(help="The day it was checked; today where not given.")] = "",
    route: Annotated[str, typer.Option(help="Confirm this route again.")] = "",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Confirm in your name where a channel leads and who may use it."""
    from tocsin.cli.door import door_of
    from tocsin.cli.output import tell
    from tocsin.operations import road as operations

    given = operations.RouteGiven(
        channel=channel,
        address=address,
        people=tuple(person or ()),
        deputies=tuple(deputy or ()),
        hours=hours,
        scope=scope,
        key_fingerprint=key,
        key_expires_on=_day(key_expires),
        verified_on=_day(verified_on),
        route=route,
    )
    with door_of(home, there) as door:
        entry = door.ask(operations.confirm, given)
    tell(entry, f"{entry.id}: {channel} confirmed, verified on {entry.verified_on}", as_json)


@route_app.command("withdraw", epilog="Example: tocsin route withdraw r5 --reason moved")
def withdraw(
    route: Annotated[str, typer.Argument(help="The route's id.")],
    reason: Annotated[str, typer.Option(help="A closed code: moved, wrong, retired.")] = "retired",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Take a route out of use."""
    from tocsin.cli.case import word
    from tocsin.cli.door import door_of
    from tocsin.cli.output import tell
    from tocsin.operations import road as operations
    from tocsin.vocab.reason import WithdrawReason

    why = word(WithdrawReason, reason, "reason to withdraw a route")
    with door_of(home, there) as door:
        found = door.ask(operations.withdraw, operations.RouteEnded(route=route, reason=why))
    tell(found, f"{found.route} is out of use", as_json)


def _day(text: str) -> date | None:
    from tocsin.vocab.errors import BadInput

    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"{text[:20]!r} is no day", hint="write it as YYYY-MM-DD") from None
