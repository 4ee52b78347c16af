"""Tool calls: told in several places, each once; what was not said stays unsaid."""

import pytest

from tests.rules.test_trace import a_span, an_object
from tocsin.rules import tool_call
from tocsin.rules.trace import parents
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.reading import InboundObject
from tocsin.vocab.trace import ToolCall

AT, LATER = "2026-01-01T00:00:01Z", "2026-01-01T00:00:02Z"


def tool_calls(objects: list[InboundObject]) -> tuple[ToolCall, ...]:
    return tool_call.tool_calls(objects, parents(objects))


def a_call(call_id: str, pointer: str, at: str | None = None, **facts: str) -> InboundObject:
    return an_object(
        ItemKind.TOOL_CALL, pointer, at=at, tool="search", call_id=call_id, trace_id="t", line=None, **facts
    )


def test_a_call_that_was_asked_for_run_and_answered_is_one() -> None:
    run = a_span("run", "asks", AT, operation="execute_tool", ended_at="2026-01-01T00:00:01.5Z")
    asked = a_call("c1", "/resourceSpans/0/scopeSpans/0/spans/asks/attributes/1/value", AT, arguments='{"q":1}')
    ran = a_call("c1", "/resourceSpans/0/scopeSpans/0/spans/run/attributes/1/value", AT, executed="true")
    result = an_object(ItemKind.TOOL_RESULT, "/x", value="found", trace_id="t", call_id="c1", at=LATER)
    (call,) = tool_calls([a_span("asks", at="2026-01-01T00:00:00Z"), asked, run, ran, result])
    assert (call.tool, call.call_id, call.arguments, call.answer) == ("search", "c1", '{"q":1}', "found")
    assert (call.was_executed, call.was_answered, call.is_error) == (True, True, False)
    assert (call.started_us, call.took_us, call.objects) == (1_000_000, 500_000, (1, 3, 4))


def test_calls_without_an_id_are_calls_by_themselves_and_of_two_traces_too() -> None:
    one, two = a_call("", "/a"), a_call("", "/b")
    elsewhere = an_object(ItemKind.TOOL_CALL, "/c", tool="search", call_id="c1", trace_id="other")
    found = tool_calls([one, two, a_call("c1", "/d"), elsewhere])
    assert [call.objects for call in found] == [(0,), (1,), (2,), (3,)]
    assert [call.number for call in found] == [0, 1, 2, 3]
    assert not any(call.was_executed or call.was_answered for call in found)


def test_an_answer_without_a_call_is_shown() -> None:
    (call,) = tool_calls([an_object(ItemKind.TOOL_RESULT, "/a", value={"content": "hm"}, tool_call_id="c9")])
    assert (call.call_id, call.answer, call.tool) == ("c9", "hm", "")


@pytest.mark.parametrize(("times", "order"), [((LATER, AT), ["b", "a"]), ((LATER, None), ["a", "b"])])
def test_calls_go_by_their_time_where_each_has_one(times: tuple[str, str | None], order: list[str]) -> None:
    found = tool_calls([a_call("a", "/a", times[0]), a_call("b", "/b", times[1])])
    assert [call.call_id for call in found] == order
    assert [call.started_us for call in found] == ([0, 1_000_000] if times[1] else [0, None])


def test_a_run_that_failed_is_a_call_that_failed() -> None:
    run = a_span("run", at=AT, operation="execute_tool", status="error")
    ran = a_call("c1", "/resourceSpans/0/scopeSpans/0/spans/run/attributes/1/value", AT)
    (call,) = tool_calls([run, ran])
    assert call.is_error


def test_nothing_that_is_no_call_becomes_one() -> None:
    assert tool_calls([a_span("a"), an_object(ItemKind.PROMPT, "/a", value="search")]) == ()
