"""One spelling for a JSON value: the bytes of RFC 8785.

Used wherever JSON is digested. A digest over any other spelling is worthless: the same value written by another
program would have another digest.
"""

import json
from collections.abc import Mapping, Sequence

import msgspec
import rfc8785

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]

SAFE = 2**53 - 1  # integers up to here are exact in every JSON reader: RFC 8785 section 3.2.2.3, RFC 7493 section 2.2

_QUICK = msgspec.json.Encoder(order="sorted")


class NotCanonical(ValueError):
    """The value has no canonical bytes, or none of the kind asked for; the message names the place."""


def canonical(value: Json) -> bytes:
    """The RFC 8785 bytes of a JSON-shaped value: dicts with string keys, lists, tuples, strings, numbers, None.

    Refused: not-a-number and infinity, integers beyond 2**53 - 1, lone surrogates, and everything that JSON has not.
    """
    try:
        return rfc8785.dumps(value)
    except (ValueError, RecursionError) as error:
        raise NotCanonical(f"no canonical JSON: {_reason(error)}") from error


def canonical_exact(value: Json) -> bytes:
    """As `canonical`, and no floats: for bytes that must be the same for ever, whoever writes them.

    How a float is rounded and printed is the one part of RFC 8785 that programs get wrong. Only the plain types are
    taken (str, int, bool, None, dict, list, tuple), no subclass of them such as an enumeration.
    """
    try:
        fault = _inexact(value)
        if fault is not None:
            raise NotCanonical(f"no exact canonical JSON at {fault}")
        quick = _QUICK.encode(value)
    except (ValueError, RecursionError) as error:
        if isinstance(error, NotCanonical):
            raise
        raise NotCanonical(f"no exact canonical JSON: {_reason(error)}") from error
    # RFC 8785 section 3.2.3 sorts keys by UTF-16 units, msgspec by code points; within ASCII the two agree.
    return quick if quick.isascii() else canonical(value)


def same_bytes(raw: bytes) -> bool:
    """Whether these bytes are JSON and already their own canonical form; a duplicate key or bad UTF-8 is a no."""
    try:
        return canonical(json.loads(raw.decode("utf-8"), parse_int=_number)) == raw
    except (ValueError, RecursionError):
        return False


def _inexact(value: Json) -> str | None:
    """Where a value could be spelled in two ways, as a JSON pointer and a reason; None if nowhere.

    Written for speed: every act passes here before it is appended.
    """
    if value is None or type(value) is str or type(value) is bool:
        return None
    if type(value) is int:
        return None if -SAFE <= value <= SAFE else ": an integer beyond 2**53 - 1"
    if type(value) is dict:
        for key, part in value.items():
            if type(key) is not str:
                return f"/{key}: a key that is not a string"
            if type(part) is not str and (fault := _inexact(part)) is not None:
                return f"/{key}{fault}"
        return None
    if type(value) is list or type(value) is tuple:
        for place, part in enumerate(value):
            if type(part) is not str and (fault := _inexact(part)) is not None:
                return f"/{place}{fault}"
        return None
    return f": {type(value).__name__} is not allowed here"


def _reason(error: Exception) -> str:
    return "nested too deeply, or within itself" if isinstance(error, RecursionError) else str(error)


def _number(digits: str) -> int | float:
    """JSON has one kind of number, the double (RFC 8785 section 3.2.2.3): a long integer is read as one."""
    if len(digits) > len(str(-SAFE)):
        return float(digits)
    whole = int(digits)
    return whole if -SAFE <= whole <= SAFE else float(whole)
