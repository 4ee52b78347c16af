"""Passwords: kept as argon2id, compared in the same time for anybody.

Source: RFC 9106, section 4, the second recommended option: 64 MiB, three passes, four lanes. What was kept under
other parameters is kept anew when it is shown the next time.
"""

import os

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from tocsin.rules.account import PASSWORD_BYTES, password_in_one_spelling

_HASHER = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


class Passwords:
    """How passwords are kept and compared."""

    def __init__(self) -> None:
        self._nobodys = _HASHER.hash(os.urandom(32))

    def kept(self, password: str) -> str:
        """What is kept of a password."""
        return _HASHER.hash(_plain(password))

    def fits(self, password: str, kept: str) -> bool:
        """Whether this is the password of which that is kept; with nothing kept never, and not sooner."""
        if len(password) > PASSWORD_BYTES:
            return False
        try:
            return _HASHER.verify(kept or self._nobodys, _plain(password)) and bool(kept)
        except (VerificationError, InvalidHashError):
            return False

    def is_old(self, kept: str) -> bool:
        """Whether it is kept under other parameters than those of now."""
        return _HASHER.check_needs_rehash(kept)


def _plain(password: str) -> bytes:
    return password_in_one_spelling(password).encode("utf-8", "surrogatepass")
