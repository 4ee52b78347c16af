"""Which kind a file is, by its first bytes, and its reader."""

from functools import partial

from tocsin.formats.contents import archive, message, notebook, office, outlook, pdf, picture
from tocsin.formats.contents.compound import MAGIC as COMPOUND
from tocsin.formats.contents.packed import opened_zip
from tocsin.vocab.contents import TEXT_COPY, Contents, Copy, Opening
from tocsin.vocab.document import parse_json
from tocsin.vocab.errors import BadInput, TooMuch
from tocsin.vocab.limits import LIMITS, Limits

HEAD = 4_096  # bytes by which a kind is told
_DEEP = 3  # files in files in files
_PICTURES = (  # by the first bytes, and further ones at a place
    (b"\x89PNG\r\n\x1a\n", 0, b"", "PNG"),
    (b"\xff\xd8\xff", 0, b"", "JPEG"),
    (b"GIF87a", 0, b"", "GIF"),
    (b"GIF89a", 0, b"", "GIF"),
    (b"RIFF", 8, b"WEBP", "WEBP"),
    (b"II*\0", 0, b"", "TIFF"),
    (b"MM\0*", 0, b"", "TIFF"),
    (b"BM", 6, b"\0\0\0\0", "BMP"),
    (b"\0\0\0", 4, b"ftyp", "HEIC"),
)
_CLOSED = (  # known, and not opened here
    (b"BZh", "archive or packed file (bzip2)"),
    (b"\xfd7zXZ\0", "archive or packed file (xz)"),
    (b"7z\xbc\xaf\x27\x1c", "archive (7z)"),
    (b"Rar!\x1a\x07", "archive (RAR)"),
    (b"\x28\xb5\x2f\xfd", "archive or packed file (zstd)"),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_UNPACK = Copy(suffix="", why="this kind of archive is not opened here: unpack it, and clean what is in it")


def kind_of(head: bytes) -> str:
    """A word for the reader of a file that begins so; "" for a plain text, and for what nobody here knows."""
    for magic, at, more, form in _PICTURES:
        if head.startswith(magic) and head[at : at + len(more)] == more:
            return form
    if b"%PDF-" in head[:1024] and (head.lstrip().startswith(b"%PDF-") or b"\0" in head):
        return "pdf"
    if head.startswith(_ZIP):
        return "zip"
    if head.startswith(b"\x1f\x8b\x08") or archive.is_tar(head):
        return "gzip" if head.startswith(b"\x1f") else "tar"
    if head.startswith(COMPOUND):
        return "compound"
    if any(head.startswith(magic) for magic, _ in _CLOSED):
        return "closed"
    if head.startswith(_WIDE):
        return "wide"
    if head.lstrip().startswith(b"{") and (b'"cells"' in head or b'"nbformat"' in head):
        return "notebook"
    return "message" if message.is_message(head) else ""


def contents_of(
    data: bytes, limits: Limits = LIMITS, *, within: Opening | None = None, depth: int = 0
) -> Contents | None:
    """What is in a file; None where it is a plain text, or of a kind that nobody here knows.

    BadInput where it is broken or encrypted, TooMuch where it would become more than one may.
    """
    kind = kind_of(data[:HEAD])
    if not kind:
        return None
    if len(data) > limits.contents_bytes:
        raise TooMuch(f"the file is larger than {limits.contents_bytes:,} bytes", hint="split it")
    opening = Opening(limits, within)
    inner = partial(_within, opening=opening, depth=depth + 1)
    match kind:
        case "pdf":
            return pdf.read(data, opening, inner)
        case "zip":
            packed = opened_zip(data, opening)
            found = office.kind_of(frozenset(packed.namelist()))
            return office.read(packed, found, opening, inner) if found else archive.read_zip(packed, opening)
        case "tar":
            return archive.read_tar(data, opening)
        case "gzip":
            return archive.read_gzip(data, opening)
        case "compound":
            return outlook.read(data, opening, inner)
        case "message":
            return message.read(data, opening, inner)
        case "notebook":
            return _notebook(data, opening, inner)
        case "closed":
            opening.miss("everything in it")
            return opening.contents(next(said for magic, said in _CLOSED if data.startswith(magic)), _UNPACK)
        case "wide":
            return _wide(data, opening)
    return picture.read(data, kind, opening)


def _within(data: bytes, opening: Opening, depth: int) -> Contents | None:
    """A file within a file; a plain text is one as well."""
    if depth > _DEEP:
        return None
    found = contents_of(data, opening.limits, within=opening, depth=depth)
    if found is not None:
        return found
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if "\0" in text:
        return None
    inner = Opening(opening.limits, opening)
    inner.add("text", text)
    return inner.contents("text", TEXT_COPY)


def _notebook(data: bytes, opening: Opening, inner: "partial[Contents | None]") -> Contents | None:
    try:
        document = parse_json(data)
    except BadInput:
        return None
    return notebook.read(document, opening, inner) if notebook.is_notebook(document) else None


def _wide(data: bytes, opening: Opening) -> Contents | None:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError:
        return None
    if "\0" in text:
        return None
    opening.add("text", text)
    return opening.contents("text (UTF-16)", TEXT_COPY)
