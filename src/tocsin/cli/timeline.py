"""`case timeline`: a case over time, in three lanes."""

from typing import TYPE_CHECKING

import typer

from tocsin.cli.case import CaseArgument
from tocsin.cli.options import Elsewhere, Home, Json
from tocsin.vocab.visible import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tocsin.vocab.timeline import Cell, Timeline

_DAY_S = 86_400  # a silence of so long is named
_LANES = {"outside": "out there", "here": "here", "back": "came back"}


def add_to(app: typer.Typer) -> None:
    """Put this command into the tree of `case`."""
    app.command("timeline", epilog="Example: tocsin case timeline c7")(timeline)


def timeline(case: CaseArgument, home: Home = None, there: Elsewhere = "", as_json: Json = False) -> None:
    """A case over time: what happened out there, what we did here, what came back. Duties are no part of it."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import WHOLE, say, table, tell_table
    from tocsin.operations.case import Named
    from tocsin.operations.timeline import show
    from tocsin.vocab.ids import short

    with door_of(home, there) as door:
        named = Named(case=meant(door, "case", case))
        found = door.ask(show, named)
    columns = ("when", "lane", "what", "codes", "entry")
    empty = "nothing has happened yet that has a time"
    tell_table(found, columns, _rows(found), as_json, empty=empty, widest=WHOLE)
    if as_json:
        return
    unplaced = [(short(one.item), one.said, one.why) for one in found.unplaced]
    table(("item", "says", "a time to look at twice"), unplaced, empty="")
    if not found.is_whole:
        say(
            f"this is a part: the newest {found.looked:,} of {found.acts:,} acts, and what the newest "
            f"{counted(found.items, 'item')} of evidence say; every act: tocsin case log {short(named.case)}"
        )


def _rows(found: "Timeline") -> "Iterator[tuple[str, str, str, str, str]]":
    for number, column in enumerate(found.columns):
        if number and column.quiet_s >= _DAY_S:
            yield f"({counted(column.quiet_s // _DAY_S, 'day')} of silence)", "", "", "", ""
        for cell in column.cells:
            yield _when(cell), _LANES[cell.lane], _what(cell), cell.only.codes if cell.only else "", _entry(cell)


def _when(cell: "Cell") -> str:
    """From when to when; the day of its end only where it is another one."""
    from tocsin.cli.output import moment

    begun, ended = moment(cell.at), moment(cell.until)
    if begun == ended:
        return begun
    is_one_day = cell.at.date() == cell.until.date()
    return f"{begun.removesuffix(' UTC')} to {ended[11:] if is_one_day else ended}"


def _what(cell: "Cell") -> str:
    if cell.only is not None:
        return cell.only.what
    return ", ".join(one.what if one.count == 1 else f"{one.count:,} {one.what}" for one in cell.kinds)


def _entry(cell: "Cell") -> str:
    """Where more of it is said: its entry in the log, or the item that says so."""
    from tocsin.vocab.ids import short

    if cell.only is None:
        return ""
    return str(cell.only.act) if cell.only.act is not None else short(cell.only.item)
