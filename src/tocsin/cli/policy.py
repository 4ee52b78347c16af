"""`policy …`: decision tables, shown, checked whole, asked, imported."""

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.options import Elsewhere, Home, Json
from tocsin.vocab.visible import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tocsin.cli.door import Door
    from tocsin.stages.policy import CheckedReport, Explanation
    from tocsin.vocab.decision_table import DecisionTable
    from tocsin.vocab.judgement import Change, Flaw

app = typer.Typer(no_args_is_help=True)

MOST_ROWS = 100  # rows of a table that are shown to people; of a greater one the points and counts

Table = Annotated[str, typer.Argument(metavar="[TABLE]", help="A name, key or id, as `policy show` lists them.")]


@app.command("show", epilog="Example: tocsin policy show release")
def show_table(table: Table = "", home: Home = None, there: Elsewhere = "", as_json: Json = False) -> None:
    """Every table, or one with its points and outcomes; with --json its document. Needs no home."""
    from tocsin.cli.output import emit, tell_table
    from tocsin.operations import policy as operations
    from tocsin.operations.operation import Nothing
    from tocsin.stages.policy import find, tables
    from tocsin.vocab.document import parse_json

    with _door(home, there) as door:
        if not table:
            found = door.ask(operations.list_tables, Nothing()) if door else tables(_folder(home))
            rows = ((one.name, one.id, one.title, one.rows, "home" if one.own else "shipped") for one in found)
            tell_table(found, ("table", "id", "what", "rows", "from"), rows, as_json, empty="no table")
            return
        asked = operations.TableAsked(table=table)
        if as_json:
            document = door and b"".join(door.ask(operations.document, asked).pieces)
            emit(parse_json(document or find(_folder(home), table).data))
        else:
            _show(door.ask(operations.show, asked) if door else find(_folder(home), table).table)


@contextmanager
def _door(home: Path | None, there: str) -> "Iterator[Door | None]":
    """The desk elsewhere that was named; without one tables are read here, with or without a home."""
    from tocsin.cli.door import door_of, is_elsewhere

    if not is_elsewhere(home, there):
        yield None
        return
    with door_of(home, there) as door:
        yield door


@app.command("check", epilog="Example: tocsin policy check my-table.json")
def check(
    table: Annotated[str, typer.Argument(metavar="[TABLE|FILE]", help="All tables where not given.")] = "",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Walk a table to the last row: complete, monotone, nothing idle, nothing contradicting. Exit 1 where it fails."""
    from tocsin.cli.output import emit, show
    from tocsin.cli.triage import read_document
    from tocsin.operations import policy as operations
    from tocsin.stages.policy import check_document, check_tables

    found: tuple[CheckedReport, ...]
    with _door(home, there) as door:
        if table == "-" or table.endswith(".json") or Path(table).is_file():
            found = (check_document(read_document(table), table),)
        elif door:
            found = door.ask(operations.check, operations.TablesChecked(table=table))
        else:
            found = check_tables(_folder(home), table)
    if as_json:
        emit(found)
    else:
        for one in found:
            verdict = "fails" if one.flaws else "is complete and monotone, and asks nothing in vain"
            size = f"{counted(one.rows, 'row')}, {counted(one.combinations, 'combination')}"
            show(f"{one.name}: {one.id} {verdict} ({size})")
            _show_flaws(one.flaws)
        show("A table that passes is whole; whether it is right is for people to argue about.")
    if any(one.flaws for one in found):
        raise typer.Exit(1)


@app.command("explain", epilog="Example: tocsin policy explain --facts SIG=active,REACH=ecosystem,EXPO=recoverable")
def explain(
    facts: Annotated[
        str, typer.Option("--facts", help="POINT=value pairs with commas, or a JSON file; leave out what is unknown.")
    ],
    table: Table = "release",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """What a table says of some facts, why, and what would change it. Needs no home."""
    from tocsin.cli.output import emit
    from tocsin.operations import policy as operations
    from tocsin.stages.policy import explain as ask

    given = _facts(facts)
    with _door(home, there) as door:
        if door:
            found = door.ask(operations.explain, operations.FactsGiven(facts=given, table=table))
        else:
            found = ask(_folder(home), table, given)
    if as_json:
        emit(found)
    else:
        _tell(found)


@app.command("import", epilog="Example: tocsin policy import my-table.json --name release")
def take(
    file: Annotated[str, typer.Argument(help="A table in the JSON form of SSVC 2.0.0; `-` reads standard input.")],
    name: Annotated[
        str, typer.Option(help="Its name here; release, when and approvals are the tables that the desk itself uses.")
    ] = "",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Keep a table in the home, if it passes every check. Exit 1 where it does not, and nothing is written."""
    from io import BytesIO

    from tocsin.cli.door import door_of
    from tocsin.cli.output import emit, show
    from tocsin.cli.triage import read_document
    from tocsin.operations import policy as operations

    data = read_document(file)
    with door_of(home, there) as door:
        found = door.hand_in(operations.take, operations.TableGiven(name=name, file_name=file), BytesIO(data))
    if as_json:
        emit(found)
    elif found.flaws:
        show(f"refused: {found.id} fails, and nothing was written")
        _show_flaws(found.flaws)
    else:
        instead = f", in place of {found.replaces}" if found.replaces not in ("", found.id) else ""
        show(f"{found.name}: {found.id}{instead}, at {found.path}")
    if found.flaws:
        raise typer.Exit(1)


def _folder(home: Path | None) -> Path | None:
    """The home's folder where there is one; a home that was named and is not there is told."""
    from tocsin.cli.options import home_of
    from tocsin.cli.output import say
    from tocsin.settings import FILE

    folder = home_of(home)
    if (folder / FILE).exists():
        return folder
    if home is not None:
        say(f"no home at {folder}: these are the shipped tables")
    return None


def _facts(given: str) -> dict[str, str]:
    import msgspec

    from tocsin.cli.case import pair
    from tocsin.cli.triage import read_document
    from tocsin.vocab.document import parse_json
    from tocsin.vocab.errors import BadInput

    if "=" not in given:
        try:
            return msgspec.convert(parse_json(read_document(given)), dict[str, str])
        except msgspec.ValidationError as error:
            raise BadInput(f"{given}: {error}", hint='write {"SIG": "active", "REACH": "self"}') from error
    facts: dict[str, str] = {}
    for word in given.split(","):
        point, value = pair(word.strip())
        if point in facts:
            raise BadInput(f"{point[:60]!r} stands twice", hint="give each fact once")
        facts[point] = value
    return facts


def _show(found: "DecisionTable") -> None:
    from tocsin.cli.output import heading, show, table

    show(f"{found.id}  {found.name}")
    show(found.definition)
    heading("what it asks, answers from low to high")
    asked = zip(found.names, found.points, strict=True)
    table(
        ("point", "values", "question"),
        ((name, " < ".join(value.key for value in point.values), point.definition) for name, point in asked),
        empty="",
    )
    given = [dict(row).get(found.outcome.id) for row in found.rows]
    heading(f"what it answers, over {counted(len(found.rows), 'row')}")
    table(
        ("outcome", "rows", "meaning"),
        ((value.key, given.count(value.key), value.definition) for value in found.outcome.values),
        empty="",
    )
    if len(found.rows) > MOST_ROWS:
        show("`--json` has every row; `policy explain --facts …` says what one of them says, and why")
        return
    ids = [*(point.id for point in found.points), found.outcome.id]
    rows = (
        [number, *(dict(row).get(identifier, "") for identifier in ids)] for number, row in enumerate(found.rows, 1)
    )
    heading("every row")
    table(("row", *found.names, "outcome"), rows, empty="")


def _show_flaws(flaws: "tuple[Flaw, ...]") -> None:
    from tocsin.cli.output import show

    for flaw in flaws:
        show(f"  {flaw.check}  {flaw.says}")


def _tell(found: "Explanation") -> None:
    from tocsin.cli.output import heading, show, table

    show(f"{found.title}: {found.table}")
    if found.outcome is None:
        _tell_open(found)
    else:
        row = f"row {found.row} of {found.rows}" if found.row else "whatever the open facts are"
        show(f"{found.outcome}  ({row})")
        show(found.means)
        heading("because")
        show("\nor ".join(" and ".join(f"{point}={value}" for point, value in one.items()) for one in found.reasons))
    if found.row:
        heading("what would change it, one thing at a time")
        rows = [(f"{one.point}: {one.before} → {one.after}", one.outcome, _way(found, one)) for one in found.flips]
        table(("change", "gives", ""), rows, empty="no single change would")
    if found.layer == "advice":
        show("This is advice: law and promises may narrow it, and people decide.")


def _tell_open(found: "Explanation") -> None:
    from tocsin.cli.output import heading, show, table

    show(f"open: {', '.join(found.possible)} remain possible")
    heading("find out first")
    rows = [
        (ask.point if place == 0 else "", value, ", ".join(left))
        for ask in found.asks
        for place, (value, left) in enumerate(ask.answers)
    ]
    table(("fact", "if it is", "then possible"), rows, empty="")
    if found.idle:
        show(f"makes no difference now: {', '.join(found.idle)}")


def _way(found: "Explanation", change: "Change") -> str:
    if found.name != "release":
        return "higher" if change.raises else "lower"
    return "wider: work towards it" if change.raises else "narrower: watch for it"
