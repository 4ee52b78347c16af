"""A case over time: three lanes, in columns of what lies close together."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class Lane(StrEnum):
    """Whose doing it is. Duties have no lane: what is owed to the law is no part of sharing."""

    OUTSIDE = "outside"  # what happened out there, as evidence and reporters say it
    HERE = "here"  # what we did
    BACK = "back"  # what came back to us


class Happening(Struct, frozen=True, kw_only=True):
    """One thing at one moment. `act` is its entry in the log; what a document says of itself has an item instead."""

    lane: Lane
    at: datetime
    what: str  # the name of an act, or of what a document says of itself
    codes: str = ""
    act: int | None = None
    item: str = ""


class Kinds(Struct, frozen=True, kw_only=True):
    """How many of a kind."""

    what: str
    count: int


class Cell(Struct, frozen=True, kw_only=True):
    """What lies close together in one lane: `only` where it is one thing."""

    lane: Lane
    count: int
    at: datetime
    until: datetime
    kinds: tuple[Kinds, ...]
    only: Happening | None = None


class Column(Struct, frozen=True, kw_only=True):
    """What lies close together, lane by lane; `quiet_s` are the seconds since the column before ended."""

    at: datetime
    until: datetime
    quiet_s: int
    cells: tuple[Cell, ...]


class Unplaced(Struct, frozen=True, kw_only=True):
    """A time that is none on a line: without a zone, or of a clock that ran ahead of ours."""

    item: str
    said: str
    why: str


class Timeline(Struct, frozen=True, kw_only=True):
    """A case over time; of `acts` acts the newest `looked` were looked at, of its evidence the newest `items`."""

    columns: tuple[Column, ...]
    unplaced: tuple[Unplaced, ...]
    acts: int
    looked: int
    items: int
    is_whole: bool
