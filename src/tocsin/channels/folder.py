"""A folder that the party reads: a file appears in it whole or not at all.

The file is written beside its place and then linked to its name, which fails where the name is taken: nothing is ever
written over. Where the same bytes are there already, that is as good as sent; so a repeat after a crash does no harm.
The party may write into the folder too, so no link in it is followed.
"""

import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tocsin.vocab.delivery import DeliveryReason
from tocsin.vocab.exercise import Live
from tocsin.vocab.release import Approved
from tocsin.vocab.road import FolderEnd, RefusedForNow, SendOutcome, Sent
from tocsin.vocab.visible import one_line, visible

NAME = "folder"
SUMMARY = "a folder that the party reads"

_UNFINISHED = ".part"  # behind a point in front, so that no reader takes it for a document
_SAID = 300  # signs of an answer that are kept
_NAME_BYTES = 200  # of a file name; file systems take 255, and an unfinished one has some more


class _Unfit(Exception):
    """The end is not one that a file may go to; the text says why."""


def send(approved: Approved, live: Live, wire: bytes, end: FolderEnd) -> SendOutcome:
    """Put a file of exactly these bytes there. Anything in the way can be moved away, so nothing is refused for good.

    The file's rights are those that the umask leaves: the folder's own say who may read it.
    """
    try:
        with _opened(end.folder) as folder:
            name = _plain(end.file_name)
            answer = _put(folder, name, wire)
            os.fsync(folder)
            _sweep(folder, name)
    except _Unfit as no:
        return RefusedForNow(reason=DeliveryReason.REFUSED_FOR_NOW, answer=one_line(str(no), _SAID))
    except OSError as fault:
        said = f"{end.folder}: {os.strerror(fault.errno) if fault.errno else 'no answer'}"
        return RefusedForNow(reason=DeliveryReason.NOT_REACHABLE, answer=one_line(said, _SAID))
    return Sent(answer=one_line(answer, _SAID))


def look(folder: str) -> str:
    """What would stand in the way of any file there; "" where nothing would. A file is made and removed again."""
    try:
        with _opened(folder) as opened:
            trial = _unfinished("trial")
            _write(opened, trial, b"")
            os.unlink(trial, dir_fd=opened)
    except _Unfit as no:
        return one_line(str(no), _SAID)
    except OSError as fault:
        return one_line(f"{folder}: {fault.strerror}", _SAID)
    return ""


@contextmanager
def _opened(folder: str) -> Iterator[int]:
    """The folder itself: an absolute path of which no part is a link, for a link's owner could lead it elsewhere."""
    if not Path(folder).is_absolute():
        raise _Unfit(f"{folder} is no absolute path")
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        real = os.path.realpath(folder)
        if real != os.path.normpath(folder):
            raise _Unfit(f"{folder} leads through a link to {real}: name the folder itself")
        yield descriptor
    finally:
        os.close(descriptor)


def _plain(name: str) -> str:
    is_plain = "/" not in name and name == visible(name) and not name.startswith(".")
    if not name or not is_plain or len(name.encode("utf-8", "replace")) > _NAME_BYTES:
        raise _Unfit(f"{name!r} is no plain file name")
    return name


def _put(folder: int, name: str, wire: bytes) -> str:
    if _holds(folder, name, wire):
        return f"{name} was there already, the same bytes"
    unfinished = _unfinished(name)
    try:
        _write(folder, unfinished, wire)
        os.link(unfinished, name, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)
    except FileExistsError:  # somebody else was faster: another worker of ours, or the party
        if not _holds(folder, name, wire):
            raise
    except OSError as fault:
        if fault.errno in (errno.EPERM, errno.EOPNOTSUPP):  # link(2): FAT and some network file systems
            raise _Unfit("this file system knows no hard links, by which a file appears whole or not at all") from fault
        raise
    finally:
        with suppress(FileNotFoundError):
            os.unlink(unfinished, dir_fd=folder)
    return f"{name}, {len(wire)} bytes"


def _holds(folder: int, name: str, wire: bytes) -> bool:
    """Whether the file is there with these bytes; _Unfit where something else has its name."""
    try:
        descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    except FileNotFoundError:
        return False
    except OSError as fault:
        if fault.errno in (errno.ELOOP, errno.ENXIO):  # a link; a socket or a pipe that nobody reads
            raise _Unfit(f"{name} is there and is no file") from fault
        raise
    try:
        about = os.fstat(descriptor)
        if not stat.S_ISREG(about.st_mode):
            raise _Unfit(f"{name} is there and is no file")
        with open(descriptor, "rb", closefd=False) as found:
            if about.st_size != len(wire) or found.read(len(wire) + 1) != wire:
                raise _Unfit(f"a different {name} is there already, and nothing is written over")
    finally:
        os.close(descriptor)
    return True


def _unfinished(name: str) -> str:
    return f".{name}.{secrets.token_hex(6)}{_UNFINISHED}"


def _write(folder: int, name: str, content: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    with os.fdopen(os.open(name, flags, 0o666, dir_fd=folder), "wb") as target:
        target.write(content)
        target.flush()
        os.fsync(target.fileno())


def _sweep(folder: int, name: str) -> None:
    """Remove what an attempt left behind that was cut short. One that still writes fails then, and is tried again."""
    with suppress(OSError):
        for entry in os.listdir(folder):
            if entry.startswith(f".{name}.") and entry.endswith(_UNFINISHED):
                os.unlink(entry, dir_fd=folder)
