"""Names by how they are written, and behind words of kin, trade and address."""

import pytest

from tests.scanners import ScannerLater
from tocsin.detectors import written_people
from tocsin.vocab.dictionary import NO_DICTIONARY

SCANNER = ScannerLater([written_people], NO_DICTIONARY)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("sent by R. Oddvarsson, who", ["R. Oddvarsson"]),
        ("left with plan B. Then we", []),
        ("A. Purpose\nB. Procedure\n", []),
        ("Owner: Halloran, Siobhan\n", ["Halloran, Siobhan"]),
        ("Siobhan, Zbigniew\n", []),
        ("[04.06.2031 10:11] ~ Brunhild: ja", ["Brunhild"]),
        ("[10:11:12] Warning disk 4: full", []),
        ("la doctora Brunhild dijo", ["Brunhild"]),
        ("mi hermana Brunhild vino", ["Brunhild"]),
        ("our sister Company Board met", []),
        ("MECARD:N:Halloran,Siobhan;TEL:1;;", ["Halloran,Siobhan"]),
    ],
)
def test_how_a_name_is_written_tells_it(text: str, values: list[str]) -> None:
    assert [text[each.start : each.end] for each in SCANNER.scan(text)] == values
