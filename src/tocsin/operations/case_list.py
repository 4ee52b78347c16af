"""Cases in a list: filtered, ordered, in pages; taken along as a table."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from tocsin.formats.csv_table import MEDIA_TYPE as CSV
from tocsin.formats.csv_table import csv_table
from tocsin.formats.stix.case_list import MEDIA_TYPE as STIX
from tocsin.formats.stix.case_list import write_list
from tocsin.operations import cursor
from tocsin.operations.operation import MOST, PAGE, READERS, Content, Method, Operation, Page
from tocsin.rules.case_list import answers_for, came_from, class_of, standing_of
from tocsin.stages.case_list import list_of
from tocsin.stages.desk import Desk
from tocsin.stages.marking import case_marking
from tocsin.stages.people import named
from tocsin.vocab.boundary import PRELIMINARY
from tocsin.vocab.case import Case
from tocsin.vocab.case_list import CameFrom, CaseColumn, CaseQuery, CaseRow
from tocsin.vocab.marking import TLP_NAMES, Tlp
from tocsin.vocab.reason import OWN


class CaseLine(Struct, frozen=True, kw_only=True):
    """A case in a list."""

    id: str
    name: str
    preliminary: str
    tlp: Tlp
    is_marked: bool
    came_from: CameFrom
    who: str  # answers for it: its name
    case: Case


class CasePage(Page[CaseLine], frozen=True, kw_only=True):
    """Some of the cases. Where the index could not choose them alone, `looked` of the newest were looked at.

    `back_to` is when the oldest of those was opened, in the order of the last acts when it was touched; None where all
    of them were looked at.
    """

    looked: int = 0
    back_to: datetime | None = None


class Listing(CaseQuery, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which cases, in which order."""

    cursor: str = ""
    limit: int = PAGE


class TableForm(StrEnum):
    """As what a list is taken along."""

    CSV = "csv"
    STIX = "stix"


class TableAsked(CaseQuery, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which cases, as what; the columns of a spreadsheet, every one where none is named."""

    form: TableForm = TableForm.CSV
    columns: tuple[CaseColumn, ...] = ()


def list_cases(desk: Desk, asked: Listing) -> CasePage:
    """Cases, newest first or in another order; what the index cannot choose is looked for among the newest."""
    limit = cursor.bounded(asked.limit)
    found = list_of(desk, asked, cursor.read(asked.cursor), limit)
    shown = found.cases[:limit]
    follows = shown[-1][0] if len(found.cases) > limit else found.follows
    people = named(desk, [answers_for(case) for _, case in shown])
    return CasePage(
        items=tuple(_line(case, found.names[case.id], people) for _, case in shown),
        next=cursor.written(follows) if follows else "",
        looked=found.looked,
        back_to=found.back_to if follows or found.is_part else None,
    )


def table(desk: Desk, asked: TableAsked) -> Content:
    """The list as a table for a spreadsheet (RFC 4180) or as a STIX bundle, a thousand cases at most.

    It is a copy for one's own use and no release: nothing of what is in a case stands in it.
    """
    found = list_of(desk, asked, None, MOST)
    shown = found.cases[:MOST]
    people = named(desk, [answers_for(case) for _, case in shown])
    rows = [_row(_line(case, found.names[case.id], people)) for _, case in shown]
    label = TLP_NAMES[max(row.tlp for row in rows)] if rows else ""
    is_part = len(found.cases) > MOST or found.follows is not None or found.is_part
    name = "-".join(
        part for part in ("cases", f"newest-{len(rows)}" if is_part else "", label.replace(":", "-").lower()) if part
    )
    if asked.form is TableForm.STIX:
        written = write_list(rows, org=desk.org, whose=desk.settings.sender_name, at=desk.clock.now())
        return Content(media_type=STIX, file_name=f"{name}.json", pieces=iter((written,)))
    columns = [one for one in CaseColumn if one in asked.columns or one is CaseColumn.MARKING or not asked.columns]
    header = ("case", "name", *columns)
    data = csv_table(header, ((row.id, row.name, *(_cell(row, column) for column in columns)) for row in rows))
    return Content(media_type=CSV, file_name=f"{name}.csv", pieces=iter((data,)))


def _line(case: Case, name: str, people: dict[str, str]) -> CaseLine:
    return CaseLine(
        id=case.id,
        name=name,
        preliminary=PRELIMINARY,
        tlp=case_marking(case).tlp,
        is_marked=OWN in case.marks,
        came_from=came_from(case),
        who=people.get(answers_for(case), ""),
        case=case,
    )


def _row(line: CaseLine) -> CaseRow:
    case = line.case
    return CaseRow(
        id=line.id,
        name=line.name,
        event_class=class_of(case),
        tlp=line.tlp,
        standing=standing_of(case),
        opened_at=case.opened_at,
        changed_at=case.changed_at,
        acts=case.size,
        who=line.who,
        came_from=line.came_from,
        evidence=sum(case.kinds.values()),
        shares=len(case.shares),
    )


def _cell(row: CaseRow, column: CaseColumn) -> str:
    match column:
        case CaseColumn.EVENT_CLASS:
            return f"{row.event_class} ({PRELIMINARY})"
        case CaseColumn.MARKING:
            return TLP_NAMES[row.tlp]
        case CaseColumn.OPENED:
            return row.opened_at.isoformat()
        case CaseColumn.LAST_ACT:
            return row.changed_at.isoformat()
        case CaseColumn.WHO:
            return row.who
        case CaseColumn.STANDING | CaseColumn.ACTS | CaseColumn.CAME_FROM | CaseColumn.EVIDENCE | CaseColumn.SHARES:
            return str(getattr(row, column))


OPERATIONS = (
    Operation(
        name="case.list",
        method=Method.GET,
        path="/cases",
        may=READERS,
        takes=Listing,
        gives=CasePage,
        does=list_cases,
    ),
    Operation(
        name="case.table",
        method=Method.GET,
        path="/case-table",
        may=READERS,
        takes=TableAsked,
        gives=Content,
        does=table,
    ),
)
