"""Fields of forms and records in many languages and notations."""

import pytest

from tests.scanners import ScannerLater
from tocsin.detectors import fields
from tocsin.vocab.dictionary import NO_DICTIONARY

SCANNER = ScannerLater([fields], NO_DICTIONARY)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Bearbeiter: H. Petersen\n", ["H. Petersen"]),
        ("<lastName>Etxeberria</lastName>", ["Etxeberria"]),
        ("Present: Oddny Brekke (chair), Tanaka Ryo and Lina Qasim\n", ["Oddny Brekke", "Tanaka Ryo", "Lina Qasim"]),
        ("ATTENDEE;CN=Ulrikke Sandvik;RSVP=TRUE:x", ["Ulrikke Sandvik"]),
        ("| Vorname | Jannik |", ["Jannik"]),
        ('"family":"van der Westhuizen"', ["van der Westhuizen"]),
        ("Member ID\nKX-449201\n", ["KX-449201"]),
        ("ลูกค้า: แล้วผมจะได้เงินคืนไหมครับ", []),
        ("CN=Kestrel Root", []),
        ("Agent: Credit Analyst", []),
    ],
)
def test_a_field_gives_its_value(text: str, values: list[str]) -> None:
    assert [text[each.start : each.end] for each in SCANNER.scan(text)] == values
