"""Tokens at the terminal: the secret is shown once."""

from pathlib import Path

import pytest

from tests.terminal import tocsin
from tocsin.stages.token import check_secret
from tocsin.wiring import open_desk

CREATE = ("token", "create", "--party", "Example ISAC", "--scope", "taxii")


@pytest.fixture
def home(own_home: Path) -> Path:
    """A home with one party."""
    assert tocsin("party", "add", "Example ISAC", "--kind", "isac", home=own_home).code == 0
    return own_home


def test_a_secret_is_shown_once_and_opens(home: Path) -> None:
    ran = tocsin(*CREATE, "--days", "3", "--label", "their server", home=home)
    assert ran.code == 0
    secret = ran.out.strip()
    assert "\n" not in secret
    assert secret not in ran.err
    assert secret not in tocsin("token", "list", home=home).out + tocsin("token", "list", "--json", home=home).out
    with open_desk(home) as desk:
        found = check_secret(desk, secret)
    assert found is not None
    (line,) = tocsin("token", "list", "--party", "Example ISAC", "--json", home=home).lines
    assert (line["id"], line["state"], line["label"]) == (found.id, "open", "their server")


def test_a_revoked_secret_opens_nothing(home: Path) -> None:
    made = tocsin(*CREATE, "--json", home=home).record
    token = made["token"]
    assert isinstance(token, dict)
    assert tocsin("token", "revoke", token["id"], "--reason", "lost", home=home).code == 0
    with open_desk(home) as desk:
        assert check_secret(desk, str(made["secret"])) is None
    assert "revoked" in tocsin("token", "list", home=home).out
    assert tocsin("token", "revoke", token["id"], home=home).code == 1


@pytest.mark.parametrize(
    "words",
    [
        ("create", "--party", "Nobody", "--scope", "taxii"),
        ("create", "--party", "Example ISAC", "--scope", "everything"),
        ("create", "--party", "Example ISAC", "--scope", "page"),
        ("create", "--party", "Example ISAC", "--scope", "taxii", "--days", "0"),
        ("revoke", "zzz"),
    ],
    ids=" ".join,
)
def test_what_does_not_fit_is_bad_input(home: Path, words: tuple[str, ...]) -> None:
    ran = tocsin("token", *words, home=home)
    assert (ran.code, "hint: " in ran.err, ran.out) == (2, True, "")
    assert tocsin("token", "list", home=home).out.startswith("no token yet")
