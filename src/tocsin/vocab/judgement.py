"""What a decision table says: outcome, reasons, changes, open facts."""

from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

# One fact: what a point is called in its table, and the key of a value.
Fact: TypeAlias = tuple[str, str]


class Check(StrEnum):
    """What a table has to hold, beside being readable."""

    ROWS = "T1"  # every row answers every point once, and no two rows contradict each other
    COMPLETE = "T2"  # every combination has a row
    MONOTONE = "T3"  # a higher answer never leads to a lower outcome
    RELEVANT = "T4"  # every point changes the outcome somewhere
    USE = "use"  # it asks and answers what the desk asks and understands where it uses the table


class Flaw(Struct, frozen=True, kw_only=True):
    """One way in which a table fails a check; `count` places have it, and the words name the first.

    `rows` are numbers of rows of the document, from 1; `points` what the points are called in the table.
    """

    check: Check
    says: str
    rows: tuple[int, ...] = ()
    points: tuple[str, ...] = ()
    count: int = 1


class Change(Struct, frozen=True, kw_only=True):
    """One fact answered otherwise, everything else as it is, and the outcome that this gives: a flip."""

    point: str
    before: str
    after: str
    outcome: str
    raises: bool  # to a higher outcome


class Judgement(Struct, frozen=True, kw_only=True):
    """What the table says of these facts.

    `row` is the row's number in the document, from 1; `rank` the place of the outcome, 0 the lowest. `reasons` is every
    smallest set of facts that forces the outcome whatever the other answers are; `flips` is every single change that
    gives another outcome, the highest outcome first.
    """

    table_id: str
    outcome: str
    rank: int
    row: int
    facts: tuple[Fact, ...]
    reasons: tuple[tuple[Fact, ...], ...]
    flips: tuple[Change, ...]


class Ask(Struct, frozen=True, kw_only=True):
    """A point that nobody has answered and that matters: by answer, the outcomes that would remain possible."""

    point: str
    answers: tuple[tuple[str, tuple[str, ...]], ...]


class Outlook(Struct, frozen=True, kw_only=True):
    """What the table can still say where facts are unknown.

    `possible` are the outcomes that remain, lowest first. Where only one does, `reasons` is every smallest set of known
    facts that forces it. `asks` are the unknown facts that matter, most deciding first; `idle` those that do not.
    """

    table_id: str
    facts: tuple[Fact, ...]
    possible: tuple[str, ...]
    reasons: tuple[tuple[Fact, ...], ...]
    asks: tuple[Ask, ...]
    idle: tuple[str, ...]
