"""Statements that are compiled once and run on the driver's own cursor.

For the few that every act needs: SQLAlchemy's own way to run a statement costs several times SQLite's work on it. They
are written in SQLAlchemy Core like all others, and run within a transaction of `store.database`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias

from msgspec import Struct
from sqlalchemy import Connection, Delete, Insert, Select, Update
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler

Values: TypeAlias = Mapping[str, str | int | bytes | None]  # what both drivers take and give as it is


class _Text(Struct, frozen=True):
    """A statement in one product's words, and how its driver wants the values."""

    sql: str
    shaped: Callable[[Values], Any]


class Compiled:
    """One statement of Core; its values are given by name, the columns that an update sets by `sets`."""

    def __init__(self, statement: Select[Any] | Insert | Update | Delete, *, sets: Sequence[str] | None = None) -> None:
        self._statement = statement
        self._sets = sets
        self._texts: dict[str, _Text] = {}

    def row(self, connection: Connection, values: Values) -> tuple[Any, ...] | None:
        """The first row, or None."""
        text = self._text(connection)
        assert connection.in_transaction(), "the driver's own cursor begins no transaction"
        with driver_cursor(connection, text.sql) as cursor:
            cursor.execute(text.sql, text.shaped(values))
            found = cursor.fetchone()
        return None if found is None else tuple(found)

    def run(self, connection: Connection, rows: Sequence[Values]) -> None:
        """Run it for every one of these rows; nothing where there is none."""
        if not rows:
            return
        text = self._text(connection)
        assert connection.in_transaction(), "the driver's own cursor begins no transaction"
        with driver_cursor(connection, text.sql) as cursor:
            if len(rows) == 1:
                cursor.execute(text.sql, text.shaped(rows[0]))
            else:
                cursor.executemany(text.sql, [text.shaped(row) for row in rows])

    def _text(self, connection: Connection) -> _Text:
        dialect = connection.dialect
        found = self._texts.get(dialect.name)
        if found is None:
            compiled = self._statement.compile(dialect=dialect, column_keys=self._sets)
            assert isinstance(compiled, SQLCompiler)
            found = self._texts[dialect.name] = _Text(str(compiled), _shape(compiled))
        return found


def _shape(compiled: SQLCompiler) -> Callable[[Values], Any]:
    names = compiled.positiontup
    if names is None:
        return dict
    return lambda values: [values[name] for name in names]


@contextmanager
def driver_cursor(connection: Connection, sql: str) -> Iterator[DBAPICursor]:
    """The driver's cursor; what it raises is what SQLAlchemy would have raised."""
    dialect = connection.dialect
    assert dialect.dbapi is not None
    cursor = connection.connection.cursor()
    try:
        yield cursor
    except dialect.dbapi.Error as fault:
        gone = dialect.is_disconnect(fault, connection.connection.driver_connection, cursor)
        raised = DBAPIError.instance(
            sql,
            None,
            fault,
            dialect.dbapi.Error,
            hide_parameters=True,
            connection_invalidated=gone,
            dialect=dialect,
        )
        if gone:
            connection.invalidate(fault)
        raise raised from fault
    finally:
        if not connection.invalidated:
            cursor.close()
