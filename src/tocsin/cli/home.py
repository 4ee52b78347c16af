"""`init`, `status`, `user …`, `config …`: the home itself."""

from typing import Annotated

import typer

from tocsin.cli.options import Home, Json, desk_of, home_of

user_app = typer.Typer(no_args_is_help=True, help="People who may act here.")
config_app = typer.Typer(no_args_is_help=True, help="Settings of the home.")


def add_to(app: typer.Typer) -> None:
    """Put these commands into the tree."""
    app.command("init", epilog="Example: tocsin init --name 'Your name' --organization 'Your organization'")(init)
    app.command("status", epilog="Example: tocsin status")(status)
    app.add_typer(user_app, name="user")
    app.add_typer(config_app, name="config")


def init(
    name: Annotated[str, typer.Option(help="Your name: acts are recorded under it.")] = "",
    organization: Annotated[str, typer.Option(help="The organization's name or address.")] = "",
    database: Annotated[str, typer.Option(help="postgresql://… instead of a file in the home.")] = "",
    vault: Annotated[str, typer.Option(help="s3://bucket/prefix instead of a folder in the home.")] = "",
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Make a home: keys, database, vault, log, and you as its first person."""
    import getpass

    from tocsin.cli.output import emit, show
    from tocsin.settings import without_password
    from tocsin.wiring.founding import make_home

    folder = home_of(home)
    settings = make_home(
        folder, person=name or getpass.getuser(), organization=organization, database=database, vault=vault
    )
    if as_json:
        emit({"home": str(folder), "settings": without_password(settings)})
        return
    show(f"made a home in {folder}")
    show(f"  keys        {folder / 'keys' / settings.organization}: back them up now, nothing replaces them")
    show("next: `tocsin ready` says which routes to confirm; `tocsin add FILE…` opens the first case")


def status(home: Home = None, as_json: Json = False) -> None:
    """What now: open cases with what is asked, running clocks, what evaporates, what has to be looked at again."""
    from tocsin.cli.output import emit, heading, show, table
    from tocsin.stages.status import status as now

    with desk_of(home) as desk:
        found = now(desk)
    if as_json:
        emit(found)
        return
    rows = [(one.case[:13], one.event_class, one.name, one.next) for one in found.cases]
    table(("case", "class", "name", "next"), rows, empty="no open case: `tocsin add FILE…` opens one")
    if found.more:
        show(f"and {found.more} older cases: `tocsin case list`")
    if found.clocks:
        heading("running clocks (they may apply; ask counsel)")
        clocks = [(_shown(clock.due), clock.duty, clock.stage, clock.case[:13]) for clock in found.clocks]
        table(("due", "duty", "stage", "case"), clocks, empty="")
    if found.blocks:
        heading("release blocks")
        blocks = [(_shown(block.due), block.duty, block.case[:13]) for block in found.blocks]
        table(("ends", "reason", "case"), blocks, empty="")
    if found.looks:
        heading("to look at again")
        table(("on", "what", "case"), [(look.due, look.stage, look.case[:13]) for look in found.looks], empty="")


def _shown(iso: str) -> str:
    from datetime import datetime

    from tocsin.cli.output import moment

    return moment(datetime.fromisoformat(iso))


@user_app.command("add", epilog="Example: tocsin user add 'Marek Example' --role approver")
def add_user(
    name: Annotated[str, typer.Argument(help="The person's name; it lies in the vault.")],
    address: Annotated[str, typer.Option(help="How to reach them.")] = "",
    role: Annotated[list[str] | None, typer.Option(help="analyst, approver, counsel, admin, auditor")] = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Add somebody who may act here."""
    from tocsin.cli.output import emit, show
    from tocsin.stages.people import add

    with desk_of(home) as desk:
        person = add(desk, name, address=address, roles=tuple(role or ["analyst"]))
    if as_json:
        emit(person)
    else:
        show(f"{person.id}: {name}, {', '.join(person.roles)}")


@user_app.command("list", epilog="Example: tocsin user list")
def list_users(home: Home = None, as_json: Json = False) -> None:
    """Everybody who may act, or could."""
    from tocsin.cli.output import emit, table
    from tocsin.stages.people import people

    with desk_of(home) as desk:
        found = people(desk)
    if as_json:
        emit(found)
        return
    rows = [(one.id[:15], one.name, ", ".join(one.roles), "retired" if one.retired else "active") for one in found]
    table(("person", "name", "roles", "state"), rows, empty="nobody")


@user_app.command("retire", epilog="Example: tocsin user retire p2")
def retire_user(
    person: Annotated[str, typer.Argument(help="The person's id.")], home: Home = None, as_json: Json = False
) -> None:
    """The person acts no longer; what they did stays."""
    from tocsin.cli.output import emit, show
    from tocsin.stages.people import retire

    with desk_of(home) as desk:
        found = retire(desk, desk.full_id("person", person))
    if as_json:
        emit(found)
    else:
        show(f"{found.id} is retired")


@config_app.command("show", epilog="Example: tocsin config show")
def show_config(home: Home = None, as_json: Json = False) -> None:
    """Every setting with its value here."""
    import msgspec

    from tocsin.cli.output import emit, table
    from tocsin.settings import MEANINGS, load, without_password

    found = without_password(load(home_of(home)))
    if as_json:
        emit(found)
        return
    values = msgspec.structs.asdict(found)
    table(("key", "value", "meaning"), [(key, values[key], MEANINGS[key]) for key in values], empty="")


@config_app.command("check", epilog="Example: tocsin config check")
def check_config(home: Home = None, as_json: Json = False) -> None:
    """Read the settings and every catalogue of the home; the first mistake is named with its place."""
    from tocsin.cli.output import emit, show
    from tocsin.settings import load
    from tocsin.stages.catalogues import check_all

    folder = home_of(home)
    load(folder)
    counts = check_all(folder)
    if as_json:
        emit(counts)
    else:
        show("settings and catalogues can be read: " + ", ".join(f"{kind} {count}" for kind, count in counts.items()))
