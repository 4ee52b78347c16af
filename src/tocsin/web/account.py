"""Who asks over TAXII: HTTP Basic (token id, secret) or Bearer (secret).

Source: RFC 7617 (Basic), RFC 6750 section 2.1 (Bearer). A secret that opened something is not looked up again for a
short while, unless anything at all was recorded meanwhile: a revocation holds from the next request on.
"""

import binascii
import hmac
import os
import threading
from base64 import b64decode
from collections import OrderedDict
from datetime import datetime, timedelta

from msgspec import Struct

from tocsin.stages.desk import Desk
from tocsin.stages.token import check_secret
from tocsin.vocab.secret import TokenScope

KEPT_FOR = timedelta(seconds=60)
MOST_KEPT = 1_000
MOST_SIGNS = 1_000  # of a header: a secret has 77, with its token's id in base64 some 150
CHALLENGE = 'Basic realm="tocsin", charset="UTF-8"'


class Account(Struct, frozen=True, kw_only=True):
    """The token that was shown, and whose it is."""

    token: str
    party: str
    expires_at: datetime


class _Seen(Struct, frozen=True, kw_only=True):
    account: Account
    log_size: int
    until: datetime


class Accounts:
    """The accounts of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._key = os.urandom(32)  # what was shown is remembered only under a key of this process
        self._lock = threading.Lock()
        self._seen: OrderedDict[bytes, _Seen] = OrderedDict()

    def who(self, header: str | None) -> Account | None:
        """Whose secret an Authorization header shows; None for every kind of wrong."""
        shown = _shown(header)
        if shown is None:
            return None
        name = hmac.digest(self._key, "\0".join(shown).encode(), "sha256")
        now, log_size = self._desk.clock.now(), self._desk.log.size()
        with self._lock:
            seen = self._seen.get(name)
        if seen is not None and seen.log_size == log_size and now < min(seen.until, seen.account.expires_at):
            return seen.account
        account = self._looked_up(*shown)
        with self._lock:
            self._seen.pop(name, None)
            if account is not None:
                self._seen[name] = _Seen(account=account, log_size=log_size, until=now + KEPT_FOR)
            while len(self._seen) > MOST_KEPT:
                self._seen.popitem(last=False)
        return account

    def _looked_up(self, user: str, secret: str) -> Account | None:
        token = check_secret(self._desk, secret)
        if token is None or token.scope != TokenScope.TAXII or user not in {"", token.id}:
            return None
        return Account(token=token.id, party=token.party, expires_at=token.expires_at)


def _shown(header: str | None) -> tuple[str, str] | None:
    """The user (empty with Bearer) and the secret of a header."""
    scheme, _, rest = (header or "").partition(" ")
    rest = rest.strip()
    if not rest or len(rest) > MOST_SIGNS:
        return None
    match scheme.lower():
        case "bearer":
            return "", rest
        case "basic":
            try:
                user, colon, secret = b64decode(rest, validate=True).decode("utf-8").partition(":")
            except (binascii.Error, ValueError):
                return None
            return (user, secret) if colon and user else None
    return None
