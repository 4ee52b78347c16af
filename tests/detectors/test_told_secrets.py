"""Passwords that are told without their word right before them."""

import pytest

from tests.scanners import ScannerLater
from tocsin.detectors import told_secrets
from tocsin.vocab.dictionary import NO_DICTIONARY

SCANNER = ScannerLater([told_secrets], NO_DICTIONARY)


@pytest.mark.parametrize(
    "text",
    [
        "same as on the till: tomorrow",
        "FJORD\\klind: logged in",
        "rotate `menu_loader.py`",
        "keychain 'portal' = https://portal.test/login",
        "his PIN (2031) was typed",
    ],
)
def test_what_looks_like_a_word_or_a_known_form_is_no_password(text: str) -> None:
    assert SCANNER.scan(text) == ()


def test_the_stop_behind_a_password_is_no_part_of_it() -> None:
    text = "it is the usual one, Heron&Reed12."
    assert [text[each.start : each.end] for each in SCANNER.scan(text)] == ["Heron&Reed12"]
