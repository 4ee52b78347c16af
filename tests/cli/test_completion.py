"""Completion is made for a shell by its name, and where none is seen the hint says so."""

from pathlib import Path

import pytest

from tests.terminal import tocsin
from tocsin.cli import completion


@pytest.mark.parametrize("shell", completion.SHELLS)
def test_completion_is_shown_for_the_shell_that_was_named(shell: str) -> None:
    assert "_TOCSIN_COMPLETE" in tocsin("--show-completion", shell).out


def test_completion_is_installed_for_the_shell_that_was_named_whichever_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert tocsin("--install-completion", "fish").code == 0
    assert (tmp_path / ".config/fish/completions/tocsin.fish").read_text().startswith("complete")


@pytest.mark.parametrize("asked", [completion.INSTALL, completion.SHOW])
def test_without_a_shell_the_hint_says_what_to_type(asked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(completion, "_running", str)
    refused = tocsin(asked)
    assert refused.code == 2
    assert f"`tocsin {asked} bash`" in refused.err
    assert "None" not in refused.err + refused.out
    assert tocsin(asked, "tcsh").code == 2
