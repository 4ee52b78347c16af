"""Secrets: one spelling each, and a digest that gives nothing away."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.vocab.ids import ALPHABET, LENGTH
from tocsin.vocab.secret import digest_of, read_secret, write_secret

tokens = st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH).map(lambda tail: f"token-{tail}")
secrets = st.binary(min_size=32, max_size=32)
TOKEN = "token-" + "0" * LENGTH


@given(tokens, secrets)
def test_what_is_written_is_read_back(token: str, secret: bytes) -> None:
    text = write_secret(token, secret)
    found = read_secret(text)
    assert found is not None
    assert (found.token, found.digest) == (token, sha256(secret).hexdigest())
    assert len(text) == len("tocsin_") + LENGTH + 1 + 43


@given(secrets, st.integers(0, 76), st.characters())
def test_another_sign_anywhere_is_another_secret_or_none(secret: bytes, place: int, sign: str) -> None:
    text = write_secret(TOKEN, secret)
    changed = text[:place] + sign + text[place + 1 :]
    found = read_secret(changed)
    assert changed == text or found is None or (found.token, found.digest) != (TOKEN, digest_of(secret))


@pytest.mark.parametrize("text", ["", "tocsin_", "Bearer x", write_secret(TOKEN, bytes(32)) + "\n"])
def test_what_is_no_secret_is_none(text: str) -> None:
    assert read_secret(text) is None


def test_the_two_unused_bits_of_the_last_sign_have_one_value() -> None:
    text = write_secret(TOKEN, bytes(32))
    assert text.endswith("A")
    assert read_secret(text[:-1] + "B") is None
