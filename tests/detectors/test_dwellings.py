"""Addresses by the words of their parts."""

import pytest

from tests.scanners import ScannerLater
from tocsin.detectors import dwellings
from tocsin.vocab.dictionary import NO_DICTIONARY

SCANNER = ScannerLater([dwellings], NO_DICTIONARY)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("in Barangay Maligaya, Purok 4, Lucban.", "Barangay Maligaya, Purok 4, Lucban"),
        ("Block 4 of them, and more", None),
        ("P.O. Box 4410", "P.O. Box 4410"),
        ("BP 120/80", None),
    ],
)
def test_an_address(text: str, value: str | None) -> None:
    assert [text[each.start : each.end] for each in SCANNER.scan(text)] == ([value] if value else [])
