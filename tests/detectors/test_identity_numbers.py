"""Numbers of papers: words before them and check digits decide."""

from tests.scanners import ScannerLater
from tocsin.detectors import identity_numbers
from tocsin.vocab.dictionary import NO_DICTIONARY

SCANNER = ScannerLater([identity_numbers], NO_DICTIONARY)


def labels(text: str) -> list[str]:
    """What is found, in order."""
    return [each.label for each in SCANNER.scan(text)]


def test_a_number_after_the_name_of_social_security_is_one() -> None:
    assert labels("SSN: 219099999, DNI 12345678Z") == ["US_SSN", "NATIONAL_ID"]


def test_wide_digits_are_digits() -> None:
    assert labels("SSN ２１９-０９-９９９９") == ["US_SSN"]
