"""Office documents: words, comments, changes, properties, what is inside.

Sources: ECMA-376, 5th edition (Office Open XML), parts 1 and 2; OASIS, "Open Document Format for Office Applications
(OpenDocument)", version 1.3. Every part that is XML is read; every other one is opened as a file, or listed.
"""

import re
import zipfile
from collections.abc import Callable, Mapping

from tocsin.formats.contents import workbook
from tocsin.formats.contents.packed import member
from tocsin.formats.contents.xml_words import HasDocumentType, Paragraphs, walk
from tocsin.vocab.contents import TEXT_COPY, Contents, Opening
from tocsin.vocab.errors import BadInput, TooMuch

Inner = Callable[[bytes], Contents | None]

KINDS = {
    "word/document.xml": "Word document (DOCX)",
    "xl/workbook.xml": "Excel workbook (XLSX)",
    "ppt/presentation.xml": "PowerPoint presentation (PPTX)",
    "content.xml": "OpenDocument file",
}
_WORDS = frozenset({"t", "delText", "instrText"})
_SECTIONS = (  # by the path within the package; the number is that of the file
    (re.compile(r"word/document\d*\.xml"), "text"),
    (re.compile(r"word/comments(\d*)\.xml"), "comments"),
    (re.compile(r"xl/(?:comments|threadedComments/threadedComment|comments/comment)(\d*)\.xml"), "comments"),
    (re.compile(r"ppt/comments/(?:modernComment_\w*|comment(\d*))\.xml"), "comments"),
    (re.compile(r"word/header(\d*)\.xml"), "header"),
    (re.compile(r"word/footer(\d*)\.xml"), "footer"),
    (re.compile(r"word/(?:foot|end)notes(\d*)\.xml"), "notes"),
    (re.compile(r"ppt/slides/slide(\d+)\.xml"), "slide"),
    (re.compile(r"ppt/notesSlides/notesSlide(\d+)\.xml"), "speaker notes"),
)
_NO_WORDS = re.compile(
    r"(?:.*/)?(?:theme\d*|styles|fontTable|webSettings|numbering|calcChain|tableStyles)\.xml|\[Con.*"
)
_MACROS = re.compile(r"(?i)vbaProject\.bin|(?:.*/)?(?:Basic|Scripts)/.*")


def kind_of(names: frozenset[str]) -> str:
    """What kind of document the members of a zip file make; "" where none."""
    return next((kind for mark, kind in KINDS.items() if mark in names), "")


def read(archive: zipfile.ZipFile, kind: str, opening: Opening, inner: Inner) -> Contents:
    """A document of one of these kinds."""
    infos = [info for info in archive.infolist() if not info.filename.endswith("/")]
    if len(infos) > opening.limits.archive_entries:
        opening.miss(f"members behind the first {opening.limits.archive_entries:,}")
        infos = infos[: opening.limits.archive_entries]
    done: set[str] = set()
    if kind == KINDS[workbook.WORKBOOK]:
        try:
            done = workbook.read(archive, opening)
        except (HasDocumentType, TooMuch):
            raise
        except BadInput:
            opening.miss("cells: a part that they need is broken XML")
    files = 0
    for info in sorted(infos, key=lambda one: _order(one.filename)):
        name = info.filename
        if name in done or _NO_WORDS.fullmatch(name) or (name == "mimetype"):
            continue
        if (data := member(archive, info, opening)) is None:
            continue
        if name.endswith((".xml", ".rels", ".vml")):
            _part(name, data, opening)
            continue
        files += 1
        _file(f"embedded file {files}", name, data, opening, inner)
    return opening.contents(kind, TEXT_COPY)


def _part(name: str, data: bytes, opening: Opening) -> None:
    try:
        if name.endswith(".rels"):
            _links(data, opening)
        elif name in {"docProps/core.xml", "docProps/app.xml", "docProps/custom.xml", "meta.xml"}:
            _properties(data, opening)
        else:
            section, numbered = _section(name)
            if numbered == "slide" and re.search(rb'<(?:\w+:)?sld\b[^>]{0,2000}\bshow="(?:0|false)"', data[:10_000]):
                opening.fact(f"{section} is hidden")
            if numbered == "comments":
                opening.fact("comments")
            Paragraphs(section, opening, only_in=_WORDS if numbered in _BODY else frozenset()).read(data)
    except (HasDocumentType, TooMuch):
        raise
    except BadInput:
        opening.miss("parts that are broken XML")


_BODY = frozenset({"text", "comments", "header", "footer", "notes", "slide", "speaker notes"})


def _section(name: str) -> tuple[str, str]:
    for pattern, section in _SECTIONS:
        if found := pattern.fullmatch(name):
            number = (found.groups() or ("",))[0] or ""
            return f"{section} {number}".rstrip(), section
    return ("text", "") if name == "content.xml" else ("other parts", "")


def _links(data: bytes, opening: Opening) -> None:
    """Where the document points outside of itself."""

    def started(name: str, given: Mapping[str, str]) -> None:
        if name == "Relationship" and given.get("TargetMode") == "External":
            opening.fact("links to places outside of the file")
            opening.add("links", given.get("Target", ""))

    walk(data, opening, started, lambda _: None, lambda _: None)


def _properties(data: bytes, opening: Opening) -> None:
    """Properties as lines of name and value."""
    stack: list[str] = []
    pieces: list[str] = []
    number = 0

    def started(name: str, given: Mapping[str, str]) -> None:
        pieces.clear()
        stack.append(given.get("name", name))

    def ended(_: str) -> None:
        nonlocal number
        name = stack.pop()
        value = "".join(pieces).strip()
        pieces.clear()
        if value:
            number += 1
            shown = stack[-1] if len(stack) > 1 else name
            opening.fact("properties (who wrote it, when, with what)")
            opening.add("properties", f"{_SPOKEN.get(shown, shown)}: {value}", f"property {number}")

    walk(data, opening, started, ended, pieces.append)


# Who a property names, in the words that people use of it (ECMA-376 part 2, section 11.1; OpenDocument 1.3, 4.3).
_SPOKEN = {
    **{"creator": "Author", "lastModifiedBy": "Last modified by", "initial-creator": "Author"},
    **{"Manager": "Manager", "Company": "Company", "printed-by": "Printed by"},
}


def _file(section: str, name: str, data: bytes, opening: Opening, inner: Inner) -> None:
    if _MACROS.search(name):
        opening.fact("macros (a program)")
        opening.miss(f"{section}: macros")
        return
    opening.fact("embedded files: pictures, documents or others")
    opening.look_into(section, data, inner)


def _order(name: str) -> tuple[int, int, str]:
    """Text before notes before the rest, in the order of the numbers."""
    place = next((at for at, (pattern, _) in enumerate(_SECTIONS) if pattern.fullmatch(name)), len(_SECTIONS))
    number = re.search(r"(\d{1,9})\.xml$", name)
    return place, int(number.group(1)) if number else 0, name
