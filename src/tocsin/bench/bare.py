"""The baseline of the ledger: SQLite through its bare DB-API driver.

The same driver and version as the desk's, the same journal mode, `synchronous=FULL`; one table without any index, no
proof, no check.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from tocsin.store.database import journal_mode_for

try:
    import pysqlite3 as _sqlite
except ImportError:  # no wheel for this machine; the desk then uses the standard library's too
    import sqlite3 as _sqlite

Row = tuple[bytes, bytes]  # an act's leaf, and the index rows that are written with it


def sqlite_version() -> str:
    """The version of SQLite behind both."""
    return str(_sqlite.sqlite_version)


class Bare:
    """A table of blobs in a file of its own."""

    def __init__(self, path: Path) -> None:
        self._connection = _sqlite.connect(path, isolation_level=None)
        mode = journal_mode_for(tuple(_sqlite.sqlite_version_info))
        for pragma in (f"journal_mode={mode}", "synchronous=FULL"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.execute("CREATE TABLE kept (id INTEGER PRIMARY KEY, leaf BLOB NOT NULL, rest BLOB NOT NULL)")

    def commit_each(self, rows: Iterable[Row]) -> None:
        """One durable transaction for each row."""
        execute = self._connection.execute
        for row in rows:
            execute("BEGIN IMMEDIATE")
            execute("INSERT INTO kept (leaf, rest) VALUES (?, ?)", row)
            execute("COMMIT")

    def commit_once(self, rows: Iterable[Row]) -> None:
        """One durable transaction for all rows."""
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany("INSERT INTO kept (leaf, rest) VALUES (?, ?)", rows)
        self._connection.execute("COMMIT")

    def pragma(self, name: str) -> object:
        """What SQLite says of one of its settings."""
        return self._connection.execute(f"PRAGMA {name}").fetchone()[0]

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def digest_every_leaf(path: Path) -> int:
    """Read every leaf of a home's database, in the file's own order, and take one SHA-256 of each; how many."""
    connection = _sqlite.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return sum(1 for _ in _digests(connection.execute("SELECT leaf FROM entries")))
    finally:
        connection.close()


def _digests(rows: Iterator[tuple[bytes]]) -> Iterator[bytes]:
    for (leaf,) in rows:
        yield sha256(leaf).digest()
