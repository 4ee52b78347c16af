"""What can be written: whole characters only, and every moment in UTC."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec
from msgspec import Struct

from tocsin.vocab.errors import BadInput
from tocsin.vocab.package import Package
from tocsin.vocab.visible import visible

_STEM_CHARS = 80  # well below the 255 bytes that file systems allow
_ESCAPED_CONTROL = re.compile(r"\\[bfru]")  # in JSON as msgspec writes it: a control other than tab and line feed


def refuse_unwritable(package: Package) -> None:
    """BadInput that names the place of half a character (a lone surrogate) or of a moment that is not in UTC."""
    try:
        msgspec.json.encode(package)
    except UnicodeEncodeError:
        place = next(place for place, text in _texts("package", package) if not _is_whole(text))
        raise BadInput(f"{place}: half a character (a lone surrogate) cannot be written") from None
    for place, moment in _moments(package):
        if moment is not None and moment.utcoffset() != timedelta(0):
            raise BadInput(f"{place}: a moment must be in UTC")


def count_hidden(package: Package) -> int:
    """How many signs in its texts do not show (controls, direction marks and the like); line ends and tabs do."""
    spelled = msgspec.json.encode(package).decode()
    if spelled.isprintable() and not _ESCAPED_CONTROL.search(spelled):
        return 0  # nearly always, and quick
    texts = (text.replace("\r\n", "\n") for _, text in _texts("package", package))
    return sum(visible(sign, keep_lines=True) != sign for text in texts for sign in text)


def file_stem(number: str) -> str:
    """A file name without ending, made from a document's number and from nothing else."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", number).strip("-")[:_STEM_CHARS] or "document"


def _texts(place: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _texts(f"{place}.{name}", getattr(value, name))
    elif isinstance(value, tuple):
        for at, inner in enumerate(value):
            yield from _texts(f"{place}[{at}]", inner)
    elif isinstance(value, str):
        yield place, value


def _moments(package: Package) -> Iterator[tuple[str, datetime | None]]:
    yield "package.written_at", package.written_at
    yield "package.ask.by", package.ask.by
    yield "package.terms.embargo_until", package.terms.embargo_until
    yield "package.terms.expires_at", package.terms.expires_at
    for at, each in enumerate(package.copy.indicators):
        yield f"package.copy.indicators[{at}].first_seen", each.first_seen
        yield f"package.copy.indicators[{at}].last_seen", each.last_seen
        yield f"package.copy.indicators[{at}].expires_at", each.expires_at


def _is_whole(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
