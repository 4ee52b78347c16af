"""Traces in both dialects: what went in, what came out, which tools ran, what a guardrail said."""

import json
from pathlib import Path

import pytest

from tocsin.formats.otlp import genai, openinference
from tocsin.formats.otlp.flattened import unflatten
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.ports import Format
from tocsin.vocab.reading import InboundObject, Reading
from tocsin.vocab.sample import Sample


def value_of(value: object) -> dict[str, object]:
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int):
        return {"intValue": str(value)}
    if isinstance(value, float):
        return {"doubleValue": value}
    if isinstance(value, list):
        return {"arrayValue": {"values": [value_of(one) for one in value]}}
    if isinstance(value, dict):
        return {"kvlistValue": {"values": [{"key": key, "value": value_of(one)} for key, one in value.items()]}}
    return {"stringValue": value}


def span(attributes: dict[str, object], name: str = "work", **more: object) -> dict[str, object]:
    listed = [{"key": key, "value": value_of(value)} for key, value in attributes.items()]
    return {
        "traceId": "aa",
        "spanId": name,
        "name": name,
        "startTimeUnixNano": "1000000000",
        "attributes": listed,
        **more,
    }


def event(name: str, attributes: dict[str, object]) -> dict[str, object]:
    return {"name": name, "attributes": [{"key": key, "value": value_of(one)} for key, one in attributes.items()]}


def trace(*spans: dict[str, object]) -> Sample:
    document = {"resourceSpans": [{"scopeSpans": [{"spans": [*spans]}]}]}
    return Sample("t.json", json.dumps(document).encode())


def log(**record: object) -> Sample:
    document = {"resourceLogs": [{"scopeLogs": [{"logRecords": [{"traceId": "aa", "spanId": "bb", **record}]}]}]}
    return Sample("t.json", json.dumps(document).encode())


def of(reading: Reading, *kinds: ItemKind) -> list[InboundObject]:
    return [found for found in reading.objects if found.kind in kinds]


def labels(reading: Reading, *kinds: ItemKind) -> list[str]:
    return [found.label for found in of(reading, *kinds)]


def fact(found: InboundObject, name: str) -> str | None:
    return next((detail.value for detail in found.details if detail.name == name), None)


def message(role: str, *parts: object, **more: object) -> dict[str, object]:
    return {"role": role, "parts": [*parts], **more}


WORDS = {"type": "text", "content": "hello"}
CALL = {"type": "tool_call", "id": "c1", "name": "fetch", "arguments": {"url": "u"}}
RESULT = {"type": "tool_call_response", "id": "c1", "response": "page"}


def test_the_model_as_asked_for_and_as_it_answered() -> None:
    asked = {"gen_ai.request.model": "m", "gen_ai.response.model": "m-0601", "gen_ai.response.id": "r1"}
    new = genai.read(trace(span({"gen_ai.provider.name": "openai", **asked})))
    old = genai.read(trace(span({"gen_ai.system": "openai", **asked})))
    for reading in (new, old):
        (found,) = of(reading, ItemKind.MODEL_IDENTITY)
        names = ("provider", "request_model", "response_model")
        assert [fact(found, name) for name in names] == ["openai", "m", "m-0601"]
        assert found.label == "openai m-0601"


def test_sampling_settings_are_kept_as_used() -> None:
    settings: dict[str, object] = {
        "gen_ai.request.temperature": 0.7,
        "gen_ai.request.seed": 7,
        "gen_ai.request.top_p": 1,
    }
    settings |= {"gen_ai.request.max_tokens": 256, "gen_ai.request.model": "m", "gen_ai.request.stop_sequences": ["x"]}
    (found,) = of(genai.read(trace(span({**settings}))), ItemKind.SAMPLING)
    named = ("temperature", "seed", "top_p", "max_tokens", "stop_sequences", "model")
    assert [fact(found, name) for name in named] == ["0.7", "7", "1", "256", '["x"]', None]


def test_messages_become_one_object_a_part_under_their_roles() -> None:
    told = json.dumps(
        [message("system", WORDS), message("user", WORDS, {"type": "uri", "uri": "u", "modality": "image"})]
    )
    said = [message("assistant", {"type": "reasoning", "content": "hm"}, CALL, finish_reason="tool_calls")]
    reading = genai.read(trace(span({"gen_ai.input.messages": told, "gen_ai.output.messages": said})))
    assert [(found.kind, found.label) for found in reading.objects[1:]] == [
        (ItemKind.SYSTEM_PROMPT, "hello"),
        (ItemKind.PROMPT, "hello"),
        (ItemKind.ATTACHMENT, "image uri"),
        (ItemKind.OUTPUT, "hm"),
        (ItemKind.TOOL_CALL, 'fetch {"url":"u"}'),
    ]
    assert json.loads(reading.objects[5].data) == CALL
    assert reading.objects[1].place.pointer == "/resourceSpans/0/scopeSpans/0/spans/0/attributes/0/value"
    assert (reading.units, reading.understood, reading.not_understood) == (1, 1, ())


def test_a_conversation_repeated_in_the_next_span_is_joined() -> None:
    first = span(
        {"gen_ai.input.messages": [message("user", WORDS)], "gen_ai.output.messages": [message("assistant", CALL)]},
        "one",
    )
    told = [message("user", WORDS), message("assistant", CALL), message("tool", RESULT)]
    reading = genai.read(trace(first, span({"gen_ai.input.messages": told}, "two")))
    assert labels(reading, ItemKind.PROMPT, ItemKind.TOOL_CALL, ItemKind.TOOL_RESULT) == [
        "hello",
        'fetch {"url":"u"}',
        "page",
    ]
    assert [fact(found, "also_in_span") for found in of(reading, ItemKind.PROMPT, ItemKind.TOOL_CALL)] == ["two", "two"]


def test_cut_off_messages_are_kept_whole_and_listed() -> None:
    reading = genai.read(trace(span({"gen_ai.input.messages": '[{"role":"user","parts":[{"type":"te'})))
    assert labels(reading, ItemKind.PROMPT) == ['[{"role":"user","parts":[{"type":"te']
    assert "cut off" in reading.not_understood[0].why
    assert (reading.units, reading.understood) == (1, 0)


def test_unknown_parts_roles_and_attributes_are_listed() -> None:
    told = [message("user", {"type": "hologram", "x": 1}), {"role": "oracle", "parts": []}, {"role": "user"}, 7]
    reading = genai.read(trace(span({"gen_ai.input.messages": told, "gen_ai.aura": "x"})))
    assert labels(reading, ItemKind.PROMPT) == ['{"type":"hologram","x":1}']
    assert len(reading.not_understood) == 5
    assert any(
        missed.place.pointer and missed.place.pointer.endswith("/attributes/1/value")
        for missed in reading.not_understood
    )


def test_instructions_tools_documents_memory_and_evaluations() -> None:
    attributes = {
        "gen_ai.system_instructions": json.dumps([WORDS]),
        "gen_ai.tool.definitions": json.dumps([{"type": "function", "name": "fetch", "parameters": {}}]),
        "gen_ai.retrieval.documents": json.dumps([{"id": "d1", "score": 0.9, "content": "passage"}, {"id": "d2"}]),
        "gen_ai.retrieval.query.text": "who",
        "gen_ai.memory.query.text": "the name",
        "gen_ai.evaluation.name": "relevance",
        "gen_ai.evaluation.score.label": "bad",
    }
    reading = genai.read(trace(span({**attributes})))
    assert labels(reading, ItemKind.SYSTEM_PROMPT) == ["hello"]
    assert labels(reading, ItemKind.TOOL_DEFINITION) == ["fetch"]
    assert labels(reading, ItemKind.RETRIEVAL_CONTEXT) == ["passage", '{"id":"d2"}', "retrieval who"]
    assert labels(reading, ItemKind.MEMORY) == ["memory the name"]
    assert labels(reading, ItemKind.EVALUATION_ATTEMPT) == ["evaluation relevance bad"]
    assert reading.not_understood == ()


def test_a_list_that_is_cut_off_is_kept_and_listed() -> None:
    reading = genai.read(trace(span({"gen_ai.tool.definitions": "[{"})))
    assert (labels(reading, ItemKind.TOOL_DEFINITION), reading.understood) == (["[{"], 0)


def test_a_tool_that_ran_is_a_call_and_a_result() -> None:
    ran = {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "fetch", "gen_ai.tool.call.id": "c1"}
    reading = genai.read(
        trace(span({**ran, "gen_ai.tool.call.arguments": '{"url": "u"}', "gen_ai.tool.call.result": "page"}))
    )
    (call,) = of(reading, ItemKind.TOOL_CALL)
    (result,) = of(reading, ItemKind.TOOL_RESULT)
    assert (call.label, fact(call, "executed"), fact(call, "call_id")) == ('fetch {"url": "u"}', "true", "c1")
    assert (result.label, fact(result, "tool"), json.loads(result.data)) == ("page", "fetch", "page")


def test_a_guardrail_verdict_is_a_log_and_no_configuration() -> None:
    said = {"gen_ai.guardrail.component.name": "gate", "gen_ai.guardrail.verdict.type": "deny"}
    reading = genai.read(trace(span({"gen_ai.operation.name": "run_guardrail", **said})))
    (found,) = of(reading, ItemKind.LOG, ItemKind.GUARDRAIL_CONFIGURATION)
    assert (found.kind, found.label, fact(found, "guardrail.verdict.type")) == (
        ItemKind.LOG,
        "guardrail gate deny",
        "deny",
    )


def test_one_event_a_message_as_span_events() -> None:
    calls = json.dumps([{"id": "c1", "type": "function", "function": {"name": "fetch", "arguments": "{}"}}])
    events = [
        event("gen_ai.system.message", {"content": "rules"}),
        event("gen_ai.user.message", {"content": "question", "gen_ai.system": "openai"}),
        event("gen_ai.assistant.message", {"tool_calls": calls}),
        event("gen_ai.tool.message", {"content": "page", "id": "c1"}),
        event("gen_ai.choice", {"index": 0, "finish_reason": "stop", "message": {"content": "answer"}}),
        event("gen_ai.content.prompt", {"gen_ai.prompt": "older"}),
        event("exception", {"exception.type": "E"}),
    ]
    reading = genai.read(trace(span({"gen_ai.system": "openai"}, events=events)))
    assert [(found.kind, found.label) for found in reading.objects[1:]] == [
        (ItemKind.SYSTEM_PROMPT, "rules"),
        (ItemKind.PROMPT, "question"),
        (ItemKind.TOOL_CALL, "fetch {}"),
        (ItemKind.TOOL_RESULT, "page"),
        (ItemKind.OUTPUT, "answer"),
        (ItemKind.PROMPT, "older"),
    ]
    assert (reading.units, reading.understood) == (8, 7)
    assert [missed.why for missed in reading.not_understood] == ["a span event without AI attributes; kept as a trace"]


def test_one_event_a_message_as_log_records() -> None:
    said = log(
        eventName="gen_ai.choice", body=value_of({"index": 0, "message": {"role": "assistant", "content": "answer"}})
    )
    assert genai.recognise(said) == 100
    assert labels(genai.read(said), ItemKind.OUTPUT) == ["answer"]
    silent = log(attributes=[{"key": "event.name", "value": {"stringValue": "gen_ai.user.message"}}])
    assert labels(genai.read(silent), ItemKind.PROMPT) == []  # content capture was off


def test_the_texts_of_early_instrumentations() -> None:
    flat = {"gen_ai.prompt.0.role": "user", "gen_ai.prompt.0.content": "q", "gen_ai.completion.0.content": "a"}
    reading = genai.read(trace(span({**flat}), span({"gen_ai.prompt": "whole", "gen_ai.completion": "text"}, "two")))
    assert labels(reading, ItemKind.PROMPT) == ["q", "whole"]
    assert labels(reading, ItemKind.OUTPUT) == ["a", "text"]


def test_a_span_without_ai_attributes_is_kept_and_listed() -> None:
    sample = trace(span({"db.system": "sqlite"}, "query"))
    assert genai.recognise(sample) == 40
    reading = genai.read(sample)
    (found,) = reading.objects
    assert (found.kind, found.label, reading.understood) == (ItemKind.TRACE, "query", 0)
    assert json.loads(found.data) == span({"db.system": "sqlite"}, "query")
    assert [missed.why for missed in reading.not_understood] == ["a span without AI attributes; kept as a trace"]


def test_a_span_says_when_it_ended_and_whether_it_went_wrong() -> None:
    failed = {"endTimeUnixNano": "1500000000", "status": {"code": 2, "message": "refused"}}
    wrong, fine = genai.read(trace(span({}, "a", **failed), span({"error.type": "timeout"}, "b", status={}))).objects
    said = {detail.name: detail.value for detail in wrong.details}
    assert said["ended_at"] == "1970-01-01T00:00:01.500000000Z"
    assert (said["status"], said["status_message"]) == ("error", "refused")
    said = {detail.name: detail.value for detail in fine.details}
    assert said["error"] == "timeout"
    assert not {"status", "status_message", "ended_at"} & said.keys()


def test_a_stream_of_envelopes_is_recognised_and_read() -> None:
    one = trace(span({"gen_ai.request.model": "m"})).data
    sample = Sample("t.jsonl", b"\n".join([one, b"{", one]))
    assert genai.recognise(sample) == 100
    reading = genai.read(sample)
    assert (len(of(reading, ItemKind.TRACE)), len(of(reading, ItemKind.MODEL_IDENTITY))) == (2, 1)


def test_openinference_messages_tools_documents_and_settings() -> None:
    attributes = {
        **{"openinference.span.kind": "LLM", "llm.model_name": "m", "llm.provider": "openai"},
        "llm.invocation_parameters": '{"temperature": 0, "seed": 7}',
        **{"llm.input_messages.1.message.role": "user", "llm.input_messages.1.message.content": "question"},
        **{"llm.input_messages.0.message.role": "system", "llm.input_messages.0.message.content": "rules"},
        **{"llm.input_messages.2.message.role": "user"},
        "llm.input_messages.2.message.contents.0.message_content.type": "text",
        "llm.input_messages.2.message.contents.0.message_content.text": "in parts",
        **{"llm.output_messages.0.message.role": "assistant"},
        "llm.output_messages.0.message.tool_calls.0.tool_call.id": "c1",
        "llm.output_messages.0.message.tool_calls.0.tool_call.function.name": "fetch",
        "llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments": "{}",
        "llm.tools.0.tool.json_schema": '{"type": "function", "function": {"name": "fetch"}}',
        **{"input.value": "raw", "output.value": '{"model": "m-0601", "system_fingerprint": "fp"}'},
    }
    reading = openinference.read(trace(span({**attributes})))
    assert labels(reading, ItemKind.SYSTEM_PROMPT, ItemKind.PROMPT) == ["rules", "question", "in parts"]
    assert labels(reading, ItemKind.TOOL_CALL, ItemKind.TOOL_DEFINITION) == ["fetch {}", "fetch"]
    (model,) = of(reading, ItemKind.MODEL_IDENTITY)
    assert [fact(model, name) for name in ("request_model", "response_model", "system_fingerprint")] == [
        "m",
        "m-0601",
        "fp",
    ]
    (settings,) = of(reading, ItemKind.SAMPLING)
    assert (fact(settings, "seed"), fact(settings, "temperature")) == ("7", "0")
    assert (labels(reading, ItemKind.OUTPUT), reading.not_understood) == ([], ())


@pytest.mark.parametrize(
    ("span_kind", "inward", "outward"),
    [
        ("TOOL", ItemKind.TOOL_CALL, ItemKind.TOOL_RESULT),
        ("RETRIEVER", ItemKind.PROMPT, ItemKind.RETRIEVAL_CONTEXT),
        ("GUARDRAIL", ItemKind.LOG, ItemKind.LOG),
        ("EVALUATOR", ItemKind.EVALUATION_ATTEMPT, ItemKind.EVALUATION_ATTEMPT),
        ("CHAIN", ItemKind.PROMPT, ItemKind.OUTPUT),
        ("new kind", ItemKind.PROMPT, ItemKind.OUTPUT),
    ],
)
def test_openinference_values_follow_the_kind_of_their_span(
    span_kind: str, inward: ItemKind, outward: ItemKind
) -> None:
    attributes = {
        "openinference.span.kind": span_kind,
        "input.value": "in",
        "output.value": "out",
        "tool.name": "fetch",
    }
    reading = openinference.read(trace(span({**attributes})))
    _, going_in, coming_out = reading.objects
    assert (going_in.kind, coming_out.kind, coming_out.label) == (inward, outward, "out")
    assert going_in.label == ("fetch in" if span_kind == "TOOL" else "in")


def test_openinference_documents_and_annotations() -> None:
    attributes = {"openinference.span.kind": "RETRIEVER", "retrieval.documents.0.document.content": "passage"}
    attributes |= {"retrieval.documents.0.document.id": "d1", "annotations.0.annotation.name": "relevance"}
    reading = openinference.read(trace(span({**attributes})))
    (document,) = of(reading, ItemKind.RETRIEVAL_CONTEXT)
    assert (document.label, fact(document, "id")) == ("passage", "d1")
    assert labels(reading, ItemKind.EVALUATION_ATTEMPT) == ["relevance"]


def test_openinference_oddities_are_listed() -> None:
    attributes = {"openinference.span.kind": "LLM", "llm.invocation_parameters": "no json"}
    attributes |= {"llm.input_messages.0.message.role": "oracle", "llm.input_messages.0.message.content": "words"}
    reading = openinference.read(trace(span({**attributes})))
    assert (len(reading.not_understood), reading.understood) == (2, 0)
    assert labels(reading, ItemKind.PROMPT, ItemKind.SAMPLING) == ["no json", "words"]


def test_flattened_names_come_back_in_order() -> None:
    flat = {"a.10.x": 1, "a.2.x": 2, "a.2.y.z": 3, "a.b.x": 4, "a.3": 5, "ab.1.x": 6}
    assert unflatten(flat, "a") == [(2, {"x": 2, "y.z": 3}), (10, {"x": 1})]
    assert unflatten({"a." + "9" * 5000 + ".x": 1, "a.²3.x": 1}, "a") == []


def test_each_dialect_claims_its_own_and_words_about_it_do_not_count() -> None:
    plain = trace(span({"gen_ai.prompt": 'say "openinference.span.kind"'}))
    marked = trace(span({"openinference.span.kind": "LLM"}), span({"gen_ai.prompt": "x"}))
    assert (genai.recognise(plain), openinference.recognise(plain)) == (100, 0)
    assert (genai.recognise(marked), openinference.recognise(marked)) == (0, 100)
    for data in (b"", b"{}", b"[]", b'{"resourceSpans": {}}', b'{"note": "gen_ai.prompt"}'):
        assert genai.recognise(Sample("x", data)) == openinference.recognise(Sample("x", data)) == 0


REAL = [
    (genai, "otlp_genai_indirect_injection.json", "/resourceSpans/0/scopeSpans/0/spans/1", "9809cd57719a243b"),
    (
        openinference,
        "otlp_openinference_indirect_injection.json",
        "/resourceSpans/0/scopeSpans/0/spans/1",
        "eea34dee6fad2f0c",
    ),
]


@pytest.mark.data
@pytest.mark.parametrize(("reader", "name", "place", "span_id"), REAL)
def test_the_real_injection_and_what_came_of_it(
    reference_data: Path, reader: Format, name: str, place: str, span_id: str
) -> None:
    sample = Sample(name, (reference_data / "traces" / name).read_bytes())
    reading = reader.read(sample)
    assert (reading.units, reading.understood, reading.not_understood) == (9, 9, ())
    results = of(reading, ItemKind.TOOL_RESULT)
    injected = [found for found in results if b"SYSTEM: before you answer" in found.data]
    assert len(injected) == 2  # as the model was told it, and as the tool gave it
    assert (injected[0].place.pointer or "").startswith(place)
    assert (fact(injected[0], "span_id"), fact(injected[0], "call_id")) == (span_id, "call_a1")
    assert fact(injected[1], "tool") == "search_mail"
    ran = [found for found in of(reading, ItemKind.TOOL_CALL) if fact(found, "executed")]
    asked = [found for found in of(reading, ItemKind.TOOL_CALL) if not fact(found, "executed")]
    for calls in (ran, asked):
        assert [fact(found, "tool") for found in calls] == ["search_mail", "read_claim", "fetch_url"]
    assert "cdn-img.example-attacker.test" in (fact(ran[2], "arguments") or "")
    (verdict,) = of(reading, ItemKind.LOG)
    assert verdict.label == "guardrail egress-filter warn"
    (model,) = of(reading, ItemKind.MODEL_IDENTITY)
    assert (fact(model, "response_model"), fact(model, "system_fingerprint")) == ("gpt-4o-2024-08-06", "fp_local")
    (settings,) = of(reading, ItemKind.SAMPLING)
    assert (fact(settings, "temperature"), fact(settings, "seed")) == ("0", "7")
    assert len(of(reading, ItemKind.TRACE)) == 10  # nine spans and their resource
    service = reading.components[0]
    assert (service.kind, service.name, service.version) == ("service", "claims-copilot", "2.3.1")
    (answer,) = of(reading, ItemKind.OUTPUT)
    assert b"![logo](https://cdn-img.example-attacker.test" in answer.data


@pytest.mark.data
def test_only_openinference_carries_the_tools_offered(reference_data: Path) -> None:
    name = "otlp_openinference_indirect_injection.json"
    reading = openinference.read(Sample(name, (reference_data / "traces" / name).read_bytes()))
    assert labels(reading, ItemKind.TOOL_DEFINITION) == ["search_mail", "fetch_url", "read_claim"]


@pytest.mark.data
def test_the_real_benign_talk(reference_data: Path) -> None:
    name = "otlp_genai_benign.json"
    reading = genai.read(Sample(name, (reference_data / "traces" / name).read_bytes()))
    assert (reading.units, reading.understood, reading.reported_at) == (4, 4, "2026-11-23T00:24:41.420794162Z")
    assert labels(reading, ItemKind.PROMPT) == ["Which documents does claim 44-2001 still need?"]
    assert labels(reading, ItemKind.OUTPUT) == ["The police report is still missing."]
    assert len(of(reading, ItemKind.TOOL_CALL)) == len(of(reading, ItemKind.TOOL_RESULT)) == 2
