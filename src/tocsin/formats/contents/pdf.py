"""PDF documents: text of every layer, notes, attachments, revisions.

Source: ISO 32000-2:2020 (PDF 2.0). What is drawn over a text does not remove it: the text of a page is read whether
it can be seen or not. So no PDF is ever written here, with bars or without: its words are copied out instead.
"""

import io
import re
from collections.abc import Callable
from typing import Any

from pypdf import PageObject, PdfReader

from tocsin.formats.contents import xmp
from tocsin.vocab.contents import TEXT_COPY, Contents, Opening
from tocsin.vocab.errors import BadInput, TooMuch

KIND = "PDF document"
COVERED = "text under bars and pictures is still text: covering is not removing"

_END = re.compile(rb"%%EOF[ \t]*\r?\n?")
_REVISIONS = 5  # earlier ones that are read, the newest first
_NOTES = 10_000  # annotations of a page
_WRITTEN = (("/T", "Author"), ("/Contents", "note"), ("/RC", "note"), ("/Subj", "subject"), ("/V", "value"))
_DEEP = 64  # levels of what is nested


def read(data: bytes, opening: Opening, inner: Callable[[bytes], Contents | None]) -> Contents:
    """A document with its earlier revisions; BadInput where it is encrypted or broken."""
    pages = _document(data, "", opening, inner)
    ends = [match.end() for match in _END.finditer(data)]
    earlier = [end for end in ends[:-1] if end > 1_000]  # the first part of a linearized file is none
    for number, end in reversed(list(enumerate(earlier[-_REVISIONS:], start=1))):
        before = Opening(opening.limits)
        try:
            old = _document(data[:end], f"earlier revision {number}, ", before, inner)
        except TooMuch:
            raise
        except BadInput:
            continue
        if old != pages:
            opening.fact("earlier revisions: what was changed or taken out since is still in the file")
            for part in before.contents(KIND, TEXT_COPY).parts:
                opening.add(part.section, part.text, part.place)
    if len(earlier) > _REVISIONS:
        opening.miss(f"{len(earlier) - _REVISIONS} earlier revisions")
    opening.fact(COVERED)
    return opening.contents(KIND, TEXT_COPY)


def _document(data: bytes, lead: str, opening: Opening, inner: Callable[[bytes], Contents | None]) -> tuple[str, ...]:
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise BadInput("the PDF document is encrypted", hint="open it, and save it without a password")
        count = len(reader.pages)
    except BadInput:
        raise
    except Exception as fault:  # the library raises whatever a broken document makes of it
        raise BadInput(f"the PDF document is broken ({type(fault).__name__})", hint="get it once more") from fault
    if count > opening.limits.pages:
        raise TooMuch(f"the PDF document has more than {opening.limits.pages:,} pages", hint="split it")
    pages = tuple(_page(reader, number, lead, opening) for number in range(count))
    for what, each in (
        ("properties", lambda: _properties(reader, lead, opening)),
        ("layers", lambda: _layers(reader, opening)),
        ("fields of forms", lambda: _fields(reader, lead, opening)),
        ("attachments", lambda: _attachments(reader, lead, opening, inner)),
        ("programs", lambda: _programs(reader, opening)),
    ):
        _tried(f"{lead}{what}", each, opening)
    return pages


def _tried(what: str, run: Callable[[], object], opening: Opening) -> None:
    try:
        run()
    except TooMuch:
        raise
    except Exception as fault:  # as above: what cannot be read is listed
        opening.miss(f"{what}: broken ({type(fault).__name__})")


def _page(reader: PdfReader, number: int, lead: str, opening: Opening) -> str:
    section, text = f"{lead}page {number + 1}", ""
    try:
        page = reader.pages[number]
        text = page.extract_text() or ""
    except Exception as fault:  # as above
        opening.miss(f"{section}: broken ({type(fault).__name__})")
        return text
    opening.add(section, text)
    if not text.strip():
        opening.miss(f"{section} has no text: if it is a picture of one, nobody read it here (no OCR)")
    _tried(f"{section}, notes", lambda: _notes(page, section, opening), opening)
    _tried(f"{section}, pictures", lambda: _pictures(page, section, opening), opening)
    return text


def _notes(page: PageObject, section: str, opening: Opening) -> None:
    """Annotations: what people wrote, who they are, where links lead."""
    for number, given in enumerate(list(page.get("/Annots") or ())[:_NOTES], start=1):
        note = _whole(given)
        place = f"annotation {number}"
        for key, said in (
            ("/T", "Author"),
            ("/Contents", "note"),
            ("/RC", "note"),
            ("/Subj", "subject"),
            ("/V", "value"),
        ):
            value = note.get(key)
            if isinstance(value, str) and value.strip():
                opening.fact("annotations: notes, links, fields")
                opening.add(section, f"{said}: {value}", place)
        action = _whole(note.get("/A"))
        for key in ("/URI", "/F", "/JS"):
            if isinstance(action.get(key), str):
                opening.add(section, str(action[key]), place)
        if note.get("/Subtype") == "/Redact":
            opening.fact("marks for a redaction that was not applied: what they cover is still there")


def _pictures(page: PageObject, section: str, opening: Opening) -> None:
    objects = _whole(_whole(page.get("/Resources")).get("/XObject"))
    count = sum(1 for each in objects.values() if _whole(each).get("/Subtype") == "/Image")
    if count:
        opening.fact("pictures")
        opening.miss(f"{section}: {count} pictures, and what is written in them (no OCR)")


def _properties(reader: PdfReader, lead: str, opening: Opening) -> None:
    for number, (key, value) in enumerate((reader.metadata or {}).items(), start=1):
        opening.fact("properties (who wrote it, when, with what)")
        opening.add(f"{lead}properties", f"{str(key).lstrip('/')}: {value}", f"property {number}")
    stream = _whole(_whole(reader.trailer.get("/Root")).get("/Metadata"))
    if hasattr(stream, "get_data"):
        opening.fact("properties as XMP")
        xmp.read(stream.get_data(), f"{lead}XMP", opening)


def _layers(reader: PdfReader, opening: Opening) -> None:
    layers = _whole(_whole(reader.trailer.get("/Root")).get("/OCProperties"))
    for number, given in enumerate(layers.get("/OCGs") or (), start=1):
        opening.fact("layers")
        opening.add("names of layers", str(_whole(given).get("/Name", "")), f"layer {number}")
    if _whole(layers.get("/D")).get("/OFF"):
        opening.fact("layers that are not shown")


def _fields(reader: PdfReader, lead: str, opening: Opening) -> None:
    for number, field in enumerate((reader.get_fields() or {}).values(), start=1):
        opening.fact("fields of a form")
        for value in (field.get("/TU"), field.get("/V")):
            if isinstance(value, str):
                opening.add(f"{lead}form", value, f"field {number}")


def _attachments(reader: PdfReader, lead: str, opening: Opening, inner: Callable[[bytes], Contents | None]) -> None:
    for number, each in enumerate(reader.attachment_list, start=1):
        section = f"{lead}attachment {number}"
        opening.fact("attachments")
        opening.add(section, each.name, "name")
        data = each.content
        opening.unpack(len(data))
        found = inner(data)
        if found is None:
            opening.miss(f"{section}: a kind that is not read here")
        else:
            opening.take(section, found)


def _programs(reader: PdfReader, opening: Opening) -> None:
    root = _whole(reader.trailer.get("/Root"))
    if _whole(root.get("/Names")).get("/JavaScript") or "/JS" in _whole(root.get("/OpenAction")):
        opening.fact("programs (JavaScript)")
        opening.miss("programs (JavaScript)")


def _whole(given: Any) -> Any:
    """What a reference leads to; an empty mapping where it is none."""
    for _ in range(_DEEP):
        if not hasattr(given, "get_object") or (whole := given.get_object()) is given:
            break
        given = whole
    return given if hasattr(given, "get") else {}
