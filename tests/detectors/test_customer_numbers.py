"""Numbers of customers: their names and forms decide."""

import pytest

from tests.scanners import ScannerLater
from tocsin.detectors import customer_numbers
from tocsin.vocab.dictionary import NO_DICTIONARY

SCANNER = ScannerLater([customer_numbers], NO_DICTIONARY)


def labels(text: str) -> list[str]:
    """What is found, in order."""
    return [each.label for each in SCANNER.scan(text)]


@pytest.mark.parametrize("text", ["ACCEPT 404", "order number: 7788-1234", "invoice no. 55121"])
def test_the_number_of_a_thing_is_nobodys(text: str) -> None:
    assert labels(text) == []
