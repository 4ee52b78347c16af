"""A trace as it is read: rows of a tree, and the tool calls in order.

All texts in it are third-party material: data, never instruction, never markup.
"""

from msgspec import Struct

from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.reading import Detail

_UNITS = ((60_000_000, "min"), (1_000_000, "s"), (1_000, "ms"))  # microseconds


class TraceRow(Struct, frozen=True, kw_only=True):
    """One object of a file in its place: a span, a turn, a call, with what stands beneath it following.

    `number` counts the rows from 0, `depth` how many rows it stands under, `inside` how many stand under it. `object`
    is its place among the file's objects as they are listed. `took_us` is None where the file does not say when it
    ended. `words` and `arguments` are cut where `is_cut` says so; the object has all of it.
    """

    number: int
    depth: int
    inside: int
    object: int
    kind: ItemKind
    label: str
    role: str = ""
    model: str = ""
    tool: str = ""
    call_id: str = ""
    at: str = ""
    took_us: int | None = None
    is_error: bool = False
    error: str = ""
    words: str = ""
    arguments: str = ""
    is_cut: bool = False
    details: tuple[Detail, ...] = ()


class ToolCall(Struct, frozen=True, kw_only=True):
    """One call of a tool: asked for by a model, carried out, answered; each as far as the file says so.

    `started_us` is microseconds since the first moment of the file; None where it has no time. `objects` are the places
    of what says so among the file's objects.
    """

    number: int
    tool: str
    call_id: str
    arguments: str
    answer: str
    was_executed: bool
    was_answered: bool
    is_error: bool
    at: str = ""
    started_us: int | None = None
    took_us: int | None = None
    is_cut: bool = False
    objects: tuple[int, ...] = ()


def took(microseconds: int | None) -> str:
    """How long, in a unit that people say: 12 µs, 5.4 ms, 1.2 s, 3.5 min; "" where nobody knows."""
    if microseconds is None:
        return ""
    for length, name in _UNITS:
        if microseconds >= length:
            return f"{microseconds / length:.1f} {name}"
    return f"{microseconds} µs"
