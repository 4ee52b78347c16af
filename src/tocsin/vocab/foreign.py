"""Foreign values: looking into parsed JSON without trusting its shape.

Everything here answers for any value whatsoever; a value of the wrong type is simply not there. Texts come out free of
lone surrogates, which JSON can spell and UTF-8 cannot.
"""

import json
from collections.abc import Iterable, Mapping

import msgspec

from tocsin.vocab.reading import Detail

CAPTION_CHARS = 120  # one line of a list on a wide terminal


def members(value: object) -> dict[str, object]:
    """The members of a JSON object; none where it is not one."""
    return value if isinstance(value, dict) else {}


def items(value: object) -> list[object]:
    """The items of a JSON array; none where it is not one."""
    return value if isinstance(value, list) else []


def text(value: object) -> str | None:
    """A JSON string that can be written as UTF-8, or None where it is not a string."""
    return clean(value) if isinstance(value, str) else None


def whole(value: object) -> int | None:
    """A JSON integer, or None; true and false are not numbers."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def clean(words: str) -> str:
    """The words with each lone surrogate spelled out as in JSON."""
    return words if words.isascii() else words.encode("utf-8", "backslashreplace").decode("utf-8")


def json_bytes(value: object) -> bytes:
    """JSON with every member of the value, in UTF-8; member order as in the document."""
    try:
        return msgspec.json.encode(value)
    except (UnicodeEncodeError, OverflowError):  # a lone surrogate, or a whole number of more than 64 bits
        return json.dumps(value, separators=(",", ":")).encode("ascii")


def plain(value: object) -> str:
    """A value as one word or line: a string as it is, anything else as JSON."""
    return clean(value) if isinstance(value, str) else json_bytes(value).decode("utf-8")


def caption(words: str) -> str:
    """The beginning of some words on one line, for lists."""
    line = " ".join(words[: CAPTION_CHARS * 4].split())
    return clean(line if len(line) <= CAPTION_CHARS else f"{line[: CAPTION_CHARS - 1]}…")


def pointer(*steps: str | int) -> str:
    """A JSON Pointer to the place reached by these steps (RFC 6901 section 3)."""
    return "".join("/" + clean(str(step)).replace("~", "~0").replace("/", "~1") for step in steps)


def details(pairs: Mapping[str, object] | Iterable[tuple[str, object]]) -> tuple[Detail, ...]:
    """Named facts of the values that are there; null is not a fact."""
    listed = pairs.items() if isinstance(pairs, Mapping) else pairs
    return tuple(Detail(name=clean(name), value=plain(value)) for name, value in listed if value is not None)
