"""Decision tables: what they say, whether they are whole, and why."""

from pathlib import PurePath
from typing import IO

from msgspec import Struct

from tocsin.operations.operation import KEEPERS, READERS, Content, Method, Nothing, Operation
from tocsin.operations.upload import document_in
from tocsin.stages import policy
from tocsin.stages.desk import Desk
from tocsin.stages.policy import CheckedReport, Explanation, Imported, Listed
from tocsin.vocab.decision_table import DecisionTable

MAY_SEE = READERS | KEEPERS


class TableAsked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One table, by its name, key or id."""

    table: str


class TablesChecked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which table to walk; all of them where none is named."""

    table: str = ""


class TableFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table (JSON form of SSVC 2.0.0) that is handed in; the name is for the report."""

    name: str = "table.json"


class TableGiven(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table to keep, under a name; without one, in place of its earlier version, else under its file's name."""

    name: str = ""
    file_name: str = "table.json"


class FactsGiven(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Facts for a table; what is unknown is left out."""

    facts: dict[str, str]
    table: str = "release"


def list_tables(desk: Desk, _asked: Nothing) -> tuple[Listed, ...]:
    """Every table: the shipped ones, and the home's."""
    return policy.tables(desk.home)


def show(desk: Desk, asked: TableAsked) -> DecisionTable:
    """One table, with its points, its outcomes and every row."""
    return policy.find(desk.home, asked.table).table


def document(desk: Desk, asked: TableAsked) -> Content:
    """One table as its own document, in the JSON form of SSVC."""
    sheet = policy.find(desk.home, asked.table)
    return Content(media_type="application/json", file_name=f"{sheet.name}.json", pieces=iter((sheet.data,)))


def check(desk: Desk, asked: TablesChecked) -> tuple[CheckedReport, ...]:
    """Walk one table or all of them to the last row: complete, monotone, nothing idle, nothing contradicting."""
    return policy.check_tables(desk.home, asked.table)


def check_file(_desk: Desk, asked: TableFile, content: IO[bytes]) -> CheckedReport:
    """Walk a table that is handed in, and keep nothing of it."""
    return policy.check_document(document_in(content), asked.name)


def explain(desk: Desk, asked: FactsGiven) -> Explanation:
    """What a table says of some facts, why, and what would change it."""
    return policy.explain(desk.home, asked.table, asked.facts)


def take(desk: Desk, asked: TableGiven, content: IO[bytes]) -> Imported:
    """Keep a table in the home, if it passes every check; with a flaw nothing is written, and the answer says so."""
    return policy.take_in(desk.home, document_in(content), PurePath(asked.file_name).stem, asked.name)


OPERATIONS = (
    Operation(
        name="policy.list",
        method=Method.GET,
        path="/policy/tables",
        may=MAY_SEE,
        takes=Nothing,
        gives=tuple[Listed, ...],
        does=list_tables,
    ),
    Operation(
        name="policy.show",
        method=Method.GET,
        path="/policy/tables/{table}",
        may=MAY_SEE,
        takes=TableAsked,
        gives=DecisionTable,
        does=show,
    ),
    Operation(
        name="policy.document",
        method=Method.GET,
        path="/policy/tables/{table}/document",
        may=MAY_SEE,
        takes=TableAsked,
        gives=Content,
        does=document,
    ),
    Operation(
        name="policy.check",
        method=Method.GET,
        path="/policy/check",
        may=MAY_SEE,
        takes=TablesChecked,
        gives=tuple[CheckedReport, ...],
        does=check,
    ),
    Operation(
        name="policy.check-file",
        method=Method.POST,
        path="/policy/check",
        may=MAY_SEE,
        takes=TableFile,
        gives=CheckedReport,
        does_with=check_file,
    ),
    Operation(
        name="policy.explain",
        method=Method.POST,
        path="/policy/explain",
        may=MAY_SEE,
        takes=FactsGiven,
        gives=Explanation,
        does=explain,
    ),
    Operation(
        name="policy.import",
        method=Method.POST,
        path="/policy/tables",
        may=KEEPERS,
        takes=TableGiven,
        gives=Imported,
        does_with=take,
    ),
)
