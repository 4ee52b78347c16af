"""Chat transcripts: messages of an OpenAI-style chat API.

Shape: OpenAI API reference, "Create chat completion": a request (`model`, `messages`, `tools`, settings), an answer
(`object` "chat.completion", `choices`), or a bare list of messages; also one of these a line. Many servers and tools
write the same.
"""

from collections.abc import Iterator

from tocsin.vocab.document import json_lines, parse_json
from tocsin.vocab.errors import BadInput
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.foreign import items, json_bytes, members, plain, pointer, text
from tocsin.vocab.parts import Parts, part
from tocsin.vocab.reading import Place, Reading
from tocsin.vocab.sample import Sample
from tocsin.vocab.turn import is_turn, turn_objects

NAME = "chat-transcript"
SUMMARY = "OpenAI-style chat messages or completions (JSON or JSON Lines)"

_SETTINGS = (
    *("temperature", "seed", "top_p", "top_k", "max_tokens", "max_completion_tokens", "n", "stop", "logit_bias"),
    *("frequency_penalty", "presence_penalty", "reasoning_effort", "response_format", "tool_choice"),
    *("parallel_tool_calls", "service_tier"),
)
_IDENTITY = ("model", "system_fingerprint", "service_tier", "provider")


def recognise(sample: Sample) -> int:
    """90 where a conversation or an answer is what the document is; it has no mark that is its own."""
    if sample.json is not None:
        return 90 if _is_transcript(sample.json) else 0
    return 90 if sample.first_records and all(_is_transcript(value) for value in sample.first_records) else 0


def read(sample: Sample) -> Reading:
    """Model, settings, tools and every message; BadInput where nothing of it is a transcript."""
    if sample.json is not None:
        documents: list[tuple[Place, object]] = [(Place(pointer=""), sample.json)]
    else:
        documents = [(Place(line=number), value) for number, value in _lines(sample.data)]
    if not any(_is_transcript(value) for _, value in documents):
        if sample.first_line is None:
            parse_json(sample.data)
        raise BadInput("line 1: expected chat messages with role and content, or a chat completion")
    parts = Parts()
    for place, value in documents:
        if _is_transcript(value):
            _transcript(value, place, parts)
        else:
            parts.count(understood=False)
            parts.miss(place, "no chat messages; it stays in the original only")
    return parts.reading(format_name=NAME, kind=ItemKind.LOG)


def _lines(data: bytes) -> Iterator[tuple[int, object]]:
    for number, raw in json_lines(data):
        try:
            yield number, parse_json(raw, line=number)
        except BadInput:
            yield number, None


def _is_transcript(value: object) -> bool:
    listed = value if isinstance(value, list) else members(value).get("messages")
    if isinstance(listed, list):
        return bool(listed) and is_turn(listed[0])
    choices = items(members(value).get("choices"))
    return bool(choices) and is_turn(members(choices[0]).get("message"))


def _transcript(value: object, place: Place, parts: Parts) -> None:
    known = members(value)
    _model(known, place, parts)
    for number, tool in enumerate(items(known.get("tools"))):
        function = members(members(tool).get("function")) or members(tool)
        facts = {"name": function.get("name"), "description": function.get("description")}
        where = _under(place, "tools", number)
        parts.join(part(ItemKind.TOOL_DEFINITION, json_bytes(tool), plain(function.get("name")), where, facts))
    if isinstance(value, list):
        listed = [(_under(place, number), one) for number, one in enumerate(value)]
    else:
        listed = [(_under(place, "messages", number), one) for number, one in enumerate(items(known.get("messages")))]
    for number, choice in enumerate(items(known.get("choices"))):
        listed.append((_under(place, "choices", number, "message"), members(choice).get("message")))
    for where, message in listed:
        parts.count(understood=is_turn(message))
        if is_turn(message):
            for found in turn_objects(members(message), where):
                parts.add(found)
        else:
            parts.miss(where, "the message has no role that is known here; it stays in the original only")


def _model(known: dict[str, object], place: Place, parts: Parts) -> None:
    if text(known.get("model")):
        found = {name: known[name] for name in _IDENTITY if known.get(name) is not None}
        is_answer = "choices" in known
        facts = {**found, "response_model" if is_answer else "request_model": known["model"]}
        parts.join(
            part(ItemKind.MODEL_IDENTITY, json_bytes(found), plain(known["model"]), _under(place, "model"), facts)
        )
    settings = {name: known[name] for name in _SETTINGS if known.get(name) is not None}
    if settings:
        label = ", ".join(f"{name} {plain(value)}" for name, value in settings.items())
        parts.join(part(ItemKind.SAMPLING, json_bytes(settings), label, place, settings))


def _under(place: Place, *steps: str | int) -> Place:
    return Place(line=place.line, pointer=(place.pointer or "") + pointer(*steps))
