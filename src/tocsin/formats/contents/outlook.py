"""Outlook messages and older Office documents (MSG, DOC, XLS, PPT).

Sources: Microsoft, [MS-OXMSG] version 19.0, section 2.1 (which stream holds which property), and [MS-OXPROPS]
version 27.0 (what the numbers mean). Every property that is a text is read.
"""

import re
from collections.abc import Callable

from tocsin.formats.contents.compound import CompoundFile
from tocsin.vocab.contents import TEXT_COPY, Contents, Copy, Opening
from tocsin.vocab.errors import BadInput

_PROPERTY = re.compile(r"__substg1\.0_([0-9A-F]{4})(001E|001F|0102|000D)(?:-[0-9A-F]{8})?")
_ATTACHMENT, _RECIPIENT = "__attach_version1.0_#", "__recip_version1.0_#"
_TEXT, _WIDE, _BINARY = "001E", "001F", "0102"
_HTML, _RTF, _CONTENT = "1013", "1009", "3701"
_NAMES = {
    **{"0037": "Subject", "1000": "text", "1013": "HTML", "0C1A": "From", "0C1F": "From", "5D01": "From"},
    **{"0042": "From", "0065": "From", "0E04": "To", "0E03": "Cc", "0E02": "Bcc", "007D": "headers"},
    **{"3001": "name", "3003": "mail address", "39FE": "mail address", "3704": "file name", "3707": "file name"},
}
_OLDER = (("WordDocument", "Word document (DOC)"), ("Workbook", "Excel workbook (XLS)"))
_SAVE = Copy(
    suffix="", why="this older kind of document is not read here: save it as DOCX, XLSX or PPTX, and clean that"
)


def read(data: bytes, opening: Opening, inner: Callable[[bytes], Contents | None]) -> Contents:
    """A message; of any other compound file, what kind it is and that it was not read."""
    file = CompoundFile(data)
    names = {stream.path[-1] for stream in file.streams}
    if "__properties_version1.0" not in names:
        return _older(names, opening)
    attachments: dict[tuple[str, ...], int] = {}
    for stream in file.streams:
        found = _PROPERTY.fullmatch(stream.path[-1])
        if found is None:
            continue
        section = "message"
        for folder in stream.path[:-1]:
            if folder.startswith(_ATTACHMENT):
                number = attachments.setdefault(stream.path[:-1][:1], len(attachments) + 1)
                section = f"attachment {number}"
                opening.fact("attachments")
            elif folder.startswith(_RECIPIENT):
                section += ", recipients"
        content = file.read(stream)
        opening.unpack(len(content))
        _tell(content, (found.group(1), found.group(2)), section, opening, inner)
    return opening.contents("mail message (Outlook MSG)", TEXT_COPY)


def _tell(
    data: bytes,
    said: tuple[str, str],
    section: str,
    opening: Opening,
    inner: Callable[[bytes], Contents | None],
) -> None:
    number, kind = said
    if kind in {_TEXT, _WIDE} or number == _HTML:
        text = data.decode("utf-16-le" if kind == _WIDE else "utf-8", "replace").strip("\0")
        name = _NAMES.get(number, "property")
        opening.add(section, text if name in {"text", "headers"} else f"{name}: {text}", f"property {number}")
    elif number == _RTF:
        opening.miss("the text once more as packed RTF")
    elif number == _CONTENT and kind == _BINARY:
        opening.look_into(section, data, inner)


def _older(names: set[str], opening: Opening) -> Contents:
    if "EncryptedPackage" in names:
        raise BadInput("the document is encrypted", hint="open it, and save it without a password")
    kind = next((kind for name, kind in _OLDER if name in names), "PowerPoint presentation (PPT)")
    if kind.endswith("(PPT)") and "PowerPoint Document" not in names:
        kind = "compound file of another program"
    if any(name in {"_VBA_PROJECT", "VBA"} for name in names):
        opening.fact("macros (a program)")
    opening.miss("everything in it: this older kind of document is not read here")
    return opening.contents(kind, _SAVE)
