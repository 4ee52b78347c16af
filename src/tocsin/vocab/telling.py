"""What an object found in a document tells: facts, moments, words.

The shapes of messages are those that formats keep (`vocab.turn`); nothing of a format is known here.
"""

from datetime import UTC, datetime, timedelta

from tocsin.vocab.document import parse_json
from tocsin.vocab.errors import BadInput
from tocsin.vocab.foreign import members, text
from tocsin.vocab.reading import InboundObject
from tocsin.vocab.turn import words_of

MOST_CHARS = 4_000  # of words or arguments in a row: two pages of print; the object itself has all of it
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WORDS = ("content", "response", "result", "text", "value", "output")


def said(one: InboundObject, name: str) -> str:
    """The first fact of this name; "" where there is none."""
    return next((detail.value for detail in one.details if detail.name == name), "")


def moment_us(at: str | None) -> int | None:
    """Microseconds since 1970 of a moment as a document says it; None where it is none. Without a zone it is UTC."""
    try:
        found = datetime.fromisoformat(at or "")
        return ((found if found.tzinfo else found.replace(tzinfo=UTC)) - _EPOCH) // timedelta(microseconds=1)
    except (ValueError, OverflowError):
        return None


def took_us(one: InboundObject) -> int | None:
    """How long it took, where the document says when it began and ended, in this order."""
    began, ended = moment_us(one.at), moment_us(said(one, "ended_at"))
    return ended - began if began is not None and ended is not None and ended >= began else None


def is_error(one: InboundObject) -> bool:
    """Whether the document says that this went wrong."""
    return said(one, "status") == "error" or said(one, "error") not in ("", "null")


def spoken(one: InboundObject) -> str:
    """The words of an object: of a message what was said, of a result what came back; "" where it only has members."""
    try:
        value = parse_json(one.data) if one.media_type.endswith("json") else one.data.decode("utf-8", "replace")
    except BadInput:
        value = one.data.decode("utf-8", "replace")
    if isinstance(value, str):
        return value
    known = members(value)
    found = next((known[name] for name in _WORDS if known.get(name) not in (None, "", [])), None)
    words = text(members(found).get("text"))  # a message that is itself an object of text and language
    return "" if found is None else words or words_of(found)


def cut(words: str) -> str:
    """No more of it than a row shows."""
    return words[:MOST_CHARS]
