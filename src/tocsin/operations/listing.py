"""Lists of what the index holds, a page at a time, newest first."""

from collections.abc import Callable
from typing import TypeVar

from msgspec import Struct

from tocsin.operations import cursor
from tocsin.operations.operation import PAGE, Page
from tocsin.stages.desk import Desk

FoundT = TypeVar("FoundT")
ItemT = TypeVar("ItemT")


class Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which part of a list: behind which place, and how many."""

    cursor: str = ""
    limit: int = PAGE


class Kept(Struct, frozen=True, kw_only=True):
    """Of what a list is: the kind, and the stream and the state where only those are meant."""

    kind: str
    stream: str | None = None
    state: str | None = None


def listed(
    desk: Desk, kept: Kept, part: Part, *, as_: Callable[[object], FoundT | None], made: Callable[[FoundT], ItemT]
) -> Page[ItemT]:
    """A page of what `as_` takes for one of the list (None is left out), each shown as `made` shows it."""
    limit, after = cursor.bounded(part.limit), cursor.read(part.cursor)
    found: list[tuple[cursor.Place, FoundT]] = []
    while True:
        read = desk.index.page(kept.kind, stream=kept.stream, state=kept.state, after=after, limit=limit + 1)
        found += [(place, one) for place, entity in read if (one := as_(entity)) is not None]
        if len(found) > limit or len(read) <= limit:
            return cursor.page_of(found, limit, made)
        after = read[-1][0]
