"""Bank accounts and payment cards: their check digits decide."""

import pytest

from tests.scanners import ScannerLater
from tocsin.detectors import payment_numbers
from tocsin.vocab.dictionary import NO_DICTIONARY

SCANNER = ScannerLater([payment_numbers], NO_DICTIONARY)


def labels(text: str) -> list[str]:
    """What is found, in order."""
    return [each.label for each in SCANNER.scan(text)]


@pytest.mark.parametrize(
    ("right", "wrong", "label"),
    [
        ("4111 1111 1111 1111", "4111 1111 1111 1112", "CREDIT_CARD"),
        ("GB82 WEST 1234 5698 7654 32", "GB83 WEST 1234 5698 7654 32", "IBAN"),
    ],
)
def test_a_wrong_check_digit_is_no_number(right: str, wrong: str, label: str) -> None:
    assert labels(f"by {right} then") == [label]
    assert label not in labels(f"by {wrong} then")


def test_what_follows_a_bank_account_is_not_part_of_it() -> None:
    text = "GB82 WEST 1234 5698 7654 32 AND MORE"
    (found,) = SCANNER.scan(text)
    assert text[found.start : found.end] == "GB82 WEST 1234 5698 7654 32"
