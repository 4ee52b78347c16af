"""Replies: what a repeatable request was answered with, for a day.

A process, not a record. Losing this table means that a request which is repeated under its key is done once more.
Nothing lies here in plain: keys and requests as digests under a key of the home, answers encrypted under another
(AES-256-GCM) and bound to their row. Whoever purges something forgets every answer: it could stand in one.
"""

import hmac
import os
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Engine, and_, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from tocsin.store.database import writing
from tocsin.store.schema import replies
from tocsin.vocab.errors import ProofFailed

KEPT = timedelta(hours=24)  # a client that repeats does so within minutes; whoever comes back a day later looks first
LEASE = timedelta(seconds=60)  # renewed while somebody is at it: so long after a crash a repeat is taken
NONCE_BYTES = 12

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Standing(StrEnum):
    """How a request under a key stands."""

    BEGUN = "begun"  # nobody was at it: it is whoever asked
    RUNNING = "running"  # somebody is at it
    OTHERWISE = "otherwise"  # the key stands for another request
    ANSWERED = "answered"


class Asked(Struct, frozen=True, kw_only=True):
    """One request: whose, under which key, and all that was asked, in bytes that no other request has."""

    person: str
    key: str
    request: bytes


class Found(Struct, frozen=True, kw_only=True):
    """How it stands, and the answer where there is one."""

    standing: Standing
    answer: bytes = b""


class Replies:
    """The answers of one organization's desk; `secret` is of the home, and of nothing else."""

    def __init__(self, engine: Engine, org: str, secret: bytes) -> None:
        self._engine = engine
        self._org = org
        self._naming = hmac.digest(secret, b"names", "sha256")
        self._sealing = AESGCM(hmac.digest(secret, b"answers", "sha256"))

    def begin(self, asked: Asked, owner: str, now: datetime) -> Found:
        """Take a request for `owner`, where nobody is at it and it was not answered within a day."""
        key, request = self._names(asked)
        with writing(self._engine) as connection:
            connection.execute(delete(replies).where(replies.c.org == self._org, _is_old(now)))
            put = _into(connection).values(
                org=self._org,
                person=asked.person,
                key=key,
                request=request,
                owner=owner,
                until_at=_number(now + LEASE),
                made_at=_number(now),
                sealed=None,
            )
            is_abandoned = and_(
                replies.c.request == request, replies.c.sealed.is_(None), replies.c.until_at <= _number(now)
            )
            taken = put.on_conflict_do_update(
                index_elements=("org", "person", "key"),
                set_={name: put.excluded[name] for name in ("owner", "until_at", "made_at")},
                where=is_abandoned,
            ).returning(replies.c.owner)
            if connection.execute(taken).first() is not None:
                return Found(standing=Standing.BEGUN)
            row = connection.execute(select(replies.c.request, replies.c.sealed).where(*self._on(asked, key))).one()
        if row.request != request:
            return Found(standing=Standing.OTHERWISE)
        if row.sealed is None:
            return Found(standing=Standing.RUNNING)
        return Found(standing=Standing.ANSWERED, answer=self._opened(asked, bytes(row.sealed)))

    def renew(self, asked: Asked, owner: str, now: datetime) -> None:
        """Whoever is at it still is."""
        key, _ = self._names(asked)
        with writing(self._engine) as connection:
            held = update(replies).where(*self._on(asked, key), replies.c.owner == owner)
            connection.execute(held.values(until_at=_number(now + LEASE)))

    def keep(self, asked: Asked, owner: str, answer: bytes) -> None:
        """It was answered; where another has taken the request meanwhile, theirs stands."""
        key, _ = self._names(asked)
        nonce = os.urandom(NONCE_BYTES)
        sealed = nonce + self._sealing.encrypt(nonce, answer, self._bound(asked))
        with writing(self._engine) as connection:
            held = update(replies).where(*self._on(asked, key), replies.c.owner == owner)
            connection.execute(held.values(owner="", until_at=0, sealed=sealed))

    def let_go(self, asked: Asked, owner: str) -> None:
        """It was not answered: the next may try."""
        key, _ = self._names(asked)
        with writing(self._engine) as connection:
            connection.execute(delete(replies).where(*self._on(asked, key), replies.c.owner == owner))

    def sweep(self, now: datetime) -> None:
        """Forget what is older than a day."""
        with writing(self._engine) as connection:
            connection.execute(delete(replies).where(replies.c.org == self._org, _is_old(now)))

    def _on(self, asked: Asked, key: str) -> tuple[ColumnElement[bool], ...]:
        return replies.c.org == self._org, replies.c.person == asked.person, replies.c.key == key

    def _names(self, asked: Asked) -> tuple[str, str]:
        return self._digest(b"key/" + asked.key.encode()), self._digest(b"request/" + asked.request)

    def _digest(self, what: bytes) -> str:
        return hmac.digest(self._naming, what, "sha256").hex()

    def _bound(self, asked: Asked) -> bytes:
        return "\0".join((self._org, asked.person, *self._names(asked))).encode()

    def _opened(self, asked: Asked, sealed: bytes) -> bytes:
        try:
            return self._sealing.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], self._bound(asked))
        except (InvalidTag, ValueError) as fault:
            raise ProofFailed("an answer that was kept for a repeat was changed") from fault


def forget_replies(connection: Connection, org: str) -> None:
    """Forget every answer, and those that are still to come: what was purged could stand in one."""
    connection.execute(delete(replies).where(replies.c.org == org))


def _is_old(now: datetime) -> ColumnElement[bool]:
    return replies.c.made_at <= _number(now - KEPT)


def _into(connection: Connection) -> "sqlite.Insert | postgresql.Insert":
    return sqlite.insert(replies) if connection.dialect.name == "sqlite" else postgresql.insert(replies)


def _number(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(milliseconds=1)
