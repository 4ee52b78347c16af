"""A turn of a conversation becomes its words and its tool calls."""

import json

import pytest

from tocsin.vocab.evidence import ItemKind, SourceTrust
from tocsin.vocab.reading import InboundObject, Place
from tocsin.vocab.turn import KIND_OF_ROLE, is_turn, turn_objects, words_of

HERE = Place(line=3, pointer="/messages/1")


def fact(found: InboundObject, name: str) -> str | None:
    return next((detail.value for detail in found.details if detail.name == name), None)


def test_each_role_has_its_kind_and_nobody_is_called_trusted() -> None:
    for role, kind in KIND_OF_ROLE.items():
        turn = {"role": role, "content": "words", "name": "n"}
        (found,) = turn_objects(turn, HERE)
        assert (found.kind, found.label, found.place, found.trust) == (kind, "words", HERE, SourceTrust.UNKNOWN)
        assert json.loads(found.data) == turn
        assert (fact(found, "role"), fact(found, "name")) == (role, "n")


def test_an_assistant_that_only_calls_tools_says_nothing() -> None:
    call = {"id": "c1", "type": "function", "function": {"name": "fetch", "arguments": '{"url": "u"}'}}
    (found,) = turn_objects({"role": "assistant", "content": None, "tool_calls": [call]}, HERE)
    assert found.kind is ItemKind.TOOL_CALL
    assert found.place.pointer == "/messages/1/tool_calls/0"
    assert (fact(found, "tool"), fact(found, "call_id"), fact(found, "arguments")) == ("fetch", "c1", '{"url": "u"}')
    assert json.loads(found.data) == call


def test_words_beside_tool_calls_are_kept_and_the_flat_form_of_a_call_is_read() -> None:
    call = {"id": "c2", "function": "search", "arguments": {"q": 1}}
    words, called = turn_objects(
        {
            "role": "assistant",
            "content": "wait",
            "tool_calls": [call],
        },
        HERE,
    )
    assert (words.kind, called.kind) == (ItemKind.OUTPUT, ItemKind.TOOL_CALL)
    assert (fact(called, "tool"), fact(called, "arguments")) == ("search", '{"q":1}')


def test_words_come_from_a_string_from_parts_or_from_anything() -> None:
    assert words_of("a") == "a"
    assert words_of([{"type": "text", "text": "a"}, {"type": "image"}, {"text": "b"}]) == "a b"
    assert words_of({"x": 1}) == '{"x":1}'
    assert words_of(None) == ""


@pytest.mark.parametrize(
    "value", [{"role": "narrator", "content": "x"}, {"role": ["user"], "content": "x"}, {"role": "user"}, [], "user"]
)
def test_what_has_no_known_role_or_no_words_is_no_turn(value: object) -> None:
    assert not is_turn(value)


def test_a_turn_may_have_null_words() -> None:
    assert is_turn({"role": "user", "content": None})
