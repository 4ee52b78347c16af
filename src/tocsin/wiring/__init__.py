"""The one place that knows every concrete thing, and makes a desk of them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine

from tocsin import registry
from tocsin.ledger import checkpoint, note
from tocsin.settings import Settings, load
from tocsin.stages.desk import Desk
from tocsin.store import keys as keyring
from tocsin.store.blobs import open_blobs
from tocsin.store.database import open_engine
from tocsin.store.index import Index
from tocsin.store.log import Hooks, Log
from tocsin.store.schema import check_revision
from tocsin.store.vault import ObjectVault
from tocsin.vocab.errors import BadInput
from tocsin.vocab.ports import Format
from tocsin.vocab.sample import Sample


class SystemClock:
    """The machine's clock, in whole milliseconds of UTC."""

    def now(self) -> datetime:
        """This moment."""
        now = datetime.now(UTC)
        return now.replace(microsecond=now.microsecond // 1000 * 1000)


class SystemChance:
    """The operating system's generator."""

    def random_bytes(self, count: int) -> bytes:
        """`count` random bytes."""
        return os.urandom(count)


class Signer:
    """Signs checkpoints with the log key of the home, and notices when the key file was exchanged.

    While a rotation is under way (`beside`), a checkpoint bears the signatures of both keys.
    """

    def __init__(self, home: Path, org: str, origin: str) -> None:
        self._path = home / "keys" / org / keyring.LOG
        self._home, self._org, self._origin = home, org, origin
        self._seen = self._path.stat().st_mtime_ns
        self._key = keyring.open(home, org).log
        self.beside: Ed25519PrivateKey | None = None

    def sign(self, size: int, root: bytes) -> str:
        """The signed checkpoint of a tree."""
        self._refresh()
        signed = checkpoint.sign(checkpoint.Checkpoint(origin=self._origin, size=size, root=root), self._key)
        if self.beside is not None:
            second = note.sign(signed.text, self._origin, self.beside)
            signed = note.Note(text=signed.text, signatures=(*signed.signatures, second))
        return signed.to_bytes().decode()

    def verifier_key(self) -> str:
        """The public key under the log's origin, as a verifier key string."""
        self._refresh()
        return note.key_of(self._origin, self._key).to_text()

    def _refresh(self) -> None:
        seen = self._path.stat().st_mtime_ns
        if seen != self._seen:
            self._key, self._seen = keyring.open(self._home, self._org).log, seen


def engine_of(home: Path, settings: Settings, *, create: bool = False) -> Engine:
    """The database of a home; a relative SQLite path is relative to the home."""
    url = settings.database
    prefix = "sqlite:///"
    if url.startswith(prefix) and not url.startswith("sqlite:////"):
        url = f"{prefix}{(home / url.removeprefix(prefix)).resolve()}"
    return open_engine(url, create=create)


def vault_place(home: Path, settings: Settings) -> str | Path:
    """Where the vault's objects lie: a URL, or a folder relative to the home."""
    return settings.vault if "://" in settings.vault else home / settings.vault


def origin_of(settings: Settings) -> str:
    """The log's name in its checkpoints."""
    return settings.origin or f"tocsin/{settings.organization}"


@contextmanager
def open_desk(home: Path) -> Iterator[Desk]:
    """The desk of a home, in the name of the person its settings say."""
    settings = load(home)
    engine = engine_of(home, settings)
    try:
        check_revision(engine)
        yield desk_over(home, settings, engine)
    finally:
        engine.dispose()


def desk_over(home: Path, settings: Settings, engine: Engine, *, signer: Signer | None = None) -> Desk:
    """A desk over an open engine; another signer serves while the log's key is exchanged."""
    keys = keyring.open(home, settings.organization)
    chance = SystemChance()
    signer = signer or Signer(home, settings.organization, origin_of(settings))
    vault = ObjectVault(engine, keys, open_blobs(vault_place(home, settings)), home / "tmp", chance)
    hooks = Hooks(
        sign=signer.sign,
        insert_seals=vault.insert_seals,
        mirror=home / "checkpoints" / settings.organization,
    )
    return Desk(
        home=home,
        org=settings.organization,
        person=settings.acting,
        log=Log(engine, settings.organization, hooks),
        index=Index(engine, settings.organization),
        vault=vault,
        clock=SystemClock(),
        chance=chance,
        settings=settings,
        log_key=signer.verifier_key,
        reader_for=reader_for,
    )


def reader_for(sample: Sample, wanted: str) -> Format | None:
    """The format of that name; with `auto` the one that is surest, or None where none reads it."""
    if wanted != "auto":
        return registry.format_named(wanted)
    try:
        return registry.recognise(sample)
    except BadInput:
        return None
