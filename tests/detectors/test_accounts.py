"""User names in logs, prompts and sentences; accounts that every machine has are nobody's."""

import pytest

from tests.scanners import ScannerLater
from tocsin.detectors import accounts
from tocsin.vocab.dictionary import NO_DICTIONARY

SCANNER = ScannerLater([accounts], NO_DICTIONARY)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("tunnus: okovacs.", "okovacs"),
        ("アカウント: odile_b", "odile_b"),
        ("CORP\\svenja.k logged on", "svenja.k"),
        ("scp -P 22 hgruber@web1:/x .", "hgruber"),
        ("account manager", None),
        ("user: root", None),
    ],
)
def test_an_account(text: str, name: str | None) -> None:
    assert [text[each.start : each.end] for each in SCANNER.scan(text)] == ([name] if name else [])
