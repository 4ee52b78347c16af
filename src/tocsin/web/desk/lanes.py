"""Where the marks of a case over time stand: three lanes, left to right.

Pure: columns go in, places come out; the template draws them. The line is no ruler: a long silence takes little room,
and is named where it lies.
"""

from collections.abc import Sequence
from math import log2

from msgspec import Struct

from tocsin.vocab.timeline import Cell, Column, Lane

NAMED, STEP, EDGE = 140, 28, 12  # for the names of the lanes, from column to column, at the right
LANE_HEIGHT, TOP, BELOW = 52, 24, 46
HIT = 26  # of what can be pressed (WCAG 2.2, success criterion 2.5.8: 24 at least)
SMALLEST, LARGEST = 6, 13  # radius of a mark
DAY_S, HOUR_S = 86_400, 3_600
_QUIET = ((DAY_S, 52), (HOUR_S, 14))  # how much wider a step is behind so long a silence
_DAY_APART, _HOUR_APART = 84, 46  # between the beginnings of two dates, of two times of day


class Mark(Struct, frozen=True, kw_only=True):
    """What lies close together in one lane; `anchor` is its line in the list."""

    x: int
    y: int
    radius: int
    cell: Cell
    anchor: str


class Label(Struct, frozen=True, kw_only=True):
    """A date, a time of day, or a silence, in its place."""

    x: int
    text: str


class Drawing(Struct, frozen=True, kw_only=True):
    """The picture: its size, the middle of each lane, and everything in it."""

    width: int
    height: int
    lanes: tuple[tuple[Lane, int], ...]
    marks: tuple[Mark, ...]
    days: tuple[Label, ...]
    hours: tuple[Label, ...]
    silences: tuple[Label, ...]


def drawn(columns: Sequence[Column]) -> Drawing:
    """The picture of some columns."""
    middle = {lane: TOP + place * LANE_HEIGHT + LANE_HEIGHT // 2 for place, lane in enumerate(Lane)}
    places, silences = _places(columns)
    marks = [
        Mark(x=x, y=middle[cell.lane], radius=_radius(cell.count), cell=cell, anchor=anchor_of(number, cell.lane))
        for number, (x, column) in enumerate(zip(places, columns, strict=True))
        for cell in column.cells
    ]
    days, hours = _labels(columns, places)
    return Drawing(
        width=(places[-1] if places else NAMED) + STEP + EDGE + _DAY_APART // 2,
        height=TOP + LANE_HEIGHT * len(Lane) + BELOW,
        lanes=tuple(middle.items()),
        marks=tuple(marks),
        days=days,
        hours=hours,
        silences=silences,
    )


def anchor_of(column: int, lane: Lane) -> str:
    """The line of the list that says the same as a mark."""
    return f"t-{column}-{lane}"


def _places(columns: Sequence[Column]) -> tuple[list[int], tuple[Label, ...]]:
    places, silences, x = list[int](), list[Label](), NAMED
    for column in columns:
        wider = next((room for least, room in _QUIET if column.quiet_s >= least), 0) if places else 0
        if wider and column.quiet_s >= DAY_S:
            days = column.quiet_s // DAY_S
            silences.append(Label(x=x + (STEP + wider) // 2, text=f"{days:,} d"))
        x += STEP + wider
        places.append(x)
    return places, tuple(silences)


def _labels(columns: Sequence[Column], places: Sequence[int]) -> tuple[tuple[Label, ...], tuple[Label, ...]]:
    days, hours = list[Label](), list[Label]()
    for x, column in zip(places, columns, strict=True):
        day, hour = f"{column.at:%Y-%m-%d}", f"{column.at:%H:%M}"
        if (not days or days[-1].text != day) and (not days or x - days[-1].x >= _DAY_APART):
            days.append(Label(x=x, text=day))
        if not hours or x - hours[-1].x >= _HOUR_APART:
            hours.append(Label(x=x, text=hour))
    return tuple(days), tuple(hours)


def _radius(count: int) -> int:
    return min(LARGEST, SMALLEST + int(2 * log2(count)))
