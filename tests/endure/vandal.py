"""Somebody who changes things behind the desk's back, and what verifying then says."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Row, Table, and_, delete, event, insert, select, update
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from tocsin.settings import load
from tocsin.stages.custody import verify_evidence
from tocsin.stages.desk import Desk
from tocsin.stages.ledger import verify
from tocsin.store.database import open_engine
from tocsin.vocab.errors import TocsinError
from tocsin.wiring import database_url, open_desk

Values = dict[str, Any]  # a row of any table, by column


class Vandal:
    """Changes rows of a home's database past every constraint, and puts them back."""

    def __init__(self, home: Path) -> None:
        self._engine = _lawless(database_url(home, load(home)))

    def rows(self, table: Table) -> list[Values]:
        """Every row, in the order of the primary key."""
        with self._engine.connect() as connection:
            found: list[Row[Any]] = list(connection.execute(select(table).order_by(*table.primary_key)))
        return [dict(row._mapping) for row in found]

    @contextmanager
    def changed(self, table: Table, row: Values, **values: object) -> Iterator[None]:
        """While this lasts a row has other values."""
        self.change(table, row, **values)
        try:
            yield
        finally:
            self.change(table, row | values, **{name: row[name] for name in values})

    @contextmanager
    def removed(self, table: Table, *rows: Values) -> Iterator[None]:
        """While this lasts some rows are not there."""
        self.remove(table, *rows)
        try:
            yield
        finally:
            self.put(table, *rows)

    @contextmanager
    def added(self, table: Table, *rows: Values) -> Iterator[None]:
        """While this lasts there are more rows."""
        self.put(table, *rows)
        try:
            yield
        finally:
            self.remove(table, *rows)

    def say(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Run a statement of SQLite as it is."""
        with self._engine.begin() as connection:
            done = connection.exec_driver_sql(statement, values)
            return [tuple(row) for row in done] if done.returns_rows else []

    def close(self) -> None:
        """Go away."""
        self._engine.dispose()

    def change(self, table: Table, row: Values, **values: object) -> None:
        """Give a row other values."""
        with self._engine.begin() as connection:
            done = connection.execute(update(table).where(_is(table, row)).values(**values))
        assert done.rowcount == 1, f"no such row in {table.name}"

    def remove(self, table: Table, *rows: Values) -> None:
        """Take rows away."""
        with self._engine.begin() as connection:
            for row in rows:
                assert connection.execute(delete(table).where(_is(table, row))).rowcount == 1

    def put(self, table: Table, *rows: Values) -> None:
        """Put rows in."""
        with self._engine.begin() as connection:
            connection.execute(insert(table), list(rows))


def what_is_found(home: Path) -> list[str]:
    """What opening the desk, verifying the ledger and verifying the evidence find, the first that find anything."""
    try:
        with open_desk(home) as desk:
            return what_desk_finds(desk)
    except TocsinError as fault:
        return [f"refused: {fault}"]


def what_desk_finds(desk: Desk) -> list[str]:
    """The same for a desk that is open."""
    try:
        if findings := verify(desk).findings:
            return [f"{finding.place}: {finding.what}" for finding in findings]
        return [f"{found.what}: {found.why}" for found in verify_evidence(desk, None) if found.verdict == "broken"]
    except TocsinError as fault:
        return [f"refused: {fault}"]


def flipped(content: bytes, place: int, mask: int = 1) -> bytes:
    """The content with one byte changed."""
    return content[:place] + bytes([content[place] ^ mask]) + content[place + 1 :]


def _is(table: Table, row: Values) -> Any:
    return and_(*(column == row[column.name] for column in table.primary_key))


def _lawless(url: str) -> Engine:
    # The desk's own driver: two copies of SQLite in one process undo each other's locks. Source: SQLite, "How To
    # Corrupt An SQLite Database File", section 2.2.1.
    engine = open_engine(url)
    engine.dispose()

    def prepare(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        if engine.dialect.name == "postgresql":
            connection.cursor().execute("SET session_replication_role = replica")
            connection.commit()
        else:
            connection.cursor().execute("PRAGMA foreign_keys=OFF")

    event.listen(engine, "connect", prepare)
    return engine
