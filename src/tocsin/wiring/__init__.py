"""The one place that knows every concrete thing, and makes a desk of them."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace
from sqlalchemy import Engine

from tocsin import registry
from tocsin.ledger import checkpoint, note
from tocsin.ledger.record import key_of
from tocsin.ledger.sdjwt import signer as signer_of_records
from tocsin.settings import Settings, load
from tocsin.stages.desk import Desk
from tocsin.stages.house import House
from tocsin.stages.people import who_acts
from tocsin.store import keys as keyring
from tocsin.store import running
from tocsin.store.accounts import Accounts
from tocsin.store.blobs import open_blobs
from tocsin.store.database import open_engine
from tocsin.store.index import Index
from tocsin.store.log import Hooks, Log
from tocsin.store.mirror import Mirror
from tocsin.store.notices import Notices
from tocsin.store.outbox import Outbox
from tocsin.store.preferences import Preferences
from tocsin.store.replies import Replies
from tocsin.store.schema import check_revision
from tocsin.store.vault import ObjectVault
from tocsin.vocab.errors import BadInput
from tocsin.vocab.ports import Compartment, Format
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

    While a rotation is under way, in whichever process, a checkpoint bears the signatures of both keys: the act may be
    recorded at any moment, and from then on the newer one has to be there.
    """

    def __init__(self, home: Path, org: str, origin: str) -> None:
        self._path = home / "keys" / org / keyring.LOG
        # Every append looks at it: making a Path costs more than the look.
        self._path_of_next = str(home / "keys" / org / keyring.NEXT_LOG)
        self._home, self._org, self._origin = home, org, origin
        self._seen = self._state()
        self._key = keyring.open(home, org).log

    def sign(self, size: int, root: bytes) -> str:
        """The signed checkpoint of a tree."""
        beside = self._pending()  # looked at first: once it is gone, it is the key
        self._refresh()
        signed = checkpoint.sign(checkpoint.Checkpoint(origin=self._origin, size=size, root=root), self._key)
        if beside is not None and self._verifier_of(beside) != self._verifier_of(self._key):
            second = note.sign(signed.text, self._origin, beside)
            signed = note.Note(text=signed.text, signatures=(*signed.signatures, second))
        return signed.to_bytes().decode()

    def verifier_key(self) -> str:
        """The public key under the log's origin, as a verifier key string."""
        self._refresh()
        return self._verifier_of(self._key)

    def next_verifier_key(self) -> str | None:
        """That of the key which takes over, while a rotation is under way; None where there is none."""
        beside = self._pending()
        return None if beside is None else self._verifier_of(beside)

    def _refresh(self) -> None:
        seen = self._state()
        if seen != self._seen:
            self._key, self._seen = keyring.open(self._home, self._org).log, seen

    def _pending(self) -> Ed25519PrivateKey | None:
        if not os.path.lexists(self._path_of_next):
            return None
        return keyring.pending_rotation(self._home, self._org)

    def _state(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None  # what is missing or closed to us is said by the keyring
        return found.st_mtime_ns, found.st_ino

    def _verifier_of(self, key: Ed25519PrivateKey) -> str:
        return note.key_of(self._origin, key).to_text()


def engine_of(home: Path, settings: Settings, *, create: bool = False) -> Engine:
    """The database of a home."""
    return open_engine(database_url(home, settings), create=create)


def database_url(home: Path, settings: Settings) -> str:
    """Where the database of a home is; a relative SQLite path is relative to the home."""
    url = settings.database
    prefix = "sqlite:///"
    if url.startswith(prefix) and url != prefix and not url.startswith("sqlite:////"):
        url = f"{prefix}{(home / url.removeprefix(prefix)).resolve()}"
    return url


def vault_place(home: Path, settings: Settings) -> str | Path:
    """Where the vault's objects lie: a URL, or a folder relative to the home."""
    return settings.vault if "://" in settings.vault else home / settings.vault


def origin_of(settings: Settings) -> str:
    """The log's name in its checkpoints."""
    return settings.origin or f"tocsin/{settings.organization}"


@contextmanager
def open_desk(home: Path, notice: Callable[[str], None] | None = None, *, person: str = "") -> Iterator[Desk]:
    """The desk of a home, in the name of `person` (by name or id), else of its settings'.

    While it is open a marker stands in the home. Where an earlier process left one without a clean end, `notice` is
    told so once, after a short look at the log.
    """
    with _opened(home, notice, person) as (desk, _):
        yield desk


@contextmanager
def open_house(home: Path, notice: Callable[[str], None] | None = None, *, person: str = "") -> Iterator[House]:
    """The desks of every organization of a home, over one engine; each is made when it is first asked for."""
    with _opened(home, notice, person) as (desk, engine):
        made, lock = {desk.org: desk}, threading.Lock()

        def desk_of(org: str) -> Desk | None:
            with lock:
                if org not in made and org in owners_of(home, desk.settings):
                    made[org] = desk_over(home, _settings_of(org, desk.settings), engine)
                return made.get(org)

        yield House(own=desk, orgs=lambda: owners_of(home, desk.settings), desk_of=desk_of)


def _settings_of(org: str, settings: Settings) -> Settings:
    """The settings for another organization of a home: what they share, and nothing that says who somebody is."""
    shared = Settings(organization=org, acting="", database=settings.database, vault=settings.vault)
    return replace(
        shared,
        time_zone=settings.time_zone,
        solo_cooling_minutes=settings.solo_cooling_minutes,
        undo_minutes=settings.undo_minutes,
        stale_after_days=settings.stale_after_days,
    )


@contextmanager
def _opened(home: Path, notice: Callable[[str], None] | None, person: str) -> Iterator[tuple[Desk, Engine]]:
    settings = load(home)
    engine = engine_of(home, settings)
    try:
        check_revision(engine)
        with running.marked(home):
            desk = desk_over(home, settings, engine)
            _settle_rotation(desk)
            if notice is not None and running.clear_dead(home):
                notice(_after_unclean_end(desk))
            yield (replace(desk, person=who_acts(desk, person)) if person else desk), engine
    finally:
        engine.dispose()


def owners_of(home: Path, settings: Settings) -> tuple[str, ...]:
    """The organizations of a home: those that have keys in it, the one of the settings first."""
    found = (entry.name for entry in (home / "keys").glob("org-*") if entry.is_dir())
    return tuple(dict.fromkeys((settings.organization, *sorted(found))))


def _after_unclean_end(desk: Desk) -> str:
    began = "the last run did not end cleanly; everything it reported as done is there; checking"
    size = desk.log.size()
    if size < Mirror(desk.home / "checkpoints" / desk.org).size():
        return f"{began}: entries are missing that were signed; run `tocsin ledger verify`"
    return f"{began}: the log holds {size} entries. `tocsin doctor` looks for what was cut short"


def _settle_rotation(desk: Desk) -> None:
    """Finish an interrupted exchange of the log's key whose act stands, and drop one whose act was never recorded."""
    if keyring.pending_rotation(desk.home, desk.org) is None:
        return
    with keyring.exchanging(desk.home, desk.org) as is_ours:
        pending = keyring.pending_rotation(desk.home, desk.org) if is_ours else None
        if pending is None:
            return  # whoever exchanges it right now brings it to its end
        if note.key_of(origin_of(desk.settings), pending).to_text() == desk.log_entry().keys[-1]:
            keyring.finish_rotation(desk.home, desk.org)
        else:
            keyring.abandon_rotation(desk.home, desk.org)


def desk_over(home: Path, settings: Settings, engine: Engine) -> Desk:
    """A desk over an open engine."""
    keys = keyring.open(home, settings.organization)
    chance = SystemChance()
    signer = Signer(home, settings.organization, origin_of(settings))
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
        outbox=Outbox(engine, settings.organization),
        notices=Notices(engine, settings.organization),
        accounts=Accounts(engine, settings.organization),
        # The strictest compartment's: what is counsel's can stand in an answer.
        replies=Replies(engine, settings.organization, keys.derived(Compartment.PRIVILEGED, b"replies")),
        preferences=Preferences(engine, settings.organization, keys.derived(Compartment.ORDINARY, b"preferences")),
        vault=vault,
        clock=SystemClock(),
        chance=chance,
        settings=_with_whole_paths(home, settings),
        log_key=signer.verifier_key,
        next_log_key=signer.next_verifier_key,
        reader_for=reader_for,
        writer_for=registry.writer_named,
        record_key=key_of(origin_of(settings), keys.records.public_key()),
        sign_record=signer_of_records(keys.records),
        detectors=registry.DETECTORS,
    )


def _with_whole_paths(home: Path, settings: Settings) -> Settings:
    """The settings as a channel needs them, for it does not know the home."""
    mail, notices, oidc = settings.mail, settings.notices, settings.oidc
    if mail is not None and mail.password_file:
        mail = replace(mail, password_file=str(home / mail.password_file))
    if notices is not None and notices.secret_file:
        notices = replace(notices, secret_file=str(home / notices.secret_file))
    if oidc is not None:
        oidc = replace(oidc, secret_file=str(home / oidc.secret_file))
    return replace(settings, mail=mail, notices=notices, oidc=oidc)


def reader_for(sample: Sample, wanted: str) -> Format | None:
    """The format of that name; with `auto` the one that is surest, or None where none reads it."""
    if wanted != "auto":
        return registry.format_named(wanted)
    try:
        return registry.recognise(sample)
    except BadInput:
        return None
