"""The baseline does what it says: durable rows, and a digest of every leaf."""

import sqlite3
from pathlib import Path

from tests.builders import a_case
from tocsin.bench.bare import Bare, digest_every_leaf, sqlite_version
from tocsin.wiring import open_desk
from tocsin.wiring.founding import make_home


def test_rows_are_kept_one_by_one_and_at_once(tmp_path: Path) -> None:
    bare = Bare(tmp_path / "bare.db")
    bare.commit_each([(b"a", b"1"), (b"b", b"")])
    bare.commit_once([(b"c", b"3"), (b"d", b"4")])
    bare.close()
    with sqlite3.connect(tmp_path / "bare.db") as again:
        assert again.execute("SELECT leaf, rest FROM kept ORDER BY id").fetchall() == [
            (b"a", b"1"),
            (b"b", b""),
            (b"c", b"3"),
            (b"d", b"4"),
        ]


def test_it_is_as_durable_as_the_desk(tmp_path: Path) -> None:
    bare = Bare(tmp_path / "bare.db")
    assert bare.pragma("synchronous") == 2  # FULL. Source: SQLite, "PRAGMA statements", "PRAGMA synchronous"
    bare.close()


def test_every_leaf_of_a_home_is_digested(tmp_path: Path) -> None:
    make_home(tmp_path / "home", person="Ada")
    with open_desk(tmp_path / "home") as desk:
        a_case(desk)
        assert digest_every_leaf(tmp_path / "home" / "tocsin.db") == desk.log.size() > 2


def test_its_version_is_that_of_the_desk() -> None:
    assert sqlite_version().count(".") == 2
