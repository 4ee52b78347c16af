"""Secrets behind names: settings, objects, tags, cookies."""

import pytest

from tests.scanners import ScannerLater
from tocsin.detectors import named_secrets
from tocsin.vocab.dictionary import NO_DICTIONARY

SCANNER = ScannerLater([named_secrets], NO_DICTIONARY)


def found(text: str) -> list[str]:
    """What is found, in order."""
    return [text[each.start : each.end] for each in SCANNER.scan(text)]


def test_quotes_within_a_value_are_a_part_of_it() -> None:
    assert found('{"password":"Kite"and"Rope7","otp":"1"}') == ['Kite"and"Rope7']


def test_the_next_setting_is_no_part_of_a_value() -> None:
    assert found("Server=db2;User Id=sa;Password=Gull#9Wing;TrustServerCertificate=True") == ["Gull#9Wing"]
    assert found("a=1&password=Gull%239Wing&redirect=/x") == ["Gull%239Wing"]


@pytest.mark.parametrize(
    "text",
    [
        "max_tokens = 4096",
        "session_timeout = 1800",
        'key_path = "/etc/ssl/k.pem"',
        "token = make_token(user, password=password)",
        "password_reset_url=/reset",
        "PWD=/home/ada/work",
    ],
)
def test_settings_about_secrets_hold_none(text: str) -> None:
    assert found(text) == []


def test_a_row_of_names_without_values_takes_no_longer_than_it_must() -> None:
    assert found("key=" * 5000) == []
