"""The verifier by itself, as the one file and as a module: what it prints, and how it leaves."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.claims import POLICY, whole_story
from tests.verifier.test_bundle import SOURCES
from tocsin.verifier.bundle import bundle
from tocsin.verifier.claim import verify

Command = list[str | Path]


@pytest.fixture(params=["one file", "module"])
def program(request: pytest.FixtureRequest, tmp_path: Path) -> Command:
    """How it is run."""
    if request.param == "module":
        return [sys.executable, "-m", "tocsin.verifier"]
    script = tmp_path / "verifier.py"
    script.write_text(bundle(SOURCES), encoding="utf-8")
    return [sys.executable, "-I", script]


def run(program: Command, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*program, *arguments], capture_output=True, check=False, text=True)


def test_it_leaves_as_it_says_and_prints_what_it_found(program: Command, tmp_path: Path) -> None:
    claim, other, policy = (tmp_path / name for name in ("a.claim.json", "b.claim.json", "policy"))
    claim.write_bytes(whole_story().claim())
    other.write_bytes(whole_story().claim(asks="acknowledged"))
    policy.write_bytes(POLICY)
    held = run(program, claim)
    assert (held.returncode, held.stderr) == (0, "")
    assert json.loads(held.stdout) == verify(claim.read_bytes())
    assert held.stdout.isascii()
    assert run(program, other).returncode == 1
    assert run(program, claim, "--policy", policy).returncode == 1


@pytest.mark.parametrize("arguments", [(), (__file__,), ("missing",), ("--key", "rubbish"), ("--policy", __file__)])
def test_what_cannot_be_read_leaves_with_two(program: Command, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    claim = tmp_path / "a.claim.json"
    claim.write_bytes(whole_story().claim())
    given = [claim, *arguments] if arguments and arguments[0].startswith("--") else [*arguments]
    ran = run(program, *given)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "error" in ran.stderr
