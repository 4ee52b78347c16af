"""Phones, birthdays, places: forms and the words before them decide."""

import pytest

from tests.scanners import ScannerLater
from tocsin.detectors import personal_data
from tocsin.vocab.dictionary import NO_DICTIONARY

SCANNER = ScannerLater([personal_data], NO_DICTIONARY)


def labels(text: str) -> list[str]:
    """What is found, in order."""
    return [each.label for each in SCANNER.scan(text)]


@pytest.mark.parametrize("text", ["2031-05-06 10:11:12", "10.20.30.40", "at 17:30:00", "v1.2.3"])
def test_moments_and_versions_are_no_phone(text: str) -> None:
    assert labels(text) == []
