"""Passwords are kept as argon2id with the parameters that are named, and nothing kept never fits."""

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type

from tocsin.web import password
from tocsin.web.password import Passwords

HASHER = password._HASHER  # as everybody has it who runs the product
WORDS = "four plain words at night"


@pytest.fixture(autouse=True)
def light_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here they cost what they cost."""
    monkeypatch.setattr(password, "_HASHER", HASHER)


def test_what_is_kept_is_argon2id_in_64_mebibytes() -> None:
    kept = Passwords().kept(WORDS)
    found = extract_parameters(kept)
    assert found.type is Type.ID
    assert (found.time_cost, found.memory_cost, found.parallelism) == (3, 64 * 1024, 4)
    assert WORDS not in kept


def test_a_password_fits_what_was_kept_of_it_however_it_is_typed() -> None:
    passwords = Passwords()
    kept = passwords.kept("fünf schlichte Wörter")
    assert passwords.fits("fu\u0308nf schlichte Wo\u0308rter", kept)
    assert not passwords.fits("fünf schlichte wörter", kept)
    assert kept != passwords.kept("fünf schlichte Wörter")


def test_nothing_kept_and_something_else_kept_never_fit() -> None:
    passwords = Passwords()
    assert not passwords.fits(WORDS, "")
    assert not passwords.fits("", "")
    assert not passwords.fits(WORDS, "no hash at all")
    assert not passwords.fits("x" * 1_001, passwords.kept("x" * 1_001))
    assert not passwords.fits("\ud800", passwords.kept(WORDS))


def test_what_was_kept_under_weaker_parameters_is_old() -> None:
    passwords = Passwords()
    assert passwords.is_old(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(WORDS))
    assert not passwords.is_old(passwords.kept(WORDS))
