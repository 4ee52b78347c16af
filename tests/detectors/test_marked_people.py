"""Titles, fields and turns of talk tell people in scripts that have no capitals, too."""

import pytest

from tests.scanners import ScannerLater
from tocsin.detectors import marked_people
from tocsin.vocab.dictionary import NO_DICTIONARY

SCANNER = ScannerLater([marked_people], NO_DICTIONARY)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("||Roe^Adalind^M||", "Roe^Adalind^M"),
        ("[12:03] Dobeš: ahoj", None),
        ("[12:03] Jarmila: ahoj", "Jarmila"),
        ("[12:03] Summary: fine", None),
        ("担当：渡辺 健一です", "渡辺 健一"),
        ("이메일, 비밀번호", None),
    ],
)
def test_a_marked_name(text: str, name: str | None) -> None:
    found = [text[each.start : each.end] for each in SCANNER.scan(text)]
    assert found == ([name] if name else [])
