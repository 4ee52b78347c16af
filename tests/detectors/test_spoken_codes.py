"""Codes that open a door or an account; digits that no word makes a secret are let go."""

import pytest

from tests.scanners import ScannerLater
from tocsin.detectors import spoken_codes
from tocsin.vocab.dictionary import NO_DICTIONARY

SCANNER = ScannerLater([spoken_codes], NO_DICTIONARY)


def found(text: str) -> list[str]:
    """What is found, in order."""
    return [text[each.start : each.end] for each in SCANNER.scan(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Il codice di verifica è {}.",
        "код подтверждения: {}, никому не сообщайте",
        "Der Code, den ich per SMS bekam, war {}",
        "mã xác nhận của bạn là {}",
        "רשמתי את קוד האימות {} בטופס",
        "認証コードは{}です",
        "ella escribió el código que recibió: {}",
        "doğrulama kodu {} olarak geldi",
    ],
)
def test_a_code_that_was_sent_is_found_in_any_language(text: str) -> None:
    assert found(text.format("604172")) == ["604172"]


@pytest.mark.parametrize(
    "text",
    [
        "sent error code 50012 to the log",
        "the source code received 1204 commits",
        "postal code 10115, as he wrote",
        "The code was sent. It was the year 2031, and 604172 people came, as everybody in the town remembers",
        "OTP is valid for 300 s",
    ],
)
def test_a_number_that_opens_nothing_is_let_go(text: str) -> None:
    assert found(text) == []
