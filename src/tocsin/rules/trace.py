"""What the objects of one file say, as a tree of spans and turns.

Formats have understood the file; nothing is parsed here again but an object's own bytes. A span stands under the span
that it names as its parent, anything else under what it was found in (RFC 6901 pointers). A span whose parents lead
round in a circle begins a tree of its own. Nobody's words can make the tree deeper than the file is long.
"""

from collections.abc import Sequence
from typing import TypeAlias

from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.reading import Detail, InboundObject
from tocsin.vocab.telling import MOST_CHARS, cut, is_error, moment_us, said, spoken, took_us
from tocsin.vocab.trace import TraceRow

_SPANS = "/spans/"  # in the pointer of an OpenTelemetry span, and of no log record (opentelemetry-proto, trace v1)
# What a row shows in a place of its own.
_SHOWN = {"role", "tool", "call_id", "arguments", "ended_at", "status", "status_message", "error", "response_model"}
_MODELS = ("response_model", "request_model", "model")
_SPOKEN = (
    *(ItemKind.SYSTEM_PROMPT, ItemKind.PROMPT, ItemKind.OUTPUT, ItemKind.TOOL_RESULT, ItemKind.RETRIEVAL_CONTEXT),
    *(ItemKind.MEMORY, ItemKind.MESSAGE, ItemKind.NOTE),
)

_SpanId: TypeAlias = tuple[str, str]


def unfold(objects: Sequence[InboundObject]) -> tuple[TraceRow, ...]:
    """Every object as a row, each followed by what stands under it; brothers by their time, where each has one."""
    beneath: dict[int | None, list[int]] = {}
    for place, parent in enumerate(parents(objects)):
        beneath.setdefault(parent, []).append(place)
    for brothers in beneath.values():
        moments = [moment_us(objects[place].at) for place in brothers]
        if None not in moments:
            order = dict(zip(brothers, moments, strict=True))
            brothers.sort(key=lambda place: order[place] or 0)
    rows: list[tuple[int, int]] = []  # (place of the object, depth), in the order of reading
    waiting = [(place, 0) for place in reversed(beneath.get(None, []))]
    while waiting:
        place, depth = waiting.pop()
        rows.append((place, depth))
        waiting += [(child, depth + 1) for child in reversed(beneath.get(place, []))]
    inside = _inside([depth for _, depth in rows])
    return tuple(
        _row(objects[place], number, depth, inside[number], place) for number, (place, depth) in enumerate(rows)
    )


def parents(objects: Sequence[InboundObject]) -> list[int | None]:
    """Under which object each stands, by its place; None for what stands under nothing."""
    spans: dict[_SpanId, int] = {}
    places: dict[tuple[int | None, str], int] = {}
    for place, one in enumerate(objects):
        if is_span(one):
            spans.setdefault((said(one, "trace_id"), said(one, "span_id")), place)
        if one.place.pointer is not None or one.place.line is not None:
            places.setdefault((one.place.line, one.place.pointer or ""), place)
    found = [_parent(place, one, spans, places) for place, one in enumerate(objects)]
    return _without_circles(found)


def is_span(one: InboundObject) -> bool:
    """Whether this is a span of a trace itself, and not what was found in one."""
    return one.kind is ItemKind.TRACE and bool(said(one, "span_id")) and _SPANS in (one.place.pointer or "")


def _parent(
    place: int, one: InboundObject, spans: dict[_SpanId, int], places: dict[tuple[int | None, str], int]
) -> int | None:
    trace = said(one, "trace_id")
    if is_span(one):
        above = spans.get((trace, said(one, "parent_span_id")))
        return None if above == place else above
    pointer = one.place.pointer or ""
    while pointer:
        pointer = pointer.rpartition("/")[0]
        above = places.get((one.place.line, pointer))
        if above is not None and above != place:
            return above
    above = spans.get((trace, said(one, "span_id")))
    return None if above == place else above


def _without_circles(found: list[int | None]) -> list[int | None]:
    """The same, and whatever would stand under itself stands under nothing. Each place is walked over once."""
    good = set[int]()
    for start in range(len(found)):
        way, here = dict[int, None](), start
        while here not in good and here not in way:
            way[here] = None
            above = found[here]
            if above is None:
                break
            here = above
        if here in way and found[here] is not None:
            found[here] = None
        good |= way.keys()
    return found


def _inside(depths: Sequence[int]) -> list[int]:
    """How many rows stand under each, from how deep they stand in the order of reading."""
    found, open_rows = [0] * len(depths), list[int]()
    for number, depth in enumerate([*depths, 0]):
        while len(open_rows) > depth:
            row = open_rows.pop()
            found[row] = number - row - 1
        open_rows.append(number)
    return found


def _row(one: InboundObject, number: int, depth: int, inside: int, place: int) -> TraceRow:
    words = spoken(one) if one.kind in _SPOKEN else ""
    arguments, error = said(one, "arguments"), said(one, "status_message") or said(one, "error")
    return TraceRow(
        number=number,
        depth=depth,
        inside=inside,
        object=place,
        kind=one.kind,
        label=one.label,
        role=said(one, "role"),
        model=next((found for name in _MODELS if (found := said(one, name))), ""),
        tool=said(one, "tool"),
        call_id=said(one, "call_id"),
        at=one.at or "",
        took_us=took_us(one),
        is_error=is_error(one),
        error=cut(error),
        words=cut(words),
        arguments=cut(arguments),
        is_cut=max(len(words), len(arguments), len(error)) > MOST_CHARS,
        details=tuple(_short(detail) for detail in one.details if detail.name not in _SHOWN),
    )


def _short(detail: Detail) -> Detail:
    return detail if len(detail.value) <= MOST_CHARS else Detail(name=detail.name, value=cut(detail.value))
