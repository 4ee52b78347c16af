"""The OTLP/JSON envelope: resources, scopes, spans, log records.

Source: OpenTelemetry Protocol specification 1.9, "JSON Protobuf Encoding", and opentelemetry-proto (trace, logs and
common v1): field names in lowerCamelCase, 64-bit integers as decimal strings, trace and span ids in hexadecimal. A file
holds one such document or one on each line (OpenTelemetry file exporter). Nothing about AI is known here.
"""

from datetime import UTC, datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from tocsin.vocab.document import json_lines, parse_json
from tocsin.vocab.errors import BadInput
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.foreign import details, items, json_bytes, members, pointer, text
from tocsin.vocab.parts import Parts, part
from tocsin.vocab.reading import ComponentSeen, Detail, Place
from tocsin.vocab.sample import Sample


class Signal(StrEnum):
    """What a record of the envelope is."""

    SPAN = "span"
    EVENT = "span event"
    LOG = "log record"


class Record(Struct, frozen=True, kw_only=True):
    """One span, span event or log record, with its attributes decoded to plain JSON values."""

    signal: Signal
    name: str
    place: Place
    at: str | None
    trace_id: str
    span_id: str
    parent_id: str
    origin: tuple[Detail, ...]  # trace, span and scope, for every object found in it
    attributes: dict[str, object]
    positions: dict[str, int]  # of the attributes, in the record
    body: object = None  # of a log record
    value: dict[str, object]  # as it stands in the document

    def inner(self, name: str) -> Place:
        """The place of an attribute's value; the record's own place where it has no such attribute."""
        number = self.positions.get(name)
        steps = "" if number is None else pointer("attributes", number, "value")
        return Place(line=self.place.line, pointer=f"{self.place.pointer}{steps}")


def keep(
    record: Record, parts: Parts, kind: ItemKind, *, name: str, data: object, label: str, facts: dict[str, object]
) -> None:
    """Add an object found in the attribute `name` of a record, joined with its equals.

    Traces repeat the conversation so far in every span: what is equal is one object with the spans it stands in. Words
    and calls are joined within their trace, what describes the system within the file.
    """
    found = part(kind, json_bytes(data), label, record.inner(name), facts, at=record.at, more=record.origin)
    within = "" if kind in _OF_THE_SYSTEM else record.trace_id
    parts.join(found, within=within, also=Detail(name="also_in_span", value=record.span_id))


_OF_THE_SYSTEM = (ItemKind.MODEL_IDENTITY, ItemKind.SAMPLING, ItemKind.TOOL_DEFINITION)


def is_envelope(value: object) -> bool:
    """Whether a JSON document is OTLP/JSON of traces or logs."""
    return any(isinstance(members(value).get(name), list) for name in _GROUPS)


def documents(sample: Sample, parts: Parts) -> list[tuple[int | None, object]]:
    """The envelopes of a file with their line where there is one a line; unreadable lines are listed in `parts`.

    BadInput where the file holds no envelope at all.
    """
    if sample.json is not None:
        found: list[tuple[int | None, object]] = [(None, sample.json)]
        broken: list[int] = []
    else:
        found, broken = _lines(sample.data)
    if not any(is_envelope(value) for _, value in found):
        if sample.first_line is None:
            parse_json(sample.data)  # says where it stops being JSON
        raise BadInput("line 1: expected an OTLP/JSON object with `resourceSpans` or `resourceLogs`")
    for number in broken:
        parts.count(understood=False)
        parts.miss(Place(line=number), "the line is not strict JSON; it stays in the original only")
    return found


def records(sample: Sample, parts: Parts) -> list[Record]:
    """Every span, event and log record of a file."""
    found: list[Record] = []
    for line, value in documents(sample, parts):
        if not isinstance(value, dict):
            parts.count(understood=False)
            parts.miss(Place(line=line), "not an OTLP object")
        for name, group in members(value).items():
            place = Place(line=line, pointer=pointer(name))
            if name in _GROUPS and isinstance(group, list):
                _resources(group, _GROUPS[name], place, found, parts)
            else:
                parts.count(understood=False)
                parts.miss(place, "neither traces nor logs; it stays in the original only")
    return found


def plain_value(value: object) -> object:
    """The JSON value behind an AnyValue; a 64-bit integer written as a string becomes a number.

    None where it is none of the known kinds; a value with several kinds is not one of them.
    """
    known = members(value)
    if len(known) != 1:
        return None
    [(kind, inner)] = known.items()
    match kind:
        case "stringValue" | "bytesValue":
            return inner if isinstance(inner, str) else None
        case "boolValue":
            return inner if isinstance(inner, bool) else None
        case "intValue":
            return _integer(inner)
        case "doubleValue":
            return inner if isinstance(inner, int | float | str) and not isinstance(inner, bool) else None
        case "arrayValue":
            return [plain_value(one) for one in items(members(inner).get("values"))]
        case "kvlistValue":
            pairs = [members(one) for one in items(members(inner).get("values"))]
            return {key: plain_value(one.get("value")) for one in pairs if (key := text(one.get("key"))) is not None}
        case _:
            return None


def moment(nanoseconds: object) -> str | None:
    """Nanoseconds since 1970 as RFC 3339 with all nine digits, so that nothing is rounded; None for 0 or no number."""
    number = _integer(nanoseconds)
    if not isinstance(number, int) or not 0 < number < _YEAR_10000:
        return None
    second = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=number // 10**9)
    return f"{second:%Y-%m-%dT%H:%M:%S}.{number % 10**9:09d}Z"


_YEAR_10000 = 253_402_300_800 * 10**9

# member of the document: (list of scopes, its name before proto 0.15; list of records)
_GROUPS = {
    "resourceSpans": (("scopeSpans", "instrumentationLibrarySpans"), "spans"),
    "resourceLogs": (("scopeLogs", "instrumentationLibraryLogs"), "logRecords"),
}


def _lines(data: bytes) -> tuple[list[tuple[int | None, object]], list[int]]:
    found: list[tuple[int | None, object]] = []
    broken = []
    for number, raw in json_lines(data):
        try:
            found.append((number, parse_json(raw, line=number)))
        except BadInput:
            broken.append(number)
    return found, broken


def _integer(value: object) -> int | None:
    if isinstance(value, str) and len(value) <= 20 and value.removeprefix("-").isascii():
        return int(value) if value.removeprefix("-").isdigit() else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _step(place: Place, *steps: str | int) -> Place:
    return Place(line=place.line, pointer=(place.pointer or "") + pointer(*steps))


def _resources(
    group: list[object], names: tuple[tuple[str, ...], str], place: Place, found: list[Record], parts: Parts
) -> None:
    scope_names, record_name = names
    for number, one in enumerate(group):
        here = _step(place, number)
        resource = members(one).get("resource")
        if isinstance(resource, dict):
            _resource(resource, _step(here, "resource"), parts)
        scope_name = next((name for name in scope_names if isinstance(members(one).get(name), list)), None)
        if scope_name is None:
            parts.count(understood=False)
            parts.miss(here, f"no list `{scope_names[0]}`")
            continue
        for index, scope in enumerate(items(members(one).get(scope_name))):
            _scope(scope, record_name, _step(here, scope_name, index), found, parts)


def _resource(resource: dict[str, object], place: Place, parts: Parts) -> None:
    known, _ = _attributes(resource, place, parts)
    name, version = text(known.get("service.name")), text(known.get("service.version"))
    if name:
        parts.name_component(ComponentSeen(kind="service", name=name, version=version, place=place))
    parts.join(part(ItemKind.TRACE, json_bytes(resource), f"resource {name or ''} {version or ''}", place, known))


def _scope(value: object, record_name: str, place: Place, found: list[Record], parts: Parts) -> None:
    group = members(value)
    named = members(group.get("scope") or group.get("instrumentationLibrary"))
    scope = " ".join(word for word in (text(named.get("name")), text(named.get("version"))) if word)
    if not isinstance(group.get(record_name), list):
        parts.count(understood=False)
        parts.miss(place, f"no list `{record_name}`")
    for number, one in enumerate(items(group.get(record_name))):
        here = _step(place, record_name, number)
        if not isinstance(one, dict):
            parts.count(understood=False)
            parts.miss(here, "not an object")
        elif record_name == "spans":
            found.extend(_span(one, scope, here, parts))
        else:
            found.append(_log(one, scope, here, parts))


def _span(value: dict[str, object], scope: str, place: Place, parts: Parts) -> list[Record]:
    attributes, positions = _attributes(value, place, parts)
    span = Record(
        signal=Signal.SPAN,
        name=text(value.get("name")) or "",
        place=place,
        at=moment(value.get("startTimeUnixNano")),
        trace_id=text(value.get("traceId")) or "",
        span_id=text(value.get("spanId")) or "",
        parent_id=text(value.get("parentSpanId")) or "",
        origin=_origin(value, text(value.get("name")), scope),
        attributes=attributes,
        positions=positions,
        value=value,
    )
    events = value.get("events", [])
    if not isinstance(events, list):
        parts.miss(_step(place, "events"), "not a list of events; kept with the span")
    found = [span]
    for number, event in enumerate(items(events)):
        here = _step(place, "events", number)
        attributes, positions = _attributes(members(event), here, parts)
        found.append(
            Record(
                signal=Signal.EVENT,
                name=text(members(event).get("name")) or "",
                place=here,
                at=moment(members(event).get("timeUnixNano")),
                trace_id=span.trace_id,
                span_id=span.span_id,
                parent_id=span.parent_id,
                origin=span.origin,
                attributes=attributes,
                positions=positions,
                value=members(event),
            )
        )
    return found


def _log(value: dict[str, object], scope: str, place: Place, parts: Parts) -> Record:
    attributes, positions = _attributes(value, place, parts)
    return Record(
        signal=Signal.LOG,
        name=text(value.get("eventName")) or text(attributes.get("event.name")) or "",
        place=place,
        at=moment(value.get("timeUnixNano")) or moment(value.get("observedTimeUnixNano")),
        trace_id=text(value.get("traceId")) or "",
        span_id=text(value.get("spanId")) or "",
        parent_id="",
        origin=_origin(value, None, scope),
        attributes=attributes,
        positions=positions,
        body=plain_value(value.get("body")),
        value=value,
    )


def _origin(value: dict[str, object], name: str | None, scope: str) -> tuple[Detail, ...]:
    named = {
        "trace_id": value.get("traceId"),
        "span_id": value.get("spanId"),
        "parent_span_id": value.get("parentSpanId"),
    }
    named |= {"span": name, "scope": scope}
    return details({key: one or None for key, one in named.items()})


def _attributes(value: dict[str, object], place: Place, parts: Parts) -> tuple[dict[str, object], dict[str, int]]:
    """Attributes and their positions by name; of two equal keys, which the specification forbids, the first counts."""
    listed = value.get("attributes", [])
    if not isinstance(listed, list):
        parts.miss(_step(place, "attributes"), "not a list of attributes; kept as it stands")
    found: dict[str, object] = {}
    positions: dict[str, int] = {}
    for number, one in enumerate(items(listed)):
        key = text(members(one).get("key"))
        plain = plain_value(members(one).get("value"))
        if key is None:
            parts.miss(_step(place, "attributes", number), "an attribute without a key; kept as it stands")
        elif key in found:
            parts.miss(_step(place, "attributes", number), "a second attribute of the same key; kept as it stands")
        else:
            found[key], positions[key] = plain, number
            if plain is None and members(one).get("value") not in (None, {}):
                parts.miss(_step(place, "attributes", number), "the value is of no known kind; kept as it stands")
    return found, positions
