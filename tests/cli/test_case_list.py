"""Cases in a list at the terminal: filtered, kept as views, taken along; a part says that it is one."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.builders import a_case
from tests.terminal import tocsin
from tocsin.stages import case_list as stage
from tocsin.wiring import open_desk


@pytest.fixture
def home(own_home: Path) -> Path:
    """Three cases: a real one and two for practice, of which one is marked."""
    with open_desk(own_home) as desk:
        for name, exercise in (("Agent sent mail", False), ("Poisoned page", True), ("Poisoned set", True)):
            a_case(desk, name=name, exercise=exercise)
    assert tocsin("case", "mark", "Poisoned set", "clear", home=own_home).code == 0
    assert tocsin("case", "assign", "Agent sent", "ada", home=own_home).code == 0
    return own_home


def called(home: Path, *words: str) -> list[str]:
    """The names in a list."""
    ran = tocsin("case", "list", *words, "--json", home=home)
    assert ran.code == 0, ran.err
    return [str(line["name"]).removeprefix("EXERCISE: ") for line in ran.lines]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("--exercise", {"Poisoned page", "Poisoned set"}),
        ("--real", {"Agent sent mail"}),
        ("--tlp clear", {"Poisoned set"}),
        ("--words MAIL", {"Agent sent mail"}),
        ("--who nobody --words set", {"Poisoned set"}),
        ("--who Ada --real", {"Agent sent mail"}),
        ("--who me --came-from ourselves --state open --not-held --not-blocked --words page", {"Poisoned page"}),
        ("--state closed", set()),
        ("--blocked", set()),
        ("--held", set()),
    ],
)
def test_a_list_holds_what_fits(home: Path, words: str, wanted: set[str]) -> None:
    assert set(called(home, *words.split())) == wanted


def test_a_list_has_the_order_and_the_columns_that_are_named(home: Path) -> None:
    assert called(home, "--order", "name") == ["Agent sent mail", "Poisoned page", "Poisoned set"]
    shown = tocsin("case", "list", "--real", "--column", "who", "--column", "came_from", home=home)
    assert ("Ada" in shown.out, "ourselves" in shown.out, "TLP" in shown.out) == (True, True, False)
    assert "3 cases were looked at" in shown.err


@pytest.mark.parametrize("words", ["--class odd", "--state odd", "--tlp odd", "--order odd", "--who Zoe", "--view odd"])
def test_a_word_that_is_none_is_refused_with_those_there_are(home: Path, words: str) -> None:
    ran = tocsin("case", "list", *words.split(), home=home)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 2


def test_a_list_that_is_a_part_says_so(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage, "LOOKED_FOR_WORDS", 2)
    ran = tocsin("case", "list", "--order", "name", "--json", home=home)
    assert len(ran.lines) == 2
    assert "this is a part" in ran.err
    assert "2 cases were looked at" in ran.err
    assert tocsin("case", "list", "--order", "opened", "--json", home=home).err == ""


def test_a_view_is_kept_used_changed_in_passing_and_dropped(home: Path) -> None:
    kept = ("--exercise", "--not-held", "--words", "it's poisoned", "--who", "Ada", "--column", "who")
    assert tocsin("case", "views", "--save", "  Drill ", *kept, home=home).code == 0
    (view,) = json.loads(tocsin("case", "views", "--json", home=home).out)
    assert (view["name"], view["columns"]) == ("Drill", ["who"])
    typed = f"""--who {view["query"]["assigned"]} --not-held --exercise --words 'it'"'"'s poisoned'"""
    assert typed in tocsin("case", "views", home=home).out
    assert called(home, "--view", "Drill") == []
    assert called(home, "--view", " Drill", "--words", "page") == ["Poisoned page"]
    assert tocsin("case", "views", "--drop", "Drill", "--json", home=home).json == []
    assert tocsin("case", "list", "--view", "Drill", home=home).code == 2


def test_a_view_that_is_neither_kept_nor_dropped_takes_no_options(home: Path) -> None:
    for words in (("--real",), ("--column", "who"), ("--save", "a", "--drop", "b"), ("--drop", "b", "--real")):
        assert tocsin("case", "views", *words, home=home).code == 2, words
    assert tocsin("case", "views", "--json", home=home).json == []


def test_a_table_is_a_new_file_and_never_another_one_s(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "cases.csv"
    made = tocsin("case", "table", file, "--exercise", "--column", "who", "--json", home=home).record
    assert (made["name"], made["size_bytes"]) == ("cases-tlp-red.csv", file.stat().st_size)
    rows = list(csv.DictReader(io.StringIO(file.read_text())))
    assert {row["who"] for row in rows} == {"Ada"}
    assert len(rows) == 2
    before = file.read_bytes()
    assert tocsin("case", "table", file, home=home).code == 2
    assert file.read_bytes() == before
    assert tocsin("case", "table", tmp_path / "x", "--as", "odt", home=home).code == 2
    assert tocsin("case", "table", tmp_path / "x", "--tlp", "odd", home=home).code == 2
    assert not (tmp_path / "x").exists()
    assert tocsin("case", "table", tmp_path / "x", "--as", "stix", home=home).code == 0
    assert b'"type":"bundle"' in (tmp_path / "x").read_bytes()
