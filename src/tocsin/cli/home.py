"""`init`, `status`, `user …`, `config …`: the home itself."""

from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.options import Home, Json, can_ask, desk_of, home_of, person_of

if TYPE_CHECKING:
    from tocsin.stages.people import Person
    from tocsin.stages.status import Due, Status

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

    from tocsin.cli.output import emit, say, show
    from tocsin.settings import FILE, without_password
    from tocsin.wiring.founding import make_home

    folder = home_of(home)
    if not organization and not as_json and can_ask():
        asked = "Under which name do recipients know your organization? (Enter: say it later)"
        organization = typer.prompt(asked, default="", show_default=False).strip()
    settings = make_home(
        folder, person=name or getpass.getuser(), organization=organization, database=database, vault=vault
    )
    if not settings.sender_name:
        say(
            "no name of the organization was given, and without one no document is written for recipients: "
            f"set `sender_name` in {folder / FILE}"
        )
    if as_json:
        emit({"home": str(folder), "settings": without_password(settings)})
        return
    show(f"made a home in {folder}")
    show(f"  keys        {folder / 'keys' / settings.organization}: back them up now, nothing replaces them")
    show("next: `tocsin ready` says which routes to confirm; `tocsin add FILE…` opens the first case")


def status(
    owe: Annotated[bool, typer.Option("--owe", help="The whole list of what we owe, whoever answers for it.")] = False,
    owed: Annotated[bool, typer.Option("--owed", help="The whole list of what is owed to us.")] = False,
    notices: Annotated[
        bool, typer.Option("--notices", help="What `tocsin worker` would tell people now, by mail or webhook.")
    ] = False,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """What now: your open cases, what we owe and what is owed to us, running clocks, what to look at again."""
    from tocsin.cli.output import emit
    from tocsin.cli.promises import show_notices, show_promises, show_whole
    from tocsin.stages.notice import planned
    from tocsin.stages.status import party_names
    from tocsin.stages.status import status as now

    with desk_of(home) as desk:
        if notices:
            show_notices(planned(desk), as_json)
            return
        found = now(desk)
        lists = [found.owe] * owe + [found.owed] * owed
        names = {} if as_json else party_names(desk, tuple(one for each in lists for one in each))
    if as_json:
        emit([one for each in lists for one in each] if lists else found)
    elif lists:
        for each in lists:
            show_whole(each, names, found.person)
    else:
        _show_cases(found)
        show_promises(found)
        _show_dates(found)


def _show_cases(found: "Status") -> None:
    from tocsin.cli.output import show, table
    from tocsin.vocab.visible import counted

    rows = [(one.case[:13], one.event_class, one.name, one.next, one.command) for one in found.cases]
    columns = ("case", "class (preliminary)", "name", "next", "what to type")
    table(columns, rows, empty="no open case: `tocsin add FILE…` opens one")
    if found.more:
        show(f"and {counted(found.more, 'more open case')}: `tocsin case list`")


def _show_dates(found: "Status") -> None:
    from tocsin.cli.output import heading, table

    if found.clocks:
        heading("running clocks (they may apply; ask counsel)")
        clocks = [(_shown(clock.due), clock.duty, clock.stage, _of(clock)) for clock in found.clocks]
        table(("due", "duty", "stage", "case"), clocks, empty="")
    if found.blocks:
        heading("release blocks")
        blocks = [(_shown(block.due), block.duty, _of(block)) for block in found.blocks]
        table(("ends", "reason", "case"), blocks, empty="")
    if found.looks:
        heading("to look at again")
        table(("on", "what", "case"), [(look.due, look.stage, _of(look)) for look in found.looks], empty="")


def _of(due: "Due") -> str:
    from tocsin.cli.output import case_cell

    return case_cell(due.case, due.exercise)


def _shown(iso: str) -> str:
    from datetime import datetime

    from tocsin.cli.output import moment

    return moment(datetime.fromisoformat(iso))


@user_app.command("add", epilog="Example: tocsin user add 'Marek Example' --role approver --role counsel")
def add_user(
    name: Annotated[str, typer.Argument(help="The person's name; it lies in the vault.")],
    address: Annotated[str, typer.Option(help="How to reach them.")] = "",
    role: Annotated[
        list[str] | None,
        typer.Option(help="analyst, approver, counsel, admin or auditor; again for each further one; else analyst."),
    ] = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Add somebody who may act here."""
    from tocsin.cli.output import tell
    from tocsin.stages.people import add

    with desk_of(home) as desk:
        person = add(desk, name, address=address, roles=tuple(role or ["analyst"]))
    tell(person, f"{person.id}: {name}, {', '.join(person.roles)}", as_json)


@user_app.command("list", epilog="Example: tocsin user list")
def list_users(home: Home = None, as_json: Json = False) -> None:
    """Everybody who may act, or could."""
    from tocsin.cli.output import say, tell_table
    from tocsin.stages.people import people
    from tocsin.wiring import open_desk

    with open_desk(home_of(home), say) as desk:  # whoever was named by --as: this list says who there is
        found = people(desk)
    rows = ((one.id[:15], one.name, ", ".join(one.roles), _state(one, one.id == desk.settings.acting)) for one in found)
    tell_table(found, ("person", "name", "roles", "state"), rows, as_json, empty="nobody")


def _state(person: "Person", acts_here: bool) -> str:
    state = "retired" if person.retired else "active"
    return f"{state}, acts where nobody is named by --as" if acts_here else state


@user_app.command("retire", epilog="Example: tocsin user retire p2")
def retire_user(
    person: Annotated[str, typer.Argument(help="The person's name or id.")], home: Home = None, as_json: Json = False
) -> None:
    """The person acts no longer; what they did stays."""
    from tocsin.cli.output import tell
    from tocsin.stages.people import retire

    with desk_of(home) as desk:
        found = retire(desk, person_of(desk, person))
    tell(found, f"{found.id} is retired", as_json)


@config_app.command("show", epilog="Example: tocsin config show")
def show_config(home: Home = None, as_json: Json = False) -> None:
    """Every setting with its value here."""
    import msgspec

    from tocsin.cli.output import WHOLE, tell_table
    from tocsin.settings import MEANINGS, load, without_password

    found = without_password(load(home_of(home)))
    values = msgspec.structs.asdict(found)
    rows = [(key, values[key], MEANINGS[key]) for key in values]
    tell_table(found, ("key", "value", "meaning"), rows, as_json, empty="", widest=WHOLE)


@config_app.command("check", epilog="Example: tocsin config check")
def check_config(home: Home = None, as_json: Json = False) -> None:
    """Read the settings and every catalogue of the home; the first mistake is named with its place."""
    from tocsin.cli.output import tell
    from tocsin.settings import load
    from tocsin.stages.catalogues import check_all

    folder = home_of(home)
    load(folder)
    counts = check_all(folder)
    said = ", ".join(f"{kind} {count}" for kind, count in counts.items())
    tell(counts, f"settings and catalogues can be read: {said}", as_json)
