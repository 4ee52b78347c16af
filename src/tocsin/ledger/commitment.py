"""Salted commitments: say now what you hold, show it later or never.

Why salted: what lies behind a commitment may be guessable (a name, a yes, a known file); without a secret salt anybody
could try guesses against the ledger. Destroying the salt makes the commitment say nothing for ever.
"""

import hmac
from collections.abc import Iterable
from hashlib import sha256

from tocsin.ledger.merkle import leaf_hash, root_of

SALT_BYTES = 32  # 256 bits: as hard to guess as the digest is to invert


class Committer:
    """A commitment over bytes that arrive in pieces: SHA-256(salt || data), as 64 lower-case hex digits."""

    def __init__(self, salt: bytes) -> None:
        self._digest = sha256(_checked(salt))

    def update(self, piece: bytes) -> None:
        """Take in the next piece."""
        self._digest.update(piece)

    def commitment(self) -> str:
        """The commitment to everything taken in so far."""
        return self._digest.hexdigest()


def commit(salt: bytes, data: bytes) -> str:
    """SHA-256(salt || data) in hex; the salt is exactly 32 secret random bytes, used for nothing else."""
    committer = Committer(salt)
    committer.update(data)
    return committer.commitment()


def holds(commitment: str, *, salt: bytes, data: bytes) -> bool:
    """Whether this salt and this data are behind the commitment; takes the same time for every wrong one."""
    return hmac.compare_digest(commit(salt, data).encode("ascii"), commitment.encode("utf-8", "surrogatepass"))


def batch_leaf(salt: bytes, position: int, data: bytes) -> bytes:
    """The leaf hash of one object of a batch: its leaf data are HMAC-SHA-256(salt, position) || object.

    The position is eight bytes, big-endian. One secret salt thus gives every object a salt of its own: an object can
    be shown with its own 32 bytes, and its neighbours, which may be guessable, stay hidden.
    """
    return leaf_hash(hmac.digest(_checked(salt), position.to_bytes(8, "big"), "sha256") + data)


def batch_root(salt: bytes, objects: Iterable[bytes]) -> str:
    """The RFC 9162 root in hex over the objects of one inbound batch, in their order, each salted.

    It stands in an act in place of the objects, whose contents may be guessable: a known indicator, a public advisory.
    """
    _checked(salt)
    return root_of(batch_leaf(salt, position, data) for position, data in enumerate(objects)).hex()


def _checked(salt: bytes) -> bytes:
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has exactly {SALT_BYTES} bytes, this one {len(salt)}")
    return salt
