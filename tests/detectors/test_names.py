"""Frequent given names tell people; what bears such a name is nobody."""

import pytest

from tests.scanners import ScannerLater
from tocsin.detectors import names
from tocsin.vocab.dictionary import NO_DICTIONARY

SCANNER = ScannerLater([names], NO_DICTIONARY)


def found(text: str) -> list[str]:
    """What the scanner points at."""
    return [text[each.start : each.end] for each in SCANNER.scan(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They asked Bartholomew Quill why.", []),
        ("They asked Siobhan Quill why.", ["Siobhan Quill"]),
        ("Present: Ludmila Novotná, Zdeněk H.", ["Ludmila Novotná", "Zdeněk H."]),
        ("wrote to HALIMA NWOSU yesterday", ["HALIMA NWOSU"]),
        ("für Grzegorz' Rechner", ["Grzegorz"]),
        ("передали Виктору вчера", ["Виктору"]),
        ("the Siobhan Institute opened", []),
        ("Hurricane Siobhan came", []),
        ("Will Grace come in May?", []),
    ],
)
def test_a_given_name_takes_its_rest_along(text: str, name: list[str]) -> None:
    assert found(text) == name
