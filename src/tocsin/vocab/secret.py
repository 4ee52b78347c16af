"""Secrets that parties fetch with: their form, and what is kept of them.

A secret reads `tocsin_`, the tail of its token's id, `_`, and 32 random bytes in base64url (RFC 4648 section 5). Only a
digest of the bytes is kept, so it is shown once.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from enum import StrEnum
from hashlib import sha256

from msgspec import Struct

from tocsin.vocab.ids import ALPHABET, LENGTH, TokenId

SECRET_BYTES = 32
CODE_BYTES = 5  # eight signs: 2**40 codes, of which a page lets nobody try more than some hundreds a day
_FORM = re.compile(rf"tocsin_(?P<tail>[{ALPHABET}]{{{LENGTH}}})_(?P<secret>[A-Za-z0-9_-]{{43}})\Z")


class TokenScope(StrEnum):
    """What a secret opens."""

    TAXII = "taxii"  # the party's own view on our TAXII server
    PAGE = "page"  # the recipient page of one delivery


class Presented(Struct, frozen=True, kw_only=True):
    """What somebody showed: which token they say it is, and the digest of the rest."""

    token: TokenId
    digest: str


def write_secret(token: TokenId, secret: bytes) -> str:
    """The text that the party gets, once."""
    assert len(secret) == SECRET_BYTES
    return f"tocsin_{token.removeprefix('token-')}_{urlsafe_b64encode(secret).decode().rstrip('=')}"


def read_secret(text: str) -> Presented | None:
    """What a presented text says, None where it is no secret at all. One secret has one spelling."""
    found = _FORM.match(text)
    if found is None:
        return None
    token, secret = f"token-{found['tail']}", urlsafe_b64decode(found["secret"] + "=")
    return Presented(token=token, digest=digest_of(secret)) if write_secret(token, secret) == text else None


def digest_of(secret: bytes) -> str:
    """What is kept of a secret: SHA-256, in hex. The bytes are random, so no slower digest is needed."""
    return sha256(secret).hexdigest()


def write_code(random: bytes) -> str:
    """A code to be read out over the telephone: two groups of four signs of Crockford's base32."""
    assert len(random) == CODE_BYTES
    number = int.from_bytes(random, "big")
    signs = "".join(ALPHABET[(number >> (5 * place)) & 31] for place in range(8)).upper()
    return f"{signs[:4]}-{signs[4:]}"


def digest_of_code(token: TokenId, text: str) -> str:
    """What is kept of a code, in hex. Case, spaces, dashes and the signs that are taken for others do not count."""
    plain = re.sub(r"[\s-]", "", text).lower().translate(str.maketrans("oil", "011"))
    return sha256(f"{token}:{plain}".encode()).hexdigest()
