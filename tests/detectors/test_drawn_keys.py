"""Values drawn by chance that stand alone, and those that look the same and name a thing."""

import pytest

from tests.scanners import ScannerLater
from tocsin.detectors import drawn_keys
from tocsin.vocab.dictionary import NO_DICTIONARY

SCANNER = ScannerLater([drawn_keys], NO_DICTIONARY)
DRAWN = "q8Zt1LmN0pRs7UvWx3Yb5C7dK2"


@pytest.mark.parametrize("text", [f"{DRAWN}9f", f"It was '{DRAWN}9fQ'.", f"| north | {DRAWN}+9fQx7== | old |"])
def test_a_drawn_value_that_stands_alone_goes(text: str) -> None:
    assert [DRAWN in text[each.start : each.end] for each in SCANNER.scan(text)] == [True]


@pytest.mark.parametrize(
    "text",
    [
        f"trace_id={DRAWN}9f",
        f"toolu_{DRAWN}9f",
        "TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE",  # a wallet of TRON
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "a3f5c9d1e7b2a3f5c9d1e7b2a3f5c9d1e7b2a3f5",
        "ThisIsTheNameOfAVeryLongClass2WithParts3AndMore4",
    ],
)
def test_what_names_a_thing_stays(text: str) -> None:
    assert SCANNER.scan(text) == ()


def test_of_a_file_in_base64_no_line_behind_the_first_is_a_key() -> None:
    line = f"{DRAWN}9fq8Zt1LmN0pRs7UvWx3Yb5C7dK2aB4cD6eF8gH0"[:64]
    lines = [line, line[7:] + line[:7], line[11:] + line[:11]]
    assert [each.start for each in SCANNER.scan("\n".join(lines) + "\n")] == [0]
