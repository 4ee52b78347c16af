"""The OpenInference dialect: what the attributes of one record say.

Source: Arize-ai/openinference, spec/semantic_conventions.md (read at commit 00e2b51). Lists are flattened into numbered
names; JSON values are strings.
"""

from collections.abc import Callable

from tocsin.formats.otlp.envelope import Record, keep
from tocsin.formats.otlp.flattened import unflatten
from tocsin.vocab.document import parse_json
from tocsin.vocab.errors import BadInput
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.foreign import members, plain, text
from tocsin.vocab.parts import Parts
from tocsin.vocab.reading import ComponentSeen
from tocsin.vocab.turn import KIND_OF_ROLE

_SPAN_KIND = "openinference.span.kind"
_MARKERS = ("openinference.", "llm.", "retrieval.documents.", "reranker.", "embedding.")
_IDENTITY = (
    *("llm.provider", "llm.system", "llm.model_name"),
    *("embedding.model_name", "reranker.model_name"),
)


def speaks_openinference(record: Record) -> bool:
    """Whether a record carries attributes that OpenInference alone uses."""
    return any(name.startswith(_MARKERS) for name in record.attributes)


def read_record(record: Record, parts: Parts) -> bool:
    """Every object of one record; False where some of it was not understood (and is listed)."""
    return all([reader(record, parts) for reader in _READERS])


def _parsed(value: object) -> object:
    """The JSON inside a string attribute, or None."""
    try:
        return parse_json(value.encode("utf-8", "backslashreplace")) if isinstance(value, str) else None
    except BadInput:
        return None


def _identity(record: Record, parts: Parts) -> bool:
    """The model by name, and how it called itself in the raw answer, where that is there as JSON."""
    found = {name: record.attributes[name] for name in _IDENTITY if record.attributes.get(name) is not None}
    if not any(name.endswith("model_name") for name in found):
        return True
    answer = members(_parsed(record.attributes.get("output.value")))
    said = {name: answer[name] for name in ("model", "system_fingerprint") if isinstance(answer.get(name), str)}
    provider = text(found.get("llm.provider")) or text(found.get("llm.system"))
    asked = next(plain(value) for name, value in found.items() if name.endswith("model_name"))
    facts = {"provider": provider, "request_model": asked, "response_model": said.get("model")}
    facts["system_fingerprint"] = said.get("system_fingerprint")
    data = {**found, **{f"output.value.{name}": value for name, value in said.items()}}
    label = " ".join(word for word in (provider, text(said.get("model")) or asked) if word)
    keep(record, parts, ItemKind.MODEL_IDENTITY, name=next(iter(found)), data=data, label=label, facts=dict(facts))
    return True


def _settings(record: Record, parts: Parts) -> bool:
    understood = True
    for name in ("llm.invocation_parameters", "embedding.invocation_parameters"):
        if name not in record.attributes:
            continue
        value = record.attributes[name]
        found = _parsed(value)
        if not isinstance(found, dict):
            understood = False
            parts.miss(record.inner(name), "not a JSON object of parameters; kept as it stands")
        keep(record, parts, ItemKind.SAMPLING, name=name, data=value, label=plain(value), facts=members(found))
    return understood


def _messages(record: Record, parts: Parts) -> bool:
    understood = True
    for prefix in ("llm.input_messages", "llm.output_messages"):
        for number, flat in unflatten(record.attributes, prefix):
            name = f"{prefix}.{number}.{next(iter(flat))}"
            message = {key.removeprefix("message."): value for key, value in flat.items()}
            understood &= _message(message, prefix, name, record, parts)
    return understood


def _message(message: dict[str, object], prefix: str, name: str, record: Record, parts: Parts) -> bool:
    role = message.get("role")
    kind = KIND_OF_ROLE.get(role) if isinstance(role, str) else None
    calls = unflatten(message, "tool_calls")
    contents = unflatten(message, "contents")
    facts = {"attribute": prefix, "role": role, "call_id": message.get("tool_call_id"), "name": message.get("name")}
    said = {key: value for key, value in message.items() if not key.startswith("tool_calls.")}
    words = text(message.get("content")) or " ".join(
        plain(one.get("message_content.text") or one.get("message_content.type")) for _, one in contents
    )
    if kind is None:
        parts.miss(record.inner(name), "the message has no role that is known here; kept as it stands")
    if words or not calls:
        default = ItemKind.PROMPT if prefix == "llm.input_messages" else ItemKind.OUTPUT
        keep(record, parts, kind or default, name=name, data=said, label=words, facts=facts)
    for _, call in calls:
        known = {key.removeprefix("tool_call."): value for key, value in call.items()}
        tool, arguments = known.get("function.name"), known.get("function.arguments")
        more = {"attribute": prefix, "role": role, "tool": tool, "call_id": known.get("id"), "arguments": arguments}
        label = f"{plain(tool)} {'' if arguments is None else plain(arguments)}"
        keep(record, parts, ItemKind.TOOL_CALL, name=name, data=known, label=label, facts=more)
    return kind is not None


def _lists(record: Record, parts: Parts) -> bool:
    """Numbered objects of one kind: tools offered, documents retrieved, prompts and completions without roles."""
    for prefix, (kind, inner) in _LISTS.items():
        for number, flat in unflatten(record.attributes, prefix):
            name = f"{prefix}.{number}.{next(iter(flat))}"
            known = {key.removeprefix(inner): value for key, value in flat.items()}
            schema = members(_parsed(known.get("json_schema")))
            function = members(schema.get("function")) or schema
            facts = {"attribute": prefix, "name": function.get("name") or known.get("name")}
            facts |= {key: known.get(key) for key in ("id", "score", "metadata")}
            label = text(facts["name"]) or plain(next((known[k] for k in ("content", "text") if k in known), known))
            keep(record, parts, kind, name=name, data=known, label=label, facts=facts)
    return True


_LISTS = {
    "llm.tools": (ItemKind.TOOL_DEFINITION, "tool."),
    "retrieval.documents": (ItemKind.RETRIEVAL_CONTEXT, "document."),
    "reranker.input_documents": (ItemKind.RETRIEVAL_CONTEXT, "document."),
    "reranker.output_documents": (ItemKind.RETRIEVAL_CONTEXT, "document."),
    "llm.prompts": (ItemKind.PROMPT, "prompt."),
    "llm.choices": (ItemKind.OUTPUT, "completion."),
    "annotations": (ItemKind.EVALUATION_ATTEMPT, "annotation."),
    "trace.annotations": (ItemKind.EVALUATION_ATTEMPT, "annotation."),
    "session.annotations": (ItemKind.EVALUATION_ATTEMPT, "annotation."),
}


def _values(record: Record, parts: Parts) -> bool:
    """What went in and came out, where it is not there as messages already: its kind depends on the span's kind."""
    span_kind = text(record.attributes.get(_SPAN_KIND)) or ""
    kinds = _KINDS.get(span_kind.upper(), (ItemKind.PROMPT, ItemKind.OUTPUT))
    messages = ("llm.input_messages.", "llm.output_messages.")
    tool = {name: value for name, value in record.attributes.items() if name.startswith(("tool.", "tool_call."))}
    for name, kind, flattened in zip(("input.value", "output.value"), kinds, messages, strict=True):
        value = record.attributes.get(name)
        if value is None or any(other.startswith(flattened) for other in record.attributes):
            continue
        facts = {"attribute": name, "span_kind": span_kind or None, "tool": record.attributes.get("tool.name")}
        facts["call_id"] = record.attributes.get("tool_call.id")
        data = {name: value, **tool} if kind is ItemKind.TOOL_CALL else value
        label = f"{plain(tool['tool.name'])} " if kind is ItemKind.TOOL_CALL and "tool.name" in tool else ""
        keep(record, parts, kind, name=name, data=data, label=label + plain(value), facts=facts)
    return True


_KINDS = {
    "TOOL": (ItemKind.TOOL_CALL, ItemKind.TOOL_RESULT),
    "RETRIEVER": (ItemKind.PROMPT, ItemKind.RETRIEVAL_CONTEXT),
    "RERANKER": (ItemKind.PROMPT, ItemKind.RETRIEVAL_CONTEXT),
    "GUARDRAIL": (ItemKind.LOG, ItemKind.LOG),
    "EVALUATOR": (ItemKind.EVALUATION_ATTEMPT, ItemKind.EVALUATION_ATTEMPT),
}


def _agent(record: Record, parts: Parts) -> bool:
    name = text(record.attributes.get("agent.name"))
    if name:
        parts.name_component(ComponentSeen(kind="agent", name=name, place=record.place))
    return True


_READERS: tuple[Callable[[Record, Parts], bool], ...] = (_agent, _identity, _settings, _messages, _lists, _values)
