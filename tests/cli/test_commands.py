"""The tree of commands: every one helps, none is a stub, completion and version are there."""

import typer
from typer.main import get_command

from tests.terminal import installed, tocsin
from tocsin import __version__
from tocsin.cli.commands import app


def _paths(command: object, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    inner = getattr(command, "commands", {})
    found = [path] if path and not inner else []
    for name, one in inner.items():
        found += _paths(one, (*path, name))
    return found


PATHS = _paths(get_command(app))


def test_the_route_so_far_is_there() -> None:
    names = {path[0] for path in PATHS}
    assert {"init", "demo", "doctor", "status", "ready", "add", "search", "triage", "where"} <= names
    assert {"case", "evidence", "duty", "record", "ledger", "backup", "restore", "upgrade", "bench"} <= names
    assert {"party", "token", "policy", "share", "feedback", "outbox", "channel", "worker"} <= names


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
