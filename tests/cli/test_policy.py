"""`policy`: tables shown, checked, asked and imported at the terminal; three of the four need no home."""

import json
from pathlib import Path

import pytest

from tests.tables import EXAMPLE, document, shipped_bytes
from tests.terminal import tocsin

FACTS = ",".join(f"{point}={value}" for point, value in EXAMPLE.items())


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No home of this machine's user is looked at."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def file(folder: Path, made: dict[str, object], name: str = "mine.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(made))
    return path


def whole_table(**changes: object) -> dict[str, object]:
    return document([2, 2], 2, [0, 0, 0, 1], "MINE") | changes


def falling_table() -> dict[str, object]:
    return document([2, 2], 3, [0, 2, 1, 1], "MINE")


def test_the_tables_are_listed_without_a_home() -> None:
    ran = tocsin("policy", "show", "--json")
    assert (ran.code, ran.err) == (0, "")
    found = ran.json
    assert isinstance(found, list)
    assert [(one["name"], one["rows"], one["own"]) for one in found] == [
        ("approvals", 4, False),
        ("release", 729, False),
        ("when", 81, False),
    ]
    shown = tocsin("policy", "show")
    assert "x_invalid.tocsin#ai-sharing:DT_RELEASE:1.0.0" in shown.out


@pytest.mark.parametrize("name", ["approvals", "release", "when"])
def test_a_table_as_json_is_its_document_whole(name: str) -> None:
    assert tocsin("policy", "show", name, "--json").json == json.loads(shipped_bytes(name))


def test_a_table_for_people_has_its_points_and_its_outcomes() -> None:
    shown = tocsin("policy", "show", "release").out
    assert "none < credible < active" in shown
    assert "243" in shown
    small = tocsin("policy", "show", "approvals").out
    assert "every row" in small
    assert "two_and_counsel" in small


def test_every_shipped_table_passes_the_walk() -> None:
    ran = tocsin("policy", "check")
    assert ran.code == 0
    assert ran.out.count("complete and monotone") == 3
    assert "right" in ran.out


def test_a_file_that_fails_leaves_with_one_and_says_where(tmp_path: Path) -> None:
    path = file(tmp_path, falling_table())
    ran = tocsin("policy", "check", path)
    assert ran.code == 1
    assert "T3  rows 2 and 4" in ran.out
    found = tocsin("policy", "check", path, "--json")
    assert found.code == 1
    (one,) = json.loads(found.out)
    assert one["flaws"][0]["rows"] == [2, 4]
    assert tocsin("policy", "check", file(tmp_path, whole_table())).code == 0


def test_a_file_that_is_no_table_leaves_with_two(tmp_path: Path) -> None:
    path = file(tmp_path, whole_table(outcome="x"))
    ran = tocsin("policy", "check", path)
    assert (ran.code, "$.outcome" in ran.err) == (2, True)
    assert tocsin("policy", "check", tmp_path / "none.json").code == 2
    assert tocsin("policy", "check", "nothing").code == 2
    assert tocsin("policy", "check", "-", stdin=b"{}").code == 2


def test_the_worked_example_at_the_terminal() -> None:
    ran = tocsin("policy", "explain", "--facts", FACTS)
    assert (ran.code, ran.err) == (0, "")
    out = " ".join(ran.out.split())
    assert "CIRCLE (row 716 of 729)" in out
    assert "SIG=active and ACT=prevent and EXPO=recoverable or REACH=ecosystem and ACT=prevent" in out
    assert "EXPO: recoverable → clean COMMUNITY wider: work towards it" in out
    assert "This is advice" in out


def test_an_explanation_as_json(tmp_path: Path) -> None:
    path = file(tmp_path, dict(EXAMPLE), "facts.json")
    ran = tocsin("policy", "explain", "--facts", path, "--json")
    assert ran.code == 0
    found = ran.record
    assert found == tocsin("policy", "explain", "release", "--facts", FACTS, "--json").record
    assert (found["layer"], found["outcome"], found["row"]) == ("advice", "CIRCLE", 716)
    assert found["reasons"] == [
        {"SIG": "active", "ACT": "prevent", "EXPO": "recoverable"},
        {"REACH": "ecosystem", "ACT": "prevent", "EXPO": "recoverable"},
    ]
    flips = found["flips"]
    assert isinstance(flips, list)
    assert flips[0] == {
        "point": "EXPO",
        "before": "recoverable",
        "after": "clean",
        "outcome": "COMMUNITY",
        "raises": True,
    }


def test_open_facts_are_asked_for_most_deciding_first() -> None:
    ran = tocsin("policy", "explain", "--facts", "SIG=active,EXPO=clean")
    assert ran.code == 0
    assert "open: COORDINATOR, CIRCLE, COMMUNITY, PUBLIC remain possible" in ran.out
    assert ran.out.index("HAZ") < ran.out.index("ACT")
    assert "makes no difference now: REACH, FIX" in ran.out
    decided = tocsin("policy", "explain", "--facts", "SIG=none,EXPO=identifies")
    assert "HOLD  (whatever the open facts are)" in decided.out
    everything = tocsin("policy", "explain", "--facts", "-", "--json", stdin=b"{}").record
    assert everything["outcome"] is None


@pytest.mark.parametrize(
    "facts", ["COLOUR=red", "SIG=loud", "SIG=", "SIG=active,SIG=none", "SIG=active,sig=none", "none.json", ""]
)
def test_facts_that_are_none_leave_with_two(facts: str) -> None:
    ran = tocsin("policy", "explain", "--facts", facts)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: ")


@pytest.mark.parametrize("text", ['{"SIG": 1}', '["SIG"]', '{"SIG": "none", "SIG": "active"}', "no json"])
def test_a_file_of_facts_that_is_none_leaves_with_two(tmp_path: Path, text: str) -> None:
    path = tmp_path / "facts.json"
    path.write_text(text)
    assert tocsin("policy", "explain", "--facts", path).code == 2


def test_a_table_is_imported_into_the_home_and_asked_there(own_home: Path, tmp_path: Path) -> None:
    path = file(tmp_path, whole_table())
    ran = tocsin("policy", "import", path, "--json", home=own_home)
    assert (ran.code, ran.record["name"], ran.record["flaws"]) == (0, "mine", [])
    assert (own_home / "catalogues" / "tables" / "mine.json").read_bytes() == path.read_bytes()
    assert tocsin("policy", "explain", "mine", "--facts", "A=v1,B=v1", home=own_home).out.count("o1") > 0
    listed = tocsin("policy", "show", "--json", home=own_home).json
    assert isinstance(listed, list)
    assert [one["name"] for one in listed if one["own"]] == ["mine"]
    later = file(tmp_path, whole_table(version="1.1.0"))
    assert "in place of x_example.test#t:MINE:1.0.0" in tocsin("policy", "import", later, home=own_home).out


def test_a_table_that_fails_is_not_imported(own_home: Path, tmp_path: Path) -> None:
    ran = tocsin("policy", "import", file(tmp_path, falling_table()), home=own_home)
    assert ran.code == 1
    assert "nothing was written" in ran.out
    assert "T3" in ran.out
    ran = tocsin("policy", "import", file(tmp_path, whole_table()), "--name", "release", home=own_home)
    assert (ran.code, "it asks A" in ran.out) == (1, True)
    assert not (own_home / "catalogues" / "tables").exists()


def test_an_import_needs_a_home_and_the_others_say_where_none_is(tmp_path: Path) -> None:
    path = file(tmp_path, whole_table())
    assert tocsin("policy", "import", path, home=tmp_path / "none").code == 2
    ran = tocsin("policy", "show", home=tmp_path / "none")
    assert (ran.code, "the shipped tables" in ran.err) == (0, True)
