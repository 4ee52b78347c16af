"""`init`, `status`, `config …`: the home itself."""

from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.options import Elsewhere, Home, Json, can_ask, home_of

if TYPE_CHECKING:
    from tocsin.stages.status import Due, Status

config_app = typer.Typer(no_args_is_help=True, help="Settings of the home.")


def add_to(app: typer.Typer) -> None:
    """Put these commands into the tree."""
    app.command("init", epilog="Example: tocsin init --name 'Your name' --organization 'Your organization'")(init)
    app.command("status", epilog="Example: tocsin status")(status)
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
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """What now: your open cases, what we owe and what is owed to us, running clocks, what to look at again."""
    from tocsin.cli.door import door_of
    from tocsin.cli.output import emit
    from tocsin.cli.promises import party_names, show_notices, show_promises, show_whole
    from tocsin.operations import status as operations
    from tocsin.operations.operation import Nothing

    with door_of(home, there) as door:
        if notices:
            show_notices(door.ask(operations.list_notices, Nothing()), as_json)
            return
        found = door.ask(operations.show, operations.StatusAsked())
        lists = [found.owe] * owe + [found.owed] * owed
        names = {} if as_json else party_names(door, [one for each in lists for one in each])
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
        is_all = found.more + len(found.cases) < found.counted_to
        show(f"and {'' if is_all else 'at least '}{counted(found.more, 'more open case')}: `tocsin case list`")


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


@config_app.command("provider", epilog="Example: tocsin config provider")
def check_provider(home: Home = None, as_json: Json = False) -> None:
    """Ask the identity provider of the settings what it says of itself, and say which hosts are to be named."""
    from tocsin.cli.output import emit, show
    from tocsin.settings import load
    from tocsin.vocab.errors import BadInput, ChannelDown
    from tocsin.web.oidc_fault import OidcFault, sentence_of
    from tocsin.web.oidc_provider import describe

    told = load(home_of(home)).oidc
    if told is None:
        raise BadInput("the settings name no identity provider", hint="[oidc] in tocsin.toml; see the guide")
    try:
        found = describe(told)
    except OidcFault as fault:
        raise ChannelDown(sentence_of(fault.trouble), hint=f"is {told.issuer} the issuer as it writes it?") from fault
    if as_json:
        emit(found)
        return
    show(f"{found.issuer} answers")
    for name, address in found.addresses.items():
        show(f"  {name}  {address}")
    if found.hosts:
        show(f"name these in `hosts` of [oidc], once you know that they are the provider's: {', '.join(found.hosts)}")
    show(f"it cannot be used: {found.trouble}" if found.trouble else "it can be used as the settings stand")


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
