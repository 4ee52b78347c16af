"""`case list`, `case views`, `case table`: chosen, kept, taken along."""

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.case import word
from tocsin.cli.options import Elsewhere, Home, Json
from tocsin.vocab.visible import counted

if TYPE_CHECKING:
    from tocsin.cli.door import Door
    from tocsin.operations.case_list import CaseLine, CasePage, Listing
    from tocsin.vocab.case_list import CaseColumn, CaseQuery, SavedView

OfClass = Annotated[str, typer.Option("--class", help="Only this class.")]
OfTlp = Annotated[str, typer.Option("--tlp", help="Only this label: clear, green, amber, amber+strict, red.")]
InState = Annotated[str, typer.Option("--state", help="open, or closed")]
Who = Annotated[str, typer.Option("--who", help="Who answers for it: a person, `me`, or `nobody`.")]
Blocked = Annotated[bool | None, typer.Option("--blocked/--not-blocked", help="Is a release block in force?")]
Held = Annotated[bool | None, typer.Option("--held/--not-held", help="Is a hold on deleting in force?")]
Exercise = Annotated[bool | None, typer.Option("--exercise/--real", help="Only practice cases, or only real ones.")]
Began = Annotated[str, typer.Option("--came-from", help="report, public_form, collection, ourselves")]
Words = Annotated[str, typer.Option("--words", help="Words in its name.")]
Order = Annotated[str, typer.Option("--order", help="opened, last_act, name, acts; `opened` where not given.")]
View = Annotated[str, typer.Option("--view", help="A view of your own; what else is given goes before what it says.")]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        help="event_class, marking, standing, opened, last_act, acts, who, came_from, evidence, shares; again for each",
    ),
]

_OPTIONS = {"event_class": "class", "standing": "state", "assigned": "who", "text": "words", "came_from": "came-from"}


def add_to(app: typer.Typer) -> None:
    """Put these commands into the tree of `case`."""
    app.command("list", epilog="Example: tocsin case list --class incident --state open --who me")(list_cases)
    app.command("views", epilog="Example: tocsin case views --save 'Mine, open' --state open --who me")(views)
    app.command("table", epilog="Example: tocsin case table cases.csv --as csv --state open")(table)


def list_cases(
    event_class: OfClass = "",
    tlp: OfTlp = "",
    state: InState = "",
    who: Who = "",
    blocked: Blocked = None,
    held: Held = None,
    exercise: Exercise = None,
    came_from: Began = "",
    words: Words = "",
    order: Order = "",
    view: View = "",
    column: Columns = None,
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Cases, newest first or in another order: all of them, those that fit, or those of a view of your own."""
    from msgspec.structs import asdict, replace

    from tocsin.cli.door import door_of
    from tocsin.cli.output import emit_line
    from tocsin.operations.case_list import Listing

    said = _said(event_class, tlp, state, who, blocked, held, exercise, came_from, words, order)
    columns, lines, looked = _columns(column), list["CaseLine"](), list["CasePage"]()
    with door_of(home, there) as door:
        chosen = _view(door, view) if view else None
        query = _with(said, chosen)
        for page in _pages(door, Listing(**asdict(query))):
            looked.append(replace(page, items=()))
            if as_json:
                for one in page.items:
                    emit_line(one)
            else:
                lines += page.items
    if not as_json:
        _show(lines, columns or (chosen.columns if chosen else ()), query)
    _tell_looked(query, looked, as_json)


def views(
    event_class: OfClass = "",
    tlp: OfTlp = "",
    state: InState = "",
    who: Who = "",
    blocked: Blocked = None,
    held: Held = None,
    exercise: Exercise = None,
    came_from: Began = "",
    words: Words = "",
    order: Order = "",
    column: Columns = None,
    save: Annotated[str, typer.Option(help="Keep what these options say under this name, or in its place.")] = "",
    drop: Annotated[str, typer.Option(help="Keep the view of this name no longer.")] = "",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Your own views of the list of cases: keep one, drop one, see them all. Nobody else sees them."""
    from msgspec.structs import asdict

    from tocsin.cli.door import door_of
    from tocsin.cli.output import tell_table
    from tocsin.operations import view as operations
    from tocsin.operations.operation import Nothing
    from tocsin.vocab.errors import BadInput

    said = _said(event_class, tlp, state, who, blocked, held, exercise, came_from, words, order)
    columns = _columns(column)
    if (save and drop) or ((said or columns) and not save):
        raise BadInput(
            "a view is kept with its options, or dropped by its name", hint="give --save NAME, or --drop NAME"
        )
    with door_of(home, there) as door:
        if save:
            given = operations.ViewSaved(name=save, columns=columns, **asdict(_with(said, None)))
            found = door.ask(operations.save, given)
        elif drop:
            found = door.ask(operations.drop, operations.ViewNamed(name=" ".join(drop.split())))
        else:
            found = door.ask(operations.list_views, Nothing())
    rows = ((one.name, _typed(one.query) or "every case", ", ".join(one.columns)) for one in found)
    tell_table(found, ("view", "cases", "columns"), rows, as_json, empty="no view yet: `tocsin case views --save NAME`")


def table(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The new file to write.")],
    form: Annotated[str, typer.Option("--as", help="csv, or stix")] = "csv",
    event_class: OfClass = "",
    tlp: OfTlp = "",
    state: InState = "",
    who: Who = "",
    blocked: Blocked = None,
    held: Held = None,
    exercise: Exercise = None,
    came_from: Began = "",
    words: Words = "",
    order: Order = "",
    view: View = "",
    column: Columns = None,
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Take a list of cases along: a thousand of them at most, for your own use. It is no release."""
    from msgspec.structs import asdict

    from tocsin.cli.door import door_of
    from tocsin.cli.output import new_file, tell
    from tocsin.operations import case_list as operations

    said = _said(event_class, tlp, state, who, blocked, held, exercise, came_from, words, order)
    columns, wanted = _columns(column), word(operations.TableForm, form, "form of a table")
    with door_of(home, there) as door:
        chosen = _view(door, view) if view else None
        asked = operations.TableAsked(
            form=wanted, columns=columns or (chosen.columns if chosen else ()), **asdict(_with(said, chosen))
        )
        with new_file(file) as target:
            given = door.ask(operations.table, asked)
            size = sum(target.write(piece) for piece in given.pieces)
    made = {"file": str(file), "name": given.file_name, "media_type": given.media_type, "size_bytes": size}
    tell(made, f"{size:,} bytes; the desk calls it {given.file_name}", as_json)


def _said(
    event_class: str,
    tlp: str,
    state: str,
    who: str,
    blocked: bool | None,
    held: bool | None,
    exercise: bool | None,
    came_from: str,
    words: str,
    order: str,
) -> dict[str, object]:
    """What was given, by the field of a query that it stands in."""
    from tocsin.vocab.case_list import CameFrom, CaseOrder, CaseStanding
    from tocsin.vocab.triage import EventClass

    given = {
        "event_class": word(EventClass, event_class, "class") if event_class else None,
        "tlp": tlp or None,
        "standing": word(CaseStanding, state, "state") if state else None,
        "assigned": who or None,
        "blocked": blocked,
        "held": held,
        "exercise": exercise,
        "came_from": word(CameFrom, came_from, "origin of a case") if came_from else None,
        "text": words or None,
        "order": word(CaseOrder, order, "order") if order else None,
    }
    return {name: one for name, one in given.items() if one is not None}


def _with(said: dict[str, object], chosen: "SavedView | None") -> "CaseQuery":
    """What a view asks for, changed by what was given beside it."""
    from msgspec.structs import replace

    from tocsin.vocab.case_list import CaseQuery

    return replace(chosen.query if chosen else CaseQuery(), **said)


def _view(door: "Door", name: str) -> "SavedView":
    from tocsin.operations.operation import Nothing
    from tocsin.operations.view import list_views
    from tocsin.vocab.errors import NotHere

    wanted = " ".join(name.split())
    found = next((one for one in door.ask(list_views, Nothing()) if one.name == wanted), None)
    if found is None:
        raise NotHere(f"you have no view {wanted[:60]!r}", hint="`tocsin case views` lists yours")
    return found


def _columns(given: Sequence[str] | None) -> "tuple[CaseColumn, ...]":
    from tocsin.vocab.case_list import CaseColumn

    return tuple(dict.fromkeys(word(CaseColumn, one, "column") for one in given or ()))


def _typed(query: "CaseQuery") -> str:
    """A query as the options that say it."""
    from msgspec.structs import asdict

    from tocsin.vocab.case_list import CaseQuery

    bare = asdict(CaseQuery())
    said = {_OPTIONS.get(name, name): one for name, one in asdict(query).items() if one != bare[name]}
    return " ".join(_option(name, one) for name, one in said.items())


def _option(name: str, value: object) -> str:
    if value is False:
        return "--real" if name == "exercise" else f"--not-{name}"
    return f"--{name}" if value is True else f"--{name} {shlex.quote(str(value))}"


def _pages(door: "Door", asked: "Listing") -> "Iterator[CasePage]":
    from msgspec.structs import replace

    from tocsin.operations.case_list import list_cases as listed
    from tocsin.operations.operation import MOST

    page = door.ask(listed, replace(asked, limit=MOST))
    yield page
    while page.next:
        page = door.ask(listed, replace(asked, limit=MOST, cursor=page.next))
        yield page


def _show(lines: "Sequence[CaseLine]", columns: "Sequence[CaseColumn]", query: "CaseQuery") -> None:
    from tocsin.cli.output import table as drawn
    from tocsin.vocab.case_list import CaseColumn, CaseQuery

    shown = columns or (CaseColumn.EVENT_CLASS, CaseColumn.MARKING, CaseColumn.OPENED)
    rows = [(one.id[:13], *(_cell(one, column) for column in shown), one.name) for one in lines]
    is_bare = query == CaseQuery(order=query.order)
    empty = "no case yet: `tocsin add FILE…` opens one" if is_bare else "no case fits: `tocsin case list` shows all"
    titles = ("class (preliminary)" if one is CaseColumn.EVENT_CLASS else one.replace("_", " ") for one in shown)
    drawn(("case", *titles, "name"), rows, empty=empty)


def _cell(line: "CaseLine", column: "CaseColumn") -> str:
    from tocsin.cli.output import moment
    from tocsin.rules.case_list import class_of, standing_of
    from tocsin.vocab.case_list import CaseColumn
    from tocsin.vocab.marking import TLP_NAMES

    case = line.case
    match column:
        case CaseColumn.EVENT_CLASS:
            return class_of(case)
        case CaseColumn.MARKING:
            return TLP_NAMES[line.tlp] + ("" if line.is_marked else " (unmarked)")
        case CaseColumn.STANDING:
            return standing_of(case)
        case CaseColumn.OPENED:
            return moment(case.opened_at)
        case CaseColumn.LAST_ACT:
            return moment(case.changed_at)
        case CaseColumn.ACTS:
            return f"{case.size:,}"
        case CaseColumn.WHO:
            return line.who
        case CaseColumn.CAME_FROM:
            return line.came_from
        case CaseColumn.EVIDENCE:
            return f"{sum(case.kinds.values()):,}"
        case CaseColumn.SHARES:
            return f"{len(case.shares):,}"


def _tell_looked(query: "CaseQuery", pages: "Sequence[CasePage]", as_json: bool) -> None:
    """Among how many cases was looked, where the index could not choose them; and that it was a part, if it was."""
    from tocsin.cli.output import moment, say
    from tocsin.vocab.case_list import CaseOrder

    last = pages[-1]
    is_sorted = query.order in {CaseOrder.NAME, CaseOrder.ACTS}
    number = last.looked if is_sorted else sum(one.looked for one in pages)
    looked = f"{counted(number, 'case was', 'cases were')} looked at"
    if last.back_to is not None:
        say(
            f"this is a part: in this order stand the newest cases alone. {looked}, opened since "
            f"{moment(last.back_to)}; --order opened reaches the others"
        )
    elif number and not as_json:
        say(f"{looked}, and none was left out")
