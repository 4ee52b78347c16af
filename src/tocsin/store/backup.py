"""A backup: everything of a home in one tar file, made while it is in use.

One file and not a folder, because one name can be put in place, moved and protected as a whole; plain tar and not a
form of our own, because every system can take it apart without this program. Nothing is compressed: nearly all of it is
encrypted. Inside are the database as `store.dump` writes it, the vault's objects still encrypted, the keys (unless left
out), the settings, the home's own catalogues, the mirrored checkpoints, and last MANIFEST.json with size and SHA-256 of
every part and MANIFEST.sha256 over that. Whoever has a backup with keys has the home: keep it as you keep the keys.

One moment: the database is read in one transaction; then every large object it refers to is copied. If one of them is
purged meanwhile, the database is read anew, so that the backup never refers to what a purge took away. An object that
is gone without a purge was lost before: it is named in the manifest as absent, since refusing would leave the rest
without a backup. Checkpoints and keys are read before the database: a checkpoint newer than the log stays the
proof that the database was put back, and keys that changed meanwhile make it begin again.
"""

import errno
import hashlib
import os
import re
import shutil
import tarfile
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType

import msgspec
from msgspec import Struct
from sqlalchemy import Engine, select

from tocsin.store.blobs import PIECE_BYTES, Blobs, object_path
from tocsin.store.database import reading
from tocsin.store.dump import Dumped, dump
from tocsin.store.schema import seals
from tocsin.vocab.errors import ActNotAllowed, BadInput, ChangedMeanwhile, ChannelDown

FORMAT = "tocsin-backup"
VERSION = 1
MANIFEST = "MANIFEST.json"
DIGEST = "MANIFEST.sha256"
DATABASE = "database.dump"
SETTINGS = "tocsin.toml"
BLOCK = 512  # of a tar file. Source: POSIX.1-2017, pax, "ustar Interchange Format"

# The only names a part may have: none of them leads out of a folder. 100 bytes is what a plain tar header holds.
PART = re.compile(
    r"(?=.{1,100}\Z)(?:tocsin\.toml|database\.dump|checkpoints/org-[0-9a-z]+|keys/org-[0-9a-z]+/[a-z][a-z.]*"
    r"|catalogues/[A-Za-z0-9_-]+/[A-Za-z0-9_][A-Za-z0-9_. -]*\.toml|vault/[0-9a-f]{64})\Z"
)

_ROUNDS = 40  # times that a purge or a new key may come in between; what was copied before is not copied again
_PAGE = 500
_PURGE_S = 2.0  # a purge removes the object, then its row: so long the row is waited for


class Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One member of the tar file."""

    name: str
    size_bytes: int
    sha256: str


class Manifest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a backup holds. `checkpoints` are those of the log at its moment; `absent` are objects lost before it."""

    format: str
    version: int
    program: str
    made_at: datetime
    revision: str
    has_keys: bool
    checkpoints: dict[str, str]
    absent: tuple[str, ...]
    parts: tuple[Part, ...]


class Source(Struct, frozen=True, kw_only=True):
    """The home that is backed up, with the owners whose rows are taken."""

    home: Path
    orgs: tuple[str, ...]
    engine: Engine
    blobs: Blobs


def backup(source: Source, target: Path, *, with_keys: bool, made_at: datetime, program: str) -> Manifest:
    """Write a backup as `target`, readable by its owner only, durable and complete when it appears under that name.

    ActNotAllowed: something is there already. ChannelDown: the disk or the vault failed; nothing is left behind.
    """
    target = target.absolute()
    _check_target(target)
    with _write_faults(target), _aside(target) as folder:
        file = folder / "backup.tar"
        with _Archive(file) as archive:
            small, dumped, absent = _gather(source, archive, folder / DATABASE, with_keys)
            small |= _readable_parts(source.home)
            for name, content in sorted(small.items()):
                archive.add(name, len(content), iter((content,)))
            with (folder / DATABASE).open("rb") as rows:
                archive.add(DATABASE, os.fstat(rows.fileno()).st_size, iter(lambda: rows.read(PIECE_BYTES), b""))
            manifest = Manifest(
                format=FORMAT,
                version=VERSION,
                program=program,
                made_at=made_at,
                revision=dumped.revision,
                has_keys=with_keys,
                checkpoints=dumped.checkpoints,
                absent=absent,
                parts=tuple(archive.parts),
            )
            archive.seal(manifest)
        _check_target(target)
        file.rename(target)
        _sync_folder(target.parent)
    return manifest


def header_of(name: str, size: int) -> bytes:
    """The one tar header that a part may have: a plain file, readable by its owner only, of no owner and no date."""
    info = tarfile.TarInfo(name)
    info.size = size
    info.mode = 0o600
    return info.tobuf(tarfile.GNU_FORMAT)


class _Archive:
    """A tar file that is being written."""

    def __init__(self, path: Path) -> None:
        self.parts: list[Part] = []
        self._file = os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb")

    def __enter__(self) -> "_Archive":
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def add(self, name: str, size: int, pieces: Iterator[bytes]) -> None:
        """Add a part of a size that is known before."""
        digest, written = hashlib.sha256(), 0
        self._file.write(header_of(name, size))
        for piece in pieces:
            digest.update(piece)
            written += len(piece)
            self._file.write(piece)
        if written != size:
            raise ChannelDown(f"{name} changed its size while it was copied; no backup was made")
        self._file.write(bytes(-size % BLOCK))
        self.parts.append(Part(name=name, size_bytes=size, sha256=digest.hexdigest()))

    def seal(self, manifest: Manifest) -> None:
        """Add the manifest and its digest, end the file and force it to the disk."""
        content = msgspec.json.encode(manifest)
        self.add(MANIFEST, len(content), iter((content,)))
        line = f"{hashlib.sha256(content).hexdigest()}  {MANIFEST}\n".encode()
        self.add(DIGEST, len(line), iter((line,)))
        self._file.write(bytes(2 * BLOCK))
        self._file.flush()
        os.fsync(self._file.fileno())


def _gather(
    source: Source, archive: _Archive, file: Path, with_keys: bool
) -> tuple[dict[str, bytes], Dumped, tuple[str, ...]]:
    copied: set[str] = set()
    for _ in range(_ROUNDS):
        small = _files_of(source.home / "checkpoints", "checkpoints", source.orgs)
        keys = _key_parts(source)
        with file.open("wb") as content:
            dumped = dump(source.engine, source.orgs, content)
        if _key_parts(source) != keys:
            continue
        gone = [
            name
            for name, org in sorted(dumped.objects.items())
            if name not in copied and not _copy(source.blobs, archive, org, name, copied)
        ]
        if not _is_any_purged(source.engine, gone):
            return small | (keys if with_keys else {}), dumped, tuple(gone)
    raise ChangedMeanwhile(
        "things were purged, or keys exchanged, all the while; no backup was made", hint="try again in a quiet minute"
    )


def _copy(blobs: Blobs, archive: _Archive, org: str, name: str, copied: set[str]) -> bool:
    try:
        size, pieces = blobs.measured(object_path(org, name))
    except FileNotFoundError:
        return False
    archive.add(f"vault/{name}", size, pieces)
    copied.add(name)
    return True


def _is_any_purged(engine: Engine, names: Sequence[str]) -> bool:
    if not names:
        return False
    deadline = time.monotonic() + _PURGE_S
    while True:
        for start in range(0, len(names), _PAGE):
            page = names[start : start + _PAGE]
            with reading(engine) as connection:
                known = set(connection.scalars(select(seals.c.name).where(seals.c.name.in_(page))))
            if len(known) < len(page):
                return True
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)


def _key_parts(source: Source) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for org in source.orgs:
        folder = source.home / "keys" / org
        if not folder.is_dir():
            raise BadInput(f"the key folder {folder} is missing", hint="run `tocsin doctor`")
        names = sorted(entry.name for entry in folder.iterdir() if entry.is_file() and not entry.name.startswith("."))
        found |= _files_of(folder, f"keys/{org}", tuple(names))
    return found


def _files_of(folder: Path, prefix: str, names: tuple[str, ...]) -> dict[str, bytes]:
    found = {}
    for name in names:
        try:
            found[_part_name(f"{prefix}/{name}")] = (folder / name).read_bytes()
        except FileNotFoundError:
            continue  # a key that was just exchanged: the second look finds out
    return found


def _readable_parts(home: Path) -> dict[str, bytes]:
    found = {SETTINGS: (home / SETTINGS).read_bytes()}
    for path in (home / "catalogues").glob("*/*.toml"):
        found[_part_name(path.relative_to(home).as_posix())] = path.read_bytes()
    return found


def _part_name(name: str) -> str:
    if not PART.match(name):
        raise BadInput(f"{name!r} in the home cannot stand in a backup", hint="rename it: letters, digits, `_` and `-`")
    return name


def _check_target(target: Path) -> None:
    if os.path.lexists(target):
        raise ActNotAllowed(f"{target} is there already", hint="name a new file: a backup never replaces anything")
    if not target.parent.is_dir():
        raise BadInput(f"there is no folder {target.parent}", hint="make it first")


@contextmanager
def _aside(target: Path) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix=f".{target.name[:40]}.", suffix=".partial", dir=target.parent))  # 0700
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _write_faults(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        full = fault.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        raise ChannelDown(
            f"the backup {target} could not be made: {fault.strerror}; nothing of it was left behind",
            hint="free some space there, or name another place" if full else "check the rights of its folder",
        ) from fault


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
