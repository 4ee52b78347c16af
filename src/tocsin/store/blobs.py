"""The place of the vault's large objects: a folder or an S3 bucket.

Objects are encrypted before they come here; this room knows paths and bytes only. What `put` and `delete` did is
durable when they return. Losing the place means losing every large file; it is not trusted: the vault checks all it
reads. A bucket with versioning keeps what was deleted, so a purge needs versioning switched off.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import parse_qsl, urlsplit

import obstore
from msgspec import Struct
from obstore.exceptions import BaseError, PermissionDeniedError, UnauthenticatedError
from obstore.store import LocalStore, S3Store

from tocsin.vocab.errors import BadInput, ChannelDown, TocsinError

if TYPE_CHECKING:  # obstore has these names for the type checker only
    from obstore import BytesStream
    from obstore.store import ClientConfig, S3Config

PIECE_BYTES = 1024 * 1024  # large enough that calls cost nothing, small enough for any machine

# S3 takes 10,000 parts of at least 5 MiB. Source: Amazon S3 User Guide, "Amazon S3 multipart upload limits".
_PART_BYTES = 8 * 1024 * 1024
_PARTS = 9_000
_PARTS_AT_ONCE = 4  # so that an upload holds 32 MiB, and half a gigabyte at one terabyte


class Blob(Struct, frozen=True, kw_only=True):
    """An object as the place lists it."""

    path: str
    size_bytes: int
    modified: datetime


class Blobs:
    """One place for objects. Paths are relative, with slashes."""

    def __init__(self, store: LocalStore | S3Store, folder: Path | None) -> None:
        self._store = store
        self._folder = folder

    def has(self, path: str) -> bool:
        """Whether there is an object."""
        with _at_the_border():
            try:
                obstore.head(self._store, path)
            except FileNotFoundError:
                return False
        return True

    def pieces(self, path: str) -> Iterator[bytes]:
        """The bytes of an object in pieces; FileNotFoundError, before the first piece, where there is none."""
        with _at_the_border():
            if self._folder is not None:  # obstore reads a file in steps of 8 KiB: a tenth of the speed
                return _file_pieces((self._folder / path).open("rb"))
            return _stream_pieces(obstore.get(self._store, path).stream(min_chunk_size=PIECE_BYTES))

    def measured(self, path: str) -> tuple[int, Iterator[bytes]]:
        """Size and pieces of one state of an object, for a copy; FileNotFoundError where there is none."""
        with _at_the_border():
            if self._folder is not None:
                file = (self._folder / path).open("rb")
                return os.fstat(file.fileno()).st_size, _file_pieces(file)
            found = obstore.get(self._store, path)
            return found.meta["size"], _stream_pieces(found.stream(min_chunk_size=PIECE_BYTES))

    def put(self, path: str, file: Path) -> None:
        """Store a finished file as an object, whole or not at all; the file itself may be moved away."""
        with _at_the_border():
            if self._folder is not None:
                _move_in(file, self._folder, path)
                return
            part = max(_PART_BYTES, -(-file.stat().st_size // _PARTS))
            obstore.put(self._store, path, file, chunk_size=part, max_concurrency=_PARTS_AT_ONCE)

    def delete(self, path: str) -> None:
        """Remove an object; one that is not there is no fault."""
        with _at_the_border():
            try:
                obstore.delete(self._store, path)
            except FileNotFoundError:
                return
            if self._folder is not None:
                _sync_folder((self._folder / path).parent)

    def listed(self, prefix: str) -> Iterator[Blob]:
        """Every object whose path lies below a prefix."""
        with _at_the_border():
            for page in obstore.list(self._store, prefix=prefix, chunk_size=500):
                for meta in page:
                    yield Blob(path=meta["path"], size_bytes=meta["size"], modified=meta["last_modified"])


def open_blobs(place: str | Path, *, create: bool = False) -> Blobs:
    """The place named by a folder or by `s3://BUCKET/PREFIX?endpoint=URL&region=NAME`.

    Credentials come from the environment (AWS_ACCESS_KEY_ID and its companions), never from the URL. BadInput: a
    missing folder (unless `create`), a URL that is not of this form. Plain HTTP only where the endpoint says so.
    """
    if isinstance(place, str) and "://" in place:
        return Blobs(_s3(place), None)
    folder = Path(place)
    if create:
        with _at_the_border():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not folder.is_dir():
        raise BadInput(f"there is no vault folder at {folder}", hint="check --home, or bring it back from a backup")
    return Blobs(LocalStore(folder.resolve()), folder.resolve())


def _s3(url: str) -> S3Store:
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    form = "write s3://bucket/prefix?endpoint=https://host&region=name"
    if parts.scheme != "s3" or not parts.hostname or parts.username or parts.password or parts.fragment:
        raise BadInput("the vault's URL is not of the form s3://bucket/prefix, without credentials", hint=form)
    if unknown := sorted(set(options) - {"endpoint", "region"}):
        raise BadInput(f"the vault's URL has an unknown option: {unknown[0]}", hint=form)
    endpoint = options.get("endpoint")
    # Not limited as a whole: an object may be large. Each read is.
    client: ClientConfig = {"connect_timeout": "10s", "read_timeout": "60s", "timeout": "7d"}
    if endpoint is not None and endpoint.startswith("http://"):
        client["allow_http"] = True
    config: S3Config = {}
    if endpoint is not None:
        config["endpoint"] = endpoint
    if "region" in options:
        config["region"] = options["region"]
    try:
        place = f"s3://{parts.hostname}{parts.path}"
        return S3Store.from_url(place, config=config, client_options=client, retry_config={"max_retries": 3})
    except (BaseError, ValueError) as fault:
        raise BadInput("the vault's URL was not accepted by the S3 client", hint=form) from fault


def _move_in(file: Path, folder: Path, path: str) -> None:
    """Folders first: a journal then takes them along with the file, and syncing each of them costs next to nothing."""
    target = folder / path
    made = []
    above = target.parent
    while not above.exists():
        made.append(above)
        above = above.parent
    for each in reversed(made):
        each.mkdir(mode=0o700, exist_ok=True)
    with file.open("rb") as content:
        os.fsync(content.fileno())
    for each in made:
        _sync_folder(each.parent)
    file.replace(target)
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _file_pieces(file: BinaryIO) -> Iterator[bytes]:
    with _at_the_border(), file:
        while piece := file.read(PIECE_BYTES):
            yield piece


def _stream_pieces(stream: "BytesStream") -> Iterator[bytes]:
    with _at_the_border():
        for piece in stream:
            yield bytes(piece)  # a view of foreign memory until then


@contextmanager
def _at_the_border() -> Iterator[None]:
    # FileNotFoundError passes: whether it is a fault is the caller's to say.
    try:
        yield
    except FileNotFoundError:
        raise
    except (PermissionDeniedError, UnauthenticatedError) as fault:
        raise ChannelDown(
            "the vault's place refused access; nothing of this was recorded",
            hint="check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the rights of the folder",
        ) from fault
    except (BaseError, OSError) as fault:
        raise _fault(fault) from fault


def _fault(fault: BaseError | OSError) -> TocsinError:
    full = isinstance(fault, OSError) and fault.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    if full or "No space left on device" in str(fault):
        return ChannelDown("the disk of the vault is full; nothing of this was recorded", hint="free some space first")
    return ChannelDown("the vault's place cannot be read or written; nothing of this was recorded")


def object_path(org: str, name: str) -> str:
    """Where the object of an owner's keyed name lies among the blobs."""
    return f"{org}/{name[:2]}/{name[2:4]}/{name[4:]}"


def name_at(path: str) -> str:
    """The keyed name of the object at a path."""
    return "".join(path.split("/")[1:])
