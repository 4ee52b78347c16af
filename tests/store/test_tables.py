"""The tables of a home: shipped ones, its own in their place, and one id for one content."""

import hashlib
import json
from importlib.resources import files
from pathlib import Path

import pytest

from tests.tables import document, shipped_bytes
from tocsin.store.tables import load_table, load_tables, put_table
from tocsin.vocab.errors import BadInput, TooMuch

NAMES = ["approvals", "release", "when"]


def made(key: str = "T", version: str = "1.0.0") -> bytes:
    return json.dumps(document([2, 2], 2, [0, 0, 0, 1], key) | {"version": version}).encode()


def put(home: Path, name: str, data: bytes) -> Path:
    path = home / "catalogues" / "tables" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_every_shipped_table_is_read_with_its_digest() -> None:
    sheets = load_tables(None)
    assert [sheet.name for sheet in sheets] == NAMES
    for sheet in sheets:
        data = files("tocsin").joinpath("catalogues", "tables", f"{sheet.name}.json").read_bytes()
        assert (sheet.data, sheet.digest, sheet.own) == (data, hashlib.sha256(data).hexdigest(), False)


def test_the_homes_file_replaces_the_shipped_one_of_its_name_and_a_new_name_adds_one(tmp_path: Path) -> None:
    put(tmp_path, "release.json", made())
    put(tmp_path, "ours.json", made("OURS"))
    put(tmp_path, "ours.json.bak", b"no table")
    assert [(sheet.name, sheet.own) for sheet in load_tables(tmp_path)] == [
        ("approvals", False),
        ("ours", True),
        ("release", True),
        ("when", False),
    ]
    assert load_table("release", tmp_path).table.id == "x_example.test#t:T:1.0.0"
    assert load_table("release", None).table.key == "DT_RELEASE"
    with pytest.raises(BadInput, match="no table 'ours'"):
        load_table("ours", None)


def test_one_id_for_two_contents_is_refused_even_against_the_shipped_table_it_hides(tmp_path: Path) -> None:
    text = shipped_bytes("release").replace(b'"name": "Advice on release"', b'"name": "Ours"')
    put(tmp_path, "release.json", text)
    with pytest.raises(BadInput, match=r"release\.json has the id .*DT_RELEASE:1\.0\.0") as caught:
        load_tables(tmp_path)
    assert "raise its version" in caught.value.hint


def test_the_same_table_under_two_names_is_no_contradiction(tmp_path: Path) -> None:
    put(tmp_path, "mine.json", shipped_bytes("release"))
    assert [sheet.name for sheet in load_tables(tmp_path)] == ["approvals", "mine", "release", "when"]


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff", b'{"a": 1, "a": 2}', made()[:-2]])
def test_what_is_no_table_is_named_with_its_file(tmp_path: Path, data: bytes) -> None:
    path = put(tmp_path, "ours.json", data)
    with pytest.raises(BadInput, match=r"ours\.json") as caught:
        load_tables(tmp_path)
    assert str(path) in str(caught.value)


def test_a_table_too_great_to_walk_is_named_with_its_file(tmp_path: Path) -> None:
    big = document([3] * 10, 2, [0] * 3**10) | {"mapping": []}
    put(tmp_path, "ours.json", json.dumps(big).encode())
    with pytest.raises(TooMuch, match=r"ours\.json.*59,049"):
        load_tables(tmp_path)


def test_the_table_that_is_replaced_stays_beside_the_new_one(tmp_path: Path) -> None:
    put_table(tmp_path, "ours", made())
    path = put_table(tmp_path, "ours", made(version="1.1.0"))
    assert path.read_bytes() == made(version="1.1.0")
    assert {sheet.name: sheet.table.version for sheet in load_tables(tmp_path) if sheet.own} == {
        "ours": "1.1.0",
        "ours-1.0.0": "1.0.0",
    }


def test_a_shipped_table_that_is_replaced_stays_too(tmp_path: Path) -> None:
    put_table(tmp_path, "when", made())
    assert load_table("when-1.0.0", tmp_path).data == shipped_bytes("when")
    assert load_table("when", tmp_path).data == made()


@pytest.mark.parametrize("name", ["", "..", "../x", "a/b", "A", "a b", "-a", "a" * 81, "a\n"])
def test_a_name_that_could_lead_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput, match="is no name for a table"):
        put_table(tmp_path, name, made())
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_written_nothing_is_left_behind(tmp_path: Path) -> None:
    folder = tmp_path / "catalogues" / "tables"
    (folder / "ours.json").mkdir(parents=True)
    with pytest.raises(BadInput, match=r"ours\.json"):
        put_table(tmp_path, "ours", made())
    assert [entry.name for entry in folder.iterdir()] == ["ours.json"]
