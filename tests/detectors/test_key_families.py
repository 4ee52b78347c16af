"""Families of keys by their form."""

import pytest

from tests.scanners import ScannerLater
from tocsin.detectors import key_families
from tocsin.vocab.dictionary import NO_DICTIONARY

SCANNER = ScannerLater([key_families], NO_DICTIONARY)


def found(text: str) -> list[str]:
    """What is found, in order."""
    return [text[each.start : each.end] for each in SCANNER.scan(text)]


DRAWN = "q8Zt1LmN0pRs7UvWx3Yb5C7d"


@pytest.mark.parametrize("prefix", ["tvly-", "shippo_live_", "xkeysib-", "figd_", "acme_live_", "unit_test_sk_"])
def test_a_drawn_value_behind_a_prefix_is_a_key(prefix: str) -> None:
    assert found(f"({prefix}{DRAWN})") == [f"{prefix}{DRAWN}"]


@pytest.mark.parametrize(
    "text", ["secret_name_of_this_service", "run my_test_configurationofeverything", "re_" + "x" * 40]
)
def test_a_name_with_such_a_beginning_is_none(text: str) -> None:
    assert found(text) == []
