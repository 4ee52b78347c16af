"""`ready`, `route`, `where`: whom to reach, before anything happens."""

from datetime import date
from typing import Annotated

import typer

from tocsin.cli.options import Home, Json, desk_of, person_of

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
    as_json: Json = False,
) -> None:
    """Which routes are ready, and what the others lack. Exit 1 until the chosen ones are."""
    from tocsin.cli.case import word
    from tocsin.cli.output import emit, show, table
    from tocsin.stages.ready import how_ready
    from tocsin.vocab.route import REQUIRED_GROUPS, RouteGroup

    required = tuple(word(RouteGroup, one, "group") for one in group) if group else REQUIRED_GROUPS
    with desk_of(home) as desk:
        found = how_ready(desk, required)
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
    as_json: Json = False,
) -> None:
    """Who takes such a report, by which door, and what happens there unless you speak up. Needs no home."""
    from tocsin.cli.options import home_of
    from tocsin.cli.output import show, tell_table
    from tocsin.rules.routing import where as suggest
    from tocsin.settings import FILE
    from tocsin.store.catalogues import load
    from tocsin.vocab.route import RouteCatalogue

    folder = home_of(home)
    catalogues = load("routes", RouteCatalogue, folder if (folder / FILE).exists() else None)
    found = suggest(tuple(channel for catalogue in catalogues for channel in catalogue.channels), text)
    rows = (
        (one.channel, one.recipient, one.who_may_use, "; ".join(one.defaults_to_show), one.conflict_note)
        for one in found
    )
    columns = ("channel", "recipient", "who may use it", "what happens by default", "note")
    empty = "no channel of the catalogue fits these words; `tocsin route list` shows them all"
    tell_table(found, columns, rows, as_json, empty=empty)
    if found and not as_json:
        show("Addresses are off until a named person here has confirmed them: `tocsin route confirm CHANNEL`.")


@route_app.command("list", epilog="Example: tocsin route list --group cisa")
def list_routes(
    group: Annotated[str | None, typer.Option(help="Only this group.")] = None, home: Home = None, as_json: Json = False
) -> None:
    """Every channel of the catalogue, and the routes that were confirmed here."""
    from tocsin.cli.output import tell_table
    from tocsin.stages.ready import channels, routes
    from tocsin.vocab.ids import short

    with desk_of(home) as desk:
        known = [channel for channel in channels(desk) if group in (None, channel.group)]
        confirmed = [route for route in routes(desk) if group in (None, route.group)]
    rows = (
        (
            channel.channel_id,
            channel.group,
            channel.recipient,
            ", ".join(
                f"{route.address} ({short(route.route)})" for route in confirmed if route.channel == channel.channel_id
            )
            or ("off: confirm it" if channel.active else "not known to exist yet"),
            channel.conflict_note,
        )
        for channel in known
    )
    columns = ("channel", "group", "recipient", "confirmed address (route)", "note")
    both = {"channels": known, "routes": confirmed}
    tell_table(both, columns, rows, as_json, empty="no channel in this group")


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
    as_json: Json = False,
) -> None:
    """Confirm in your name where a channel leads and who may use it."""
    from tocsin.cli.output import tell
    from tocsin.stages.ready import Confirmation
    from tocsin.stages.ready import confirm as record

    with desk_of(home) as desk:
        people = tuple(person_of(desk, one) for one in person or []) or (desk.person,)
        confirmation = Confirmation(
            channel=channel,
            address=address,
            people=people,
            deputies=tuple(person_of(desk, one) for one in deputy or []),
            hours=hours,
            scope=scope,
            key_fingerprint=key,
            key_expires_on=_day(key_expires),
            verified_on=_day(verified_on),
            route=desk.full_id("route", route) if route else "",
        )
        entry = record(desk, confirmation)
    tell(entry, f"{entry.id}: {channel} confirmed, verified on {entry.verified_on}", as_json)


@route_app.command("withdraw", epilog="Example: tocsin route withdraw r5 --reason moved")
def withdraw(
    route: Annotated[str, typer.Argument(help="The route's id.")],
    reason: Annotated[str, typer.Option(help="A closed code: moved, wrong, retired.")] = "retired",
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Take a route out of use."""
    from tocsin.cli.output import tell
    from tocsin.stages.ready import withdraw as record

    with desk_of(home) as desk:
        identifier = desk.full_id("route", route)
        record(desk, identifier, reason)
    tell({"route": identifier, "state": "withdrawn"}, f"{identifier} is out of use", as_json)


def _day(text: str) -> date | None:
    from tocsin.vocab.errors import BadInput

    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"{text[:20]!r} is no day", hint="write it as YYYY-MM-DD") from None
