"""Streets without a word for address or a postal code."""

import pytest

from tests.scanners import ScannerLater
from tocsin.detectors import streets
from tocsin.vocab.dictionary import NO_DICTIONARY

SCANNER = ScannerLater([streets], NO_DICTIONARY)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("lives at 12 Harbour View, Kinsale.", "12 Harbour View, Kinsale"),
        ("in 12 Test Drive runs", None),
        ("Estrada do Cedro, km 14, lote 22.", "Estrada do Cedro, km 14, lote 22"),
        ("ran 14 km", None),
    ],
)
def test_a_street(text: str, value: str | None) -> None:
    assert [text[each.start : each.end] for each in SCANNER.scan(text)] == ([value] if value else [])
