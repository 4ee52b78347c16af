"""A home's keys: for the log, its records, each compartment, names.

They lie in `<home>/keys/<org>/`, files 0600 in folders 0700, and are never made quietly: a missing key is an error.
Losing them means losing every text and file for ever, and the right to sign the log; whoever copies them can read
everything and rewrite what nobody witnessed. They are trusted as far as the file rights reach.
"""

import fcntl
import os
import re
import secrets
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyrage
from cryptography.exceptions import InternalError, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from pyrage import x25519

from tocsin.vocab.errors import ActNotAllowed, BadInput, TocsinError
from tocsin.vocab.ports import Compartment

LOG = "log.pem"
NEXT_LOG = "log.next.pem"
RECORDS = "records.pem"
NAMES = "names.key"
IDENTITIES = {
    Compartment.ORDINARY: "vault.age",
    Compartment.SEALED: "sealed.age",
    Compartment.PRIVILEGED: "privileged.age",
}

_BACKUP = "bring the keys back from your backup: without them nothing can be read or signed"


class Keys:
    """One owner's keys, read. Neither `repr` nor an error ever shows one."""

    __slots__ = ("_identities", "log", "names", "org", "records")

    def __init__(
        self,
        *,
        org: str,
        log: Ed25519PrivateKey,
        records: ec.EllipticCurvePrivateKey,
        names: bytes,
        identities: dict[Compartment, x25519.Identity],
    ) -> None:
        self.org = org
        self.log = log
        self.records = records
        self.names = names
        self._identities = identities

    def __repr__(self) -> str:
        return f"Keys(org={self.org!r})"

    def identity(self, compartment: Compartment) -> x25519.Identity:
        """The age identity that opens a compartment."""
        return self._identities[compartment]

    def derived(self, compartment: Compartment, purpose: bytes) -> bytes:
        """A key of 32 bytes for one purpose within a compartment: HKDF-SHA256 over its identity (RFC 5869)."""
        info = b"tocsin/" + purpose + b"/" + compartment.encode()
        return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(
            str(self.identity(compartment)).encode()
        )


def create(home: Path, org: str) -> Keys:
    """Make all keys of an owner at once: either the whole folder is there afterwards, or nothing of it."""
    folder = _folder(home, org)
    above = folder.parent
    above.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.exists():
        raise ActNotAllowed(f"there are keys at {folder} already", hint="keep them: nothing replaces lost keys")
    with _key_faults(above):
        staging = Path(tempfile.mkdtemp(prefix=".new-", dir=above))  # mkdtemp makes it 0700
        try:
            _write(staging / LOG, _pem(Ed25519PrivateKey.generate()))
            _write(staging / RECORDS, _pem(ec.generate_private_key(ec.SECP256R1())))
            _write(staging / NAMES, secrets.token_hex(32).encode() + b"\n")
            for name in IDENTITIES.values():
                _write(staging / name, _age(x25519.Identity.generate()))
            _sync_folder(staging)
            staging.rename(folder)
            _sync_folder(above)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    return open(home, org)


def open(home: Path, org: str) -> Keys:
    """Read the keys of an owner. BadInput where one is missing, damaged, or readable by anybody else."""
    folder = _folder(home, org)
    _check_private(folder, is_folder=True)
    names = _read(folder / NAMES).strip()
    if not re.fullmatch(rb"[0-9a-f]{64}", names):
        raise BadInput(f"{folder / NAMES} is damaged: 64 hexadecimal digits were expected", hint=_BACKUP)
    return Keys(
        org=org,
        log=_read_log_key(folder / LOG),
        records=_read_record_key(folder / RECORDS),
        names=bytes.fromhex(names.decode()),
        identities={compartment: _read_identity(folder / name) for compartment, name in IDENTITIES.items()},
    )


def rotate_log_key(home: Path, org: str) -> Ed25519PrivateKey:
    """First step of a rotation: a new log key, durable as `log.next.pem` and not yet in use.

    The caller then records the act that names its public key, signed by the key still in use, and calls
    `finish_rotation`. ActNotAllowed where an earlier rotation was interrupted.
    """
    folder = _folder(home, org)
    open(home, org)
    if pending_rotation(home, org) is not None:
        raise ActNotAllowed(
            "an earlier rotation of the log key was interrupted",
            hint="run `tocsin key rotate` with what it offers: finish it if its act was recorded, else abandon it",
        )
    following = Ed25519PrivateKey.generate()
    with _key_faults(folder):
        _write(folder / NEXT_LOG, _pem(following))
        _sync_folder(folder)
    return following


def pending_rotation(home: Path, org: str) -> Ed25519PrivateKey | None:
    """The new key of a rotation that was begun and neither finished nor abandoned.

    Finish it where the log already holds the act that names its public key; else abandon it.
    """
    path = _folder(home, org) / NEXT_LOG
    if not os.path.lexists(path):
        return None
    try:
        return _read_log_key(path)
    except BadInput:
        if os.path.lexists(path):
            raise
        return None  # another process finished or abandoned it between the two looks


@contextmanager
def exchanging(home: Path, org: str) -> Iterator[bool]:
    """Hold the right to exchange the log key of an owner; False where another process holds it.

    The kernel frees it when its process ends, however it ends.
    """
    folder = _folder(home, org)
    with _key_faults(folder):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield _is_locked(descriptor)
    finally:
        os.close(descriptor)


def _is_locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def finish_rotation(home: Path, org: str) -> Keys:
    """Last step, after the act was recorded: the new key takes the old one's place, durably."""
    folder = _folder(home, org)
    if pending_rotation(home, org) is None:
        raise ActNotAllowed("no rotation of the log key is under way", hint="begin one with `tocsin key rotate`")
    with _key_faults(folder):
        (folder / NEXT_LOG).replace(folder / LOG)
        _sync_folder(folder)
    return open(home, org)


def abandon_rotation(home: Path, org: str) -> None:
    """Drop a new key whose act was never recorded; the old key stays in use."""
    folder = _folder(home, org)
    if pending_rotation(home, org) is None:
        raise ActNotAllowed("no rotation of the log key is under way", hint="begin one with `tocsin key rotate`")
    with _key_faults(folder):
        (folder / NEXT_LOG).unlink()
        _sync_folder(folder)


def _folder(home: Path, org: str) -> Path:
    if not re.fullmatch(r"org-[0-9a-z]+", org):
        raise BadInput(f"{org!r} is not an organization's id", hint="an id looks like org- and 26 signs")
    return home / "keys" / org


def _pem(key: Ed25519PrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _age(identity: x25519.Identity) -> bytes:
    # The layout of `age-keygen`, so that the age tool itself can open the vault's files with this one.
    return f"# public key: {identity.to_public()}\n{identity}\n".encode()


def _read_log_key(path: Path) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(_read(path), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm, InternalError):
        raise _damaged(path, "an Ed25519 key in PKCS #8 PEM") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise _damaged(path, "an Ed25519 key in PKCS #8 PEM")
    return key


def _read_record_key(path: Path) -> ec.EllipticCurvePrivateKey:
    try:
        key = load_pem_private_key(_read(path), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm, InternalError):
        raise _damaged(path, "a P-256 key in PKCS #8 PEM") from None
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != "secp256r1":
        raise _damaged(path, "a P-256 key in PKCS #8 PEM")
    return key


def _read_identity(path: Path) -> x25519.Identity:
    lines = [line for line in _read(path).decode("utf-8", "replace").splitlines() if line and not line.startswith("#")]
    try:
        (line,) = lines
        return x25519.Identity.from_str(line.strip())
    except (ValueError, pyrage.IdentityError):
        raise _damaged(path, "one age X25519 identity") from None


def _damaged(path: Path, expected: str) -> BadInput:
    # Raised `from None`: what a parser says about a key file may quote it.
    return BadInput(f"{path} is damaged: {expected} was expected", hint=_BACKUP)


def _read(path: Path) -> bytes:
    _check_private(path, is_folder=False)
    with _key_faults(path):
        return path.read_bytes()


def _check_private(path: Path, *, is_folder: bool) -> None:
    kind = "folder" if is_folder else "file"
    try:
        found = path.lstat()
    except FileNotFoundError:
        raise BadInput(f"the key {kind} {path} is missing", hint=_BACKUP) from None
    except OSError as fault:
        raise BadInput(f"the key {kind} {path} cannot be read: {fault.strerror}", hint="check its rights") from None
    if not (stat.S_ISDIR(found.st_mode) if is_folder else stat.S_ISREG(found.st_mode)):
        raise BadInput(f"{path} is not a {kind}", hint=_BACKUP)
    if found.st_uid != os.geteuid():
        raise BadInput(f"the key {kind} {path} belongs to another user", hint=f"run `chown {os.geteuid()} {path}`")
    if found.st_mode & 0o077:
        mode = "700" if is_folder else "600"
        raise BadInput(
            f"the key {kind} {path} is open to other users of this machine",
            hint=f"run `chmod {mode} {path}`, and ask who may have read it",
        )


def _write(path: Path, content: bytes) -> None:
    # Written whole beside its place and renamed, so that a crash leaves either nothing or all of it.
    descriptor, name = tempfile.mkstemp(prefix=".new-", dir=path.parent)  # mkstemp makes it 0600
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _key_faults(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise TocsinError(
            f"the keys at {place} could not be read or written: {fault.strerror}", hint="check rights and free space"
        ) from fault
