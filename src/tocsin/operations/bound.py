"""How long a text may be: every field of every operation has a bound."""

from collections.abc import Iterator

from msgspec import Struct

from tocsin.vocab.errors import TooMuch
from tocsin.vocab.limits import LIMITS

# What lists show on one line. Names are sentences at most; whatever is longer is told in a text.
LINE_CHARS = 2_000
LINES = frozenset({"name", "title", "label"})


def most_of(field: str) -> int:
    """How many characters a text field takes."""
    return LINE_CHARS if field in LINES else LIMITS.text_chars


def check_texts(asked: Struct) -> None:
    """TooMuch names the first field that holds more than it takes, and how much that is."""
    for field in asked.__struct_fields__:
        for place, text in _texts(getattr(asked, field), field):
            most = most_of(field)
            if len(text) > most:
                raise TooMuch(
                    f"`{place}` has {len(text):,} characters; it takes {most:,} at most",
                    hint="shorten it, or keep the whole of it as evidence and say here what it says",
                )


def _texts(value: object, place: str) -> Iterator[tuple[str, str]]:
    """Every text in a value, with its place: `rows.description`, `indicators[2].context`."""
    match value:
        case str():
            yield place, value
        case Struct():
            for field in value.__struct_fields__:
                yield from _texts(getattr(value, field), f"{place}.{field}")
        case dict():
            for key, each in value.items():
                yield place, str(key)
                yield from _texts(each, f"{place}.{str(key)[:40]}")
        case tuple() | list() | frozenset() | set():
            for number, each in enumerate(value):
                yield from _texts(each, f"{place}[{number}]")
