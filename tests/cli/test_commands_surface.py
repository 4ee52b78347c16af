"""The surface that scripts and people rely on, the same for every command."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import a_case
from tests.terminal import PROGRAM, installed, tocsin
from tocsin.cli.commands import whole
from tocsin.wiring import open_desk


def _paths(command: object, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    inner = getattr(command, "commands", {})
    return [path] if not inner else [found for name in inner for found in _paths(inner[name], (*path, name))]


PATHS = _paths(whole())
# Words that make a command that only reads answer, in the home of the demonstration; CASE and ITEM stand for its ids.
DOCUMENTS = (
    "status",
    "ready",
    "where vulnerability",
    "search litellm",
    "user list",
    "config show",
    "config check",
    "route list",
    "key show",
    "case templates",
    "case show CASE",
    "case views",
    "case timeline CASE",
    "case checklist CASE",
    "case open-items CASE",
    "evidence list CASE --missing",
    "evidence show ITEM",
    "evidence bytes ITEM",
    "evidence verify CASE",
    "duty list",
    "duty list CASE",
    "duty show nis2_23",
    "record list CASE",
    "ledger verify",
    "ledger prove 3",
    "ledger checkpoint",
    "policy show",
    "policy show release",
    "policy check",
    "policy explain --facts SIG=active",
    "share list",
    "share list CASE",
)
STREAMS = ("case list", "case log CASE", "evidence list CASE", "evidence objects ITEM", "report list")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """The home of the demonstration, its case and its trace."""
    home = tmp_path_factory.mktemp("surface") / "home"
    case = str(tocsin("demo", "--keep", home, "--json").record["case"])
    items = tocsin("evidence", "list", case, "--json", home=home).lines
    return home, case, next(str(item["id"]) for item in items if item["kind"] == "bill_of_materials")


def _words(command: str, told: tuple[Path, str, str]) -> list[str]:
    return [{"CASE": told[1], "ITEM": told[2]}.get(word, word) for word in command.split()] + _looking(command)


def _looking(command: str) -> list[str]:
    return ["--reason", "triage", "--because", "a look"] if "ITEM" in command else []  # its case is marked


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_every_command_shows_an_example_of_itself(path: tuple[str, ...]) -> None:
    ran = tocsin(*path, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert re.search(rf"Example: tocsin (--as (?:'[^']+'|\w+) )?{' '.join(path)}", " ".join(ran.out.split()))


@pytest.mark.parametrize("command", DOCUMENTS)
def test_json_is_one_document_and_nothing_else(command: str, told: tuple[Path, str, str]) -> None:
    ran = tocsin(*_words(command, told), "--json", home=told[0])
    assert ran.code in (0, 1)  # `ready` says no, for nobody confirmed every route
    assert isinstance(ran.json, dict | list)
    assert not ran.err


@pytest.mark.parametrize("command", STREAMS)
def test_a_stream_is_one_json_object_a_line(command: str, told: tuple[Path, str, str]) -> None:
    ran = tocsin(*_words(command, told), "--json", home=told[0])
    assert ran.code == 0
    assert ran.lines
    assert all(isinstance(line, dict) for line in ran.lines)


@pytest.mark.parametrize("command", DOCUMENTS + STREAMS)
def test_what_people_read_is_no_json_and_ends_its_last_line(command: str, told: tuple[Path, str, str]) -> None:
    ran = tocsin(*_words(command, told), home=told[0])
    assert ran.out.endswith("\n")
    assert not ran.out.startswith(("{", "["))


def test_tables_are_drawn_without_colours_where_nobody_looks(told: tuple[Path, str, str]) -> None:
    assert "\x1b" not in installed("case", "show", told[1], "--home", told[0]).out


# --- errors -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ("fly",),
        ("case", "show"),
        ("case", "list", "--no-such-option"),
        ("ledger", "prove", "first"),
        ("case", "show", "uu"),
        ("evidence", "show", "uu"),
        ("report", "answer", "uu", "accepted"),
        ("user", "retire", "uu"),
        ("route", "withdraw", "uu"),
        ("evidence", "hold"),
        ("share", "show", "uu"),
        ("share", "new"),
        ("feedback", "list", "uu"),
        ("triage", "--facts", "/no/such/file"),
        ("add", "/no/such/file"),
    ],
    ids=" ".join,
)
def test_an_error_says_what_is_wrong_and_what_to_do_next(words: tuple[str, ...], own_home: Path) -> None:
    ran = tocsin(*words, "--home", own_home) if words[0] not in ("fly", "triage") else tocsin(*words)
    error, hint = ran.err.splitlines()
    assert (ran.code, ran.out) == (2, "")
    assert error.startswith("error: ")
    assert hint.startswith("hint: ")


@pytest.mark.parametrize("words", ["item show", "person show"])
def test_the_hint_of_an_unknown_id_names_a_command_that_exists(words: str, own_home: Path) -> None:
    command = ("evidence", "show") if words.startswith("item") else ("user", "retire")
    hint = tocsin(*command, "uu", home=own_home).err.split("`")[1].split()
    assert tuple(hint[1:3]) in PATHS


def test_the_beginning_of_an_id_is_enough_and_an_ambiguous_one_is_told(own_home: Path) -> None:
    with open_desk(own_home) as desk:
        ids = [a_case(desk).id for _ in range(40)]  # more than there are signs: two begin alike
    assert tocsin("case", "show", ids[0].removeprefix("case-")[:20], home=own_home).code == 0
    firsts = [identifier[5] for identifier in ids]
    twice = next(sign for sign in firsts if firsts.count(sign) > 1)
    ran = tocsin("case", "show", twice, home=own_home)
    assert (ran.code, "fits more than one case" in ran.err, "type more of it" in ran.err) == (2, True, True)


def test_an_empty_word_names_nothing_even_where_there_is_only_one(own_home: Path, tmp_path: Path) -> None:
    with open_desk(own_home) as desk:
        a_case(desk)
    (tmp_path / "note.txt").write_text("a note")
    for words in (
        ("case", "show", ""),
        ("evidence", "verify", ""),
        ("add", tmp_path / "note.txt", "--case", ""),
        ("add", ""),
    ):
        ran = tocsin(*words, home=own_home)
        assert (ran.code, ran.err.startswith("error: ")) == (2, True), words


def test_without_a_home_the_hint_says_how_to_make_one(tmp_path: Path) -> None:
    ran = tocsin("status", home=tmp_path / "nowhere")
    assert ran.code == 2
    assert f"tocsin init --home {tmp_path / 'nowhere'}" in ran.err


def test_the_home_may_stand_in_the_environment_and_the_option_wins(own_home: Path, tmp_path: Path) -> None:
    assert installed("case", "list", environment={"TOCSIN_HOME": str(own_home)}).code == 0
    ran = tocsin("case", "list", home=tmp_path / "other", environment={"TOCSIN_HOME": str(own_home)})
    assert ran.code == 2


# --- the world around -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["route list --json", "route list", "case log CASE --json", "duty list", "--help"])
def test_a_reader_that_goes_away_ends_it_quietly(command: str, told: tuple[Path, str, str]) -> None:
    words = [*_words(command, told), *(() if command == "--help" else ("--home", str(told[0])))]
    with subprocess.Popen([PROGRAM, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()  # before the first sign is written
        said = running.stderr.read()
    assert (running.returncode, said) == (0, b"")


# Whoever runs the tests in the background has Ctrl-C switched off for every child; a terminal has not.
_AT_A_TERMINAL = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from tocsin.cli import main; main()"
)


def test_control_c_leaves_with_130_and_nothing_half_recorded(own_home: Path) -> None:
    before = tocsin("ledger", "checkpoint", home=own_home).out
    words = [sys.executable, "-c", _AT_A_TERMINAL, "add", "-", "--home", str(own_home)]
    running = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdin is not None
    _until_it_reads(running.pid)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=30)
    assert (running.returncode, said.decode()) == (130, "interrupted: what was reported as done is done\n")
    assert tocsin("ledger", "checkpoint", home=own_home).out == before


def _until_it_reads(pid: int) -> None:
    """Wait until the program waits for what somebody types: it has started by then, and recorded nothing."""
    waiting = Path(f"/proc/{pid}/wchan")
    for _ in range(3_000):
        if "pipe" in waiting.read_text():
            return
        os.sched_yield()
        signal.sigtimedwait([], 0.01)
    pytest.fail("the program never asked for its input")


def test_an_unexpected_fault_leaves_with_70_and_nothing_half_recorded(own_home: Path, tmp_path: Path) -> None:
    with open_desk(own_home) as desk:
        case = a_case(desk)
    before = tocsin("ledger", "checkpoint", home=own_home).out
    with (tmp_path / "for writing only").open("wb") as unreadable:
        words = ["evidence", "add", case.id, "-", "--note", "a private note", "--home", str(own_home)]
        done = subprocess.run([PROGRAM, *words], stdin=unreadable, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (70, "")
    assert "nothing half done was recorded" in done.stderr
    assert "Traceback" not in done.stderr
    assert "a private note" not in done.stderr
    assert tocsin("ledger", "checkpoint", home=own_home).out == before
    assert tocsin("ledger", "verify", home=own_home).code == 0


def test_an_unconfirmed_purge_leaves_with_one(own_home: Path) -> None:
    with open_desk(own_home) as desk:
        case = a_case(desk)
    item = str(tocsin("evidence", "add", case.id, "-", "--json", home=own_home, stdin=b"x").record["id"])
    for answer in (b"", b"n\n"):
        ran = tocsin("evidence", "purge", item, "--because", "x", home=own_home, stdin=answer)
        assert ran.code == 1
        assert "error: nothing was done, because it was not confirmed" in ran.err


def test_a_terminal_that_lacks_a_sign_is_answered_all_the_same(told: tuple[Path, str, str]) -> None:
    ran = installed("case", "show", told[1], "--home", told[0], environment={"PYTHONIOENCODING": "ascii"})
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.isascii()


def test_completion_scripts_are_made_for_each_shell() -> None:
    for shell in ("bash", "zsh", "fish"):
        ran = installed(environment={"_TOCSIN_COMPLETE": f"source_{shell}"})
        assert ran.code == 0
        assert "tocsin" in ran.out


def test_json_hides_nothing_from_a_terminal_and_changes_nothing_for_a_script(own_home: Path) -> None:
    name = "\u202egnp\x9b31m \U000e0041"
    made = tocsin("case", "new", "--name", name, "--json", home=own_home)
    assert made.record["name"] == name
    assert "\\u202egnp\\u009b31m \\udb40\\udc41" in made.out
    (line,) = tocsin("case", "list", "--json", home=own_home).out.splitlines()
    assert json.loads(line)["name"] == name
    assert line.isascii()


def test_completion_is_installed_into_the_shell_of_whoever_asks_for_it(tmp_path: Path) -> None:
    ran = installed("--install-completion", "bash", environment={"HOME": str(tmp_path)})
    assert ran.code == 0
    (script,) = (tmp_path / ".bash_completions").iterdir()
    assert str(script) in (tmp_path / ".bashrc").read_text()
    asked = subprocess.run(
        ["bash", "-c", f"source {script}; complete -p tocsin"], capture_output=True, check=False, text=True
    )
    assert asked.stdout.endswith(" tocsin\n")
