"""Numbers in words are labelled by what is said before them."""

import pytest

from tests.scanners import ScannerLater
from tocsin.detectors import spelled_out
from tocsin.vocab.dictionary import NO_DICTIONARY

SCANNER = ScannerLater([spelled_out], NO_DICTIONARY)
NUMBER = "zero seven one four four one nine"


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (f"call {NUMBER}", ["PHONE"]),
        (f"my card: {NUMBER}", ["CREDIT_CARD"]),
        (f"passport {NUMBER}", ["NATIONAL_ID"]),
        (f"account {NUMBER}", ["ACCOUNT_ID"]),
        ("one one one one one one one", []),
        ("oddny at fjordpost dot no", ["EMAIL"]),
        ("we met at noon", []),
        ("the Third of April nineteen eighty two", ["DOB"]),
    ],
)
def test_a_number_in_words(text: str, labels: list[str]) -> None:
    assert [each.label.value for each in SCANNER.scan(text)] == labels
