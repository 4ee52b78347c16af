"""The OTLP/JSON envelope: every record found, every odd part listed with its place."""

import json

import pytest

from tocsin.formats.otlp.envelope import Record, Signal, moment, plain_value, records
from tocsin.vocab.errors import BadInput
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.parts import Parts
from tocsin.vocab.reading import Reading
from tocsin.vocab.sample import Sample

SPAN = {"traceId": "aa", "spanId": "bb", "name": "work", "startTimeUnixNano": "1000000001"}


def attribute(key: str, value: object) -> dict[str, object]:
    return {"key": key, "value": value}


def spans(*found: object, **group: object) -> dict[str, object]:
    return {"resourceSpans": [{"scopeSpans": [{"scope": {"name": "s", "version": "1"}, "spans": [*found]}], **group}]}


def walk(*documents: object) -> tuple[list[Record], Reading]:
    parts = Parts()
    data = b"\n".join(one if isinstance(one, bytes) else json.dumps(one).encode() for one in documents)
    found = records(Sample("x", data), parts)
    return found, parts.reading(format_name="x", kind=ItemKind.TRACE)


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        ({"stringValue": "a"}, "a"),
        ({"boolValue": False}, False),
        ({"intValue": "-9007199254740993"}, -9007199254740993),
        ({"intValue": 3}, 3),
        ({"intValue": True}, None),
        ({"intValue": "٣"}, None),
        ({"doubleValue": 0.5}, 0.5),
        ({"bytesValue": "AAE="}, "AAE="),
        ({"arrayValue": {"values": [{"intValue": "1"}, {"stringValue": "b"}]}}, [1, "b"]),
        ({"arrayValue": {}}, []),
        ({"kvlistValue": {"values": [{"key": "k", "value": {"boolValue": True}}]}}, {"k": True}),
        ({"stringValue": 1}, None),
        ({"stringValue": "a", "intValue": "1"}, None),
        ({"newValue": 1}, None),
        ("bare", None),
    ],
)
def test_values_are_decoded_or_none(value: object, plain: object) -> None:
    assert plain_value(value) == plain


def test_moments_keep_every_digit() -> None:
    assert moment("1795393469024516545") == "2026-11-23T00:24:29.024516545Z"
    assert moment(1000000001) == "1970-01-01T00:00:01.000000001Z"
    assert [moment(odd) for odd in ("0", "", "-1", None, "1e9", 1.5, True, 10**30)] == [None] * 8


def test_a_span_its_events_and_a_log_record_are_records() -> None:
    event = {"name": "e", "timeUnixNano": "2000000000", "attributes": [attribute("x", {"stringValue": "1"})]}
    log: dict[str, object] = {
        "timeUnixNano": "0",
        "observedTimeUnixNano": "3000000000",
        "body": {"stringValue": "words"},
        "traceId": "aa",
    }
    log["attributes"] = [attribute("event.name", {"stringValue": "l"})]
    logs = {"resourceLogs": [{"scopeLogs": [{"logRecords": [log]}]}]}
    found, reading = walk(spans({**SPAN, "events": [event]}), logs)
    assert [(one.signal, one.name, one.at) for one in found] == [
        (Signal.SPAN, "work", "1970-01-01T00:00:01.000000001Z"),
        (Signal.EVENT, "e", "1970-01-01T00:00:02.000000000Z"),
        (Signal.LOG, "l", "1970-01-01T00:00:03.000000000Z"),
    ]
    assert [(one.place.line, one.place.pointer) for one in found] == [
        (1, "/resourceSpans/0/scopeSpans/0/spans/0"),
        (1, "/resourceSpans/0/scopeSpans/0/spans/0/events/0"),
        (2, "/resourceLogs/0/scopeLogs/0/logRecords/0"),
    ]
    assert (found[1].span_id, found[1].origin, found[2].body) == ("bb", found[0].origin, "words")
    assert [(one.name, one.value) for one in found[0].origin] == [
        *(("trace_id", "aa"), ("span_id", "bb"), ("span", "work"), ("scope", "s 1")),
    ]
    assert found[1].inner("x").pointer == "/resourceSpans/0/scopeSpans/0/spans/0/events/0/attributes/0/value"
    assert found[1].inner("absent") == found[1].place
    assert reading.not_understood == ()


def test_a_resource_is_kept_and_names_the_service() -> None:
    resource = {"attributes": [attribute("service.name", {"stringValue": "desk"})]}
    _, reading = walk(spans(SPAN, resource=resource))
    (kept,) = reading.objects
    assert json.loads(kept.data) == resource
    assert [(seen.kind, seen.name, seen.version) for seen in reading.components] == [("service", "desk", None)]


def test_old_scope_names_are_read() -> None:
    found, _ = walk({"resourceSpans": [{"instrumentationLibrarySpans": [{"spans": [SPAN]}]}]})
    assert [one.name for one in found] == ["work"]


def test_every_odd_part_is_listed_with_its_place() -> None:
    odd = {**SPAN, "attributes": [attribute("a", {"intValue": "x"}), {"value": {}}, 3], "events": 5}
    double = {**SPAN, "attributes": [attribute("a", {"intValue": "1"}), attribute("a", {"intValue": "2"})]}
    found, reading = walk({**spans(odd, double, "no span"), "resourceMetrics": [], "more": 1})
    assert found[1].attributes == {"a": 1}
    base = "/resourceSpans/0/scopeSpans/0/spans"
    assert [missed.place.pointer for missed in reading.not_understood] == [
        *(f"{base}/0/attributes/0", f"{base}/0/attributes/1", f"{base}/0/attributes/2", f"{base}/0/events"),
        *(f"{base}/1/attributes/1", f"{base}/2", "/resourceMetrics", "/more"),
    ]


def test_groups_of_the_wrong_shape_are_listed() -> None:
    _, reading = walk({"resourceSpans": [7, {"scopeSpans": [7]}]})
    assert [missed.place.pointer for missed in reading.not_understood] == [
        *("/resourceSpans/0", "/resourceSpans/1/scopeSpans/0"),
    ]


def test_a_bad_line_is_listed_and_the_good_ones_are_read() -> None:
    found, reading = walk(spans(SPAN), b'{"resourceSpans": [', spans(SPAN), b"7")
    assert [one.place.line for one in found] == [1, 3]
    assert [missed.place.line for missed in reading.not_understood] == [2, 4]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{}", "resourceSpans"),
        (b'{"resourceSpans": 1}', "resourceSpans"),
        (b"{}\n{}", "resourceSpans"),
        (b"{", "not JSON"),
        (b'{"resourceSpans": [],\n"resourceSpans": []}', "stands twice"),
    ],
)
def test_what_is_no_envelope_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        records(Sample("x", data), Parts())
