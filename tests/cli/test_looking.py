"""Looks into an item at the terminal: its tree, its calls, its bytes; a reason that is needed goes on record first."""

from pathlib import Path

import pytest

from tests.cli.test_evidence import case, item
from tests.operations.test_looking import CALLS
from tests.terminal import tocsin
from tocsin.vocab.trace import took

__all__ = ["case", "item"]

WHY = ("--reason", "triage", "--because", "to see what it called")


@pytest.fixture
def chat(own_home: Path, tmp_path: Path) -> str:
    """A conversation with three calls of a tool."""
    (tmp_path / "chat.json").write_bytes(CALLS)
    taken = tocsin("add", tmp_path / "chat.json", "--json", home=own_home).record["taken"]
    assert isinstance(taken, list)
    return str(taken[0]["item"])


def test_a_trace_is_a_tree_and_its_calls_have_their_answers(own_home: Path, chat: str) -> None:
    rows = tocsin("evidence", "trace", chat, "--json", home=own_home).lines
    assert rows[0]["words"] == "weather?"
    shown = tocsin("evidence", "trace", chat, home=own_home).out
    assert "weather?" in shown
    assert any(row["depth"] for row in rows) == ("· " in shown)
    calls = tocsin("evidence", "calls", chat, "--json", home=own_home).lines
    assert [(one["tool"], one["answer"]) for one in calls] == [("look", f"answer {number}") for number in range(3)]
    shown = tocsin("evidence", "calls", chat, home=own_home).out
    assert "answered" in shown
    assert "answer 2" in shown


def test_an_item_without_calls_says_so(own_home: Path, item: str) -> None:
    for what in ("trace", "calls"):
        ran = tocsin("evidence", what, item, home=own_home)
        assert (ran.code, len(ran.out.splitlines())) == (0, 1)
        assert tocsin("evidence", what, item, "--json", home=own_home).out == ""


def test_bytes_stand_in_their_place_with_the_letters_they_are(own_home: Path, item: str) -> None:
    ran = tocsin("evidence", "bytes", item, "--offset", "0x4", "--count", "20", home=own_home)
    first, second = ran.out.splitlines()
    assert first == "00000004  61 72 65 20 61 20 68 65 6c 70 66 75 6c 20 61 73  are a helpful as"
    assert second == "00000014  73 69 73 74                                      sist"
    assert ran.err.strip() == "more follow: --offset 24"
    found = tocsin("evidence", "bytes", item, "--json", home=own_home).record
    assert (bytes.fromhex(str(found["bytes"])), found["more"]) == (b"You are a helpful assistant.", False)
    assert "no byte" in tocsin("evidence", "bytes", item, "--offset", "4000", home=own_home).out


@pytest.mark.parametrize("words", ["--offset x", "--offset -1", f"--offset {10**30}", "--count 0", "--count 65537"])
def test_a_window_that_is_none_is_refused(own_home: Path, item: str, words: str) -> None:
    assert tocsin("evidence", "bytes", item, *words.split(), home=own_home).code == 2


def test_a_look_that_needs_a_reason_has_it_on_record(own_home: Path, case: str, item: str) -> None:
    assert tocsin("evidence", "seal", item, "--because", "it works", home=own_home).code == 0
    for what in ("trace", "calls", "bytes"):
        refused = tocsin("evidence", what, item, home=own_home)
        assert (refused.code, refused.out) == (1, ""), what
        assert tocsin("evidence", what, item, "--reason", "odd", home=own_home).code == 2
        before = len(tocsin("case", "log", case, "--json", home=own_home).lines)
        assert tocsin("evidence", what, item, *WHY, home=own_home).code == 0
        assert len(tocsin("case", "log", case, "--json", home=own_home).lines) == before + 1


def test_a_length_of_time_has_the_unit_that_people_say() -> None:
    told = [took(one) for one in (None, 12, 5_400, 1_200_000, 210_000_000)]
    assert told == ["", "12 µs", "5.4 ms", "1.2 s", "3.5 min"]
