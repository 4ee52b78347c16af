"""A backup read back: verified as a whole before anything of it is used.

The file is foreign until then. Every byte of it is accounted for: each header must be exactly the one that
`store.backup` writes for that name and size (so no link, no path, no other kind of member passes), each content must
have the digest that the manifest says, and nothing stands between or behind. Names come from one closed list. What is
read later, to be put in place, is checked once more, so that a file exchanged meanwhile is found.

Not proven: a manifest is not signed. Whoever could write the file could have made all of it anew; what the log's
checkpoints prove is for `ledger verify`, after restoring.
"""

import hashlib
import os
import re
import stat
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct

from tocsin.store.backup import BLOCK, DATABASE, DIGEST, FORMAT, MANIFEST, PART, SETTINGS, VERSION, Manifest, header_of
from tocsin.store.blobs import PIECE_BYTES, Blobs, object_path
from tocsin.vocab.errors import BadInput, ProofFailed, TooMuch
from tocsin.vocab.limits import LIMITS

MOST_PARTS = 5_000_000  # each needs some 200 bytes of memory while the backup is verified
MOST_MANIFEST_BYTES = 1024 * 1024 * 1024  # that of as many parts

_ORG = re.compile(r"org-[0-9a-z]+\Z")
_COPY = "take another copy of the backup: this one was changed or is not whole"


class _Place(Struct, frozen=True):
    offset: int
    size: int
    sha256: str


class Window:
    """One part of the file, read like a file; its digest is checked when its last byte is read."""

    def __init__(self, file: BinaryIO, name: str, place: _Place) -> None:
        self._file = file
        self._name = name
        self._place = place
        self._at = 0
        self._digest = hashlib.sha256()

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; ProofFailed with the last ones where the part is not what was verified."""
        self._file.seek(self._place.offset + self._at)
        piece = self._file.read(min(size, self._place.size - self._at))
        self._at += len(piece)
        self._digest.update(piece)
        is_short = not piece and size > 0 and self._at < self._place.size
        if is_short or (self._at == self._place.size and self._digest.hexdigest() != self._place.sha256):
            raise ProofFailed(f"{self._name} in the backup changed while it was read", hint=_COPY)
        return piece


class Backup:
    """A verified backup. Only `open_backup` makes one."""

    def __init__(self, file: BinaryIO, manifest: Manifest, places: dict[str, _Place]) -> None:
        self.manifest = manifest
        self._file = file
        self._places = places

    def settings(self) -> bytes:
        """The settings file as it was."""
        return self._content(SETTINGS)

    def database(self) -> Window:
        """The stream of the database, for `store.dump.load`."""
        return Window(self._file, DATABASE, self._places[DATABASE])

    def place_files(self, home: Path) -> None:
        """Write keys, checkpoints and catalogues into a new home, readable by its owner only, and durable."""
        for name in self._places:
            if name.startswith(("keys/", "checkpoints/", "catalogues/")):
                _write(home, name, self._content(name))

    def place_objects(self, owners: dict[str, str], blobs: Blobs, tmp: Path) -> Iterator[str]:
        """Put the objects that the restored database refers to (keyed name to owner) in place; gives each path.

        An object that nothing refers to (it was purged while the backup was made) stays out.
        """
        for name, org in sorted(owners.items()):
            if not PART.match(f"vault/{name}") or not _ORG.match(org):
                raise BadInput(f"the backup's database names an object {name[:70]!r} of {org[:40]!r}", hint=_COPY)
            if f"vault/{name}" not in self._places:
                if name not in self.manifest.absent:
                    raise BadInput(f"the database refers to vault/{name}, which is not in the backup", hint=_COPY)
                continue
            descriptor, file = tempfile.mkstemp(prefix=f"{org}.", dir=tmp)
            try:
                with os.fdopen(descriptor, "wb") as target:
                    for piece in self._pieces(f"vault/{name}"):
                        target.write(piece)
                blobs.put(object_path(org, name), Path(file))
            finally:
                Path(file).unlink(missing_ok=True)
            yield object_path(org, name)

    def _content(self, name: str) -> bytes:
        if self._places[name].size > LIMITS.document_bytes:
            raise TooMuch(f"{name} in the backup has {self._places[name].size:,} bytes", hint=_COPY)
        return b"".join(self._pieces(name))

    def _pieces(self, name: str) -> Iterator[bytes]:
        window = Window(self._file, name, self._places[name])
        while piece := window.read(PIECE_BYTES):
            yield piece


@contextmanager
def open_backup(source: Path) -> Iterator[Backup]:
    """Open a backup and verify all of it. BadInput or ProofFailed names the byte or the part that is not as it should.

    1. It is a plain file of whole blocks, and nothing stands behind its end.
    2. Every member is a plain file under a name from the closed list, once.
    3. The manifest has the digest that stands behind it, and is of a form this program knows.
    4. Every part has the size and the digest of the manifest; none is missing, none is there besides.
    """
    try:
        file = source.open("rb")
    except OSError as fault:
        raise BadInput(f"{source}: {fault.strerror}", hint="check its name and rights") from fault
    with file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise BadInput(f"{source} is not a plain file", hint="name the file that `tocsin backup` made")
        try:
            places = _members(file)
            manifest = _manifest(file, places)
            _compare(manifest, places)
        except (BadInput, ProofFailed) as fault:
            raise type(fault)(f"{source}: {fault}; nothing was restored", hint=fault.hint) from fault
        yield Backup(file, manifest, places)


def _members(file: BinaryIO) -> dict[str, _Place]:
    # 1, 2
    found: dict[str, _Place] = {}
    length = os.fstat(file.fileno()).st_size
    at = 0
    while True:
        header = file.read(BLOCK)
        if header == bytes(BLOCK) and DIGEST in found:
            break
        name, size = _named(header, at)
        if name in found or len(found) >= MOST_PARTS or DIGEST in found:
            raise BadInput(f"byte {at}: {name!r} stands there twice or too late", hint=_COPY)
        at += BLOCK
        if size > length - at:
            raise BadInput(f"byte {at}: {name} should have {size:,} bytes, but the file ends before", hint=_COPY)
        found[name] = _Place(at, size, _digest(file, size))
        at += size
        if file.read(-size % BLOCK) != bytes(-size % BLOCK):
            raise ProofFailed(f"byte {at}: the filling behind {name} was changed", hint=_COPY)
        at += -size % BLOCK
    if file.read(2 * BLOCK) != bytes(BLOCK):
        raise BadInput(f"byte {at}: the end of the file is not as it should be", hint=_COPY)
    return found


def _named(header: bytes, at: int) -> tuple[str, int]:
    try:
        info = tarfile.TarInfo.frombuf(header, "utf-8", "strict")
    except (tarfile.HeaderError, UnicodeDecodeError) as fault:
        raise BadInput(f"byte {at}: no part of a backup begins here", hint=_COPY) from fault
    is_known = PART.match(info.name) or info.name in (MANIFEST, DIGEST)
    if not is_known or info.size < 0 or header != header_of(info.name, info.size):
        raise BadInput(f"byte {at}: {info.name[:100]!r} is not a part that a backup may have", hint=_COPY)
    return info.name, info.size


def _digest(file: BinaryIO, size: int) -> str:
    digest = hashlib.sha256()
    while size:
        piece = file.read(min(size, PIECE_BYTES))
        if not piece:
            raise BadInput("the file became shorter while it was read", hint=_COPY)
        digest.update(piece)
        size -= len(piece)
    return digest.hexdigest()


def _manifest(file: BinaryIO, places: dict[str, _Place]) -> Manifest:
    # 3
    if MANIFEST not in places:
        raise BadInput(f"there is no {MANIFEST} in it", hint=_COPY)
    place, line = places[MANIFEST], places[DIGEST]
    said = f"{place.sha256}  {MANIFEST}\n".encode()
    if line.size != len(said) or line.sha256 != hashlib.sha256(said).hexdigest():
        raise ProofFailed(f"{MANIFEST} has not the digest that {DIGEST} says", hint=_COPY)
    if place.size > MOST_MANIFEST_BYTES:
        raise TooMuch(f"{MANIFEST} has {place.size:,} bytes; at most {MOST_MANIFEST_BYTES:,} are read", hint=_COPY)
    file.seek(place.offset)
    try:
        manifest = msgspec.json.decode(file.read(place.size), type=Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as fault:
        raise BadInput(f"{MANIFEST} cannot be read: {fault}", hint="use the version of tocsin that made it") from fault
    if (manifest.format, manifest.version) != (FORMAT, VERSION):
        raise BadInput(f"{MANIFEST} is of another form than this program's", hint="use the version that made it")
    return manifest


def _compare(manifest: Manifest, places: dict[str, _Place]) -> None:
    # 4
    listed = {part.name: part for part in manifest.parts}
    if len(listed) != len(manifest.parts):
        raise BadInput(f"{MANIFEST} lists a part twice", hint=_COPY)
    for name, place in places.items():
        if name in (MANIFEST, DIGEST):
            continue
        part = listed.pop(name, None)
        if part is None:
            raise BadInput(f"byte {place.offset}: {name} is not in {MANIFEST}", hint=_COPY)
        if (part.size_bytes, part.sha256) != (place.size, place.sha256):
            raise ProofFailed(f"byte {place.offset}: {name} is not what {MANIFEST} says it was", hint=_COPY)
    missing = sorted({*listed, *({DATABASE, SETTINGS} - set(places))})
    if missing:
        raise BadInput(f"{missing[0]} is missing", hint=_COPY)


def _write(home: Path, name: str, content: bytes) -> None:
    path = home / name
    for folder in reversed([above for above in path.parents if above.is_relative_to(home)]):
        folder.mkdir(mode=0o700, exist_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
