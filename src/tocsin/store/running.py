"""Who works in a home right now, and who stopped without saying so.

A process that works leaves a marker `<home>/running/<pid>.<chance>` and holds a lock on it (flock); at a clean end the
marker goes. A marker whose lock is free belongs to a process that was killed or lost its power: the kernel frees a lock
when its process ends, so a living process is never taken for a dead one, whatever its number, container or boot.
Losing the markers loses a courtesy, nothing else; they are not forced to the disk, so that opening a desk stays quick.
"""

import errno
import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

FOLDER = "running"

_UNSETTLED = ".new-"  # until its lock is held a marker must not be judged


class Markers(Struct, frozen=True, kw_only=True):
    """How many markers belong to living processes (this one among them), how many to dead ones."""

    living: int
    dead: int


@contextmanager
def marked(home: Path) -> Iterator[None]:
    """Hold a marker while something is done in the home. A home that takes no marker (read-only) is used all the same.

    Several in one process each hold their own.
    """
    held = _hold(home / FOLDER)
    try:
        yield
    finally:
        if held is not None:
            path, descriptor = held
            path.unlink(missing_ok=True)  # before the lock goes, so that nobody sees a marker without one
            os.close(descriptor)


def look(home: Path) -> Markers:
    """Count the markers and leave them as they are."""
    return _count(home, remove=False)


def clear_dead(home: Path) -> int:
    """Remove the markers of dead processes; how many there were. Of several that ask at once one is told."""
    return _count(home, remove=True).dead


def _hold(folder: Path) -> tuple[Path, int] | None:
    name = f"{os.getpid()}.{secrets.token_hex(4)}"
    unsettled = folder / f"{_UNSETTLED}{name}"
    try:
        descriptor = _made(unsettled)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        unsettled.rename(folder / name)
    except OSError:  # a file system without locks
        unsettled.unlink(missing_ok=True)
        os.close(descriptor)
        return None
    return folder / name, descriptor


def _made(path: Path) -> int:
    flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC
    try:
        return os.open(path, flags, 0o600)
    except FileNotFoundError:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        return os.open(path, flags, 0o600)


def _count(home: Path, *, remove: bool) -> Markers:
    living = dead = 0
    try:
        names = os.listdir(home / FOLDER)  # noqa: PTH208 -- names are enough, and this is on everybody's way in
    except FileNotFoundError:
        return Markers(living=0, dead=0)
    for name in names:
        if name.startswith(_UNSETTLED):
            continue
        match _is_dead(home / FOLDER / name, remove=remove):
            case True:
                dead += 1
            case False:
                living += 1
            case None:
                pass  # it ended cleanly just now
    return Markers(living=living, dead=dead)


def _is_dead(path: Path, *, remove: bool) -> bool | None:
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(descriptor).st_nlink == 0:
            return None
        if remove:
            path.unlink(missing_ok=True)
    except OSError as fault:
        return False if fault.errno in (errno.EWOULDBLOCK, errno.EACCES) else None
    else:
        return True
    finally:
        os.close(descriptor)
