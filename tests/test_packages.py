"""The system's programs: root installs what is missing in one step; anybody else is told what it is."""

import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parent.parent / ".ci" / "packages"
EVERY_PROGRAM = ("make", "git", "python3", "chromium", "npm", "qpdf", "pdftotext")


def a_machine(folder: Path, *programs: str, user: int, apt_get: str = "exit 0") -> Path:
    """A folder of programs that stands for a whole machine: those named, a user, and a package manager that notes."""
    made = folder / "bin"
    made.mkdir()
    for name in ("bash", "env"):
        (made / name).symlink_to(f"/usr/bin/{name}" if Path(f"/usr/bin/{name}").exists() else f"/bin/{name}")
    scripts = {**dict.fromkeys(programs, "exit 0"), "id": f"echo {user}"}
    scripts["apt-get"] = f'echo "$@" >> {folder / "asked"}; {apt_get}'
    for name, script in scripts.items():
        (made / name).write_text(f"#!/bin/bash\n{script}\n")
        (made / name).chmod(0o755)
    return made


def run(machine: Path) -> str:
    done = subprocess.run(
        [SCRIPT], env={"PATH": str(machine)}, capture_output=True, text=True, timeout=30, check=True, cwd=machine
    )
    return done.stdout


def asked(folder: Path) -> list[str]:
    path = folder / "asked"
    return path.read_text().splitlines() if path.exists() else []


@pytest.mark.parametrize("user", [0, 1000])
def test_where_nothing_is_missing_nothing_happens(tmp_path: Path, user: int) -> None:
    assert run(a_machine(tmp_path, *EVERY_PROGRAM, user=user)) == ""
    assert asked(tmp_path) == []


def test_another_name_of_the_browser_will_do(tmp_path: Path) -> None:
    assert run(a_machine(tmp_path, *set(EVERY_PROGRAM) - {"chromium"}, "chromium-browser", user=0)) == ""


def test_root_installs_in_one_step_only_what_is_missing(tmp_path: Path) -> None:
    said = run(a_machine(tmp_path, "make", "git", "python3", "npm", "qpdf", user=0))
    assert "chromium poppler-utils" in said
    assert asked(tmp_path) == ["update -qq", "install -y -qq --no-install-recommends chromium poppler-utils"]


def test_anybody_else_is_told_what_is_missing(tmp_path: Path) -> None:
    said = run(a_machine(tmp_path, user=1000))
    assert "apt-get install make git python3 python3-venv chromium npm qpdf poppler-utils" in said
    assert asked(tmp_path) == []


def test_what_cannot_be_installed_is_said_and_does_not_stop_the_rest(tmp_path: Path) -> None:
    said = run(a_machine(tmp_path, *set(EVERY_PROGRAM) - {"qpdf"}, user=0, apt_get="exit 100"))
    assert "could not be installed: qpdf" in said
