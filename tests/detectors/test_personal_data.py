"""Numbers of people: check digits are checked, and words decide the rest."""

import pytest

from tocsin.detectors import personal_data
from tocsin.stages.scanning import Scanner
from tocsin.vocab.dictionary import NO_DICTIONARY

SCANNER = Scanner([personal_data], NO_DICTIONARY)


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


def test_a_number_after_the_name_of_social_security_is_one() -> None:
    assert labels("SSN: 219099999, DNI 12345678Z") == ["US_SSN", "NATIONAL_ID"]


def test_wide_digits_are_digits() -> None:
    assert labels("SSN ２１９-０９-９９９９") == ["US_SSN"]


@pytest.mark.parametrize("text", ["2031-05-06 10:11:12", "10.20.30.40", "at 17:30:00", "v1.2.3"])
def test_moments_and_versions_are_no_phone(text: str) -> None:
    assert labels(text) == []
