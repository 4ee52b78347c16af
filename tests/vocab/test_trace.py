"""Rows and calls as values: they say nothing that the file does not."""

import msgspec

from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.trace import ToolCall, TraceRow


def test_what_a_file_does_not_say_is_not_zero() -> None:
    row = TraceRow(number=0, depth=0, inside=0, object=0, kind=ItemKind.TRACE, label="a span")
    call = ToolCall(
        number=0, tool="t", call_id="", arguments="", answer="", was_executed=False, was_answered=False, is_error=False
    )
    assert row.took_us is None
    assert (call.started_us, call.took_us) == (None, None)
    assert msgspec.json.decode(msgspec.json.encode(call), type=ToolCall) == call
