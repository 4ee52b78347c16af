"""What can be written: whole characters only, and every moment in UTC."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

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
        place = next(place for place, leaf in _leaves("package", package) if not is_whole(leaf))
        raise BadInput(f"{place}: half a character (a lone surrogate) cannot be written") from None
    if not all(_is_utc(moment) for moment in _moments(package)):
        place = next(place for place, leaf in _leaves("package", package) if not _is_utc(leaf))
        raise BadInput(f"{place}: a moment must be in UTC")


def count_hidden(package: Package) -> int:
    """How many signs in its texts do not show (controls, direction marks and the like); line ends and tabs do."""
    spelled = msgspec.json.encode(package).decode()
    if spelled.isprintable() and not _ESCAPED_CONTROL.search(spelled):
        return 0  # nearly always, and quick
    texts = (leaf.replace("\r\n", "\n") for _, leaf in _leaves("package", package) if isinstance(leaf, str))
    return sum(visible(sign, keep_lines=True) != sign for text in texts for sign in text)


def file_stem(number: str) -> str:
    """A file name without ending, made from a document's number and from nothing else."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", number).strip("-")[:_STEM_CHARS] or "document"


def _leaves(place: str, value: object) -> Iterator[tuple[str, object]]:
    """Every value that holds no other, with its place."""
    if isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _leaves(f"{place}.{name}", getattr(value, name))
    elif isinstance(value, tuple):
        for at, inner in enumerate(value):
            yield from _leaves(f"{place}[{at}]", inner)
    else:
        yield place, value


def _moments(package: Package) -> Iterator[datetime | None]:
    yield from (package.written_at, package.ask.by, package.terms.embargo_until, package.terms.expires_at)
    for each in package.copy.indicators:
        yield from (each.first_seen, each.last_seen, each.expires_at)


def _is_utc(value: object) -> bool:
    return not isinstance(value, datetime) or value.tzinfo is UTC or value.utcoffset() == timedelta(0)


def is_whole(value: object) -> bool:
    """Whether a text has no half character (a lone surrogate) in it; what is no text has none."""
    try:
        return not isinstance(value, str) or bool(value.encode("utf-8")) or not value
    except UnicodeEncodeError:
        return False
