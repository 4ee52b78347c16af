"""Credentials: every family of keys, and the difference between a value and its name."""

import re

import pytest

from tests.scanners import ScannerLater
from tocsin.detectors import credentials, key_families, named_secrets, private_keys
from tocsin.vocab.dictionary import NO_DICTIONARY
from tocsin.vocab.finding import Label

SCANNER = ScannerLater([credentials, key_families, named_secrets, private_keys], NO_DICTIONARY)
DRAWN = "aB3dE5fG7hJ9kL2mN4pQ6rS8tU1vW0xY"


def found(text: str) -> list[tuple[str, str]]:
    """Label and text of what is found."""
    return [(each.label, text[each.start : each.end]) for each in SCANNER.scan(text)]


@pytest.mark.parametrize(
    "key",
    [
        "AKIA2E0A8F3B244C9986",
        f"ghp_{DRAWN}",
        f"github_pat_{DRAWN}",
        f"glpat-{DRAWN[:20]}",
        f"xoxb-12345678901-{DRAWN}",
        f"sk-proj-{DRAWN}",
        f"sk-ant-api03-{DRAWN}",
        f"hf_{DRAWN}",
        f"AIza{DRAWN}",
        f"sk_live_{DRAWN}",
        f"npm_{DRAWN}",
        f"gsk_{DRAWN}",
        f"r8_{DRAWN}",
        f"hvs.{DRAWN}",
        "SK0af7651916cd43dd8448eb211c80319c",
    ],
)
def test_a_key_of_a_known_family_needs_no_words_around_it(key: str) -> None:
    assert found(f"({key})") == [("API_KEY", key)]


def test_every_family_says_what_follows_its_prefix() -> None:
    assert all(re.search(r"\{\d+", rest) or "+" in rest for _, _, rest in key_families.FAMILIES)


def test_a_key_from_a_manual_is_nobodys() -> None:
    assert found("AKIAIOSFODNN7EXAMPLE and ghp_" + "x" * 36) == []


def test_the_value_goes_and_its_name_stays() -> None:
    assert found(f"DB_PASSWORD='Blue!heron9' # api_key={DRAWN}") == [("PASSWORD", "Blue!heron9"), ("API_KEY", DRAWN)]


def test_the_user_and_password_of_a_basic_header_are_a_password() -> None:
    assert found("Authorization: Basic YWRhOm9wZW5zZXNhbWU=") == [(Label.PASSWORD, "YWRhOm9wZW5zZXNhbWU=")]


def test_a_broken_private_key_is_taken_to_where_it_ends() -> None:
    ((label, value),) = found("a\n-----BEGIN PRIVATE KEY-----\nMIIEvQ\nIBADAN")
    assert label == Label.PRIVATE_KEY
    assert value.endswith("IBADAN")


@pytest.mark.parametrize(
    "text", ["password = getpass()", "token: ${TOKEN}", "secret: <hidden>", "api_key: null", "pwd: ****"]
)
def test_a_place_holder_is_no_credential(text: str) -> None:
    assert found(text) == []
