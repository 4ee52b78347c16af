"""A turn of a conversation: who spoke, what was said, tools called.

The shape `role`, `content`, `tool_calls` comes from OpenAI's Chat Completions API ("Create chat completion", messages)
and is what most exports use, inspect-ai's messages among them. What a turn is depends on its role alone; nothing is
said about who controlled the words.
"""

from collections.abc import Mapping

from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.foreign import caption, details, items, json_bytes, members, plain, text
from tocsin.vocab.reading import Detail, InboundObject, Place

KIND_OF_ROLE = {
    "system": ItemKind.SYSTEM_PROMPT,
    "developer": ItemKind.SYSTEM_PROMPT,
    "user": ItemKind.PROMPT,
    "human": ItemKind.PROMPT,
    "assistant": ItemKind.OUTPUT,
    "ai": ItemKind.OUTPUT,
    "model": ItemKind.OUTPUT,
    "tool": ItemKind.TOOL_RESULT,
    "function": ItemKind.TOOL_RESULT,
}


def is_turn(value: object) -> bool:
    """Whether a value is a turn: a known role, and words or tool calls."""
    turn = members(value)
    role = turn.get("role")
    return isinstance(role, str) and role in KIND_OF_ROLE and ("content" in turn or "tool_calls" in turn)


def turn_objects(
    turn: Mapping[str, object], place: Place, *, at: str | None = None, more: tuple[Detail, ...] = ()
) -> list[InboundObject]:
    """The objects of one turn: its words as one object with the whole turn as data, and one for each tool call.

    An assistant's turn without words is only its tool calls. The role must be one of `KIND_OF_ROLE`.
    """
    role = text(turn.get("role")) or ""
    calls = items(turn.get("tool_calls"))
    content = turn.get("content")
    found: list[InboundObject] = []
    if content not in (None, "", []) or not calls:
        found.append(
            InboundObject(
                kind=KIND_OF_ROLE[role],
                data=json_bytes(turn),
                label=caption(words_of(content)),
                at=at,
                place=place,
                details=details(_facts(turn, role)) + more,
            )
        )
    for number, call in enumerate(calls):
        inner = Place(line=place.line, pointer=f"{place.pointer or ''}/tool_calls/{number}")
        found.append(call_object(call, inner, at=at, more=(Detail(name="role", value=role), *more)))
    return found


def call_object(call: object, place: Place, *, at: str | None = None, more: tuple[Detail, ...] = ()) -> InboundObject:
    """One tool call: `function` is an object of name and arguments, or the bare name as inspect-ai writes it."""
    known = members(call)
    function = members(known.get("function"))
    name = function.get("name") or known.get("function") or known.get("name")
    arguments = function.get("arguments", known.get("arguments"))
    facts = {"tool": name, "call_id": known.get("id"), "arguments": arguments}
    return InboundObject(
        kind=ItemKind.TOOL_CALL,
        data=json_bytes(call),
        label=caption(f"{plain(name) if name else 'tool call'} {plain(arguments) if arguments else ''}"),
        at=at,
        place=place,
        details=details(facts) + more,
    )


def words_of(content: object) -> str:
    """The words of a content: a string, or the texts of its parts, else its JSON."""
    if isinstance(content, str):
        return content
    spoken = [words for part in items(content) if (words := text(members(part).get("text")))]
    if spoken:
        return " ".join(spoken)
    return "" if content is None else plain(content)


def _facts(turn: Mapping[str, object], role: str) -> dict[str, object]:
    named = {name: turn.get(name) for name in ("name", "tool_call_id", "id", "model", "source", "finish_reason")}
    tool = turn.get("function") if role == "tool" else None
    return {"role": role, **named, "tool": tool}
