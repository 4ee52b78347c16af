"""What the desk's own people show: sessions, links, tokens of persons.

Each text reads: what it is, the tail of its organization's id, and 32 random bytes in base64url (RFC 4648, section 5).
Only a digest of the bytes is kept, so it is shown once. The organization stands in it so that whoever looks it up looks
among that organization's own and nowhere else; what is changed in it opens nothing.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from enum import StrEnum
from hashlib import sha256

from msgspec import Struct

from tocsin.vocab.ids import ALPHABET, LENGTH, OrgId

SECRET_BYTES = 32
_FORM = re.compile(rf"(?P<kind>tocsin-[a-z]+)_(?P<org>[{ALPHABET}]{{{LENGTH}}})_(?P<secret>[A-Za-z0-9_-]{{43}})\Z")


class CredentialKind(StrEnum):
    """What a text is; each opens at its own door only."""

    SESSION = "tocsin-session"  # in a cookie
    LINK = "tocsin-link"  # signs in once: set-up, invitation, recovery
    TOKEN = "tocsin-user"  # noqa: S105  # a kind and no secret: of a person's programs, in the Authorization header


class TokenReach(StrEnum):
    """How far a person's token reaches: never further than the person."""

    READ = "read"  # changes nothing
    WRITE = "write"  # what an analyst does, and no decision
    APPROVE = "approve"  # whatever the person may, but for what shows who they are


class Shown(Struct, frozen=True, kw_only=True):
    """Whose organization's secret somebody says it is, and the digest of the rest."""

    org: OrgId
    digest: str


def write_credential(kind: CredentialKind, org: OrgId, secret: bytes) -> str:
    """The text that is shown once."""
    assert len(secret) == SECRET_BYTES
    return f"{kind}_{org.removeprefix('org-')}_{urlsafe_b64encode(secret).decode().rstrip('=')}"


def read_credential(kind: CredentialKind, text: str) -> Shown | None:
    """What a shown text says, None where it is none of this kind. One secret has one spelling."""
    found = _FORM.match(text)
    if found is None:
        return None
    org, secret = f"org-{found['org']}", urlsafe_b64decode(found["secret"] + "=")
    return Shown(org=org, digest=digest_of(secret)) if write_credential(kind, org, secret) == text else None


def digest_of(secret: bytes) -> str:
    """What is kept of a secret: SHA-256, in hex. The bytes are random, so no slower digest is needed."""
    return sha256(secret).hexdigest()
