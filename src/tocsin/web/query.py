"""What a TAXII client wants: the query of an address, read strictly.

Source: OASIS, "TAXII Version 2.1", section 3.4. What is malformed is refused, never guessed at; a parameter that is
not of TAXII is ignored, an unknown filter is not: the answer would be wider than was asked for.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import parse_qsl

import msgspec
from msgspec import Struct

from tocsin.stages.views import order_of
from tocsin.vocab.errors import BadInput

MOST = 1_000  # objects of one page: what the commonest clients ask for; a larger limit is cut
_TIME = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?Z\Z", re.ASCII)
_VERSION = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z\Z", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,18}\Z")
_FIELD = re.compile(r"match\[([a-z_]+)\]\Z")
_ID = re.compile(r"[a-z][a-z0-9-]{0,249}--[0-9a-fA-F-]{36}\Z", re.ASCII)
_TYPE = re.compile(r"[a-z0-9-]{1,250}\Z", re.ASCII)
_SPEC = re.compile(r"[0-9]\.[0-9]\Z", re.ASCII)
_WORDS = frozenset({"first", "last", "all"})
FIELDS = frozenset({"id", "type", "version", "spec_version"})
BEGINNING = -1  # before everything


class Filters(Struct, frozen=True, kw_only=True):
    """What has to match; None where nothing was said of it. `versions` are first, last, all, or moments to compare."""

    ids: tuple[str, ...] | None = None
    types: tuple[str, ...] | None = None
    versions: tuple[str, ...] | None = None
    spec_versions: tuple[str, ...] | None = None


class Wanted(Struct, frozen=True, kw_only=True):
    """One request for a page: `after_us` is exclusive; `cursor` is what `next` said, unread."""

    filters: Filters = Filters()
    after_us: int = BEGINNING
    limit: int | None = None
    cursor: str = ""


def wanted_in(query: bytes, fields: Iterable[str]) -> Wanted:
    """What a query asks for, where these filters are served; BadInput where it is malformed."""
    allowed, said = frozenset(fields), _pairs(query)
    filters: dict[str, tuple[str, ...]] = {}
    for name, value in said.items():
        field = _FIELD.match(name)
        if field is None:
            if name.startswith("match"):
                raise BadInput(f"{name[:40]} is no filter", hint="match[id], match[type], match[version], ...")
            continue
        if field[1] not in allowed:
            raise BadInput(f"match[{field[1][:20]}] is not served here", hint=f"one of {', '.join(sorted(allowed))}")
        filters[_NAMES[field[1]]] = _values(field[1], value)
    return Wanted(
        filters=msgspec.convert(filters, Filters),
        after_us=moment_us(said["added_after"]) if "added_after" in said else BEGINNING,
        limit=_limit(said["limit"]) if "limit" in said else None,
        cursor=_cursor(said["next"]) if "next" in said else "",
    )


def moment_us(text: str) -> int:
    """A TAXII time in microseconds since 1970; with no to six digits of a second, for clients send all of them."""
    found = _TIME.match(text)
    if found is None:
        raise BadInput("added_after is no time", hint="write it as 2026-03-24T12:00:00.000000Z")
    *whole, fraction = found.groups()
    try:
        moment = datetime(*map(int, whole), tzinfo=UTC)  # type: ignore[misc, arg-type]  # six numbers, as the form says
    except ValueError as fault:
        raise BadInput("added_after is a time that does not exist", hint="look at the day and the hour") from fault
    return int(moment.timestamp()) * 1_000_000 + int((fraction or "").ljust(6, "0"))


_NAMES = {"id": "ids", "type": "types", "version": "versions", "spec_version": "spec_versions"}
_FORMS = {"id": _ID, "type": _TYPE, "spec_version": _SPEC}


def _pairs(query: bytes) -> dict[str, str]:
    try:
        pairs = parse_qsl(query.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError as fault:
        raise BadInput("the query is no text", hint="percent-encode it as UTF-8") from fault
    said = dict(pairs)
    if len(said) != len(pairs):
        raise BadInput("a parameter stands there twice", hint="several values are separated by commas")
    return said


def _values(field: str, value: str) -> tuple[str, ...]:
    values = tuple(dict.fromkeys(value.split(",")))
    if field == "version":
        return _versions(values)
    if not all(_FORMS[field].match(one) for one in values):
        raise BadInput(f"match[{field}] holds what is none", hint="several values are separated by commas")
    return tuple(sorted(values))


def _versions(values: tuple[str, ...]) -> tuple[str, ...]:
    if not all(one in _WORDS or _VERSION.match(one) for one in values):
        raise BadInput("match[version] is first, last, all or the time of a version", hint="write it as it was served")
    if "all" in values and len(values) > 1:
        raise BadInput("match[version]=all stands alone", hint="leave the others out: all versions are all")
    return tuple(sorted(one if one in _WORDS else order_of(one) for one in values))


def _limit(text: str) -> int:
    if not _NUMBER.match(text) or int(text) == 0:
        raise BadInput("limit is a number from 1 on", hint="leave it out for as many as are served at once")
    return min(int(text), MOST)


def _cursor(text: str) -> str:
    if not text:
        raise BadInput("next is empty", hint="send it as it was served")
    return text
