"""How the program leaves: exit codes, error and hint, and what an interrupted person reads."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal import PROGRAM, tocsin
from tocsin import cli
from tocsin.vocab.errors import ActNotAllowed, BadInput, ChannelDown, ProofFailed


@pytest.mark.parametrize(
    ("fault", "code"), [(BadInput("x"), 2), (ActNotAllowed("x"), 1), (ProofFailed("x"), 1), (ChannelDown("x"), 3)]
)
def test_each_fault_has_its_exit_code_and_a_hint(
    fault: Exception, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(**_: object) -> None:
        raise fault

    monkeypatch.setattr("tocsin.cli.commands.tree", lambda: fails)
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert left.value.code == code
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "error: x"
    assert told[1].startswith("hint: ")


@pytest.mark.parametrize(("fault", "code"), [(RuntimeError("content of a case"), 70), (KeyboardInterrupt(), 130)])
def test_a_fault_of_ours_quotes_no_content(
    fault: BaseException, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(**_: object) -> None:
        raise fault

    monkeypatch.setattr("tocsin.cli.commands.tree", lambda: fails)
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert left.value.code == code
    assert "content of a case" not in capsys.readouterr().err


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    script = f"{PROGRAM} route list --home {tmp_path / 'h'} --json | head -c 10"
    assert tocsin("init", "--name", "Ada", home=tmp_path / "h").code == 0
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def test_the_module_starts_without_heavy_imports() -> None:
    probe = (
        "import tocsin.cli.commands, sys; print([m for m in ('sqlalchemy','alembic','obstore') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
