"""Decision tables of a home: shown, checked whole, asked, imported."""

import re
from pathlib import Path

from msgspec import Struct

from tocsin.rules import table as judging
from tocsin.rules.table_check import check, whole
from tocsin.store.tables import TableSheet, load_tables, put_table
from tocsin.vocab.decision_table import DecisionTable, parse_table
from tocsin.vocab.errors import BadInput
from tocsin.vocab.judgement import Ask, Change, Flaw, Judgement, Outlook


class Listed(Struct, frozen=True, kw_only=True):
    """One table in a list; `outcomes` are its outcomes, lowest first, with the number of rows that give each."""

    name: str
    id: str
    title: str
    points: tuple[str, ...]
    rows: int
    outcomes: tuple[tuple[str, int], ...]
    own: bool
    digest: str


class CheckedReport(Struct, frozen=True, kw_only=True):
    """What the walk through a whole table found; no flaw is a pass."""

    name: str
    id: str
    combinations: int
    rows: int
    flaws: tuple[Flaw, ...]


class Explanation(Struct, frozen=True, kw_only=True):
    """What a table says of some facts, and what that counts as: a table advises, it never permits.

    `outcome` is None while more than one is `possible`; `row` and `flips` are there only where every fact is known.
    Each of `reasons` alone forces the outcome. `asks` says of each unknown fact that matters, most deciding first, what
    its answers would leave possible; `idle` are the unknown facts that make no difference now.
    """

    layer: str
    name: str
    table: str
    title: str
    facts: dict[str, str]
    outcome: str | None
    means: str
    possible: tuple[str, ...]
    row: int | None
    rows: int
    reasons: tuple[dict[str, str], ...]
    flips: tuple[Change, ...]
    asks: tuple[Ask, ...]
    idle: tuple[str, ...]


class Imported(Struct, frozen=True, kw_only=True):
    """What became of a table that was handed in; with a flaw it was refused and nothing was written."""

    name: str
    id: str
    path: str
    replaces: str  # the id of the table that had its name before; "" where none had
    flaws: tuple[Flaw, ...]


def tables(home: Path | None) -> tuple[Listed, ...]:
    """Every table there is: the shipped ones, and the home's."""
    return tuple(_listed(sheet) for sheet in load_tables(home))


def find(home: Path | None, word: str) -> TableSheet:
    """The table of that name, id or key."""
    sheets = load_tables(home)
    for found in (
        [sheet for sheet in sheets if word in (sheet.name, sheet.table.id)],
        [sheet for sheet in sheets if sheet.table.key.casefold() == word.casefold()],
    ):
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(sheet.name for sheet in found)
            raise BadInput(f"{word[:80]!r} is the key of several tables", hint=f"name one: {names}")
    names = ", ".join(sheet.name for sheet in sheets)
    raise BadInput(f"there is no table {word[:80]!r}", hint=f"one of {names}, or an id that `tocsin policy show` lists")


def check_tables(home: Path | None, word: str = "") -> tuple[CheckedReport, ...]:
    """Walk one table, or all of them, to the last row."""
    sheets = (find(home, word),) if word else load_tables(home)
    return tuple(_report(sheet.name, sheet.table, sheet.name) for sheet in sheets)


def check_document(data: bytes, name: str) -> CheckedReport:
    """Walk a table that is not in the home; `name` is how it is called in the report."""
    return _report(name, parse_table(data), "")


def explain(home: Path | None, word: str, facts: dict[str, str]) -> Explanation:
    """What a table says of these facts, why, and what would change it."""
    sheet = find(home, word)
    found = judging.explain(whole(sheet.table, sheet.name), facts)
    judged = found if isinstance(found, Judgement) else None
    open_ = found if isinstance(found, Outlook) else None
    possible = open_.possible if open_ else (judged.outcome,) if judged else ()
    outcome = possible[0] if len(possible) == 1 else None
    meanings = {value.key: value.definition for value in sheet.table.outcome.values}
    return Explanation(
        layer="approvals" if sheet.name == "approvals" else "advice",
        name=sheet.name,
        table=sheet.table.id,
        title=sheet.table.name,
        facts=dict(found.facts),
        outcome=outcome,
        means=meanings[outcome] if outcome else "",
        possible=possible,
        row=judged.row if judged else None,
        rows=len(sheet.table.rows),
        reasons=tuple(dict(reason) for reason in found.reasons),
        flips=judged.flips if judged else (),
        asks=open_.asks if open_ else (),
        idle=open_.idle if open_ else (),
    )


def take_in(home: Path, data: bytes, stem: str, name: str = "") -> Imported:
    """Keep a table in the home if it is whole. Without `name` it takes the place of its own earlier version, else its
    file's stem.
    """
    table = parse_table(data)
    sheets = load_tables(home)
    name = name or _earlier(table, sheets) or re.sub(r"[^a-z0-9._-]+", "-", stem.lower()).strip("-.")
    before = next((sheet for sheet in sheets if sheet.name == name), None)
    replaces = before.table.id if before else ""
    flaws = check(table, name)
    if flaws:
        return Imported(name=name, id=table.id, path="", replaces=replaces, flaws=flaws)
    same = next((sheet for sheet in sheets if sheet.table.id == table.id), None)
    if same is not None and same.table != table:
        raise BadInput(
            f"{table.id} is here already, as {same.name}, and is another table",
            hint="raise the version in the file: a decision names its table by id alone",
        )
    path = Path(before.where) if before and same is before else put_table(home, name, data)
    return Imported(name=name, id=table.id, path=str(path), replaces=replaces, flaws=())


def _earlier(table: DecisionTable, sheets: tuple[TableSheet, ...]) -> str:
    names = [sheet.name for sheet in sheets if (sheet.table.namespace, sheet.table.key) == (table.namespace, table.key)]
    return min(names, key=len, default="")  # an earlier version kept beside it has the longer name


def _listed(sheet: TableSheet) -> Listed:
    table = sheet.table
    given = [dict(row).get(table.outcome.id) for row in table.rows]
    return Listed(
        name=sheet.name,
        id=table.id,
        title=table.name,
        points=table.names,
        rows=len(table.rows),
        outcomes=tuple((value.key, given.count(value.key)) for value in table.outcome.values),
        own=sheet.own,
        digest=sheet.digest,
    )


def _report(name: str, table: DecisionTable, use: str) -> CheckedReport:
    return CheckedReport(
        name=name,
        id=table.id,
        combinations=table.combinations,
        rows=len(table.rows),
        flaws=check(table, use),
    )
