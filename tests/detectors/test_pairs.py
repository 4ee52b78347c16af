"""Headings and values side by side."""

import pytest

from tests.scanners import ScannerLater
from tocsin.detectors import pairs
from tocsin.vocab.dictionary import NO_DICTIONARY

SCANNER = ScannerLater([pairs], NO_DICTIONARY)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("<tr><td>Telefon</td><td>0611 204 118</td></tr>", "0611 204 118"),
        ("<tr><td>Model</td><td>0611 204 118</td></tr>", None),
        ("Phone ........ 0611 204 118", "0611 204 118"),
        ("Total ........ 0611 204 118", None),
    ],
)
def test_a_value_beside_its_heading(text: str, value: str | None) -> None:
    assert [text[each.start : each.end] for each in SCANNER.scan(text)] == ([value] if value else [])
