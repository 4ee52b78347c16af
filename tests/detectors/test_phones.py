"""Phones by country, misread, in part."""

import pytest

from tests.scanners import ScannerLater
from tocsin.detectors import phones
from tocsin.vocab.dictionary import NO_DICTIONARY

SCANNER = ScannerLater([phones], NO_DICTIONARY)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("cel 944-21O-388 o", "944-21O-388"),
        ("call her: poste 4410, merci", "4410"),
        ("on 2O31-11-06 10", None),
        ('logid="0532118041"', None),
        ("cve-2031-4410221", None),
        ("a phone ending in 4410.", "4410"),
    ],
)
def test_a_phone(text: str, value: str | None) -> None:
    assert [text[each.start : each.end] for each in SCANNER.scan(text)] == ([value] if value else [])
