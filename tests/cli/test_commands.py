"""The tree of commands: every one helps, none is a stub, completion and version are there."""

import subprocess
import sys

import typer

from tests.terminal import installed, tocsin
from tocsin import __version__
from tocsin.cli.commands import app, tree, whole


def _paths(command: object, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    inner = getattr(command, "commands", {})
    found = [path] if path and not inner else []
    for name, one in inner.items():
        found += _paths(one, (*path, name))
    return found


PATHS = _paths(whole())


def test_the_route_so_far_is_there() -> None:
    names = {path[0] for path in PATHS}
    assert {"init", "demo", "doctor", "status", "ready", "add", "search", "triage", "where"} <= names
    assert {"case", "evidence", "duty", "record", "ledger", "backup", "restore", "upgrade", "bench"} <= names
    assert {"party", "token", "policy", "share", "feedback", "outbox", "channel", "worker"} <= names


def test_groups_that_are_not_read_yet_are_told_of_as_those_that_are() -> None:
    assert list(tree().commands) == list(whole().commands)
    for name, command in whole().commands.items():
        assert tree().commands[name].get_short_help_str(60) == command.get_short_help_str(60)


def test_a_group_is_read_only_when_it_is_called() -> None:
    probe = "\n".join(
        (
            "import sys; from tocsin.cli import main",
            "looked_for = ('tocsin.cli.share', 'tocsin.cli.claim')",
            "try: main()",
            "finally: print(*(name for name in looked_for if name in sys.modules), file=sys.stderr)",
        )
    )
    for words, read in (("--help", ""), ("share --help", "tocsin.cli.share")):
        done = subprocess.run([sys.executable, "-c", probe, *words.split()], capture_output=True, text=True, check=True)
        assert done.stderr.strip() == read


def test_every_command_has_a_sentence_of_help() -> None:
    for path in PATHS:
        ran = tocsin(*path, "--help")
        assert ran.code == 0, path
        assert len(ran.out.splitlines()) > 4, path


def test_commands_that_are_not_built_are_absent() -> None:
    assert not {"hunt", "convert"} & {path[0] for path in PATHS}


def test_the_version_is_the_package_s() -> None:
    assert tocsin("--version").out.strip() == f"tocsin {__version__}"


def test_an_unknown_command_is_wrong_use() -> None:
    assert tocsin("fly").code == 2


def test_the_installed_program_completes_its_own_commands() -> None:
    ran = installed(environment={"_TOCSIN_COMPLETE": "complete_bash", "COMP_WORDS": "tocsin ca", "COMP_CWORD": "1"})
    assert "case" in ran.out


def test_the_app_is_typer_s() -> None:
    assert isinstance(app, typer.Typer)
