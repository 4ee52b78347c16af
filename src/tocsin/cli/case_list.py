"""`case list`, `case views`, `case table`: cases chosen, kept, taken along."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.case import word
from tocsin.cli.options import Elsewhere, Home, Json
from tocsin.vocab.visible import counted

if TYPE_CHECKING:
    from datetime import datetime

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
        help="event_class, marking, standing, opened, last_act, acts, who, came_from, evidence, shares; again for each.",
    ),
]

_OPTIONS = {"event_class": "--class", "standing": "--state", "assigned": "--who", "text": "--words"}
_NOT = {"exercise": "--real"}


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
    from msgspec.structs import asdict

    from tocsin.cli.door import door_of
    from tocsin.cli.output import emit_line
    from tocsin.cli.output import table as drawn
    from tocsin.operations.case_list import Listing
    from tocsin.vocab.case_list import CaseColumn, CaseQuery

    said = _said(event_class, tlp, state, who, blocked, held, exercise, came_from, words, order)
    named = tuple(word(CaseColumn, one, "column") for one in column or ())
    rows, looked = list[tuple[str, ...]](), list[tuple[int, datetime | None]]()
    with door_of(home, there) as door:
        chosen = _view(door, view) if view else None
        query = _with(said, chosen)
        columns = named or (chosen.columns if chosen else (CaseColumn.EVENT_CLASS, CaseColumn.MARKING, CaseColumn.OPENED))
        for page in _pages(door, Listing(**asdict(query))):
            looked.append((page.looked, page.back_to))
            for one in page.items:
                if as_json:
                    emit_line(one)
                else:
                    rows.append((one.id[:13], *(_CELLS[name][1](one) for name in columns), one.name))
    if not as_json:
        none = "no case yet: `tocsin add FILE…` opens one" if query == CaseQuery(order=query.order) else "no case fits"
        drawn(("case", *(_CELLS[name][0] for name in columns), "name"), rows, empty=none)
    _tell_looked(query, looked, as_json)
