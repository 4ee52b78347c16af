"""The decision tables: shipped JSON files, and the home's in their place.

A file `<home>/catalogues/tables/<name>.json` replaces the shipped file of that name; a new name adds a table. The desk
itself uses `release`, `when` and `approvals`. One id never means two contents: a decision names its table by id alone.
Losing the home's files means going back to the shipped tables. The files are trusted as far as whoever may write into
the home.
"""

import hashlib
import os
import re
import tempfile
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from msgspec import Struct

from tocsin.vocab.decision_table import DecisionTable, parse_table
from tocsin.vocab.errors import BadInput, TooMuch

FOLDER = "tables"
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")


class TableSheet(Struct, frozen=True, kw_only=True):
    """One table as read: its name, its bytes with their SHA-256, whose it is. `where` is the file, for errors."""

    name: str
    table: DecisionTable
    data: bytes
    digest: str
    own: bool  # from the home; else shipped
    where: str


def load_tables(home: Path | None) -> tuple[TableSheet, ...]:
    """Every table in the order of the names; BadInput names the file that is wrong."""
    shipped = list(_shipped())
    own = [] if home is None else [_read(entry, own=True) for entry in _jsons(home / "catalogues" / FOLDER)]
    _refuse_double_ids([*shipped, *own])
    found = {sheet.name: sheet for sheet in shipped} | {sheet.name: sheet for sheet in own}
    return tuple(found[name] for name in sorted(found))


def load_table(name: str, home: Path | None) -> TableSheet:
    """The table of one name, as the desk uses it: `release`, `when`, `approvals`."""
    found = _named(name, home)
    if found is None:
        raise BadInput(f"there is no table {name[:60]!r}", hint="`tocsin policy show` lists them")
    return found


def put_table(home: Path, name: str, data: bytes) -> Path:
    """Keep a table under this name in the home. The one it replaces stays beside it, under its name and version."""
    if not NAME.fullmatch(name):
        raise BadInput(
            f"{name[:60]!r} is no name for a table", hint="small letters, digits, dots and dashes: --name ours"
        )
    folder = home / "catalogues" / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    before = _named(name, home)
    if before is not None:
        _write(folder / f"{name}-{before.table.version}.json", before.data)
    path = folder / f"{name}.json"
    _write(path, data)
    return path


def _named(name: str, home: Path | None) -> TableSheet | None:
    return next((sheet for sheet in load_tables(home) if sheet.name == name), None)


@cache
def _shipped() -> tuple[TableSheet, ...]:
    """The tables of this program: they are read once, for they change only with it."""
    return tuple(_read(entry, own=False) for entry in _jsons(files("tocsin").joinpath("catalogues", FOLDER)))


def _jsons(folder: Traversable) -> list[Traversable]:
    if not folder.is_dir():
        return []
    return [entry for entry in folder.iterdir() if entry.name.endswith(".json") and entry.is_file()]


def _read(entry: Traversable, *, own: bool) -> TableSheet:
    where = f"{entry}" if own else f"catalogues/{FOLDER}/{entry.name}"
    data = entry.read_bytes()
    try:
        table = _parsed(data)
    except TooMuch as error:
        raise TooMuch(f"{where}: {error}", hint=error.hint) from error
    except BadInput as error:
        hint = error.hint if own else "install the package again: a shipped file was changed"
        raise BadInput(f"{where}: {error}", hint=hint) from error
    return TableSheet(
        name=entry.name.removesuffix(".json"),
        table=table,
        data=data,
        digest=hashlib.sha256(data).hexdigest(),
        own=own,
        where=where,
    )


@lru_cache(maxsize=100)  # several homes' worth; the same bytes are the same frozen value
def _parsed(data: bytes) -> DecisionTable:
    return parse_table(data)


def _refuse_double_ids(sheets: list[TableSheet]) -> None:
    owners: dict[str, TableSheet] = {}
    for sheet in sheets:
        first = owners.setdefault(sheet.table.id, sheet)
        if first.table != sheet.table:
            raise BadInput(
                f"{sheet.where} has the id {sheet.table.id} of {first.where}, and is another table",
                hint="raise its version: a decision names its table by id alone",
            )


def _write(path: Path, data: bytes) -> None:
    # Written whole beside its place and renamed, so that a crash leaves either nothing or all of it.
    try:
        descriptor, name = tempfile.mkstemp(prefix=".new-", dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as fault:
        raise BadInput(f"{path}: {fault.strerror}", hint="check rights and free space of the home") from fault
