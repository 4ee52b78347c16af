"""The GenAI dialect: what the `gen_ai.*` attributes of one record say.

Source: OpenTelemetry GenAI semantic conventions: gen-ai-spans, gen-ai-agent-spans and gen-ai-events as of 1.41, and
their older names (`gen_ai.system` became `gen_ai.provider.name`; one event a message until 1.36; `gen_ai.prompt` and
`gen_ai.completion` before that). All are still in development. Guardrail attributes follow what instrumentations write;
no released convention has them.
"""

from collections.abc import Callable

from tocsin.formats.otlp.envelope import Record, Signal, keep
from tocsin.formats.otlp.flattened import unflatten
from tocsin.formats.otlp.genai_messages import read_instructions, read_messages, structured
from tocsin.vocab.errors import BadInput
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.foreign import items, members, plain, text
from tocsin.vocab.parts import Parts
from tocsin.vocab.reading import ComponentSeen, Detail, Place
from tocsin.vocab.turn import is_turn, turn_objects

_IDENTITY = (
    *("gen_ai.provider.name", "gen_ai.system", "gen_ai.request.model", "gen_ai.response.model"),
    *("openai.response.system_fingerprint", "gen_ai.openai.response.system_fingerprint"),
    *("openai.request.service_tier", "openai.response.service_tier", "gen_ai.openai.response.service_tier"),
)
_MODEL = "gen_ai.request.model"
_MESSAGES = {
    "gen_ai.input.messages": ItemKind.PROMPT,
    "gen_ai.output.messages": ItemKind.OUTPUT,
}
_ROLE_OF_EVENT = {
    "gen_ai.system.message": "system",
    "gen_ai.user.message": "user",
    "gen_ai.assistant.message": "assistant",
    "gen_ai.tool.message": "tool",
    "gen_ai.choice": "assistant",
    "gen_ai.content.prompt": "user",
    "gen_ai.content.completion": "assistant",
}
_OLD_TEXTS = {"gen_ai.prompt": ItemKind.PROMPT, "gen_ai.completion": ItemKind.OUTPUT}
_PREFIXES = ("gen_ai.", "mcp.")


def speaks_genai(record: Record) -> bool:
    """Whether a record carries anything of the GenAI conventions."""
    return record.name.startswith("gen_ai.") or any(name.startswith(_PREFIXES) for name in record.attributes)


def read_record(record: Record, parts: Parts) -> bool:
    """Every object of one record; False where some of it was not understood (and is listed)."""
    _agent(record, parts)
    _identity(record, parts)
    _settings(record, parts)
    for name in record.attributes:
        if name.startswith("gen_ai.") and not name.startswith(_KNOWN):
            parts.miss(record.inner(name), "an attribute that is not known here; it stays in the trace")
    return all([reader(record, parts) for reader in _READERS])


def _named(record: Record, *prefixes: str) -> dict[str, object]:
    return {name: value for name, value in record.attributes.items() if name.startswith(prefixes)}


def _agent(record: Record, parts: Parts) -> None:
    name = text(record.attributes.get("gen_ai.agent.name"))
    if name:
        version = text(record.attributes.get("gen_ai.agent.version"))
        parts.name_component(ComponentSeen(kind="agent", name=name, version=version, place=record.place))


def _identity(record: Record, parts: Parts) -> None:
    """The model as asked for and as it answered: the two may differ, and the answer's version is the evidence."""
    found = {name: record.attributes[name] for name in _IDENTITY if record.attributes.get(name) is not None}
    asked = text(found.get(_MODEL))
    answered = text(found.get("gen_ai.response.model"))
    if asked or answered:
        provider = text(found.get("gen_ai.provider.name")) or text(found.get("gen_ai.system"))
        facts = {"provider": provider, "request_model": asked, "response_model": answered}
        facts["system_fingerprint"] = next((plain(v) for k, v in found.items() if k.endswith("fingerprint")), None)
        label = " ".join(word for word in (provider, answered or asked) if word)
        keep(record, parts, ItemKind.MODEL_IDENTITY, name=_MODEL, data=found, label=label, facts=dict(facts))


def _settings(record: Record, parts: Parts) -> None:
    found = {name: value for name, value in _named(record, "gen_ai.request.").items() if name != _MODEL}
    if found:
        facts = {name.removeprefix("gen_ai.request."): value for name, value in found.items()}
        label = ", ".join(f"{name} {plain(value)}" for name, value in facts.items())
        keep(record, parts, ItemKind.SAMPLING, name=next(iter(found)), data=found, label=label, facts=facts)


def _messages(record: Record, parts: Parts) -> bool:
    understood = True
    if "gen_ai.system_instructions" in record.attributes:
        understood &= read_instructions(record, "gen_ai.system_instructions", parts)
    for name, default in _MESSAGES.items():
        if name in record.attributes:
            understood &= read_messages(record, name, default, parts)
    return understood


def _old_texts(record: Record, parts: Parts) -> bool:
    for name, kind in _OLD_TEXTS.items():
        if name in record.attributes and record.signal is Signal.SPAN:
            value = record.attributes[name]
            keep(record, parts, kind, name=name, data=value, label=plain(value), facts={"attribute": name})
        for number, flat in unflatten(record.attributes, name):
            turn = {**flat, "tool_calls": [call for _, call in unflatten(flat, "tool_calls")]}
            first = f"{name}.{number}.{next(iter(flat))}"
            if not is_turn(turn):
                turn["role"] = "user" if kind is ItemKind.PROMPT else "assistant"
            _turn(turn, record.inner(first), record, parts)
    return True


def _event_message(record: Record, parts: Parts) -> bool:
    """One event a message, the way of the conventions until 1.36: in the body of a log record or in attributes."""
    role = _ROLE_OF_EVENT.get(record.name)
    if role is None:
        return True
    said = members(record.body) or {
        name.removeprefix("gen_ai.event."): value for name, value in record.attributes.items()
    }
    message = members(said.get("message")) or said
    words = message.get("content", said.get("gen_ai.prompt", said.get("gen_ai.completion")))
    turn = {**said, **message, "role": role, "content": words}
    turn["tool_calls"] = _calls(message.get("tool_calls"))
    if words is None and not turn["tool_calls"]:
        return True  # content capture was off: the span says who answered, and there are no words to keep
    _turn(turn, record.place, record, parts)
    return True


def _turn(turn: dict[str, object], place: Place, record: Record, parts: Parts) -> None:
    for found in turn_objects(turn, place, at=record.at, more=record.origin):
        parts.join(found, within=record.trace_id, also=Detail(name="also_in_span", value=record.span_id))


def _calls(value: object) -> list[object]:
    try:
        return items(structured(value))
    except BadInput:
        return [value]


def _tool(record: Record, parts: Parts) -> bool:
    """A tool that was run: the call without its result, and the result."""
    found = _named(record, "gen_ai.tool.", "mcp.")
    found.pop("gen_ai.tool.definitions", None)
    result = found.pop("gen_ai.tool.call.result", None)
    tool = found.get("gen_ai.tool.name")
    facts = {"tool": tool, "call_id": found.get("gen_ai.tool.call.id"), "type": found.get("gen_ai.tool.type")}
    if found.keys() & _CALL:
        arguments = found.get("gen_ai.tool.call.arguments")
        label = f"{plain(tool)} {'' if arguments is None else plain(arguments)}"
        call = {**facts, "arguments": arguments, "method": found.get("mcp.method.name"), "executed": True}
        keep(record, parts, ItemKind.TOOL_CALL, name=next(iter(found)), data=found, label=label, facts=call)
    if result is not None:
        name = "gen_ai.tool.call.result"
        keep(record, parts, ItemKind.TOOL_RESULT, name=name, data=result, label=plain(result), facts=facts)
    return True


_CALL = {"gen_ai.tool.name", "gen_ai.tool.call.id", "gen_ai.tool.call.arguments"}


def _lists(record: Record, parts: Parts) -> bool:
    """Attributes that hold a JSON list: tools offered, documents retrieved."""
    understood = True
    for name, kind in _LISTS.items():
        if name not in record.attributes:
            continue
        value = record.attributes[name]
        try:
            listed = structured(value)
        except BadInput:
            listed = None
        if not isinstance(listed, list):
            understood = False
            parts.miss(record.inner(name), "not a JSON list, perhaps cut off; kept whole as one object")
            listed = [value]
        for one in listed:
            function = members(members(one).get("function")) or members(one)
            known = {key: function.get(key) for key in ("name", "id", "score", "type") if function.get(key) is not None}
            label = text(function.get("name")) or text(function.get("content")) or plain(one)
            keep(record, parts, kind, name=name, data=one, label=label, facts=known)
    return understood


_LISTS = {
    "gen_ai.tool.definitions": ItemKind.TOOL_DEFINITION,
    "gen_ai.retrieval.documents": ItemKind.RETRIEVAL_CONTEXT,
}


def _groups(record: Record, parts: Parts) -> bool:
    """Attributes that belong together by their prefix: a verdict, a memory, an evaluation, a query, a data source."""
    for prefix, (kind, lead) in _GROUPS.items():
        found = {k: v for k, v in _named(record, prefix).items() if k != "gen_ai.retrieval.documents"}
        if found:
            facts = {name.removeprefix("gen_ai."): value for name, value in found.items()}
            words = [plain(found[name]) for name in lead if found.get(name) is not None]
            label = f"{prefix.removeprefix('gen_ai.').rstrip('.')} {' '.join(words)}"
            keep(record, parts, kind, name=next(iter(found)), data=found, label=label, facts=facts)
    return True


# A verdict is what a guardrail said once; its configuration is another item, which no trace carries.
_GROUPS = {
    "gen_ai.guardrail.": (ItemKind.LOG, ("gen_ai.guardrail.component.name", "gen_ai.guardrail.verdict.type")),
    "gen_ai.security.": (ItemKind.LOG, ("gen_ai.security.risk.category",)),
    "gen_ai.memory.": (ItemKind.MEMORY, ("gen_ai.memory.store.name", "gen_ai.memory.query.text")),
    "gen_ai.evaluation.": (ItemKind.EVALUATION_ATTEMPT, ("gen_ai.evaluation.name", "gen_ai.evaluation.score.label")),
    "gen_ai.retrieval.": (ItemKind.RETRIEVAL_CONTEXT, ("gen_ai.retrieval.query.text",)),
    "gen_ai.data_source.": (ItemKind.RETRIEVAL_CONTEXT, ("gen_ai.data_source.id",)),
}
_KNOWN = (
    *("gen_ai.operation.", "gen_ai.provider.", "gen_ai.system", "gen_ai.request.", "gen_ai.response.", "gen_ai.usage."),
    *("gen_ai.input.", "gen_ai.output.", "gen_ai.tool.", "gen_ai.agent.", "gen_ai.conversation.", "gen_ai.token."),
    *("gen_ai.prompt", "gen_ai.completion", "gen_ai.openai.", "gen_ai.workflow.", "gen_ai.event.", *_GROUPS),
)
_READERS: tuple[Callable[[Record, Parts], bool], ...] = (_messages, _old_texts, _event_message, _tool, _lists, _groups)
