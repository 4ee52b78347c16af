"""Nouns and judgements are typed to the last: no `Any` in vocab and rules."""

import ast

import pytest


def anys(path: str, source: str) -> list[str]:
    """Every place where a type gives up."""
    return [
        f"{path}:{node.lineno} says Any"
        for node in ast.walk(ast.parse(source))
        if (isinstance(node, ast.Name) and node.id == "Any")
        or (isinstance(node, ast.Attribute) and node.attr == "Any")
        or (isinstance(node, ast.ImportFrom) and any(alias.name == "Any" for alias in node.names))
    ]


def test_nouns_and_judgements_say_no_any(rooms: dict[str, str]) -> None:
    typed = {path: source for path, source in rooms.items() if path.startswith(("vocab/", "rules/"))}
    assert typed, "no room was found"
    faults = [fault for path, source in typed.items() for fault in anys(path, source)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    "source", ["from typing import Any\n", "import typing\na: typing.Any = 1\n", "a: dict[str, Any] = {}\n"]
)
def test_an_any_is_found(source: str) -> None:
    assert len(anys("rules/release.py", source)) == 1
