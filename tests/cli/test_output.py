"""What is written for people: inert, whole, and a new file is nobody else's to read."""

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tocsin.cli.output import case_cell, heading, new_file, said_where_slow, table, tell, tell_table
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


def test_a_long_table_is_drawn_at_first_and_then_quick_and_whole(capsys: pytest.CaptureFixture[str]) -> None:
    table(("number", "what"), ((number, f"row {number}\x1b[31m") for number in range(20_000)), empty="")
    shown = capsys.readouterr().out
    lines = shown.splitlines()
    assert all(any(f"row {number}⟨U+001B⟩" in line for line in lines[-3:]) for number in (19_998, 19_999))
    assert shown.count("row ") == 20_000
    assert "\x1b" not in shown


def test_a_table_without_rows_says_why_or_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    table(("a",), [], empty="no case yet")
    table(("a",), [], empty="")
    assert capsys.readouterr().out == "no case yet\n"


def test_a_heading_stands_below_an_empty_line(capsys: pytest.CaptureFixture[str]) -> None:
    heading("next\x1b[2J")
    assert capsys.readouterr().out == "\nnext⟨U+001B⟩[2J\n"


def test_a_value_is_for_scripts_and_a_sentence_for_people(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    tell({"done": True}, "it is done", as_json=True)
    tell_table([1], ("number",), never(), as_json=True, empty="none")
    sys.stdout.flush()
    assert json.loads(b"[" + capfdbinary.readouterr().out.replace(b"}\n", b"},") + b"]") == [{"done": True}, [1]]
    tell({"done": True}, "it is done", as_json=False)
    tell_table([1], ("number",), [(1,)], as_json=False, empty="none")
    sys.stdout.flush()
    assert capfdbinary.readouterr().out.split()[:4] == [b"it", b"is", b"done", b"number"]


def never() -> Iterator[tuple[object, ...]]:
    """Rows that nobody may ask for."""
    raise AssertionError("rows that nobody sees are not made")
    yield ()


def test_a_practice_case_says_so_in_a_cell() -> None:
    case = "case-0123456789abcdefghjkmnpqrs"
    assert (case_cell(case, False), case_cell(case, True)) == ("case-01234567", "case-01234567 EXERCISE")


def test_who_looks_on_is_told_why_they_wait_and_only_where_they_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for is_looked_at, after_s, said in ((True, 0.0, "getting ready\n"), (True, 60.0, ""), (False, 0.0, "")):
        monkeypatch.setattr(sys.stderr, "isatty", lambda is_looked_at=is_looked_at: is_looked_at)
        with said_where_slow("getting ready", after_s):
            time.sleep(0.2)
        assert capsys.readouterr() == ("", said)
