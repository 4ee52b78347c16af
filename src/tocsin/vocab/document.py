"""Foreign JSON, read strictly: limits first, duplicate keys refused.

msgspec and most parsers take the last of two equal keys in silence; two readers of one document could then see two
different documents. Here a second key is an error that names its place.
"""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NoReturn

from tocsin.vocab.errors import BadInput, TooMuch
from tocsin.vocab.limits import LIMITS, Limits

# Possessive, and an unclosed string runs to the end: no input makes the scan go back over what it has seen.
_TOKENS = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)


def parse_json(data: bytes, *, limits: Limits = LIMITS, line: int | None = None) -> object:
    """One JSON document from UTF-8 bytes, or BadInput that says where and why; `line` is where `data` begins."""
    if len(data) > limits.document_bytes:
        raise TooMuch(f"the document has {len(data):,} bytes; at most {limits.document_bytes:,} are parsed")
    _check_depth(data, limits, line)
    text = _decode(data, line)
    try:
        return _decoder(limits).decode(text.lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        raise BadInput(f"{_at(line, error.lineno, error.colno)}: not JSON: {error.msg}") from error
    except (RecursionError, _Odd) as error:
        raise BadInput(f"{_at(line, 1)}: {error}") from error


def json_lines(data: bytes, *, limits: Limits = LIMITS) -> Iterator[tuple[int, bytes]]:
    """The non-empty lines of a JSON Lines file with their 1-based numbers; the bytes are not parsed here."""
    number = start = 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        number += 1
        if end - start > limits.line_bytes:
            raise TooMuch(f"line {number} has {end - start:,} bytes; at most {limits.line_bytes:,} are parsed")
        piece = data[start:end].strip()
        if piece:
            yield number, piece
        start = end + 1


def first_json_line(data: bytes) -> object | None:
    """The first non-empty line as a JSON object or array; None where it is not one."""
    head = data[: 1024 * 1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    first = head.split(b"\n", 1)[0].strip()
    if not first.startswith((b"{", b"[")):
        return None
    try:
        return parse_json(first)
    except BadInput:
        return None


def looks_like_json(head: bytes) -> bool:
    """Whether the first sign that is not space opens an object or an array."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


class _Odd(ValueError):
    pass


def _decode(data: bytes, line: int | None) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        place = _at(line, data.count(b"\n", 0, error.start) + 1)
        hint = "save the file as UTF-8 and try again"
        raise BadInput(f"{place}: not UTF-8 (byte {error.start})", hint=hint) from error


def _check_depth(data: bytes, limits: Limits, line: int | None) -> None:
    if len(data) <= limits.string_chars and data.count(b"[") + data.count(b"{") <= limits.depth:
        return
    depth = 0
    for token in _TOKENS.finditer(data):
        sign = token.group()
        if sign in (b"[", b"{"):
            depth += 1
            if depth > limits.depth:
                place = _at(line, data.count(b"\n", 0, token.start()) + 1)
                raise TooMuch(f"{place}: nested deeper than {limits.depth} levels")
        elif sign in (b"]", b"}"):
            depth -= 1
        elif len(sign) > limits.string_chars:
            place = _at(line, data.count(b"\n", 0, token.start()) + 1)
            raise TooMuch(f"{place}: one string has {len(sign):,} bytes; at most {limits.string_chars:,} are read")


@lru_cache(maxsize=4)
def _decoder(limits: Limits) -> json.JSONDecoder:
    def members(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) != len(pairs):
            seen: set[str] = set()
            double = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
            raise _Odd(f"the key {double[:60]!r} stands twice in one object")
        return found

    def whole(digits: str) -> int:
        if len(digits) > limits.number_digits:
            raise _Odd(f"a number has more than {limits.number_digits} digits")
        return int(digits)

    return json.JSONDecoder(
        object_pairs_hook=members, parse_constant=_refuse_constant, parse_int=whole, parse_float=_finite
    )


def _finite(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise _Odd("a number is beyond what a double can hold")
    return number


def _refuse_constant(word: str) -> NoReturn:
    raise _Odd(f"{word} is not a JSON number")


def _at(start: int | None, lineno: int, colno: int | None = None) -> str:
    line = lineno if start is None else start + lineno - 1
    return f"line {line}" + (f" column {colno}" if colno else "")
