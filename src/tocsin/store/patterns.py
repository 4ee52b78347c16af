"""Compiled patterns between two runs: losing them costs seconds.

They lie in the person's cache folder, where they have one: nothing is begun in a home that holds none.

Trusted as far as the folder is its owner's alone; what was written by anybody else, or lies open to them, is not read.
They hold what every copy of the product looks for: never a text, and nothing of an organization's dictionary.
"""

import os
import stat
import tempfile
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from types import ModuleType

import platformdirs

MOST_KEPT = 64  # files; the oldest go


def kept(name: str) -> bytes | None:
    """What was kept under this name; None where nothing was, or where somebody else could have written it."""
    try:
        folder = _folder()
        with (folder / name).open("rb") as file:
            for status in (folder.stat(), os.fstat(file.fileno())):
                if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH) or not _is_mine(status):
                    return None
            return file.read()
    except OSError:
        return None


def keep(name: str, data: bytes) -> None:
    """Keep bytes under a name; a folder that cannot be written to is no fault."""
    try:
        folder = _folder()
        if not folder.parent.parent.is_dir():
            return
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
            file.write(data)
        Path(file.name).replace(folder / name)
        for old in sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)[MOST_KEPT:]:
            old.unlink(missing_ok=True)
    except OSError:
        return


def source_of(*modules: ModuleType) -> str:
    """A digest of the code of some modules: what was worked out by other code is not taken for theirs."""
    digest = sha256()
    for module in modules:
        try:
            digest.update(Path(module.__file__ or "").read_bytes())
        except OSError:  # in an archive: the release tells its code
            digest.update(metadata.version("tocsin").encode())
    return digest.hexdigest()


def _folder() -> Path:
    return platformdirs.user_cache_path("tocsin", appauthor=False) / "patterns"


def _is_mine(status: os.stat_result) -> bool:
    return not hasattr(os, "getuid") or status.st_uid == os.getuid()
