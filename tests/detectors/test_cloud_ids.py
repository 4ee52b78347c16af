"""Accounts of clouds by their forms; the attacker's and those of manuals are let go."""

import pytest

from tests.scanners import ScannerLater
from tocsin.detectors import cloud_ids
from tocsin.vocab.dictionary import NO_DICTIONARY

SCANNER = ScannerLater([cloud_ids], NO_DICTIONARY)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("assumed arn:aws:sts::904117730265:assumed-role/ci/x", "904117730265"),
        (
            "https://login.microsoftonline.com/6f1d2c3b-4a59-4e68-9b7c-8d0e1f2a3b4c/v2",
            "6f1d2c3b-4a59-4e68-9b7c-8d0e1f2a3b4c",
        ),
        ("Subscription ID: 6f1d2c3b-4a59-4e68-9b7c-8d0e1f2a3b4c", "6f1d2c3b-4a59-4e68-9b7c-8d0e1f2a3b4c"),
        ("gcloud x --project fjord-live-5521 -q", "fjord-live-5521"),
        ("arn:aws:iam::123456789012:user/example", None),
        ("the attacker's arn:aws:iam::904117730265:root", None),
        ("session 6f1d2c3b-4a59-4e68-9b7c-8d0e1f2a3b4c", None),
    ],
)
def test_an_account_of_a_cloud(text: str, name: str | None) -> None:
    assert [text[each.start : each.end] for each in SCANNER.scan(text)] == ([name] if name else [])
