"""`--model`: off unless asked for; where it is not installed, the way to it is said."""

from pathlib import Path

import pytest

from tests.terminal import tocsin
from tocsin.stages import named_entities
from tocsin.stages.named_entities import IS_INSTALLED, RULE

TEXT = "The list of orders was with Kat Delacroix when we looked at it, and it is not there any more.\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A sentence of prose."""
    path = tmp_path / "note.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_without_the_extra_the_command_says_what_to_install(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(named_entities, "IS_INSTALLED", False)  # as where it is absent
    ran = tocsin("scan", file, "--model")
    assert ran.code == 2
    assert "tocsin[names]" in ran.err


def test_the_model_is_not_asked_unless_wanted(file: Path) -> None:
    assert RULE not in tocsin("scan", file).out


def test_several_processes_are_refused(file: Path) -> None:
    ran = tocsin("scan", "--texts", file, "--workers", "2", "--model")
    assert (ran.code, "leave one of them away" in ran.err or "tocsin[names]" in ran.err) == (2, True)


@pytest.mark.skipif(not IS_INSTALLED, reason="the extra `names` is not installed: no model to ask")
def test_what_the_model_says_is_shown_as_its_guess_and_taken_out(file: Path) -> None:
    assert RULE in tocsin("scan", file, "--model", "--no-guesses").out
    assert tocsin("redact", file, "--model", "--no-guesses").code == 0
    assert "Delacroix" not in file.with_name("note.clean.txt").read_text("utf-8")
