"""A file that is no plain text, opened by the reader of its kind."""

from functools import partial

from tocsin.formats.contents import archive, message, notebook, office, outlook, pdf, picture
from tocsin.formats.contents.kind import CLOSED, HEAD, kind_of
from tocsin.formats.contents.packed import opened_zip
from tocsin.vocab.contents import TEXT_COPY, Contents, Copy, Opening
from tocsin.vocab.document import parse_json
from tocsin.vocab.errors import BadInput, TooMuch
from tocsin.vocab.limits import LIMITS, Limits

_DEEP = 3  # files in files in files
_UNPACK = Copy(suffix="", why="this kind of archive is not opened here: unpack it, and clean what is in it")


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
            return opening.contents(next(said for magic, said in CLOSED if data.startswith(magic)), _UNPACK)
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
