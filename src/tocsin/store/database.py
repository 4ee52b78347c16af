"""The database: how a home's tables are opened, read and written.

SQLite or PostgreSQL behind one SQLAlchemy engine. `writing` and `reading` are the only ways in; both turn what the
database raises into the desk's own faults. Knows no table. Losing the database means losing the record: back it up.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import msgspec
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import ConnectionPoolEntry

from tocsin.store.compiled import driver_cursor
from tocsin.vocab.errors import BadInput, ChannelDown, ProofFailed, TocsinError

try:
    import pysqlite3 as _sqlite
except ImportError:  # no wheel for this machine: the standard library's, whose version decides the journal mode
    import sqlite3 as _sqlite

# A writer waits this long for another before it gives up: longer than any transaction of the desk, shorter than a
# person's patience.
WAIT_S = 30

# SQLite 3.7.0 to 3.51.2 can corrupt a database in WAL mode when two connections write and checkpoint at once; fixed
# in 3.51.3. Source: SQLite, "Release History", version 3.51.3 (March 2026), "the WAL-reset bug".
WAL_IS_SAFE_FROM = (3, 51, 3)

POSTGRESQL_FROM = 15  # the oldest major version that the tests have seen

# What SQLite and its driver say where the bytes of the file are not those of a sound database.
_DAMAGED = ("malformed", "not a database", "could not decode", "unsupported file format", "corrupt")

# How a transaction of SQLite begins; one that nobody marked is taken for a write.
_MODE = "tocsin_mode"
_READ = "read"
_BARE = "bare"  # no BEGIN at all: some pragmas work only outside a transaction


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What stands behind an engine, for `tocsin doctor`; `warnings` are whole sentences."""

    product: str
    version: str
    driver: str
    journal_mode: str
    warnings: tuple[str, ...]


def open_engine(url: str, *, create: bool = False, driver: ModuleType = _sqlite) -> Engine:
    """The engine of a database that is there; with `create` a missing SQLite file is made, readable by its owner only.

    BadInput: not a database URL, another product, a missing file, a PostgreSQL that is too old.
    ChannelDown: the server does not answer.
    """
    place = _parsed(url)
    with at_the_border():
        if place.get_backend_name() == "sqlite":
            return _open_sqlite(place, create, driver)
        return _open_postgresql(place)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One write transaction, durable when this ends; in SQLite it holds the write lock from its first moment."""
    with at_the_border(), engine.begin() as connection:
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view of the database; a statement that writes fails."""
    with at_the_border(), engine.connect() as plain:
        if engine.dialect.name == "postgresql":
            connection = plain.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        else:
            connection = plain.execution_options(**{_MODE: _READ})
        with connection.begin():
            yield connection


@contextmanager
def at_the_border() -> Iterator[None]:
    """Turn what a database or its driver raises into the desk's own faults.

    IntegrityError and mistakes in a statement pass unchanged: only the caller knows what they mean.
    """
    try:
        yield
    except PoolTimeout as fault:
        raise ChannelDown("every connection to the database is busy; nothing of this was recorded") from fault
    except DBAPIError as fault:
        ours = _fault(fault)
        if ours is None:
            raise
        raise ours from fault
    except UnicodeDecodeError as fault:  # the driver, over a text or a message with bytes of a damaged file in it
        raise _damaged() from fault
    except OSError as fault:
        if fault.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise _disk_full() from fault
        raise


def journal_mode_for(version: tuple[int, ...]) -> str:
    """`wal` where this SQLite's WAL mode is sound, else `delete`, the rollback journal."""
    return "wal" if version >= WAL_IS_SAFE_FROM else "delete"


def facts(engine: Engine) -> Facts:
    """Product, version, driver and journal mode, and whatever about them an operator should know."""
    driver: str = engine.dialect.driver
    with reading(engine) as connection:
        if engine.dialect.name == "postgresql":
            version = connection.scalar(text("SHOW server_version"))
            fsync = connection.scalar(text("SHOW fsync"))
            unsafe = ("PostgreSQL runs with fsync=off: a power failure can lose acts reported as recorded",)
            return Facts(
                product="PostgreSQL",
                version=str(version),
                driver=driver,
                journal_mode=f"synchronous_commit={connection.scalar(text('SHOW synchronous_commit'))}",
                warnings=() if fsync == "on" else unsafe,
            )
        version = connection.scalar(text("SELECT sqlite_version()"))
        mode = connection.scalar(text("PRAGMA journal_mode"))
    slow = (
        f"SQLite {version} has the WAL-reset bug (3.7.0 to 3.51.2), so the rollback journal is used: sound, but slower;"
        " install pysqlite3 0.6.1 or newer where it has a wheel",
    )
    return Facts(
        product="SQLite",
        version=str(version),
        driver=engine.dialect.dbapi.__name__ if engine.dialect.dbapi else driver,
        journal_mode=str(mode),
        warnings=() if mode == "wal" else slow,
    )


def unsoundness(connection: Connection) -> Iterator[str]:
    """What is wrong with the database file itself: its pages, its indexes against its tables, the types in its rows.

    SQLite looks through the whole file, within a read transaction. PostgreSQL checks its pages as it reads them, where
    its cluster was made with checksums; there nothing is said.
    """
    if connection.dialect.name == "sqlite":
        for said in connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars():
            if said != "ok":
                yield str(said)


def forget_deleted(engine: Engine) -> bool:
    """Wipe what deleted rows left in SQLite's write-ahead log; False where a reader still holds it, so try later.

    The pages themselves are overwritten at once (secure_delete). PostgreSQL keeps dead rows until its own VACUUM and
    in its WAL archive; there this does nothing and is True.
    """
    if engine.dialect.name != "sqlite":
        return True
    with at_the_border(), engine.connect().execution_options(**{_MODE: _BARE}) as connection:
        busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar_one()
    return not busy


def _parsed(url: str) -> URL:
    try:
        place = make_url(url)
    except ArgumentError as fault:
        raise BadInput(
            "this is not a database URL", hint="write sqlite:////path/to/file or postgresql://user@host/name"
        ) from fault
    shown = place.render_as_string(hide_password=True)
    if place.drivername in ("postgresql", "postgresql+psycopg"):
        return place.set(drivername="postgresql+psycopg")
    if place.drivername in ("sqlite", "sqlite+pysqlite"):
        if not place.database or place.database == ":memory:" or place.query:
            raise BadInput(f"{shown} names no file", hint="write sqlite:////path/to/file")
        return place
    raise BadInput(
        f"{shown} is neither SQLite nor PostgreSQL", hint="write sqlite:////path/to/file or postgresql://user@host/name"
    )


def _open_sqlite(place: URL, create: bool, driver: ModuleType) -> Engine:
    path = Path(str(place.database))
    if create:
        path.touch(mode=0o600, exist_ok=True)
    if not path.is_file():
        raise BadInput(f"there is no database at {path}", hint="check --home; a new home is made with `tocsin init`")
    engine = create_engine(place, module=driver, hide_parameters=True, connect_args={"timeout": WAIT_S})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    mode = journal_mode_for(tuple(driver.sqlite_version_info))
    with engine.connect().execution_options(**{_MODE: _BARE}) as connection:
        found = connection.exec_driver_sql(f"PRAGMA journal_mode={mode}").scalar_one()
    if found != mode:
        engine.dispose()
        raise ChannelDown(
            f"the database {path} stays in journal mode {found}, and this SQLite may use only {mode}",
            hint="stop every other process that uses this home, then try again",
        )
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    # The driver's own transaction handling is switched off; _begin_sqlite says BEGIN. Recipe: SQLAlchemy 2.1
    # documentation, "SQLite", "Serializable isolation / Savepoints / Transactional DDL".
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={WAIT_S * 1000}",
        "synchronous=FULL",  # durable when a commit returns
        "foreign_keys=ON",
        "secure_delete=ON",  # a destroyed salt is overwritten, not only unlinked
        "mmap_size=0",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    mode = connection.get_execution_options().get(_MODE)
    if mode == _BARE:
        return
    begin = "BEGIN" if mode == _READ else "BEGIN IMMEDIATE"
    with driver_cursor(connection, begin) as cursor:
        wanted = "ON" if mode == _READ else "OFF"
        if connection.info.get("query_only", "OFF") != wanted:  # setting it makes SQLite prepare every statement anew
            cursor.execute(f"PRAGMA query_only={wanted}")
            connection.info["query_only"] = wanted
        cursor.execute(begin)


def _open_postgresql(place: URL) -> Engine:
    try:
        engine = create_engine(place, pool_pre_ping=True, hide_parameters=True, connect_args={"connect_timeout": 10})
    except ImportError as fault:
        raise BadInput("the PostgreSQL driver is not installed", hint="install `tocsin[postgresql]`") from fault
    event.listen(engine, "connect", _prepare_postgresql)
    with engine.connect() as connection:
        major = int(connection.scalar(text("SHOW server_version_num")) or 0) // 10000
    if major < POSTGRESQL_FROM:
        engine.dispose()
        raise BadInput(f"this PostgreSQL is version {major}; {POSTGRESQL_FROM} or newer is needed", hint="upgrade it")
    return engine


def _prepare_postgresql(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute(f"SET lock_timeout = '{WAIT_S}s'")
    cursor.execute("SHOW synchronous_commit")
    if cursor.fetchone() == ("off",):
        cursor.execute("SET synchronous_commit = on")  # durable when a commit returns, whatever the server's default
    cursor.close()
    connection.commit()


def _fault(fault: DBAPIError) -> TocsinError | None:
    state = getattr(fault.orig, "sqlstate", None)
    said = str(fault.orig).lower()
    if state is not None or fault.connection_invalidated or "psycopg" in type(fault.orig).__module__:
        return _postgresql_fault(state, fault)
    if "is full" in said:
        return _disk_full()
    if "locked" in said or "busy" in said:
        return ChannelDown(f"another process kept the database for over {WAIT_S} seconds; nothing of this was recorded")
    if any(sign in said for sign in _DAMAGED):
        return _damaged()
    if "no such table" in said or "no such column" in said:
        return BadInput("the database lacks a table or column of this version", hint="run `tocsin upgrade`")
    if "readonly database" in said or "unable to open" in said or "disk i/o error" in said:
        return ChannelDown(
            f"the database cannot be used: {said}", hint="check the rights and the disk of the home, then try again"
        )
    return None


def _postgresql_fault(state: str | None, fault: DBAPIError) -> TocsinError | None:
    # SQLSTATE: PostgreSQL 18 documentation, appendix A, "PostgreSQL Error Codes".
    if state == "53100":
        return _disk_full()
    if state in ("55P03", "40001", "40P01"):
        return ChannelDown("another transaction was in the way; nothing of this was recorded")
    if state in ("42P01", "42703"):
        return BadInput("the database lacks a table or column of this version", hint="run `tocsin upgrade`")
    if state == "3D000" or (state or "").startswith("28"):
        return BadInput("the PostgreSQL server refused this database, user or password", hint="check the database URL")
    if state == "25006":
        return ChannelDown("the database is read-only here", hint="check that the URL names the primary server")
    if state in ("53300", "57P03") or (state is None and not fault.connection_invalidated):
        return ChannelDown("the PostgreSQL server does not answer or takes no more connections")
    if fault.connection_invalidated or (state or "").startswith(("08", "57P")):
        return ChannelDown(
            "the PostgreSQL server went away; whether the last transaction was recorded is not known",
            hint="look at the state before you repeat",
        )
    if isinstance(fault, OperationalError):
        return ChannelDown(f"the PostgreSQL server failed with SQLSTATE {state}; nothing of this was recorded")
    return None


def _damaged() -> ProofFailed:
    return ProofFailed("the database file is damaged or is not a database")


def _disk_full() -> ChannelDown:
    return ChannelDown(
        "the disk is full; nothing of this was recorded", hint="free some space, then try again: nothing was lost"
    )
