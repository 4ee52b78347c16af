"""The commands of care: what they print, how they leave, and the notice after a process was killed."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import a_case, an_item
from tocsin.wiring import open_desk
from tocsin.wiring.founding import make_home

MAIN = "from tocsin.cli import main; main()"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with one large item."""
    made = tmp_path / "home"
    make_home(made, person="Ada")
    with open_desk(made) as desk:
        an_item(desk, a_case(desk), os.urandom(40_000))
    return made


def _run(home: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    environment = os.environ | {"TOCSIN_HOME": str(home), "CI": "1"}
    command = [sys.executable, "-c", MAIN, *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_backup_then_restore(home: Path, tmp_path: Path) -> None:
    done = _run(home, "backup", str(tmp_path / "a.tar"))
    assert done.returncode == 0, done.stderr
    assert "backed up 10 parts" in done.stdout
    assert "it holds the keys" in done.stderr
    restored = _run(tmp_path / "again", "restore", str(tmp_path / "a.tar"))
    assert restored.returncode == 0, restored.stderr
    assert "verified: " in restored.stderr
    assert _run(tmp_path / "again", "evidence", "verify").returncode == 0


def test_the_same_as_json(home: Path, tmp_path: Path) -> None:
    done = _run(home, "backup", str(tmp_path / "a.tar"), "--without-keys", "--json")
    assert done.returncode == 0, done.stderr
    made = json.loads(done.stdout)["manifest"]
    assert made["has_keys"] is False
    restored = _run(tmp_path / "again", "restore", str(tmp_path / "a.tar"), "--json")
    assert restored.returncode == 1  # nothing to check is not a pass
    assert json.loads(restored.stdout)["verified"] is False
    assert "not verified: this backup has no keys" in restored.stderr


def test_a_backup_that_names_a_loss_leaves_with_1(home: Path, tmp_path: Path) -> None:
    (stored,) = [path for path in (home / "vault").rglob("*") if path.is_file()]
    stored.unlink()
    done = _run(home, "backup", str(tmp_path / "a.tar"))
    assert done.returncode == 1
    assert f"{stored.name}" in done.stderr
    restored = _run(tmp_path / "again", "restore", str(tmp_path / "a.tar"))
    assert restored.returncode == 1
    assert "the object behind" in restored.stdout


def test_refusals_say_what_and_what_next(home: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.tar").touch()
    for words, code, said in (
        (("backup", str(tmp_path / "mine.tar")), 1, "is there already"),
        (("backup", str(tmp_path / "absent" / "a.tar")), 2, "there is no folder"),
        (("restore", str(tmp_path / "mine.tar")), 1, "is not empty"),
        (("restore", str(tmp_path / "mine.tar"), "--home", str(tmp_path / "new")), 2, "byte 0"),
    ):
        done = _run(home, *words)
        assert (done.returncode, done.stdout) == (code, "")
        assert done.stderr.startswith("error: ")
        assert said in done.stderr
        assert "\nhint: " in done.stderr


def test_nothing_to_upgrade(home: Path) -> None:
    done = _run(home, "upgrade")
    assert (done.returncode, "nothing to do" in done.stdout) == (0, True)
    assert json.loads(_run(home, "upgrade", "--json").stdout)["done"] is False


def test_doctor_leaves_with_1_only_when_something_is_bad(home: Path) -> None:
    sound = _run(home, "doctor")
    assert sound.returncode == 0, sound.stdout
    assert "every process ended cleanly" in sound.stdout
    home.chmod(0o755)
    warned = _run(home, "doctor")
    assert warned.returncode == 0
    assert f"chmod 700 {home}" in warned.stdout
    (home / "tocsin.db").unlink()
    bad = _run(home, "doctor", "--json")
    assert bad.returncode == 1
    said = json.loads(bad.stdout)
    assert said["bad"] is True
    assert [one["check"] for one in said["findings"] if one["verdict"] == "bad"] == ["database"]


KILLED = """
import sys, time
from pathlib import Path
from tocsin.wiring import open_desk
with open_desk(Path(sys.argv[1])):
    print("here", flush=True)
    time.sleep(600)
"""


def test_after_a_kill_the_next_command_says_so_once(home: Path) -> None:
    processes = [
        subprocess.Popen([sys.executable, "-c", KILLED, str(home)], stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "here\n"
    assert _run(home, "case", "list").stderr == ""  # both live
    processes[0].send_signal(signal.SIGKILL)
    processes[0].wait()
    told = _run(home, "case", "list")
    assert told.returncode == 0
    assert told.stderr.startswith("the last run did not end cleanly; everything it reported as done is there; checking")
    assert "the log holds" in told.stderr
    assert _run(home, "case", "list").stderr == ""  # once, and the other one still lives
    processes[1].kill()
    processes[1].wait()
    assert "did not end cleanly" in _run(home, "status").stderr


def test_a_killed_run_that_lost_entries_is_not_called_whole(home: Path, tmp_path: Path) -> None:
    old = (home / "tocsin.db").read_bytes()
    with open_desk(home) as desk:
        a_case(desk)
    (home / "tocsin.db").write_bytes(old)
    (home / "running").mkdir(exist_ok=True)
    (home / "running" / "1.00000000").touch()
    assert "entries are missing that were signed" in _run(home, "case", "list").stderr
