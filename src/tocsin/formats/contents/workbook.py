"""Workbooks: cells with their places, hidden sheets, rows and columns.

Source: ECMA-376, 5th edition, part 1, section 18 (SpreadsheetML).
"""

import posixpath
import re
import zipfile
from collections.abc import Mapping

from msgspec import Struct

from tocsin.formats.contents.packed import member
from tocsin.formats.contents.xml_words import Started, walk
from tocsin.vocab.contents import Opening

WORKBOOK = "xl/workbook.xml"
SHARED = "xl/sharedStrings.xml"
_CELL = re.compile(r"[A-Z]{1,3}[0-9]{1,7}")


class _Sheet(Struct, frozen=True):
    name: str
    state: str
    relation: str


def read(archive: zipfile.ZipFile, opening: Opening) -> set[str]:
    """Cells of all sheets, and the names of the sheets; which members were read for that."""
    sheets = _sheets(_of(archive, WORKBOOK, opening), opening)
    paths = _relations(_of(archive, "xl/_rels/workbook.xml.rels", opening), opening)
    shared = _shared(_of(archive, SHARED, opening), opening)
    done = {SHARED}
    for number, sheet in enumerate(sheets, start=1):
        opening.add("names of sheets", sheet.name, f"sheet {number}")
        if sheet.state in {"hidden", "veryHidden"}:
            opening.fact(f"sheet {number} is hidden")
        path = paths.get(sheet.relation, "")
        if path and path not in done and (data := _of(archive, path, opening)):
            done.add(path)
            _Cells(f"sheet {number}", shared, opening).read(data)
    return done


def _of(archive: zipfile.ZipFile, name: str, opening: Opening) -> bytes:
    try:
        info = archive.getinfo(name)
    except KeyError:
        return b""
    return member(archive, info, opening) or b""


def _sheets(data: bytes, opening: Opening) -> list[_Sheet]:
    found: list[_Sheet] = []

    def started(name: str, given: Mapping[str, str]) -> None:
        if name == "sheet":
            found.append(_Sheet(given.get("name", ""), given.get("state", ""), given.get("id", "")))

    _walk(data, opening, started)
    return found


def _relations(data: bytes, opening: Opening) -> dict[str, str]:
    found: dict[str, str] = {}

    def started(name: str, given: Mapping[str, str]) -> None:
        if name == "Relationship" and given.get("TargetMode") != "External":
            found[given.get("Id", "")] = posixpath.normpath(posixpath.join("/xl", given.get("Target", "")))[1:]

    _walk(data, opening, started)
    return found


def _shared(data: bytes, opening: Opening) -> list[str]:
    found: list[str] = []
    pieces: list[str] = []
    is_text = False

    def started(name: str, _: Mapping[str, str]) -> None:
        nonlocal is_text
        is_text = name == "t"

    def ended(name: str) -> None:
        nonlocal is_text
        is_text = False
        if name == "si":
            found.append("".join(pieces))
            pieces.clear()

    if data:
        walk(data, opening, started, ended, lambda text: pieces.append(text) if is_text else None)
    return found


def _walk(data: bytes, opening: Opening, started: Started) -> None:
    if data:
        walk(data, opening, started, lambda _: None, lambda _: None)


class _Cells:
    """The cells of one sheet, row by row."""

    def __init__(self, section: str, shared: list[str], opening: Opening) -> None:
        self._section, self._shared, self._opening = section, shared, opening
        self._cell, self._type, self._within, self._begins = "", "", "", True
        self._pieces: dict[str, list[str]] = {}
        self._formulas: list[tuple[str, str]] = []

    def read(self, data: bytes) -> None:
        """Everything in a sheet."""
        walk(data, self._opening, self._started, self._ended, self._words)
        for cell, formula in self._formulas:
            self._opening.add(f"{self._section}, formulas", formula, cell)

    def _started(self, name: str, given: Mapping[str, str]) -> None:
        if name == "row":
            self._begins = True
        if name in {"row", "col"} and given.get("hidden") in {"1", "true"}:
            self._opening.fact(f"{self._section} has hidden {'rows' if name == 'row' else 'columns'}")
        if name == "c":
            place = given.get("r", "")
            self._cell = f"cell {place}" if _CELL.fullmatch(place) else "a cell"
            self._type = given.get("t", "n")
            self._pieces = {}
        elif name in {"v", "t", "f", "oddHeader", "oddFooter"}:
            self._within = name

    def _words(self, text: str) -> None:
        if self._within:
            self._pieces.setdefault(self._within, []).append(text)

    def _ended(self, name: str) -> None:
        if name == self._within:
            self._within = ""
        if name == "c":
            self._tell()
        elif name == "headerFooter":
            for pieces in self._pieces.values():
                self._opening.add(f"{self._section}, printed header and footer", "".join(pieces))

    def _tell(self) -> None:
        text = "".join(self._pieces.get("t", ())) or "".join(self._pieces.get("v", ()))
        if self._type == "s":
            text = self._shared[int(text)] if text.isdecimal() and int(text) < len(self._shared) else ""
        if text.strip():
            self._opening.add(self._section, text.replace("\t", " "), self._cell, before="\n" if self._begins else "\t")
            self._begins = False
        formula = "".join(self._pieces.get("f", ()))
        if '"' in formula or "[" in formula:  # it holds words, or names another file
            self._formulas.append((self._cell, formula))
        self._pieces = {}
