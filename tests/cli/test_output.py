"""What is written for people: a new file is nobody else's to read, and nothing of it stays where it fails."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tocsin.cli.output import new_file
from tocsin.vocab.errors import BadInput


@pytest.fixture(autouse=True)
def open_umask() -> Iterator[None]:
    """The most careless machine: whatever a program asks for is granted to everybody."""
    before = os.umask(0)
    yield
    os.umask(before)


def test_a_new_file_is_for_its_owner_only(tmp_path: Path) -> None:
    with new_file(tmp_path / "copy.bin") as target:
        target.write(b"x")
    assert (tmp_path / "copy.bin").stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_there_or_a_link_is_never_written(tmp_path: Path) -> None:
    (tmp_path / "there").write_bytes(b"before")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for name in ("there", "link"):
        with pytest.raises(BadInput, match="File exists"), new_file(tmp_path / name):
            pass
    assert (tmp_path / "there").read_bytes() == b"before"
    assert not (tmp_path / "elsewhere").exists()


def test_where_something_fails_the_file_is_gone_again(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), new_file(tmp_path / "half") as target:
        target.write(bytes([1 // 0]))
    assert not (tmp_path / "half").exists()
