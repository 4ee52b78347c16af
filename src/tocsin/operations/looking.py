"""Looking into an item: its trace as a tree, its tool calls, its bytes.

Each is a look at the content: where one needs a reason, it is recorded before anything shows.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

from msgspec import Struct

from tocsin.operations import cursor
from tocsin.operations.evidence import Looked
from tocsin.operations.operation import PAGE, READERS, Method, Operation, Page
from tocsin.operations.privy import check_privy
from tocsin.rules.tool_call import tool_calls
from tocsin.rules.trace import parents, unfold
from tocsin.stages import custody, evidence
from tocsin.stages.desk import Desk
from tocsin.stages.opening import LISTED_BYTES, inside
from tocsin.vocab.errors import BadInput
from tocsin.vocab.reading import InboundObject
from tocsin.vocab.trace import ToolCall, TraceRow

MOST_BYTES = 64 * 1024  # of one window; the content itself is a download
WINDOW_BYTES = 4 * 1024


class _Numbered(Protocol):
    @property
    def number(self) -> int: ...


RowT = TypeVar("RowT", bound=_Numbered)


class Unfolded(Looked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which of the rows."""

    cursor: str = ""
    limit: int = PAGE


class BytesAsked(Looked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which window of the content: from which byte on, and how many."""

    offset: int = 0
    count: int = WINDOW_BYTES


class Window(Struct, frozen=True, kw_only=True):
    """Some bytes of a content in hexadecimal digits; `more` where others follow."""

    offset: int
    bytes: str
    more: bool
    inside: str = ""  # of a file that is no text, beside its first bytes: what lies in it, and what becomes of it


def trace(desk: Desk, asked: Unfolded) -> Page[TraceRow]:
    """The spans, turns and calls that were understood in an item, as the rows of a tree."""
    return _page(desk, asked, unfold)


def calls(desk: Desk, asked: Unfolded) -> Page[ToolCall]:
    """The tool calls that were understood in an item, in their order, each once."""
    return _page(desk, asked, lambda objects: tool_calls(objects, parents(objects)))


def window(desk: Desk, asked: BytesAsked) -> Window:
    """Some bytes of an item. It is read up to them; from the first on, as far as is needed to say what lies in it."""
    if asked.offset < 0 or not 1 <= asked.count <= MOST_BYTES:
        raise BadInput(f"a window begins at 0 or later and has 1 to {MOST_BYTES:,} bytes", hint="mend offset or count")
    item = desk.item(asked.item)
    check_privy(desk, item)
    pieces = evidence.open_item(desk, item, reason=asked.reason or "", text=asked.because)
    upto = asked.count + 1 if asked.offset else max(asked.count, LISTED_BYTES) + 1
    found = _within(pieces, asked.offset, upto)
    return Window(
        offset=asked.offset,
        bytes=found[: asked.count].hex(),
        more=len(found) > asked.count,
        inside="" if asked.offset or len(found) > LISTED_BYTES else inside(found),
    )


def _page(desk: Desk, asked: Unfolded, made: Callable[[Sequence[InboundObject]], Sequence[RowT]]) -> Page[RowT]:
    item, limit, first = desk.item(asked.item), cursor.bounded(asked.limit), _number(asked.cursor)
    check_privy(desk, item)
    inside = custody.objects_in(desk, item, reason=asked.reason or "", text=asked.because)
    rows = made([one.object for one in inside])[first : first + limit + 1]
    return cursor.page_of([(("row", str(row.number + 1)), row) for row in rows], limit, lambda row: row)


def _number(given: str) -> int:
    place = cursor.read(given)
    if place is None:
        return 0
    kind, number = place
    if kind != "row" or not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise BadInput("this is no cursor of these rows", hint="take `next` of the page before, or leave it out")
    return int(number)


def _within(pieces: Iterator[bytes], offset: int, count: int) -> bytes:
    found, place = bytearray(), 0
    for piece in pieces:
        found += piece[max(0, offset - place) :][: count - len(found)]
        place += len(piece)
        if len(found) >= count:
            break
    return bytes(found)


OPERATIONS = (
    Operation(
        name="evidence.trace",
        method=Method.POST,  # the look is recorded, and why stands in no address
        path="/evidence/{item}/trace",
        may=READERS,
        takes=Unfolded,
        gives=Page[TraceRow],
        does=trace,
    ),
    Operation(
        name="evidence.calls",
        method=Method.POST,
        path="/evidence/{item}/calls",
        may=READERS,
        takes=Unfolded,
        gives=Page[ToolCall],
        does=calls,
    ),
    Operation(
        name="evidence.bytes",
        method=Method.POST,
        path="/evidence/{item}/bytes",
        may=READERS,
        takes=BytesAsked,
        gives=Window,
        does=window,
    ),
)
