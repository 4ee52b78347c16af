"""Intake at the terminal: folders, standard input, dry runs, receipts, search."""

import json
from pathlib import Path

import pytest

from tests.terminal import tocsin

REPORT = {
    "title": "Agent sent mail to a stranger",
    "text": "An agent followed text in a web page and mailed a list of customers.",
    "facts": {
        "confidentiality": "actual",
        "without_lawful_authority": "yes",
        "authorised_research_or_exercise": "no",
    },
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "evidence"
    (made / "inner").mkdir(parents=True)
    (made / "report.json").write_text(json.dumps(REPORT))
    (made / "inner" / "notes.md").write_text("# Notes\n\nIt was late.\n")
    (made / "blob.bin").write_bytes(bytes(range(256)))
    return made


def test_a_folder_becomes_a_classified_case(own_home: Path, folder: Path) -> None:
    ran = tocsin("add", folder, home=own_home)
    assert ran.code == 0
    assert "Agent sent mail to a stranger" in ran.out
    assert "incident" in ran.out
    assert "never opened" in ran.out


def test_a_dry_run_keeps_nothing(own_home: Path, folder: Path) -> None:
    ran = tocsin("add", "--dry-run", folder, "--json", home=own_home)
    seen = ran.json
    assert isinstance(seen, list)
    assert {one["name"] for one in seen} == {"report.json", "inner/notes.md", "blob.bin"}
    assert tocsin("case", "list", "--json", home=own_home).lines == []


def test_adding_again_joins(own_home: Path, folder: Path) -> None:
    tocsin("add", folder, home=own_home)
    again = tocsin("add", folder, "--json", home=own_home).record
    taken = again["taken"]
    assert isinstance(taken, list)
    assert {one["outcome"] for one in taken} == {"joined"}
    assert len(tocsin("case", "list", "--json", home=own_home).lines) == 1


def test_a_receipt_lets_the_reporter_follow(own_home: Path, folder: Path) -> None:
    added = tocsin("add", folder / "report.json", "--anonymous", "--json", home=own_home).record
    taken = added["taken"]
    assert isinstance(taken, list)
    code = str(taken[0]["receipt"])
    assert tocsin("report", "follow", code, "--json", home=own_home).record["state"] == "received"
    report = code.partition(".")[0]
    assert tocsin("report", "answer", report, "needs_information", home=own_home).code == 2
    told = ("needs_information", "--note", "Which page was it?")
    assert tocsin("report", "answer", report, *told, home=own_home).code == 0
    assert "Which page was it?" in tocsin("report", "follow", code, home=own_home).out
    assert tocsin("report", "follow", f"{code[:-1]}0" if code[-1] != "0" else f"{code[:-1]}1", home=own_home).code == 2


def test_standard_input_is_taken(own_home: Path) -> None:
    ran = tocsin("add", "-", home=own_home, stdin=json.dumps(REPORT).encode())
    assert ran.code == 0
    assert "Agent sent mail" in ran.out


def test_what_is_not_there_is_refused_and_nothing_is_added(own_home: Path, folder: Path) -> None:
    ran = tocsin("add", folder, "no-such-file", home=own_home)
    assert ran.code == 2
    assert "no-such-file" in ran.err
    assert tocsin("case", "list", "--json", home=own_home).lines == []


def test_an_empty_file_is_declined_with_its_reason(own_home: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    ran = tocsin("add", tmp_path / "empty.txt", home=own_home)
    assert ran.code == 1
    assert "empty" in ran.out + ran.err


def test_a_format_that_does_not_exist_lists_those_that_do(own_home: Path, folder: Path) -> None:
    ran = tocsin("add", folder / "report.json", "--format", "telepathy", home=own_home)
    assert ran.code == 2
    assert "garak" in ran.err


def test_search_finds_cases_by_their_words(own_home: Path, folder: Path) -> None:
    tocsin("add", folder, home=own_home)
    assert "Agent sent mail" in tocsin("search", "STRANGER", home=own_home).out
    assert "nothing found" in tocsin("search", "zebra", home=own_home).out


def test_the_list_of_reports_names_their_cases(own_home: Path, folder: Path) -> None:
    tocsin("add", folder, home=own_home)
    lines = tocsin("report", "list", "--json", home=own_home).lines
    assert len(lines) == 1
    assert lines[0]["state"] == "received"


def test_what_was_sealed_on_arrival_says_so_and_what_was_not_read_too(own_home: Path, tmp_path: Path) -> None:
    (tmp_path / "weights.pkl").write_bytes(b"\x80\x04x.")
    (tmp_path / "noise.bin").write_bytes(bytes(range(256)))
    for words in (("--dry-run",), ()):
        ran = tocsin("add", *words, tmp_path / "weights.pkl", tmp_path / "noise.bin", home=own_home)
        assert "SEALED (runs code on load)" in ran.out
        assert ran.out.count("not read") >= 2
        assert ("would_be_kept" in ran.out) is bool(words)


def test_what_is_no_file_is_named_as_declined(own_home: Path, folder: Path) -> None:
    (folder / "link").symlink_to(folder / "report.json")
    ran = tocsin("add", folder, home=own_home)
    assert "links inside a folder are not followed" in ran.out


def test_the_next_steps_are_commands_that_fill_what_they_name(own_home: Path, folder: Path) -> None:
    shown = tocsin("add", folder, home=own_home).out
    assert "mark it: unmarked is TLP:RED" in shown
    assert "fill tlp_label" not in shown
    assert " LABEL --attribution WORD" in shown
