"""One round trip to an identity provider: begun and ended in one browser.

The browser keeps a signed number in a cookie. What goes to the provider (state, nonce, the challenge of the code) is
made of that number with the home's key, so that nobody who sees a part of it can make another.
Sources: RFC 6749, section 10.12 (state); OpenID Connect Core 1.0, section 3.1.2.1 (nonce); RFC 7636 (PKCE).
"""

import binascii
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

import msgspec
from msgspec import Struct

from tocsin.vocab.ports import Chance

VALID_FOR = timedelta(minutes=10)  # to find a telephone and to type what it shows
TAG_BYTES = 32


class Purpose(StrEnum):
    """For what somebody goes there."""

    SIGN_IN = "sign-in"
    CONNECT = "connect"  # this identity signs me in from now on
    ANEW = "anew"  # I am signed in, and show that I am still here


class Round(Struct, frozen=True, kw_only=True, array_like=True):
    """A round trip; `session` is the one in which it was begun, where it is not for signing in."""

    purpose: Purpose
    session: str
    wanted: str  # the path of this desk to which it leads
    until: datetime
    number: str


def begin(chance: Chance, now: datetime, purpose: Purpose, *, wanted: str, session: str = "") -> Round:
    """A new one."""
    number = chance.random_bytes(16).hex()
    return Round(purpose=purpose, session=session, wanted=wanted, until=now + VALID_FOR, number=number)


def write_round(key: bytes, made: Round) -> str:
    """What stands in the cookie."""
    body = msgspec.json.encode(made)
    return urlsafe_b64encode(_tag(key, body) + body).decode().rstrip("=")


def read_round(key: bytes, text: str) -> Round | None:
    """The round trip of a cookie, whether or not it still holds; None where it was not written here."""
    try:
        raw = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return None
    tag, body = raw[:TAG_BYTES], raw[TAG_BYTES:]
    return msgspec.json.decode(body, type=Round) if hmac.compare_digest(tag, _tag(key, body)) else None


def state_of(key: bytes, made: Round) -> str:
    """What the provider sends back with the browser."""
    return _drawn(key, "state", made)


def nonce_of(key: bytes, made: Round) -> str:
    """What has to stand in the ID token."""
    return _drawn(key, "nonce", made)


def verifier_of(key: bytes, made: Round) -> str:
    """What proves to the provider that who shows the code is who asked for it: 64 unreserved signs (RFC 7636, 4.1)."""
    return _drawn(key, "verifier", made)


def challenge_of(verifier: str) -> str:
    """What is said of it beforehand, by the method S256 (RFC 7636, section 4.2)."""
    return urlsafe_b64encode(sha256(verifier.encode("ascii")).digest()).decode().rstrip("=")


def _drawn(key: bytes, what: str, made: Round) -> str:
    return hmac.digest(key, f"oidc/{what}/{made.number}".encode(), "sha256").hex()


def _tag(key: bytes, body: bytes) -> bytes:
    return hmac.digest(key, b"oidc/round/" + body, "sha256")
