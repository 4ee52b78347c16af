"""Hostile names and places: nothing hangs, nothing is followed out of a folder, nothing is left out in silence."""

import os
import socket
import sys
from pathlib import Path
from typing import cast

import pytest

from tests.hostile.signs import hidden_in
from tests.terminal import Ran, installed, tocsin
from tocsin.wiring import open_desk

NAMES: dict[str, bytes] = {
    "newline": b"one\ntwo.txt",
    "carriage-return": b"safe.txt\rERROR.txt",
    "colours": b"\x1b[31mred\x1b[0m.txt",
    "eight-bit-escape": "\x9b31m.txt".encode(),
    "right-to-left": "invoice\u202etxt.exe".encode(),
    "zero-width": "no\u200bte\ufeff.txt".encode(),
    "not-utf-8": b"caf\xe9\xff.txt",
    "lone-surrogate-bytes": b"\xed\xa0\x80.txt",
    "dash": b"-",
    "option": b"--help",
    "option-with-value": b"--home=elsewhere",
    "dots": b"...",
    "hidden": b".hidden",
    "spaces": b"   ",
    "quotes": b"a'b\"c`d$(e).txt",
    "formula": b"=cmd|' !A0.csv",
    "percent": b"%s%n%00.txt",
    "backslashes": b"..\\..\\etc\\passwd",
    "markup": b"[bold]x[slash].txt",
    "script": b"<script>alert(1)<&>.html",
    "longest": b"n" * 251 + b".txt",
    "composed": "\u00e9.txt".encode(),
    "decomposed": "e\u0301.txt".encode(),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that is handed in."""
    made = tmp_path / "handed in"
    made.mkdir()
    return made


def test_files_with_hostile_names_are_kept_and_their_names_shown_inert(home: Path, folder: Path) -> None:
    for kind, name in NAMES.items():
        with open(os.path.join(os.fsencode(folder), name), "wb") as file:  # noqa: PTH118, PTH123 -- Path has no bytes
            file.write(f"a note of its own: {kind}".encode())
    ran = _inert(tocsin("add", folder, "--json", home=home))
    assert ran.code == 0, ran.err
    taken = _taken(ran)
    assert [one["outcome"] for one in taken] == ["kept"] * len(NAMES)
    for command in (("case", "show"), ("evidence", "list")):
        assert _inert(tocsin(*command, taken[0]["case"], home=home)).code == 0
    with open_desk(home) as desk:
        kept = {b"".join(desk.vault.open(desk.item(one["item"]).content)) for one in taken}
    assert kept == {f"a note of its own: {kind}".encode() for kind in NAMES}


def test_what_is_no_plain_file_is_declined_by_name_and_never_waited_for(home: Path, folder: Path) -> None:
    (folder / "real.txt").write_text("a real note of the night")
    os.mkfifo(folder / "pipe.txt")
    (folder / "link.txt").symlink_to("/etc/passwd")
    (folder / "link-to-folder").symlink_to("/etc")
    (folder / "link-to-nothing").symlink_to("nowhere")
    (folder / "link-to-itself").symlink_to("link-to-itself")
    (folder / "device").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(folder / "socket"))
        ran = tocsin("add", folder, "--json", home=home)
    assert ran.code == 0, ran.err
    outcomes = {one["name"]: one["outcome"] for one in _taken(ran)}
    assert outcomes.pop("real.txt") == "kept"
    assert outcomes == dict.fromkeys(
        ("device", "link-to-folder", "link-to-itself", "link-to-nothing", "link.txt", "pipe.txt", "socket"), "declined"
    )
    why = {one["name"]: one["why"] for one in _taken(ran)}
    assert "link" in why["link.txt"]
    assert "no plain file" in why["pipe.txt"]


def test_a_circle_of_folders_ends(home: Path, folder: Path) -> None:
    (folder / "a").mkdir()
    (folder / "a" / "note.txt").write_text("a note inside a circle")
    (folder / "a" / "up").symlink_to(folder)
    ran = tocsin("add", folder, "--json", home=home)
    assert {one["name"]: one["outcome"] for one in _taken(ran)} == {"a/note.txt": "kept", "a/up": "declined"}


@pytest.mark.parametrize(
    "place", ["/dev/zero", "/dev/full", "/dev/tty", "/proc/self/mem", "/proc/kmsg", "/nowhere", "", "n" * 5_000]
)
def test_a_device_or_a_wrong_place_is_a_clear_answer(place: str, home: Path) -> None:
    ran = _inert(tocsin("add", place, home=home))
    assert ran.code in (1, 2)
    assert "declined" in ran.out or ran.err.startswith("error: ")


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file of Linux that nobody may read, not even root")
def test_an_unreadable_file_is_declined_and_its_neighbours_kept(home: Path, folder: Path) -> None:
    readable = folder / "readable.txt"
    readable.write_text("a note beside an unreadable file")
    ran = tocsin("add", readable, "/proc/sys/vm/drop_caches", "--json", home=home)
    if os.geteuid() == 0:
        outcomes = [(one["outcome"], one["why"]) for one in _taken(ran)]
        assert outcomes == [("kept", ""), ("declined", "it cannot be read: Permission denied")]


def test_a_pipe_as_evidence_is_refused_and_not_waited_for(home: Path, folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    case = str(tocsin("case", "new", "--name", "pipes", "--json", home=home).record["name"])
    assert case == "pipes"
    found = tocsin("case", "list", "--json", home=home).lines[0]["id"]
    ran = tocsin("evidence", "add", str(found), folder / "pipe", home=home)
    assert (ran.code, ran.err.splitlines()[0][:6]) == (2, "error:")


def test_names_that_look_like_options_reach_the_program_as_names(home: Path, folder: Path) -> None:
    (folder / "--help").write_text("a note called help")
    ran = installed("add", "--json", "--home", home, "--", str(folder / "--help"))
    assert ran.code == 0
    assert _taken(ran)[0]["name"] == "--help"


def test_an_empty_folder_is_refused(home: Path, folder: Path) -> None:
    ran = tocsin("add", folder, home=home)
    assert (ran.code, ran.err.splitlines()[0]) == (2, "error: there is no file in what you named")


def test_a_folder_with_too_many_files_is_refused_whole(home: Path, folder: Path) -> None:
    for number in range(10_001):
        (folder / str(number)).touch()
    before = tocsin("ledger", "checkpoint", home=home).out
    ran = tocsin("add", folder, home=home)
    assert (ran.code, "more than 10,000" in ran.err) == (2, True)
    assert tocsin("ledger", "checkpoint", home=home).out == before


def _taken(ran: Ran) -> list[dict[str, str]]:
    return cast("list[dict[str, str]]", ran.record["taken"])


def _inert(ran: Ran) -> Ran:
    assert not hidden_in(ran.out)
    assert not hidden_in(ran.err)
    return ran
