"""The one file: all rooms, no import between them, no name with two meanings."""

import ast
import sys
from pathlib import Path

import pytest

from tocsin import verifier
from tocsin.verifier.bundle import ROOMS, bundle

SOURCES = {room: (Path(verifier.__path__[0]) / f"{room}.py").read_text("utf-8") for room in ROOMS}
ALLOWED = {*sys.stdlib_module_names, "cryptography"}


def imported(source: str) -> set[str]:
    """The first names of all that is imported anywhere."""
    found = set[str]()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
    return found


def test_the_one_file_needs_the_standard_library_and_cryptography_only() -> None:
    assert "tocsin" not in imported(bundle(SOURCES))
    assert imported(bundle(SOURCES)) <= ALLOWED


def test_every_room_is_in_it_and_imports_only_those_before_it() -> None:
    there = {path.stem for path in Path(verifier.__path__[0]).glob("*.py")} - {"__init__", "bundle"}
    assert {*ROOMS} == there
    for number, room in enumerate(ROOMS):
        for node in ast.walk(ast.parse(SOURCES[room])):
            if isinstance(node, ast.ImportFrom) and str(node.module).startswith("tocsin"):
                assert str(node.module).removeprefix("tocsin.verifier.") in ROOMS[:number]
                assert all(alias.asname is None for alias in node.names)


def test_a_name_with_two_meanings_is_refused() -> None:
    assert bundle(SOURCES)
    with pytest.raises(ValueError, match="load means two things"):
        bundle(SOURCES | {"claim": SOURCES["claim"] + "\n\ndef load() -> None: ...\n"})
