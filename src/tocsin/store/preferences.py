"""Preferences: how each person likes to look at the desk.

A process, not a record: what somebody looks for decides nothing about a case. Losing this table means that people
choose their views anew. Nothing lies here in plain: the name of a view and the words it looks for can say as much as
the name of a case does. Each row is encrypted (AES-256-GCM) under a key of the home, and bound to its owner.
"""

import os
from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, Engine, select
from sqlalchemy.dialects import postgresql, sqlite

from tocsin.store.database import reading, writing
from tocsin.store.schema import preferences
from tocsin.vocab.errors import ProofFailed

NONCE_BYTES = 12


class Preferences:
    """What the people of one organization prefer; `secret` is of the home, and of nothing else."""

    def __init__(self, engine: Engine, org: str, secret: bytes) -> None:
        self._engine = engine
        self._org = org
        self._sealing = AESGCM(secret)

    def of(self, person: str) -> bytes | None:
        """What a person keeps here; None where they keep nothing. ProofFailed where it was changed."""
        with reading(self._engine) as connection:
            return self._read(connection, person)

    def change(self, person: str, changed: Callable[[bytes | None], bytes]) -> None:
        """Keep what `changed` makes of what was there; two windows of one person take turns."""
        with writing(self._engine) as connection:
            nonce = os.urandom(NONCE_BYTES)
            after = changed(self._read(connection, person, to_change=True))
            sealed = nonce + self._sealing.encrypt(nonce, after, self._bound(person))
            put = _into(connection).values(org=self._org, person=person, sealed=sealed)
            over = put.on_conflict_do_update(index_elements=("org", "person"), set_={"sealed": put.excluded["sealed"]})
            connection.execute(over)

    def _read(self, connection: Connection, person: str, *, to_change: bool = False) -> bytes | None:
        own = select(preferences.c.sealed).where(preferences.c.org == self._org, preferences.c.person == person)
        row = connection.execute(own.with_for_update() if to_change else own).first()
        if row is None:
            return None
        sealed = bytes(row.sealed)
        try:
            return self._sealing.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], self._bound(person))
        except (InvalidTag, ValueError) as fault:
            raise ProofFailed("what a person prefers was changed in the database") from fault

    def _bound(self, person: str) -> bytes:
        return f"{self._org}\0{person}".encode()


def _into(connection: Connection) -> "sqlite.Insert | postgresql.Insert":
    return sqlite.insert(preferences) if connection.dialect.name == "sqlite" else postgresql.insert(preferences)
