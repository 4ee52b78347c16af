"""Phrases before a name: a known name, two words, or a phrase that is sure."""

import pytest

from tests.scanners import ScannerLater
from tocsin.detectors import introduced_people
from tocsin.vocab.dictionary import NO_DICTIONARY

SCANNER = ScannerLater([introduced_people], NO_DICTIONARY)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Hi, it's Thaddeus Okpara. My", ["Thaddeus Okpara"]),
        ("it's Kubernetes Engine", []),
        ("his wife Gareth's phone", ["Gareth"]),
        ("the manager Open Policy Agent", []),
        ("opened by Fionnuala Geraghty (fg", ["Fionnuala Geraghty"]),
        ("approved by Monday", []),
        ("Mattias: nej", ["Mattias"]),
        ("Berlin: fine", []),
    ],
)
def test_a_phrase_gives_the_name_behind_it(text: str, values: list[str]) -> None:
    assert [text[each.start : each.end] for each in SCANNER.scan(text)] == values
