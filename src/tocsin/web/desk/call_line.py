"""Tool calls drawn in order: when each began, how long it took."""

from collections.abc import Sequence

from msgspec import Struct

from tocsin.vocab.trace import ToolCall, took
from tocsin.vocab.visible import one_line

NAME_WIDTH, LINE_WIDTH, ROW_HEIGHT, TOP, END = 190, 560, 28, 26, 110
LEAST_WIDTH = 4  # of a bar, so that what took no time at all is seen
NAME_CHARS = 24  # of a tool's name beside its bar; the list has all of it


class Bar(Struct, frozen=True, kw_only=True):
    """One call: where its bar stands, and what is said beside it."""

    number: int
    y: int
    x: int
    width: int
    name: str
    word: str
    title: str
    tone: str  # bad, open (nobody answered), or ""


class Drawing(Struct, frozen=True, kw_only=True):
    """The bars, how large the picture is, and the axis; `has_times` is whether places on it are moments."""

    bars: tuple[Bar, ...]
    width: int
    height: int
    has_times: bool
    begins: str
    ends: str


def drawn(calls: Sequence[ToolCall]) -> Drawing:
    """The picture of some calls. Where one has no time, they stand in their order alone, a step apart."""
    starts = [one.started_us for one in calls if one.started_us is not None]
    has_times = bool(calls) and len(starts) == len(calls)
    first = min(starts, default=0)
    last = max((at + (one.took_us or 0) for one in calls if (at := one.started_us) is not None), default=0)
    bars = []
    for place, one in enumerate(calls):
        if has_times:
            span = max(last - first, 1)
            x, width = LINE_WIDTH * ((one.started_us or 0) - first) // span, LINE_WIDTH * (one.took_us or 0) // span
        else:
            x, width = LINE_WIDTH * place // max(len(calls), 1), LINE_WIDTH // max(len(calls), 1)
        width = min(max(width, LEAST_WIDTH), LINE_WIDTH)
        bars.append(_bar(one, place, min(x, LINE_WIDTH - width), width, has_times=has_times))
    return Drawing(
        bars=tuple(bars),
        width=NAME_WIDTH + LINE_WIDTH + END,
        height=TOP + ROW_HEIGHT * len(bars) + 4,
        has_times=has_times,
        begins=took(first) if first else "0",
        ends=took(last),
    )


def _bar(one: ToolCall, place: int, x: int, width: int, *, has_times: bool) -> Bar:
    name = one_line(one.tool or one.call_id or "?", NAME_CHARS)
    long = took(one.took_us) if has_times and one.took_us is not None else ""
    state = "failed" if one.is_error else "" if one.was_answered else "no answer"
    return Bar(
        number=one.number,
        y=TOP + ROW_HEIGHT * place,
        x=NAME_WIDTH + x,
        width=width,
        name=name,
        word=", ".join(word for word in (long, state) if word),
        title=f"{one.number + 1}. {name}",
        tone="bad" if one.is_error else "" if one.was_answered else "open",
    )
