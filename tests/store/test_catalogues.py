"""The reader of catalogues: shipped files, the home's in their place, and errors that name file and key."""

import hashlib
from importlib.resources import files
from pathlib import Path

import pytest
from msgspec import Struct

from tocsin.store.catalogues import Catalogue, load, load_sheets
from tocsin.vocab.catalogue import Header
from tocsin.vocab.checklist import Checklist
from tocsin.vocab.errors import BadInput
from tocsin.vocab.exit import Exits
from tocsin.vocab.preservation import PreservationList
from tocsin.vocab.technique import Crosswalk, Taxonomy
from tocsin.vocab.template import Template

SHIPPED: dict[str, type[Catalogue]] = {
    "checklists": Checklist,
    "preservation": PreservationList,
    "templates": Template,
    "taxonomies": Taxonomy,
    "crosswalks": Crosswalk,
    "exits": Exits,
}

HEADER = """
[header]
catalogue_id = "{id}"
version = "1.0.0"
title = "Things"
issuer = "Tocsin"
date = 2026-11-23
source = "a document"
read_on = 2026-11-23
certainty = "design"
"""


class Things(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A catalogue for these tests."""

    header: Header
    things: tuple[str, ...]


def put(home: Path, name: str, text: str | bytes, folder: str = "things") -> Path:
    path = home / "catalogues" / folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def things(*names: str, identity: str = "things") -> str:
    return f"things = {list(names)}\n{HEADER.format(id=identity)}"


@pytest.mark.parametrize("folder", SHIPPED)
def test_every_shipped_file_is_valid_and_has_its_digest(folder: str) -> None:
    sheets = load_sheets(folder, SHIPPED[folder], None)
    assert sheets
    for sheet in sheets:
        data = files("tocsin").joinpath("catalogues", *sheet.path.split("/")).read_bytes()
        assert sheet.digest == hashlib.sha256(data).hexdigest()
        assert not sheet.own


def test_the_homes_file_replaces_the_shipped_one_of_its_name(tmp_path: Path) -> None:
    shipped = files("tocsin").joinpath("catalogues", "preservation", "ai-evidence.toml").read_text("utf-8")
    put(tmp_path, "ai-evidence.toml", shipped.replace("deadline_hours = 1\n", "deadline_hours = 2\n"), "preservation")
    (ours,) = load_sheets("preservation", PreservationList, tmp_path)
    (theirs,) = load_sheets("preservation", PreservationList, None)
    assert ours.own
    assert (ours.value.rows[0].deadline_hours, theirs.value.rows[0].deadline_hours) == (2, 1)
    assert ours.digest != theirs.digest
    assert ours.path == theirs.path


def test_a_home_without_files_changes_nothing(tmp_path: Path) -> None:
    assert load("exits", Exits, tmp_path) == load("exits", Exits, None)


def test_new_files_are_added_in_the_order_of_their_names(tmp_path: Path) -> None:
    put(tmp_path, "b.toml", things("two", identity="b"))
    put(tmp_path, "a.toml", things("one", identity="a"))
    put(tmp_path, "a.toml.bak", "no catalogue")
    assert [each.things for each in load("things", Things, tmp_path)] == [("one",), ("two",)]


def test_an_unknown_folder_is_empty(tmp_path: Path) -> None:
    assert load("things", Things, tmp_path) == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (things("one") + "colour = 1\n", "colour"),
        (things("one").replace('version = "1.0.0"', 'version = "1.0"'), "version"),
        (things("one").replace('issuer = "Tocsin"\n', ""), "issuer"),
        (things("one").replace("read_on = 2026-11-23", 'read_on = "soon"'), "read_on"),
        ("things = [1]\n" + HEADER.format(id="things"), "things"),
        (things("one") + "[header]\n", "not TOML"),
        ("things = [", "not TOML"),
        ("things = " + "[" * 100_000, "not TOML"),
        (b"\xff", "not UTF-8"),
        ("", "header"),
    ],
)
def test_an_error_names_the_file_and_the_key(tmp_path: Path, text: str | bytes, says: str) -> None:
    path = put(tmp_path, "things.toml", text)
    with pytest.raises(BadInput) as caught:
        load("things", Things, tmp_path)
    assert str(path) in str(caught.value)
    assert says in str(caught.value)


def test_one_id_in_two_files_is_refused(tmp_path: Path) -> None:
    put(tmp_path, "a.toml", things("one"))
    put(tmp_path, "b.toml", things("two"))
    with pytest.raises(BadInput, match=r"things/b\.toml.*catalogue_id.*things/a\.toml"):
        load("things", Things, tmp_path)
