"""Birth dates behind words of many languages; other dates are nobody's."""

import pytest

from tests.scanners import ScannerLater
from tocsin.detectors import birth_dates
from tocsin.vocab.dictionary import NO_DICTIONARY

SCANNER = ScannerLater([birth_dates], NO_DICTIONARY)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("nacida el 4 de junio de 1977.", "4 de junio de 1977"),
        ("生年月日：昭和52年6月4日", "昭和52年6月4日"),
        ("생년월일 1977년 6월 4일", "1977년 6월 4일"),
        ("szül.: 1977. június 4., Pécs", "1977. június 4."),
        ("วันเกิด 4 มิถุนายน 2520", "4 มิถุนายน 2520"),
        ("जन्म तिथि: 4 जून 1977", "4 जून 1977"),
        ("date of birth (4 June 1977)", "4 June 1977"),
        ("ur. 4.06.1977 w Gdańsku", "4.06.1977"),
        ("the release of 4 June 2031", None),
        ("nato il progetto", None),
    ],
)
def test_the_date_of_a_birth(text: str, date: str | None) -> None:
    assert [text[each.start : each.end] for each in SCANNER.scan(text)] == ([date] if date else [])
