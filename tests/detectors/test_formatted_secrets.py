"""Secrets by their place in a format."""

import pytest

from tests.scanners import ScannerLater
from tocsin.detectors import formatted_secrets
from tocsin.vocab.dictionary import NO_DICTIONARY

SCANNER = ScannerLater([formatted_secrets], NO_DICTIONARY)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("sqlnet jdbc:oracle:thin:LEDGER/owl@//db-1:1521/X", "owl"),
        ("Passwort: das, das mit Teich7 anfängt, und es endet mit „owl!9“", "owl!9"),
        ("el pin es siete-dos-cero-nueve, gracias", "siete-dos-cero-nueve"),
        ("PWD={a;b;9x}", "a;b;9x"),
    ],
)
def test_a_value_at_its_place_goes_also_where_it_is_a_word(text: str, value: str) -> None:
    assert [text[each.start : each.end] for each in SCANNER.scan(text)] == [value]


@pytest.mark.parametrize("text", ["the year starts with 2031!", "password length: 4812", "lines 7-1-0-3 of it"])
def test_without_a_word_for_a_secret_nothing_goes(text: str) -> None:
    assert SCANNER.scan(text) == ()
