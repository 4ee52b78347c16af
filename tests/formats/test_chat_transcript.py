"""Chat transcripts: requests, answers, bare messages, one document or one a line."""

import json

import pytest

from tocsin.formats import chat_transcript
from tocsin.vocab.errors import BadInput
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.reading import InboundObject, Reading
from tocsin.vocab.sample import Sample

MESSAGES = [{"role": "system", "content": "rules"}, {"role": "user", "content": "question"}]
CALL = {"id": "c1", "type": "function", "function": {"name": "fetch", "arguments": "{}"}}
REQUEST: dict[str, object] = {"model": "m", "temperature": 0, "seed": 7, "messages": MESSAGES}
REQUEST |= {"tools": [{"type": "function", "function": {"name": "fetch", "description": "d"}}]}
ANSWER: dict[str, object] = {"object": "chat.completion", "model": "m-0601", "system_fingerprint": "fp"}
ANSWER |= {"choices": [{"message": {"role": "assistant", "content": None, "tool_calls": [CALL]}}]}


def sample(*values: object) -> Sample:
    return Sample("c.jsonl", b"\n".join(one if isinstance(one, bytes) else json.dumps(one).encode() for one in values))


def of(reading: Reading, kind: ItemKind) -> list[InboundObject]:
    return [found for found in reading.objects if found.kind is kind]


def fact(found: InboundObject, name: str) -> str | None:
    return next((detail.value for detail in found.details if detail.name == name), None)


def test_a_request_gives_model_settings_tools_and_messages() -> None:
    reading = chat_transcript.read(sample(REQUEST))
    assert [(found.kind, found.label, found.place.pointer) for found in reading.objects] == [
        (ItemKind.MODEL_IDENTITY, "m", "/model"),
        (ItemKind.SAMPLING, "temperature 0, seed 7", ""),
        (ItemKind.TOOL_DEFINITION, "fetch", "/tools/0"),
        (ItemKind.SYSTEM_PROMPT, "rules", "/messages/0"),
        (ItemKind.PROMPT, "question", "/messages/1"),
    ]
    assert (reading.units, reading.understood, reading.not_understood) == (2, 2, ())


def test_an_answer_gives_the_model_that_answered_and_its_calls() -> None:
    reading = chat_transcript.read(sample(ANSWER))
    (model,) = of(reading, ItemKind.MODEL_IDENTITY)
    assert (fact(model, "response_model"), fact(model, "request_model")) == ("m-0601", None)
    assert fact(model, "system_fingerprint") == "fp"
    assert [json.loads(found.data) for found in of(reading, ItemKind.TOOL_CALL)] == [CALL]


def test_bare_messages_and_lines_of_any_of_them() -> None:
    assert len(chat_transcript.read(sample(MESSAGES)).objects) == 2
    lines = sample(REQUEST, b"{", MESSAGES, {"other": 1}, ANSWER)
    reading = chat_transcript.read(lines)
    assert [found.place.line for found in of(reading, ItemKind.PROMPT)] == [1, 3]
    assert [missed.place.line for missed in reading.not_understood] == [2, 4]


def test_a_message_of_an_unknown_role_is_listed() -> None:
    reading = chat_transcript.read(sample([*MESSAGES, {"role": "oracle", "content": "x"}]))
    assert [missed.place.pointer for missed in reading.not_understood] == ["/2"]
    assert (reading.units, reading.understood) == (3, 2)


def test_only_what_is_a_conversation_is_recognised() -> None:
    for value in (REQUEST, ANSWER, MESSAGES):
        assert chat_transcript.recognise(sample(value)) == 90
    assert chat_transcript.recognise(sample(REQUEST, ANSWER)) == 90
    assert chat_transcript.recognise(sample(REQUEST, {"level": "info"})) == 0


@pytest.mark.parametrize(
    "data", [b"", b"words", b"{", b"[]", b"[1]", b'{"messages": []}', b'{"messages": [{"role": "x"}]}']
)
def test_what_is_no_conversation_is_refused(data: bytes) -> None:
    assert chat_transcript.recognise(Sample("c", data)) == 0
    with pytest.raises(BadInput):
        chat_transcript.read(Sample("c", data))
