"""A killed process is told of once; a living one never is."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tocsin.store.running import FOLDER, Markers, clear_dead, look, marked

WAITS = """
import sys, time
from pathlib import Path
from tocsin.store.running import marked
with marked(Path(sys.argv[1])):
    print("here", flush=True)
    sys.stdin.read()
"""


def _at_work(home: Path) -> "subprocess.Popen[bytes]":
    process = subprocess.Popen([sys.executable, "-c", WAITS, str(home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout
    assert process.stdout.readline() == b"here\n"
    return process


def _kill(process: "subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()


def test_a_clean_end_leaves_nothing(tmp_path: Path) -> None:
    with marked(tmp_path):
        assert look(tmp_path) == Markers(living=1, dead=0)
    assert list((tmp_path / FOLDER).iterdir()) == []
    assert clear_dead(tmp_path) == 0


def test_a_fault_is_a_clean_end_too(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), marked(tmp_path):
        raise KeyboardInterrupt
    assert look(tmp_path) == Markers(living=0, dead=0)


def test_a_killed_process_is_told_of_once(tmp_path: Path) -> None:
    _kill(_at_work(tmp_path))
    assert look(tmp_path) == Markers(living=0, dead=1)
    assert [clear_dead(tmp_path), clear_dead(tmp_path)] == [1, 0]


def test_the_living_stay_among_the_dead(tmp_path: Path) -> None:
    first, second, third = (_at_work(tmp_path) for _ in range(3))
    _kill(second)
    with marked(tmp_path), marked(tmp_path):  # two at once in one process
        assert look(tmp_path) == Markers(living=4, dead=1)
        assert clear_dead(tmp_path) == 1
        assert look(tmp_path) == Markers(living=4, dead=0)
    for process in (first, third):
        process.communicate(b"")
        assert process.returncode == 0
    assert look(tmp_path) == Markers(living=0, dead=0)


def test_another_process_with_the_same_number_is_not_taken_for_the_dead_one(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / f"{os.getpid()}.00000000").touch()  # as an earlier boot, or another container, left it
    assert clear_dead(tmp_path) == 1


def test_a_marker_without_its_lock_yet_is_not_judged(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / ".new-1.00000000").touch()
    assert look(tmp_path) == Markers(living=0, dead=0)


def test_of_many_that_ask_one_is_told(tmp_path: Path) -> None:
    _kill(_at_work(tmp_path))
    asks = "import sys; from pathlib import Path; from tocsin.store.running import clear_dead; "
    asks += "print(clear_dead(Path(sys.argv[1])))"
    asked = [
        subprocess.Popen([sys.executable, "-c", asks, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    assert sorted(process.communicate()[0].strip() for process in asked) == ["0", "0", "0", "1"]


def test_a_home_that_takes_no_marker_is_used_all_the_same(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("no folder")
    with marked(tmp_path):
        pass
    with marked(tmp_path / "absent"):
        pass
    assert not (tmp_path / "absent").exists()
