"""The database opens only what is there and sound, and speaks of its faults in the desk's words."""

import errno
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Engine, LargeBinary, MetaData, Table, Text, insert, select, text
from sqlalchemy.exc import IntegrityError

from tocsin.store import database
from tocsin.store.database import at_the_border, facts, forget_deleted, journal_mode_for, open_engine, reading, writing
from tocsin.vocab.errors import BadInput, ChannelDown, ProofFailed

NOTES = Table(
    "notes", MetaData(), Column("key", Text, primary_key=True), Column("value", LargeBinary), sqlite_strict=False
)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A fresh database of either product, with one table."""
    url = f"sqlite:///{tmp_path}/a.db" if request.param == "sqlite" else request.getfixturevalue("postgresql_url")
    engine = open_engine(url, create=True)
    with writing(engine) as connection:
        NOTES.create(connection)
    yield engine
    engine.dispose()


def _keys(engine: Engine) -> list[str]:
    with reading(engine) as connection:
        return list(connection.scalars(select(NOTES.c.key).order_by(NOTES.c.key)))


def test_what_was_written_is_read(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(insert(NOTES).values(key="a", value=b"\x00\xff"))
    assert _keys(engine) == ["a"]


def test_a_transaction_that_fails_leaves_nothing(engine: Engine) -> None:
    with pytest.raises(IntegrityError), writing(engine) as connection:
        connection.execute(insert(NOTES), [{"key": "a"}, {"key": "b"}, {"key": "b"}])
    assert _keys(engine) == []


def test_a_reader_cannot_write(engine: Engine) -> None:
    with pytest.raises(ChannelDown), reading(engine) as connection:
        connection.execute(insert(NOTES).values(key="a"))
    with writing(engine) as connection:  # and the connection that was refused can write again
        connection.execute(insert(NOTES).values(key="b"))
    assert _keys(engine) == ["b"]


def test_a_reader_sees_one_moment(engine: Engine) -> None:
    with reading(engine) as reader:
        before = reader.execute(select(NOTES)).all()
        with writing(engine) as connection:
            connection.execute(insert(NOTES).values(key="a"))
        assert reader.execute(select(NOTES)).all() == before == []
    assert _keys(engine) == ["a"]


def test_a_clash_is_left_to_the_caller_and_quotes_no_content(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(insert(NOTES).values(key="a"))
    with pytest.raises(IntegrityError) as caught, writing(engine) as connection:
        connection.execute(insert(NOTES).values(key="a", value=b"canary"))
    assert "canary" not in str(caught.value)


def test_a_missing_table_says_what_to_run(engine: Engine) -> None:
    with pytest.raises(BadInput) as caught, reading(engine) as connection:
        connection.execute(text("SELECT * FROM nowhere"))
    assert "upgrade" in str(caught.value.hint)


def test_writers_take_turns_and_none_is_lost(engine: Engine) -> None:
    def count_up() -> None:
        for _ in range(20):
            with writing(engine) as connection:
                for_update = select(NOTES.c.value).where(NOTES.c.key == "n").with_for_update()
                number = int(connection.scalars(for_update).one())
                connection.execute(NOTES.update().where(NOTES.c.key == "n").values(value=str(number + 1).encode()))

    with writing(engine) as connection:
        connection.execute(insert(NOTES).values(key="n", value=b"0"))
    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with reading(engine) as connection:
        assert connection.scalars(select(NOTES.c.value)).one() == b"80"


def test_facts_name_product_and_version(engine: Engine) -> None:
    found = facts(engine)
    assert (found.product, found.driver) in {("SQLite", "pysqlite3"), ("SQLite", "sqlite3"), ("PostgreSQL", "psycopg")}
    assert found.version[0].isdigit()
    assert found.journal_mode in {"wal", "delete", "synchronous_commit=on"}


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 6, 23), "delete"),
        ((3, 7, 0), "delete"),
        ((3, 40, 1), "delete"),
        ((3, 51, 2), "delete"),
        ((3, 51, 3), "wal"),
        ((3, 53, 4), "wal"),
        ((4, 0, 0), "wal"),
    ],
)
def test_the_wal_is_used_only_where_it_is_sound(version: tuple[int, ...], mode: str) -> None:
    assert journal_mode_for(version) == mode


versions = st.tuples(st.integers(0, 9), st.integers(0, 99), st.integers(0, 9))


@given(versions, versions)
def test_a_newer_sqlite_never_loses_the_wal(one: tuple[int, int, int], other: tuple[int, int, int]) -> None:
    older, newer = sorted((one, other))
    assert not (journal_mode_for(older) == "wal" and journal_mode_for(newer) == "delete")


def test_the_standard_library_serves_too_and_the_slowness_is_said(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/a.db", create=True, driver=sqlite3)
    found = facts(engine)
    sound = sqlite3.sqlite_version_info >= database.WAL_IS_SAFE_FROM
    assert found.driver == "sqlite3"
    assert found.journal_mode == ("wal" if sound else "delete")
    assert bool(found.warnings) != sound
    with writing(engine) as connection:
        NOTES.create(connection)
    assert _keys(engine) == []
    engine.dispose()


def test_an_unsound_sqlite_takes_an_idle_database_out_of_wal_mode(tmp_path: Path) -> None:
    open_engine(f"sqlite:///{tmp_path}/a.db", create=True).dispose()
    engine = open_engine(f"sqlite:///{tmp_path}/a.db", driver=sqlite3)
    assert facts(engine).journal_mode == journal_mode_for(sqlite3.sqlite_version_info)
    engine.dispose()


HOLDER = """
import sys
from tocsin.store.database import open_engine, reading
from sqlalchemy import text
engine = open_engine(sys.argv[1])
with reading(engine) as connection:
    connection.execute(text("SELECT count(*) FROM sqlite_master")).all()
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.mark.skipif(sqlite3.sqlite_version_info >= database.WAL_IS_SAFE_FROM, reason="this standard library is sound")
def test_an_unsound_sqlite_refuses_a_database_that_another_uses_in_wal_mode(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path}/a.db"
    open_engine(url, create=True).dispose()
    if facts(open_engine(url)).journal_mode != "wal":
        pytest.skip("no sound SQLite here: nothing is in WAL mode")
    monkeypatch.setattr(database, "WAIT_S", 0)
    with subprocess.Popen([sys.executable, "-c", HOLDER, url], stdin=-1, stdout=-1, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(ChannelDown):
            open_engine(url, driver=sqlite3)
        holder.communicate("")


def test_every_connection_is_durable_and_strict(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/a.db", create=True)
    with reading(engine) as first, reading(engine) as second:
        for connection in (first, second):
            found = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("synchronous", "foreign_keys", "secure_delete", "mmap_size", "busy_timeout")
            }
            assert found == {
                "synchronous": 2,
                "foreign_keys": 1,
                "secure_delete": 1,
                "mmap_size": 0,
                "busy_timeout": 30_000,
            }
    engine.dispose()


def test_a_write_holds_the_lock_from_its_first_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "WAIT_S", 0)
    engine = open_engine(f"sqlite:///{tmp_path}/a.db", create=True)
    with writing(engine), pytest.raises(ChannelDown, match="nothing of this was recorded"), writing(engine):
        pass
    engine.dispose()


def test_a_missing_file_is_never_made_quietly(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no database") as caught:
        open_engine(f"sqlite:///{tmp_path}/a.db")
    assert "tocsin init" in str(caught.value.hint)
    assert not list(tmp_path.iterdir())


def test_a_new_file_is_for_its_owner_only(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        engine = open_engine(f"sqlite:///{tmp_path}/a.db", create=True)
        with writing(engine) as connection:
            NOTES.create(connection)
    finally:
        os.umask(before)
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o600}
    engine.dispose()


def test_a_file_that_is_no_database_is_said_to_be_damaged(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(b"no database at all " * 100)
    with pytest.raises(ProofFailed, match="damaged"):
        open_engine(f"sqlite:///{tmp_path}/a.db")


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:////tmp/a.db?mode=memory",
        "mysql://somebody:s3cret@host/name",
        "postgresql+asyncpg://somebody:s3cret@host/name",
        "sqlite+aiosqlite:////tmp/a.db",
    ],
)
def test_what_is_no_url_of_ours_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(BadInput) as caught:
        open_engine(url)
    assert "s3cret" not in str(caught.value)


def test_a_server_that_is_not_there_is_the_worlds_fault() -> None:
    with pytest.raises(ChannelDown) as caught:
        open_engine("postgresql://somebody:s3cret@127.0.0.1:1/name")
    assert "s3cret" not in str(caught.value)


@pytest.mark.postgresql
def test_a_database_that_is_not_there_is_bad_input(postgresql_url: str) -> None:
    with pytest.raises((BadInput, ChannelDown)):
        open_engine(postgresql_url + "x")


@pytest.mark.postgresql
def test_a_server_that_goes_away_leaves_the_outcome_open(postgresql_url: str) -> None:
    engine = open_engine(postgresql_url)
    with pytest.raises(ChannelDown, match="not known"), writing(engine) as connection:
        connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    assert facts(engine).product == "PostgreSQL", "and the next one finds a new connection"
    engine.dispose()


@pytest.mark.postgresql
def test_commits_are_durable_even_where_the_server_says_otherwise(postgresql_url: str) -> None:
    name = postgresql_url.rsplit("/", 1)[1]
    engine = open_engine(postgresql_url)
    with writing(engine) as connection:
        connection.exec_driver_sql(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    engine.dispose()
    engine = open_engine(postgresql_url)
    assert facts(engine).journal_mode == "synchronous_commit=on"
    engine.dispose()


def test_a_full_disk_is_said_and_nothing_is_recorded(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/a.db", create=True)
    with writing(engine) as connection:
        NOTES.create(connection)
    with reading(engine) as connection:  # the pool hands the same connection out again
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 2}")
    rows = [{"key": "a", "value": b"x"}, {"key": "b", "value": bytes(100_000)}]
    with pytest.raises(ChannelDown, match="full; nothing of this was recorded"), writing(engine) as connection:
        connection.execute(insert(NOTES), rows)
    assert _keys(engine) == []
    engine.dispose()


def test_a_full_file_system_is_said_too() -> None:
    with pytest.raises(ChannelDown, match="full; nothing of this was recorded"), at_the_border():
        raise OSError(errno.ENOSPC, "No space left on device")
    with pytest.raises(OSError, match="nothing to do with it"), at_the_border():
        raise OSError(errno.EPIPE, "nothing to do with it")


def test_what_was_deleted_is_nowhere_in_the_files(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/a.db", create=True)
    secret = b"canary-" + os.urandom(16).hex().encode()
    with writing(engine) as connection:
        NOTES.create(connection)
        connection.execute(insert(NOTES).values(key="a", value=secret))
    assert any(secret in path.read_bytes() for path in tmp_path.iterdir())
    with writing(engine) as connection:
        connection.execute(NOTES.delete())
    assert forget_deleted(engine)
    assert not any(secret in path.read_bytes() for path in tmp_path.iterdir())
    engine.dispose()


def test_a_log_that_a_reader_holds_is_not_said_to_be_wiped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "WAIT_S", 0)
    engine = open_engine(f"sqlite:///{tmp_path}/a.db", create=True)
    if facts(engine).journal_mode != "wal":
        pytest.skip("no sound SQLite here: there is no write-ahead log")
    with writing(engine) as connection:
        NOTES.create(connection)
    with reading(engine) as connection:
        connection.execute(select(NOTES)).all()
        with writing(engine) as writer:
            writer.execute(insert(NOTES).values(key="a"))
        assert not forget_deleted(engine)
    assert forget_deleted(engine)
    engine.dispose()


def test_a_copy_of_the_files_holds_what_was_committed(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/a.db", create=True)
    with writing(engine) as connection:
        NOTES.create(connection)
        connection.execute(insert(NOTES).values(key="a"))
    (tmp_path / "copy").mkdir()
    for path in tmp_path.glob("a.db*"):  # what a power failure would leave
        shutil.copy(path, tmp_path / "copy")
    copied = open_engine(f"sqlite:///{tmp_path}/copy/a.db")
    assert _keys(copied) == ["a"]
    copied.dispose()
    engine.dispose()
