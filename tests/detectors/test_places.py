"""Postal addresses: to where the sentence goes on."""

from tests.scanners import ScannerLater
from tocsin.detectors import places
from tocsin.vocab.dictionary import NO_DICTIONARY

SCANNER = ScannerLater([places], NO_DICTIONARY)


def found(text: str) -> list[str]:
    """The text of what is found."""
    return [text[each.start : each.end] for each in SCANNER.scan(text)]


def test_an_address_over_lines_is_one() -> None:
    assert found("It ships to 14 Larch Lane\nNorthfield, VT 05663.") == ["14 Larch Lane\nNorthfield, VT 05663"]


def test_the_sentence_that_goes_on_stays() -> None:
    assert found("my address (14 Larch Lane, Northfield, VT 05663) was shown") == [
        "14 Larch Lane, Northfield, VT 05663"
    ]


def test_a_place_without_a_number_is_no_address() -> None:
    assert found("he lives at the sea, and I address the matter") == []
