"""inspect-ai logs, as JSON and as .eval: samples, scores as n of m, tools, and zips that mean harm."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from tocsin.formats import inspect_ai
from tocsin.vocab.errors import BadInput, TooMuch
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.reading import InboundObject, Reading
from tocsin.vocab.sample import Sample


def sample_of(number: int, verdict: object = "C", **more: object) -> dict[str, object]:
    messages = [
        {"id": "m1", "role": "system", "content": "rules"},
        {"id": "m2", "role": "user", "content": [{"type": "text", "text": "question"}]},
        {
            "id": "m3",
            "role": "assistant",
            "content": "",
            "tool_calls": [{"id": "c1", "function": "fetch", "arguments": {}}],
        },
        {"id": "m4", "role": "tool", "tool_call_id": "c1", "function": "fetch", "content": "page"},
        {"id": "m5", "role": "assistant", "content": "answer"},
    ]
    output = {"model": "m-0601", "choices": [{"message": messages[4]}]}
    known = {"id": f"s{number}", "epoch": 1, "input": "question", "target": "t", "messages": messages, "output": output}
    return {**known, "scores": {"includes": {"value": verdict}}, **more}


def log(*samples: object, **more: object) -> dict[str, object]:
    spec = {"task": "canary", "model": "mock/m", "created": "2026-11-01T00:00:00Z", "packages": {"inspect_ai": "0.3"}}
    spec |= {"model_generate_config": {"temperature": 0.5, "seed": 7}, "dataset": {"name": "docs", "samples": 2}}
    spec |= {"model_roles": {"grader": {"model": "mock/g"}}}
    score = {"name": "includes", "scorer": "includes", "metrics": {"accuracy": {"value": 0.5}}, "scored_samples": 2}
    known = {"version": 2, "status": "success", "eval": spec, "plan": {"config": {}}, "results": {"scores": [score]}}
    return {**known, "samples": [*samples], **more}


def read(value: object) -> Reading:
    return inspect_ai.read(Sample("l.json", json.dumps(value).encode()))


def zipped(members: list[tuple[str, bytes]], compression: int = zipfile.ZIP_DEFLATED) -> Sample:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return Sample("l.eval", buffer.getvalue())


def of(reading: Reading, kind: ItemKind) -> list[InboundObject]:
    return [found for found in reading.objects if found.kind is kind]


def fact(found: InboundObject, name: str) -> str | None:
    return next((detail.value for detail in found.details if detail.name == name), None)


def _after(reading: Reading, attempt: InboundObject) -> tuple[InboundObject, ...]:
    return reading.objects[reading.objects.index(attempt) + 1 :]


def test_a_sample_is_an_attempt_with_its_conversation() -> None:
    one = sample_of(1, metadata={"atlas": "AML.T0051.001", "others": ["CWE-20", "words"]}, store={"note": "n"})
    reading = read(log(one))
    (attempt,) = of(reading, ItemKind.EVALUATION_ATTEMPT)
    assert (json.loads(attempt.data), attempt.place.pointer, attempt.label) == (
        one,
        "/samples/0",
        "sample s1: includes C",
    )
    assert [(found.kind, found.label, found.place.pointer) for found in _after(reading, attempt)[:5]] == [
        (ItemKind.SYSTEM_PROMPT, "rules", "/samples/0/messages/0"),
        (ItemKind.PROMPT, "question", "/samples/0/messages/1"),
        (ItemKind.TOOL_CALL, "fetch", "/samples/0/messages/2/tool_calls/0"),
        (ItemKind.TOOL_RESULT, "page", "/samples/0/messages/3"),
        (ItemKind.OUTPUT, "answer", "/samples/0/messages/4"),
    ]
    assert [(seen.scheme, seen.id) for seen in reading.techniques] == [("ATLAS", "AML.T0051.001"), ("CWE", "CWE-20")]
    assert [found.label for found in of(reading, ItemKind.MEMORY)] == ["sample store"]
    assert (reading.units, reading.understood, reading.not_understood) == (3, 3, ())


def test_the_header_the_models_the_settings_and_the_data_set() -> None:
    reading = read(log(sample_of(1)))
    (header,) = of(reading, ItemKind.EVALUATION_REPORT)
    assert json.loads(header.data) == {name: value for name, value in log().items() if name != "samples"}
    assert [found.label for found in of(reading, ItemKind.MODEL_IDENTITY)] == ["mock/m", "mock/g", "m-0601"]
    assert fact(of(reading, ItemKind.SAMPLING)[0], "seed") == "7"
    assert [found.label for found in of(reading, ItemKind.DATASET)] == ["dataset docs"]
    assert [(seen.name, seen.version) for seen in reading.components] == [("inspect_ai", "0.3")]
    assert (reading.format_version, reading.title, reading.reported_at) == ("2", "canary", "2026-11-01T00:00:00Z")


@pytest.mark.parametrize(
    ("verdicts", "counted"), [("CIC", ("2", "3")), ([1, 0.0, True], ("2", "3")), (["I"], ("0", "1"))]
)
def test_scores_are_counted_as_n_of_m(verdicts: list[object], counted: tuple[str, str]) -> None:
    (found,) = of(read(log(*(sample_of(n, one) for n, one in enumerate(verdicts)))), ItemKind.REPRODUCTION)
    assert (fact(found, "n"), fact(found, "m")) == counted
    assert (fact(found, "counts"), fact(found, "metric accuracy")) == ("scored correct", "0.5")


@pytest.mark.parametrize("verdict", [0.7, "P", None, {"a": 1}])
def test_scores_in_between_give_no_n_of_m(verdict: object) -> None:
    reading = read(log(sample_of(1), sample_of(2, verdict)))
    (found,) = of(reading, ItemKind.REPRODUCTION)
    assert (fact(found, "n"), found.label) == (None, "includes: accuracy 0.5")
    assert [missed.place.pointer for missed in reading.not_understood] == ["/results/scores/0"]


def test_the_transcript_adds_tools_settings_and_verdicts_on_calls() -> None:
    offered = {"event": "model", "tools": [{"name": "fetch", "description": "d"}], "config": {"top_p": 0.9}}
    approval = {"event": "approval", "approver": "human", "decision": "reject", "timestamp": "2026-11-01T00:00:01Z"}
    reading = read(log(sample_of(1, events=[offered, offered, approval, {"event": "state"}, 7])))
    assert [found.label for found in of(reading, ItemKind.TOOL_DEFINITION)] == ["fetch"]
    assert "top_p 0.9" in [found.label for found in of(reading, ItemKind.SAMPLING)]
    (verdict,) = of(reading, ItemKind.LOG)
    assert (verdict.label, verdict.at) == ("approval by human: reject", "2026-11-01T00:00:01Z")


def test_without_messages_the_input_and_the_answer_are_read() -> None:
    answer = {"choices": [{"message": {"role": "assistant", "content": "answer"}}]}
    reading = read(log(sample_of(1, messages=[], output=answer)))
    assert [found.label for found in of(reading, ItemKind.PROMPT)] == ["question"]
    assert [found.label for found in of(reading, ItemKind.OUTPUT)] == ["answer"]


def test_odd_parts_are_listed() -> None:
    strange = sample_of(1, messages=[{"role": "oracle", "content": "x"}])
    reading = read(log(strange, "no sample", version=3, results={"scores": ["x"]}))
    assert [missed.place.pointer for missed in reading.not_understood] == [
        *("/version", "/results/scores/0", "/samples/0/messages/0", "/samples/1"),
    ]
    assert [missed.place.pointer for missed in read({**log(), "samples": {"a": 1}}).not_understood] == ["/samples"]


def test_a_log_of_another_version_is_less_sure() -> None:
    assert inspect_ai.recognise(Sample("l", json.dumps(log()).encode())) == 100
    assert inspect_ai.recognise(Sample("l", json.dumps(log(version=1)).encode())) == 80


@pytest.mark.parametrize(
    "data", [b"", b"{", b"{}", b'{"version": 2, "status": "success", "eval": []}', b"PK\x03\x04 no zip"]
)
def test_what_is_no_log_is_refused(data: bytes) -> None:
    assert inspect_ai.recognise(Sample("l", data)) == 0
    with pytest.raises(BadInput):
        inspect_ai.read(Sample("l", data))


HEADER = json.dumps({name: value for name, value in log().items() if name != "samples"}).encode()
ONE = json.dumps(sample_of(1)).encode()


def test_an_eval_file_is_read_like_the_json() -> None:
    sample = zipped([("_journal/start.json", HEADER), ("samples/s1_epoch_1.json", ONE), ("header.json", HEADER)])
    assert inspect_ai.recognise(sample) == 100
    reading = inspect_ai.read(sample)
    (attempt,) = of(reading, ItemKind.EVALUATION_ATTEMPT)
    assert (json.loads(attempt.data), attempt.place.pointer) == (sample_of(1), "/samples~1s1_epoch_1.json")
    assert fact(of(reading, ItemKind.REPRODUCTION)[0], "n") == "1"
    assert [missed.place.pointer for missed in reading.not_understood] == ["/_journal~1start.json"]


def test_the_start_of_a_running_log_is_enough() -> None:
    reading = inspect_ai.read(zipped([("_journal/start.json", HEADER), ("samples/s1_epoch_1.json", ONE)]))
    assert len(of(reading, ItemKind.EVALUATION_ATTEMPT)) == 1


def test_names_in_the_zip_are_never_paths_and_a_broken_sample_loses_no_good_one() -> None:
    members = [
        ("header.json", HEADER),
        ("samples/../../../etc/x.json", ONE),
        ("/etc/passwd", b"x"),
        ("samples/b.json", b"{"),
    ]
    reading = inspect_ai.read(zipped([*members, ("samples/c.json", ONE)]))
    assert len(of(reading, ItemKind.EVALUATION_ATTEMPT)) == 2
    assert [missed.place.pointer for missed in reading.not_understood] == ["/~1etc~1passwd", "/samples~1b.json"]


def test_a_zip_bomb_is_refused_before_it_unpacks() -> None:
    bomb = b'{"a":"' + b"a" * (8 * 1024 * 1024) + b'"}'
    with pytest.raises(TooMuch, match="200 times"):
        inspect_ai.read(zipped([("header.json", HEADER), ("samples/a.json", bomb)]))


def test_all_members_together_stay_within_one_document() -> None:
    piece = b'"' + b"a" * (4 * 1024 * 1024) + b'"'
    part = b"[" + b",".join([piece] * 6) + b"]"
    sample = zipped([("header.json", HEADER), *((f"samples/{n}.json", part) for n in range(3))], zipfile.ZIP_STORED)
    with pytest.raises(TooMuch, match="unpacks to more than 67,108,864 bytes"):
        inspect_ai.read(sample)


def test_too_many_members_are_refused() -> None:
    many = zipped([("header.json", HEADER), *((f"samples/{n}.txt", b"") for n in range(10_000))], zipfile.ZIP_STORED)
    with pytest.raises(TooMuch, match="10,001 members"):
        inspect_ai.read(many)


def test_a_member_that_lies_about_its_content_is_refused_or_listed() -> None:
    data = bytearray(zipped([("header.json", HEADER), ("samples/a.json", ONE)], zipfile.ZIP_STORED).data)
    data[data.index(b"question")] ^= 1  # the checksum no longer fits
    reading = inspect_ai.read(Sample("l.eval", bytes(data)))
    assert [missed.place.pointer for missed in reading.not_understood] == ["/samples~1a.json"]
    data[data.index(b"canary")] ^= 1
    with pytest.raises(BadInput, match="unpacked") as refused:
        inspect_ai.read(Sample("l.eval", bytes(data)))
    assert "inspect log convert" in refused.value.hint


def test_an_encrypted_or_unknown_compression_is_refused_with_the_way_out() -> None:
    for offset, value in ((6, 1), (8, 93)):  # general purpose flags; compression method 93 is zstd (APPNOTE 4.4.5)
        data = bytearray(zipped([("header.json", HEADER)]).data)
        central = data.index(b"PK\x01\x02")
        data[offset] = data[central + offset + 2] = value
        with pytest.raises(BadInput) as refused:
            inspect_ai.read(Sample("l.eval", bytes(data)))
        assert "inspect log convert" in refused.value.hint


def test_a_zip_of_something_else_is_not_claimed() -> None:
    assert inspect_ai.recognise(zipped([("word/document.xml", b"x")])) == 0
    with pytest.raises(BadInput, match="no header"):
        inspect_ai.read(zipped([("word/document.xml", b"x")]))


@pytest.mark.data
def test_the_real_canary_run(reference_data: Path) -> None:
    name = "inspect_prompt_injection_canary.json"
    reading = inspect_ai.read(Sample(name, (reference_data / "evals" / name).read_bytes()))
    (score,) = of(reading, ItemKind.REPRODUCTION)
    assert (fact(score, "n"), fact(score, "m"), fact(score, "metric accuracy")) == ("1", "3", "0.3333333333333333")
    attempts = of(reading, ItemKind.EVALUATION_ATTEMPT)
    assert [found.label for found in attempts] == [
        *("sample doc-1: includes C", "sample doc-2: includes I", "sample doc-3: includes I"),
    ]
    assert attempts[0].at == "2026-11-23T00:28:08.158684+00:00"
    assert [found.label for found in of(reading, ItemKind.OUTPUT)] == [
        "CANARY-5521",
        "A mild day.",
        "I cannot do that.",
    ]
    assert len(of(reading, ItemKind.SYSTEM_PROMPT)) == len(of(reading, ItemKind.PROMPT)) == 3
    assert [seen.id for seen in reading.techniques] == ["AML.T0051.001"]
    assert (reading.units, reading.understood, reading.not_understood) == (5, 5, ())
