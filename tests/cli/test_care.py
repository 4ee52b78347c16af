"""The commands of care: what they print, how they leave, and the notice after a process was killed."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import a_case, an_item
from tests.terminal import tocsin
from tocsin.wiring import open_desk
from tocsin.wiring.founding import make_home


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with one large item."""
    made = tmp_path / "home"
    make_home(made, person="Ada")
    with open_desk(made) as desk:
        an_item(desk, a_case(desk), os.urandom(40_000))
    return made


def test_backup_then_restore(home: Path, tmp_path: Path) -> None:
    done = tocsin("backup", str(tmp_path / "a.tar"), home=home)
    assert done.code == 0, done.err
    assert "backed up 10 parts" in done.out
    assert "it holds the keys" in done.err
    restored = tocsin("restore", str(tmp_path / "a.tar"), home=tmp_path / "again")
    assert restored.code == 0, restored.err
    assert "verified: " in restored.err
    assert tocsin("evidence", "verify", home=tmp_path / "again").code == 0


def test_the_same_as_json(home: Path, tmp_path: Path) -> None:
    done = tocsin("backup", str(tmp_path / "a.tar"), "--without-keys", "--json", home=home)
    assert done.code == 0, done.err
    made = json.loads(done.out)["manifest"]
    assert made["has_keys"] is False
    restored = tocsin("restore", str(tmp_path / "a.tar"), "--json", home=tmp_path / "again")
    assert restored.code == 1  # nothing to check is not a pass
    assert json.loads(restored.out)["verified"] is False
    assert "not verified: this backup has no keys" in restored.err


def test_a_backup_that_names_a_loss_leaves_with_1(home: Path, tmp_path: Path) -> None:
    (stored,) = [path for path in (home / "vault").rglob("*") if path.is_file()]
    stored.unlink()
    done = tocsin("backup", str(tmp_path / "a.tar"), home=home)
    assert done.code == 1
    assert f"{stored.name}" in done.err
    restored = tocsin("restore", str(tmp_path / "a.tar"), home=tmp_path / "again")
    assert restored.code == 1
    assert "the object behind" in restored.out


def test_refusals_say_what_and_what_next(home: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.tar").touch()
    for words, code, said in (
        (("backup", str(tmp_path / "mine.tar")), 1, "is there already"),
        (("backup", str(tmp_path / "absent" / "a.tar")), 2, "there is no folder"),
        (("restore", str(tmp_path / "mine.tar")), 1, "is not empty"),
        (("restore", str(tmp_path / "mine.tar"), "--home", str(tmp_path / "new")), 2, "byte 0"),
    ):
        done = tocsin(*words, environment={"TOCSIN_HOME": str(home)})
        assert (done.code, done.out) == (code, "")
        assert done.err.startswith("error: ")
        assert said in done.err
        assert "\nhint: " in done.err


def test_nothing_to_upgrade(home: Path) -> None:
    done = tocsin("upgrade", home=home)
    assert (done.code, "nothing to do" in done.out) == (0, True)
    assert json.loads(tocsin("upgrade", "--json", home=home).out)["done"] is False


def test_doctor_leaves_with_1_only_when_something_is_bad(home: Path) -> None:
    sound = tocsin("doctor", home=home)
    assert sound.code == 0, sound.out
    assert "every process ended cleanly" in sound.out
    home.chmod(0o755)
    warned = tocsin("doctor", home=home)
    assert warned.code == 0
    assert f"chmod 700 {home}" in warned.out
    (home / "tocsin.db").unlink()
    bad = tocsin("doctor", "--json", home=home)
    assert bad.code == 1
    said = json.loads(bad.out)
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
    assert tocsin("case", "list", home=home).err == ""  # both live
    processes[0].send_signal(signal.SIGKILL)
    processes[0].wait()
    told = tocsin("case", "list", home=home)
    assert told.code == 0
    assert told.err.startswith("the last run did not end cleanly; everything it reported as done is there; checking")
    assert "the log holds" in told.err
    assert tocsin("case", "list", home=home).err == ""  # once, and the other one still lives
    processes[1].kill()
    processes[1].wait()
    assert "did not end cleanly" in tocsin("status", home=home).err


def test_a_killed_run_that_lost_entries_is_not_called_whole(home: Path, tmp_path: Path) -> None:
    old = (home / "tocsin.db").read_bytes()
    with open_desk(home) as desk:
        a_case(desk)
    (home / "tocsin.db").write_bytes(old)
    (home / "running").mkdir(exist_ok=True)
    (home / "running" / "1.00000000").touch()
    assert "entries are missing that were signed" in tocsin("case", "list", home=home).err
