"""Messages of the GenAI dialect: role and parts, one object for each part.

Source: OpenTelemetry GenAI semantic conventions, JSON Schemas of gen_ai.input.messages, gen_ai.output.messages and
gen_ai.system_instructions (semantic-conventions 1.37 and later; all still in development).
"""

from tocsin.formats.otlp.envelope import Record, keep
from tocsin.vocab.document import parse_json
from tocsin.vocab.errors import BadInput
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.foreign import items, members, plain, text
from tocsin.vocab.parts import Parts
from tocsin.vocab.turn import KIND_OF_ROLE

_CALLS = ("tool_call", "server_tool_call")
_RESULTS = ("tool_call_response", "server_tool_call_response")
_FILES = ("blob", "file", "uri")


def structured(value: object) -> object:
    """An attribute that holds JSON: as it is, or parsed where it came as a string. BadInput where that is not JSON."""
    return parse_json(value.encode("utf-8", "backslashreplace")) if isinstance(value, str) else value


def read_messages(record: Record, name: str, default: ItemKind, parts: Parts) -> bool:
    """The messages in one attribute; False where some part of it was not understood (and is listed)."""
    value = record.attributes[name]
    place = record.inner(name)
    try:
        listed = structured(value)
    except BadInput:
        listed = None
    if not isinstance(listed, list):
        # An exporter's length limit cuts the JSON of a long conversation: what is left of it is still evidence.
        facts: dict[str, object] = {"attribute": name}
        keep(record, parts, default, name=name, data=value, label=plain(value), facts=facts)
        parts.miss(place, "not a JSON list of messages, perhaps cut off; kept whole as one object")
        return False
    return all([_message(one, name, number, record, parts) for number, one in enumerate(listed)])


def read_instructions(record: Record, name: str, parts: Parts) -> bool:
    """The system instructions in one attribute: a list of parts, or bare words."""
    value = record.attributes[name]
    try:
        listed = structured(value)
    except BadInput:
        listed = value
    for one in listed if isinstance(listed, list) else [listed]:
        label = text(members(one).get("content")) or plain(one)
        facts: dict[str, object] = {"attribute": name, "role": "system"}
        keep(record, parts, ItemKind.SYSTEM_PROMPT, name=name, data=one, label=label, facts=facts)
    return True


def _message(value: object, name: str, number: int, record: Record, parts: Parts) -> bool:
    message = members(value)
    role, listed = message.get("role"), message.get("parts")
    place = record.inner(name)
    if not isinstance(role, str) or role not in KIND_OF_ROLE or not isinstance(listed, list):
        parts.miss(place, f"message {number} has no known role or no parts; it stays in the trace")
        return False
    facts = {"attribute": name, "message": number, "role": role, "name": message.get("name")}
    facts["finish_reason"] = message.get("finish_reason")
    return all([_part(one, KIND_OF_ROLE[role], facts, record, parts) for one in items(listed)])


def _part(value: object, kind: ItemKind, facts: dict[str, object], record: Record, parts: Parts) -> bool:
    known = members(value)
    name = plain(facts["attribute"])
    form = known.get("type")
    facts = {**facts, "part": form}
    label = text(known.get("content")) or ""
    is_known = True
    if form in _CALLS:
        kind = ItemKind.TOOL_CALL
        inner = known.get("server_tool_call")
        arguments = known.get("arguments", inner)
        facts |= {"tool": known.get("name"), "call_id": known.get("id"), "arguments": arguments}
        label = f"{plain(known.get('name'))} {plain(arguments)}"
    elif form in _RESULTS:
        kind = ItemKind.TOOL_RESULT
        response = known.get("response", known.get("server_tool_call_response", known.get("result")))
        facts |= {"call_id": known.get("id")}
        label = plain(response)
    elif form in _FILES:
        kind = ItemKind.ATTACHMENT
        facts |= {name: known.get(name) for name in ("mime_type", "modality", "file_id", "uri")}
        label = f"{plain(known.get('modality'))} {form}"
    elif form not in ("text", "reasoning"):
        is_known = False
        label = plain(value)
        parts.miss(record.inner(name), "a message part of a type that is not known here; kept under its message's role")
    keep(record, parts, kind, name=name, data=value, label=label, facts=facts)
    return is_known
