"""The mirror: the newest checkpoint in a file outside the database.

A database that was put back to an older copy is found out by it, and nothing more is appended there: two histories
under one key are what a log must never have. Losing the file loses only this. It is trusted as far as its signature.
It is not forced to the disk (that would double the time of an append): after a power failure it may be older or empty,
and the next append mends it. A checkpoint as long as the one before is written over it: putting a new file in its
place makes some file systems write at once, which cost more than the append's own commit.
"""

import errno
import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from tocsin.ledger import checkpoint, note
from tocsin.ledger.fault import ProofError
from tocsin.vocab.errors import ChannelDown

_ROOM_BYTES = 16_384  # many times a checkpoint with two signatures; what is longer is none, and is mended


class Prepared(Struct, frozen=True, kw_only=True):
    """A checkpoint that is ready to be mirrored; `aside` is None where it fits over the one that stands."""

    signed: bytes
    aside: Path | None


class Mirror:
    """One organization's mirror file. Several threads and processes may publish; the longest log wins."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file, self._folder = str(path), str(path.parent)  # every append opens them: a Path costs more than that
        self._seen: tuple[bytes | None, int] = (None, 0)  # what was read last and its size: parsed once

    def read(self) -> bytes | None:
        """What the file holds, nothing verified; None where there is none."""
        try:
            with self._locked(fcntl.LOCK_SH):
                return self._content()
        except FileNotFoundError:  # not even the folder
            return None

    def size(self) -> int:
        """How many entries the mirrored checkpoint says; 0 where there is no readable one."""
        return self._size_in(self.read())

    def prepare(self, signed: str) -> Prepared:
        """Write a checkpoint beside the mirror, so that a full disk is noticed before anything is recorded.

        Where it is as long as the one that stands there is nothing to write beside: it will need no more room.
        """
        content = signed.encode()
        if len(content) == len(self._seen[0] or b""):
            return Prepared(signed=content, aside=None)
        with _write_faults("nothing was recorded"):
            return Prepared(signed=content, aside=self._written_aside(content))

    def publish(self, prepared: Prepared, size: int) -> None:
        """Put a prepared checkpoint of a log of `size` entries in place, unless one of a longer log stands there."""
        with _write_faults("what it is of was recorded"), self._locked(fcntl.LOCK_EX):
            standing = self._content()
            if size <= self._size_in(standing):
                if prepared.aside is not None:
                    prepared.aside.unlink()
                return
            if prepared.aside is None and standing is not None and len(standing) == len(prepared.signed):
                self._write_over(prepared.signed)
            else:
                (prepared.aside or self._written_aside(prepared.signed)).replace(self._path)
            self._seen = (prepared.signed, size)

    def _content(self) -> bytes | None:
        try:
            descriptor = os.open(self._file, os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            return None
        try:
            return os.read(descriptor, _ROOM_BYTES)
        finally:
            os.close(descriptor)

    def _size_in(self, raw: bytes | None) -> int:
        seen, size = self._seen
        if raw is None or raw == seen:
            return 0 if raw is None else size
        try:
            size = checkpoint.parse(note.parse(raw).text).size
        except ProofError:
            size = 0
        self._seen = (raw, size)
        return size

    def _written_aside(self, content: bytes) -> Path:
        aside = self._path.with_name(f".{self._path.name}.{os.getpid()}.{threading.get_native_id()}")
        aside.touch(mode=0o600)
        aside.write_bytes(content)
        return aside

    def _write_over(self, content: bytes) -> None:
        descriptor = os.open(self._file, os.O_WRONLY | os.O_CLOEXEC)
        try:
            os.pwrite(descriptor, content, 0)  # some 300 bytes, less than a disk's sector: it is all old or all new
        finally:
            os.close(descriptor)

    @contextmanager
    def _locked(self, how: int) -> Iterator[None]:
        """The right to write the file alone (LOCK_EX), or to read it while nobody writes (LOCK_SH)."""
        descriptor = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            fcntl.flock(descriptor, how)
            yield
        finally:
            os.close(descriptor)


@contextmanager
def _write_faults(outcome: str) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        full = fault.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        raise ChannelDown(
            f"the mirrored checkpoint could not be written: {fault.strerror}; {outcome}",
            hint="free some space first" if full else "check the rights of the folder `checkpoints` of the home",
        ) from fault
