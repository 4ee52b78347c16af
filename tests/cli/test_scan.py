"""`scan` and `redact`: spans for scripts, a report and a copy for people; no values shown, nothing overwritten."""

import json
from pathlib import Path

import pytest

from tests.terminal import tocsin
from tocsin.stages.scanning import ENGINES
from tocsin.stages.tagging import MOST_SIGNS

SECRET = "Blue!heron9"
TEXT = f"Dear Odile Brun,\npassword: {SECRET}\nC2 kq7[.]top\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A text with a person, a password and an indicator."""
    path = tmp_path / "note.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_a_report_names_rule_and_place_and_never_the_value(file: Path) -> None:
    ran = tocsin("scan", file)
    assert ran.code == 0
    for said in ("2 to remove, 1 a recipient can use", "PASSWORD", "named-password", "keep", "not proof of absence"):
        assert said in ran.out
    assert SECRET not in ran.out + ran.err
    assert "Odile" not in ran.out + ran.err


def test_nothing_found_is_never_called_clean(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_text("all quiet\n", "utf-8")
    ran = tocsin("scan", path)
    assert "nothing found by these rules; that is not proof of absence" in ran.out
    assert "clean" not in ran.out.replace("empty.txt", "")


def test_a_copy_is_written_beside_and_never_over_anything(file: Path) -> None:
    ran = tocsin("redact", file)
    copy = file.with_name("note.clean.txt")
    assert ran.code == 0
    assert copy.read_text("utf-8") == "Dear [PERSON-1],\npassword: [PASSWORD-1]\nC2 kq7[.]top\n"
    assert file.read_text("utf-8") == TEXT
    again = tocsin("redact", file)
    assert again.code == 2
    assert "exists" in again.err
    assert copy.read_text("utf-8").startswith("Dear [PERSON-1]")


def test_one_value_has_one_name_in_all_files_of_a_run(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"Dear Odile Brun,\nDear {name.upper()}lma Oz,\n", "utf-8")
    assert tocsin("redact", tmp_path / "a.txt", tmp_path / "b.txt").code == 0
    assert (tmp_path / "b.clean.txt").read_text("utf-8").splitlines()[0] == "Dear [PERSON-1],"


def test_json_for_scripts_has_places_and_no_values(file: Path) -> None:
    (line,) = tocsin("scan", file, "--json").lines
    assert line["file"] == str(file)
    found = line["findings"]
    assert isinstance(found, list)
    assert {"start": 27, "end": 38, "line": 2, "column": 11, "label": "PASSWORD"}.items() <= found[1].items()
    assert SECRET not in json.dumps(line)


@pytest.mark.parametrize("engine", ENGINES)
def test_texts_become_spans_in_code_points(tmp_path: Path, engine: str) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text(
        json.dumps({"id": "a", "text": f"😀 {TEXT}"}) + "\n\n" + json.dumps({"text": "quiet"}) + "\n", "utf-8"
    )
    first, second = tocsin("redact", "--texts", path, "--engine", engine).lines
    assert first["id"] == "a"
    assert first["spans"] == [
        {"start": 7, "end": 17, "label": "PERSON"},
        {"start": 29, "end": 40, "label": "PASSWORD"},
        {"start": 44, "end": 53, "label": "IOC_DOMAIN"},
    ]
    assert first["redacted"] == "😀 Dear [PERSON-1],\npassword: [PASSWORD-1]\nC2 kq7[.]top\n"
    assert second == {"id": 2, "spans": [], "redacted": "quiet"}
    assert "redacted" not in tocsin("scan", "--texts", path).lines[0]


def test_the_organizations_words_come_from_its_dictionary(tmp_path: Path, file: Path) -> None:
    org = tmp_path / "org.json"
    org.write_text('{"codenames": ["kq7"]}', "utf-8")
    file.write_text(f"{TEXT}The kq7 build was stopped.\n", "utf-8")
    ran = tocsin("scan", file, "--org", org, "--json")
    found = [(one["rule"], one["line"], one["label"]) for one in json.loads(ran.out)["findings"]]
    # The word is ours; a domain that bears it, and is written as attackers' are, is the indicator, and goes out whole.
    assert [(line, label) for rule, line, label in found if rule == "own-code-name"] == [(4, "ORG_TERM")]
    assert (3, "IOC_DOMAIN") in [(line, label) for _, line, label in found]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "no file was named"),
        (("absent.txt",), "No such file"),
        (("binary.bin",), "is not UTF-8 text"),
        (("--texts", "bad.jsonl"), "bad.jsonl:2 is not JSON"),
        (("--texts", "textless.jsonl"), 'has no "text"'),
        (("--texts", "bad.jsonl", "binary.bin"), "at once"),
        (("--engine", "magic", "binary.bin"), "no engine is called"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("binary.bin").write_bytes(b"\xff\xfe\x00")
    Path("bad.jsonl").write_text('{"text": "x"}\n{\n', "utf-8")
    Path("textless.jsonl").write_text('{"id": 1}\n', "utf-8")
    ran = tocsin("scan", *arguments)
    assert ran.code == 2
    assert said in ran.err
    assert "hint:" in ran.err


def test_one_copy_cannot_take_two_files(tmp_path: Path, file: Path) -> None:
    assert tocsin("redact", file, file, "--out", tmp_path / "x").code == 2


def test_a_removed_value_that_is_left_elsewhere_is_said_aloud(tmp_path: Path) -> None:
    path = tmp_path / "twice.txt"
    path.write_text("password: Blue!heron9\nsee 426c7565216865726f6e39 in hex\n", "utf-8")
    assert "ATTENTION: 1" in tocsin("redact", path).err


def test_what_no_rule_names_is_guessed_unless_that_is_not_wanted(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("The list of orders was with Kat Delacroix when we looked at it.\n", "utf-8")
    assert "learned/standing" in tocsin("scan", path).out
    assert "1 to remove" not in tocsin("scan", path, "--no-guesses").out
    assert tocsin("redact", path).code == 0
    assert "Delacroix" not in path.with_name("note.clean.txt").read_text("utf-8")


def test_a_text_too_long_for_guesses_says_so(tmp_path: Path) -> None:
    path = tmp_path / "long.log"
    path.write_text("all quiet at the gate\n" * (MOST_SIGNS // 20), "utf-8")
    assert "too long for guesses" in " ".join(tocsin("scan", path).out.split())
    assert "too long for guesses" not in " ".join(tocsin("scan", path, "--no-guesses").out.split())
