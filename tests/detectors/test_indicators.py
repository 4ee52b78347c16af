"""Indicators: what the neighbours of a value say it is."""

import pytest

from tests.scanners import ScannerLater
from tocsin.detectors import indicators
from tocsin.vocab.dictionary import NO_DICTIONARY

SCANNER = ScannerLater([indicators], NO_DICTIONARY)
DIGEST = "0af7651916cd43dd8448eb211c80319c"


@pytest.mark.parametrize("before", ["md5 ", "dropped x.bin (", "| `"])
def test_a_digest_of_a_file_is_an_indicator(before: str) -> None:
    assert [each.label for each in SCANNER.scan(f"{before}{DIGEST} ")] == ["IOC_HASH"]


@pytest.mark.parametrize("before", ['"traceId": "', "trace_id=", "commit ", "api_key=", "@sha256:", "etag: "])
def test_an_id_a_commit_or_a_key_is_none(before: str) -> None:
    assert SCANNER.scan(f"{before}{DIGEST}") == ()


def test_a_hundred_zeros_are_no_digest() -> None:
    assert SCANNER.scan("0" * 64) == ()
