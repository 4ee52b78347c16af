"""A credential has one spelling, opens at its own door, and says whose it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.vocab.credential import CredentialKind, digest_of, read_credential, write_credential
from tocsin.vocab.ids import new_id

ORG = new_id("org", lambda count: b"\x5a" * count)
secrets = st.binary(min_size=32, max_size=32)


@given(st.sampled_from(CredentialKind), secrets)
def test_what_is_written_is_read_at_its_own_door_only(kind: CredentialKind, secret: bytes) -> None:
    text = write_credential(kind, ORG, secret)
    shown = read_credential(kind, text)
    assert shown is not None
    assert (shown.org, shown.digest) == (ORG, digest_of(secret))
    assert all(read_credential(other, text) is None for other in CredentialKind if other is not kind)
    assert digest_of(secret) not in text


@given(secrets, st.integers(0, 120), st.characters())
def test_one_sign_changed_is_another_credential_or_none(secret: bytes, place: int, sign: str) -> None:
    text = write_credential(CredentialKind.TOKEN, ORG, secret)
    changed = text[:place] + sign + text[place + 1 :]
    shown = read_credential(CredentialKind.TOKEN, changed)
    if changed != text and shown is not None:
        assert (shown.org, shown.digest) != (ORG, digest_of(secret))


@pytest.mark.parametrize("text", ["", "tocsin-user", "tocsin-user__", "tocsin-user_" + "a" * 26 + "_" + "A" * 42])
def test_nothing_else_is_one(text: str) -> None:
    assert read_credential(CredentialKind.TOKEN, text) is None
    assert read_credential(CredentialKind.TOKEN, text + "\n") is None
