"""All readers of AI evidence together: each file has one reader, and no shape of a document breaks one."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tocsin.formats import chat_transcript, garak, inspect_ai, promptfoo
from tocsin.formats.otlp import genai, openinference
from tocsin.vocab.errors import BadInput
from tocsin.vocab.ports import Format
from tocsin.vocab.reading import Reading
from tocsin.vocab.sample import Sample

READERS: tuple[Format, ...] = (garak, inspect_ai, promptfoo, chat_transcript, genai, openinference)

# Which reader claims which real file; a schema of messages is no message.
CLAIMS: dict[str, Format | None] = {
    "evals/garak_quack.report.jsonl": garak,
    "evals/garak_report_test.report.jsonl": garak,
    "evals/garak_tbsa_digest_0.json": garak,
    "evals/garak_test_with_ci.report.jsonl": garak,
    "evals/inspect_prompt_injection_canary.json": inspect_ai,
    "evals/promptfoo_results.json": promptfoo,
    "traces/otlp_genai_benign.json": genai,
    "traces/otlp_genai_indirect_injection.json": genai,
    "traces/otlp_openinference_indirect_injection.json": openinference,
    "traces/schema_gen-ai-input-messages.json": None,
    "traces/schema_gen-ai-output-messages.json": None,
}

ATTRIBUTES: dict[str, object] = {
    "gen_ai.request.model": {"stringValue": "m"},
    "gen_ai.request.seed": {"intValue": "7"},
    "gen_ai.input.messages": {"stringValue": '[{"role":"user","parts":[{"type":"text","content":"q"}]}]'},
    "gen_ai.tool.definitions": {"arrayValue": {"values": [{"kvlistValue": {"values": []}}]}},
    "gen_ai.tool.name": {"stringValue": "fetch"},
    "gen_ai.prompt.0.content": {"stringValue": "q"},
    "openinference.span.kind": {"stringValue": "LLM"},
    "llm.model_name": {"stringValue": "m"},
    "llm.input_messages.0.message.role": {"stringValue": "user"},
    "llm.input_messages.0.message.tool_calls.0.tool_call.function.name": {"stringValue": "fetch"},
    "llm.tools.0.tool.json_schema": {"stringValue": '{"function":{"name":"fetch"}}'},
    "output.value": {"stringValue": '{"model":"m"}'},
    "service.name": {"stringValue": "desk"},
}
LISTED = [{"key": key, "value": value} for key, value in ATTRIBUTES.items()]
EVENT = {"name": "gen_ai.choice", "timeUnixNano": "1", "attributes": LISTED[:3]}
SPAN = {"traceId": "aa", "spanId": "bb", "name": "s", "startTimeUnixNano": "1", "attributes": LISTED, "events": [EVENT]}
SCOPE = {"scope": {"name": "x", "version": "1"}, "spans": [SPAN]}
RECORD = {
    "eventName": "gen_ai.user.message",
    "body": {"kvlistValue": {"values": [LISTED[0]]}},
    "attributes": LISTED[:1],
}
OTLP = {
    "resourceSpans": [{"resource": {"attributes": LISTED}, "scopeSpans": [SCOPE]}],
    "resourceLogs": [{"scopeLogs": [{"logRecords": [RECORD]}]}],
}
TURNS = [
    {"role": "user", "content": [{"type": "text", "text": "q"}]},
    {"role": "assistant", "content": "a", "tool_calls": [{"id": "c", "function": {"name": "f", "arguments": "{}"}}]},
]
CHAT = {
    "model": "m",
    "seed": 1,
    "messages": TURNS,
    "tools": [{"function": {"name": "f"}}],
    "choices": [{"message": TURNS[1]}],
}
SETUP = {"entry_type": "start_run setup", "_config.version": "1", "run.seed": 1, "plugins.target_name": "m"}
ATTEMPT = {
    **{"entry_type": "attempt", "uuid": "u", "seq": 0, "status": 2, "probe_classname": "p", "goal": "g"},
    **{
        "prompt": {"turns": [{"role": "user", "content": {"text": "q", "lang": "en"}}]},
        "outputs": [{"text": "a"}, None],
    },
    "detector_results": {"d": [0.5, None]},
}
TREE = {"p": {"_summary": {}, "p.A": {"_summary": {"probe_tags": ["owasp:llm01"]}, "d": {"absolute_score": 1}}}}
GARAK = [
    SETUP,
    {"entry_type": "init", "garak_version": "1", "start_time": "t", "run": "r"},
    {**ATTEMPT, "status": 1},
    ATTEMPT,
    {"entry_type": "eval", "probe": "p", "detector": "d", "passed": 1, "fails": 1, "total_evaluated": 2},
    {"entry_type": "probe_summary", "probe": "p", "inference_counts": {}},
    {
        "attempt_id": "u",
        "probe": "p",
        "detector": "d",
        "prompt": ATTEMPT["prompt"],
        "output": {"text": "a"},
        "generator": "m",
    },
    {"entry_type": "digest", "meta": {"setup": SETUP, "target_name": "m"}, "eval": TREE},
]
INSPECT_SAMPLE = {
    **{"id": 1, "epoch": 1, "input": "q", "messages": TURNS, "scores": {"s": {"value": "C"}}, "store": {"k": 1}},
    **{"output": {"model": "m", "choices": [{"message": TURNS[1]}]}, "metadata": {"atlas": ["AML.T0051"]}},
    "events": [
        {"event": "model", "tools": [{"name": "f"}], "config": {"seed": 1}},
        {"event": "approval", "approver": "h"},
    ],
}
INSPECT_SPEC = {
    "task": "t",
    "model": "m",
    "packages": {"p": "1"},
    "dataset": {"name": "d"},
    "model_roles": {"g": {"model": "m"}},
}
INSPECT = {
    **{
        "version": 2,
        "status": "success",
        "eval": INSPECT_SPEC,
        "plan": {"config": {"seed": 1}},
        "samples": [INSPECT_SAMPLE],
    },
    "results": {"scores": [{"name": "s", "scorer": "s", "metrics": {"accuracy": {"value": 1}}}]},
}
RESULT = {
    **{"id": "r", "success": True, "prompt": {"raw": "q", "config": {"seed": 1}}, "provider": {"id": "p"}},
    **{"vars": {"context": "c"}, "testCase": {"metadata": {"pluginId": "x"}}, "gradingResult": {"reason": "r"}},
    "response": {"output": {"tool_calls": [{"function": {"name": "f"}}]}, "guardrails": {"flagged": True}},
}
PROMPTFOO = {
    "evalId": "e",
    "config": {"description": "d", "providers": [{"id": "p", "config": {"seed": 1}}]},
    "results": {
        **{"version": 3, "stats": {"successes": 1}, "results": [RESULT]},
        "prompts": [{"raw": "q", "provider": "p", "metrics": {"testPassCount": 1, "testFailCount": 0}}],
    },
}
SHAPES: tuple[tuple[Format, object], ...] = (
    *((chat_transcript, CHAT), (chat_transcript, TURNS), (garak, GARAK), (inspect_ai, INSPECT)),
    *((promptfoo, PROMPTFOO), (genai, OTLP), (openinference, OTLP)),
)

anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8") | st.just("\ud800"), max_size=8)
    | st.sampled_from(["user", "tool", "assistant", "[{", "[]", "{}", '[{"role":"user","parts":[7]}]', "C"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["role", "content", "text", "x"]), inner)
    ),
    max_leaves=5,
)


def nodes(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every part of a JSON value, but not of the whole."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, one in inner:
        yield (*path, step)
        yield from nodes(one, (*path, step))


def replaced(value: object, path: tuple[str | int, ...], new: object) -> object:
    """A copy in which the part at a path is another."""
    whole = copy.deepcopy(value)
    inner = whole
    for step in path[:-1]:
        inner = inner[step]  # type: ignore[index]  # the path was walked in this very shape
    inner[path[-1]] = new  # type: ignore[index]  # as above
    return whole


def sample_of(reader: Format, value: object) -> Sample:
    if reader is garak and isinstance(value, list):
        return Sample("x", b"\n".join(json.dumps(line).encode() for line in value))
    return Sample("x", json.dumps(value).encode())


def read_safely(reader: Format, sample: Sample) -> Reading | None:
    """A reading that can be stored, or None where the reader said no."""
    assert 0 <= reader.recognise(sample) <= 100
    try:
        reading = reader.read(sample)
    except BadInput:
        return None
    assert msgspec.json.decode(msgspec.json.encode(reading), type=Reading, strict=True) == reading
    assert 0 <= reading.understood <= reading.units
    return reading


@pytest.mark.parametrize(("reader", "shape"), SHAPES)
def test_the_shapes_are_read_before_they_are_broken(reader: Format, shape: object) -> None:
    reading = read_safely(reader, sample_of(reader, shape))
    assert reading is not None
    assert len(reading.objects) >= 3


@pytest.mark.parametrize(("reader", "shape"), SHAPES)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_replaced_part_breaks_a_reader(reader: Format, shape: object, data: st.DataObject) -> None:
    value = shape
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(list(nodes(value)) or [()]))
        value = replaced(value, path, data.draw(anything)) if path else value
    read_safely(reader, sample_of(reader, value))


@pytest.mark.parametrize("reader", READERS)
@settings(max_examples=60, deadline=None)
@given(raw=st.binary() | anything.map(lambda value: json.dumps(value).encode()))
def test_no_bytes_break_a_reader(reader: Format, raw: bytes) -> None:
    read_safely(reader, Sample("x", raw))
    read_safely(reader, Sample("x", b"PK\x03\x04" + raw))


@pytest.mark.parametrize(("reader", "shape"), SHAPES)
@pytest.mark.parametrize(
    ("name", "hostile"),
    [
        ("deep", "[" * 100_000 + "]" * 100_000),
        ("infinite", "1e999"),
        ("not a number", "NaN"),
        ("long number", "9" * 10_000),
        ("double key", '{"a": 1, "a": 2}'),
    ],
)
def test_a_hostile_part_costs_at_most_its_own_line(reader: Format, shape: object, name: str, hostile: str) -> None:
    document = sample_of(reader, shape).data
    broken = document.replace(b"{", b'{"hostile": ' + hostile.encode() + b", ", 1)
    reading = read_safely(reader, Sample(name, broken))
    if reader is garak:
        assert reading is not None
        assert reading.not_understood[0].place.line == 1
    else:
        assert reading is None


@pytest.mark.data
@pytest.mark.parametrize("name", sorted(CLAIMS))
def test_each_real_file_is_claimed_by_its_reader_alone(reference_data: Path, name: str) -> None:
    sample = Sample(Path(name).name, (reference_data / name).read_bytes())
    claims = [reader for reader in READERS if reader.recognise(sample)]
    expected = CLAIMS[name]
    assert claims == ([] if expected is None else [expected])


@pytest.mark.data
def test_every_real_file_of_these_folders_is_spoken_for(reference_data: Path) -> None:
    found = {f"{folder}/{path.name}" for folder in ("evals", "traces") for path in (reference_data / folder).iterdir()}
    assert found == set(CLAIMS)


@pytest.mark.data
@pytest.mark.parametrize(
    "folder", ["atlas", "avid", "osv", "bom", "csaf", "misp", "stix", "scenarios", "triage", "vectors"]
)
def test_no_foreign_file_is_claimed(reference_data: Path, folder: str) -> None:
    for path in sorted((reference_data / folder).rglob("*")):
        if path.is_file():
            sample = Sample(path.name, path.read_bytes())
            assert [reader.NAME for reader in READERS if reader.recognise(sample)] == [], path.name


@pytest.mark.data
@pytest.mark.parametrize("name", sorted(name for name, reader in CLAIMS.items() if reader is not None))
@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_no_replaced_part_of_a_real_file_breaks_its_reader(
    reference_data: Path, name: str, data: st.DataObject
) -> None:
    reader = CLAIMS[name]
    assert reader is not None
    raw = (reference_data / name).read_bytes()
    value = [json.loads(line) for line in raw.splitlines()] if name.endswith(".jsonl") else json.loads(raw)
    path = data.draw(st.sampled_from(list(nodes(value))))
    read_safely(reader, sample_of(reader, replaced(value, path, data.draw(anything))))
