"""`evidence trace`, `calls`, `bytes`: a look into an item."""

from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.case import word
from tocsin.cli.evidence import Because, ItemArgument
from tocsin.cli.options import Elsewhere, Home, Json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tocsin.cli.door import Door
    from tocsin.operations.looking import Unfolded, Window
    from tocsin.vocab.reason import LookReason
    from tocsin.vocab.trace import ToolCall, TraceRow

Reason = Annotated[str, typer.Option(help="Needed for sealed, RED and privileged items; recorded first.")]

_ROW = 16  # bytes of a line
_MOST = 2**63 - 1  # what every reader of JSON takes for a whole number


def add_to(app: typer.Typer) -> None:
    """Put these commands into the tree of `evidence`."""
    app.command("trace", epilog="Example: tocsin evidence trace i3")(trace)
    app.command("calls", epilog="Example: tocsin evidence calls i3 --reason triage --because 'what did it call?'")(
        calls
    )
    app.command("bytes", epilog="Example: tocsin evidence bytes i3 --offset 0x200 --count 64")(window)


def trace(
    item: ItemArgument,
    reason: Reason = "",
    because: Because = "",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """The spans, turns and calls that were understood in an item, as a tree. JSON Lines with --json."""
    from tocsin.cli.door import door_of, every
    from tocsin.cli.output import emit_line, table
    from tocsin.operations import looking as operations
    from tocsin.vocab.trace import took

    with door_of(home, there) as door:
        found = list(every(door, operations.trace, _unfolded(door, item, reason, because)))
    if as_json:
        for one in found:
            emit_line(one)
        return
    rows = [(one.number, one.at, took(one.took_us), _named(one), _said(one)) for one in found]
    table(("row", "when", "took", "what", "words"), rows, empty="nothing in this item is a span, a turn or a call")


def calls(
    item: ItemArgument,
    reason: Reason = "",
    because: Because = "",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """The tool calls that were understood in an item, in their order, each once. JSON Lines with --json."""
    from tocsin.cli.door import door_of, every
    from tocsin.cli.output import emit_line, table
    from tocsin.operations import looking as operations
    from tocsin.vocab.trace import took

    with door_of(home, there) as door:
        found = list(every(door, operations.calls, _unfolded(door, item, reason, because)))
    if as_json:
        for one in found:
            emit_line(one)
        return
    rows = [
        (one.number, one.at, took(one.took_us), one.tool or one.call_id, _came_to(one), one.arguments, one.answer)
        for one in found
    ]
    columns = ("call", "when", "took", "tool", "came to", "arguments", "answer")
    table(columns, rows, empty="no tool call was understood in this item")


def window(
    item: ItemArgument,
    offset: Annotated[str, typer.Option(metavar="N", help="From which byte on; 0x… counts in sixteens.")] = "0",
    count: Annotated[str, typer.Option(metavar="N", help="How many bytes, 65,536 at most.")] = "4096",
    reason: Reason = "",
    because: Because = "",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Some bytes of an item, in hexadecimal digits and beside them the letters they are."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import emit, say, show
    from tocsin.operations import looking as operations

    first, many, why = _number(offset, "offset"), _number(count, "count"), _reason(reason)
    with door_of(home, there) as door:
        asked = operations.BytesAsked(
            item=meant(door, "item", item), reason=why, because=because, offset=first, count=many
        )
        found = door.ask(operations.window, asked)
    if as_json:
        emit(found)
        return
    if found.inside:
        show(found.inside)
    show("\n".join(_lines(found)) or "no byte stands there")
    if found.more:
        say(f"more follow: --offset {first + many}")


def _unfolded(door: "Door", item: str, reason: str, because: str) -> "Unfolded":
    from tocsin.cli.door import meant
    from tocsin.operations.looking import Unfolded

    why = _reason(reason)
    return Unfolded(item=meant(door, "item", item), reason=why, because=because)


def _reason(given: str) -> "LookReason | None":
    from tocsin.vocab.reason import LookReason

    return word(LookReason, given, "reason code for a look") if given else None


def _number(given: str, what: str) -> int:
    from tocsin.vocab.errors import BadInput

    try:
        found = int(given, 0)
    except ValueError:
        raise BadInput(f"{given[:60]!r} is no {what}", hint="write a number of bytes, as 512 or 0x200") from None
    if not 0 <= found <= _MOST:
        raise BadInput(f"this {what} lies beyond every content", hint="write a number of bytes, as 512 or 0x200")
    return found


def _named(row: "TraceRow") -> str:
    """What a row is, under what it stands: a line of the tree."""
    what = row.tool or row.label
    what = " ".join(part for part in (row.role, what, "" if row.model in what else row.model) if part)
    return f"{'· ' * row.depth}{row.kind} {what}".rstrip()


def _said(row: "TraceRow") -> str:
    fault = f"error: {row.error}" if row.error else "error" if row.is_error else ""
    return "  ".join(part for part in (fault, row.words, row.arguments) if part)


def _came_to(call: "ToolCall") -> str:
    if call.is_error:
        return "an error"
    return "answered" if call.was_answered else "carried out" if call.was_executed else "asked for"


def _lines(found: "Window") -> "Iterator[str]":
    content = bytes.fromhex(found.bytes)
    for at in range(0, len(content), _ROW):
        some = content[at : at + _ROW]
        letters = "".join(chr(byte) if 0x20 <= byte < 0x7F else "." for byte in some)
        yield f"{found.offset + at:08x}  {some.hex(' '):<{3 * _ROW}} {letters}"
