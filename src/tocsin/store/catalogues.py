"""The catalogues: shipped TOML files, and the home's own in their place.

A file `<home>/catalogues/<folder>/<name>.toml` replaces the shipped file of the same folder and name; a new name adds
a file. Nothing is merged: one file is one catalogue, so its SHA-256 says exactly which words were applied. Losing the
home's files means going back to the shipped words. The files are trusted as far as whoever may write into the home.
"""

import hashlib
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import msgspec
from msgspec import Struct

from tocsin.vocab.catalogue import Header
from tocsin.vocab.errors import BadInput, TooMuch
from tocsin.vocab.limits import LIMITS


class Catalogue(Protocol):
    """What every type of catalogue has: the header that dates it."""

    @property
    def header(self) -> Header:
        """Who says so, where and since when."""


T = TypeVar("T", bound=Catalogue)


class Sheet(Struct, Generic[T], frozen=True, kw_only=True):
    """One catalogue as read: its value, its path below `catalogues/`, the SHA-256 of the file's bytes, whose it is."""

    value: T
    path: str
    digest: str
    own: bool  # from the home; else shipped


def load(folder: str, type_: type[T], home: Path | None) -> tuple[T, ...]:
    """Every catalogue of one folder, in the order of the file names; BadInput names file and key where one is wrong."""
    return tuple(sheet.value for sheet in load_sheets(folder, type_, home))


def load_sheets(folder: str, type_: type[T], home: Path | None) -> tuple[Sheet[T], ...]:
    """The same with path and digest of each file, for the act that says which version was applied."""
    shipped: dict[str, Sheet[T]] = _shipped(folder, type_)
    own = [] if home is None else _tomls(home / "catalogues" / folder)
    if not own:
        return tuple(shipped.values())
    found = shipped | {entry.name: _read(entry, f"{folder}/{entry.name}", type_, own=True) for entry in own}
    sheets = tuple(found[name] for name in sorted(found))
    _refuse_double_ids(sheets)
    return sheets


@cache
def _shipped(folder: str, type_: type[T]) -> dict[str, Sheet[T]]:
    """The catalogues of this program, by file name: they are read once, for they change only with it."""
    entries = sorted(_tomls(files("tocsin").joinpath("catalogues", folder)), key=lambda entry: entry.name)
    found = {entry.name: _read(entry, f"{folder}/{entry.name}", type_, own=False) for entry in entries}
    _refuse_double_ids(tuple(found.values()))
    return found


def _tomls(folder: Traversable) -> list[Traversable]:
    if not folder.is_dir():
        return []
    return [entry for entry in folder.iterdir() if entry.name.endswith(".toml") and entry.is_file()]


def _read(entry: Traversable, path: str, type_: type[T], *, own: bool) -> Sheet[T]:
    where = f"{entry}" if own else f"catalogues/{path}"
    data = entry.read_bytes()
    if len(data) > LIMITS.document_bytes:
        raise TooMuch(f"{where} has {len(data):,} bytes; at most {LIMITS.document_bytes:,} are parsed")
    try:
        value = _parsed(data, type_)
    except UnicodeDecodeError as error:
        raise BadInput(f"{where}: not UTF-8 (byte {error.start})", hint="save the file as UTF-8") from error
    except msgspec.ValidationError as error:
        raise BadInput(f"{where}: {error}", hint=_hint(own)) from error
    except (ValueError, RecursionError) as error:  # no TOML, too deep, or a number with too many digits
        raise BadInput(f"{where}: not TOML: {error}") from error
    assert isinstance(value, type_)
    return Sheet(value=value, path=path, digest=hashlib.sha256(data).hexdigest(), own=own)


@lru_cache(maxsize=500)  # several homes' worth; the same bytes are the same frozen value, and parsing TOML is slow
def _parsed(data: bytes, type_: type) -> object:
    return msgspec.convert(tomllib.loads(data.decode("utf-8")), type_, strict=True)


def _hint(own: bool) -> str:
    if own:
        return "mend the key named above, or remove the file to go back to the shipped one"
    return "install the package again: a shipped file was changed"


def _refuse_double_ids(sheets: tuple[Sheet[T], ...]) -> None:
    owners: dict[str, str] = {}
    for sheet in sheets:
        first = owners.setdefault(sheet.value.header.catalogue_id, sheet.path)
        if first != sheet.path:
            raise BadInput(
                f"catalogues/{sheet.path}: key `header.catalogue_id`: {sheet.value.header.catalogue_id!r} is already "
                f"the id of catalogues/{first}",
                hint="give the new file an id of its own, or the file name of the one it replaces",
            )
