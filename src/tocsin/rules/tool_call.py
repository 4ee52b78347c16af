"""The tool calls of a file in order: asked for, carried out, answered.

One call is told several times: by the model that asked, by the span in which it ran, by the message that answered. What
carries one call id within one trace or sample is one call; a call without an id is one by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.reading import InboundObject
from tocsin.vocab.telling import MOST_CHARS, cut, is_error, moment_us, said, spoken, took_us
from tocsin.vocab.trace import ToolCall

_RUNS = {("operation", "execute_tool"), ("span_kind", "TOOL")}  # OpenTelemetry GenAI 1.41; OpenInference (00e2b51)


@dataclass
class _Told:
    """What is said of one call, by the places of the objects that say so."""

    calls: list[int] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)


def tool_calls(objects: Sequence[InboundObject], above: Sequence[int | None]) -> tuple[ToolCall, ...]:
    """Every call, by the time at which it ran where all have one, else in the order of the file.

    `above` says under which object each stands, by its place (`rules.trace.parents`).
    """
    told: dict[tuple[str, str], _Told] = {}
    for place, one in enumerate(objects):
        if one.kind in (ItemKind.TOOL_CALL, ItemKind.TOOL_RESULT):
            within = said(one, "trace_id") or f"{said(one, 'sample')}/{said(one, 'epoch')}/{one.place.line or ''}"
            call = said(one, "call_id") or (said(one, "tool_call_id") if one.kind is ItemKind.TOOL_RESULT else "")
            of = told.setdefault((within, call or f"#{place}"), _Told())
            (of.calls if one.kind is ItemKind.TOOL_CALL else of.answers).append(place)
    found = [_call(objects, above, one) for one in told.values()]
    moments = [moment_us(one.at) for one in found]
    if None not in moments:
        order = sorted(range(len(found)), key=lambda place: moments[place] or 0)
        found = [found[place] for place in order]
    first = min((at for one in objects if (at := moment_us(one.at)) is not None), default=0)
    return tuple(_placed(one, number, first) for number, one in enumerate(found))


def _call(objects: Sequence[InboundObject], above: Sequence[int | None], told: _Told) -> ToolCall:
    runs = [place for place in (*told.calls, *told.answers) if _runs(objects, above[place])]
    places = (*told.calls, *told.answers)
    span = next((above[place] for place in runs), None)
    shown = objects[span] if span is not None else objects[places[0]]
    arguments = next((words for place in told.calls if (words := said(objects[place], "arguments"))), "")
    answer = next((words for place in told.answers if (words := spoken(objects[place]))), "")
    return ToolCall(
        number=0,
        tool=next((name for place in places if (name := said(objects[place], "tool"))), ""),
        call_id=next((name for place in places if (name := _id(objects[place]))), ""),
        arguments=cut(arguments),
        answer=cut(answer),
        was_executed=bool(runs) or any(said(objects[place], "executed") == "true" for place in told.calls),
        was_answered=bool(told.answers),
        is_error=is_error(shown) or any(is_error(objects[place]) for place in places),
        at=shown.at or "",
        took_us=took_us(shown) if span is not None else None,
        is_cut=max(len(arguments), len(answer)) > MOST_CHARS,
        objects=places,
    )


def _runs(objects: Sequence[InboundObject], place: int | None) -> bool:
    """Whether what stands there is the run of a tool."""
    return place is not None and any((one.name, one.value) in _RUNS for one in objects[place].details)


def _id(one: InboundObject) -> str:
    return said(one, "call_id") or said(one, "tool_call_id")


def _placed(one: ToolCall, number: int, first: int) -> ToolCall:
    at = moment_us(one.at)
    return replace(one, number=number, started_us=None if at is None else at - first)
