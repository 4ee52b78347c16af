"""A change of a text, line by line: what it was, and what it is now."""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from tocsin.rules.correction import How, Stretch

_END = re.compile(r"(?<=\n)|(?<=[.!?][ \n])")  # of a line, or of a sentence where a text is one long line


class Line(Struct, frozen=True, kw_only=True):
    """One line or sentence that changed, in pieces: as it was, as it is now; empty where it was not or is no more."""

    was: tuple[Stretch, ...]
    now: tuple[Stretch, ...]


class Lines(Struct, frozen=True, kw_only=True):
    """The lines of a text that changed, and how many others did not."""

    changed: tuple[Line, ...]
    same: int


def by_line(stretches: Iterable[Stretch]) -> Lines:
    """Two texts laid over each other, in lines: each begins and ends where both of them do."""
    found = list(_lines(stretches))
    changed = tuple(one for one in found if one.was != one.now)
    return Lines(changed=changed, same=len(found) - len(changed))


def _lines(stretches: Iterable[Stretch]) -> Iterator[Line]:
    was: list[Stretch] = []
    now: list[Stretch] = []
    for one in stretches:
        if one.how is How.KEPT and _is_end(was) and _is_end(now):
            yield from _ended(was, now)
            was, now = [], []
        pieces = _END.split(one.text) if one.how is How.KEPT else [one.text]
        for place, text in enumerate(pieces):
            if place:
                yield from _ended(was, now)
                was, now = [], []
            piece = Stretch(text=text, how=one.how)
            if text and one.how is not How.ADDED:
                was.append(piece)
            if text and one.how is not How.REMOVED:
                now.append(piece)
    yield from _ended(was, now)


def _is_end(side: list[Stretch]) -> bool:
    """Whether a line or sentence ends behind these pieces."""
    return not side or side[-1].text.endswith(("\n", ". ", "! ", "? "))


def _ended(was: list[Stretch], now: list[Stretch]) -> Iterator[Line]:
    if was or now:
        has_was = any(one.text.strip() for one in was)
        has_now = any(one.text.strip() for one in now)
        yield Line(was=tuple(was) if has_was else (), now=tuple(now) if has_now else ())
