"""User names: the user of a folder, a field, a log line; never a built-in account."""

import pytest

from tests.scanners import ScannerLater
from tocsin.detectors import user_names
from tocsin.vocab.dictionary import NO_DICTIONARY

SCANNER = ScannerLater([user_names], NO_DICTIONARY)


@pytest.mark.parametrize(
    "text",
    ["/home/{}/x", "C:\\Users\\{}\\x", '"userName": "{}"', "user={} ok", "Failed password for {} from", "log in as {}"],
)
def test_a_user_is_found_where_users_stand(text: str) -> None:
    whole = text.format("imre_k7")
    assert [whole[each.start : each.end] for each in SCANNER.scan(whole)] == ["imre_k7"]


@pytest.mark.parametrize("name", ["root", "admin", "guest", "None"])
def test_a_built_in_account_is_nobody(name: str) -> None:
    assert SCANNER.scan(f"user={name} ok") == ()
