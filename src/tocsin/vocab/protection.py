"""Protections: on which days, by which door, and for what not.

Dated rows, never a yes or no in code. A lapse never changes what was stamped on earlier shares; a retroactive extension
is a new row, not an edit.
"""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from tocsin.vocab.assertion import Prong
from tocsin.vocab.catalogue import Certainty, Header, Line
from tocsin.vocab.ids import Key


class RowState(StrEnum):
    """What a row says of its days."""

    IN_FORCE = "in_force"
    LAPSED = "lapsed"
    UNKNOWN = "unknown"


class Interval(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Days in which the statute held, lapsed, or is unknown; both ends inclusive, an unknown end absent (None)."""

    row: Key
    first: date
    last: date | None = None
    state: RowState
    text: Line
    source: Line
    certainty: Certainty
    read_on: date

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise ValueError("`last` lies before `first`")


class Door(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which protections the screen may speak of for one way in. `channels` are keys of `catalogues/routes/`."""

    door: Key
    name: Line
    channels: tuple[Key, ...]
    other_protections: Line  # freedom of information, privilege, regulatory use, antitrust
    liability_shield: Line
    certainty: Certainty
    read_on: date


class Qualification(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A remark beside a field: to which prongs, or which fields of the checklist, it belongs; empty means to all."""

    key: Key
    prongs: tuple[Prong, ...] = ()
    fields: tuple[Key, ...] = ()
    note: Line
    source: Line
    certainty: Certainty
    read_on: date


class ProngText(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One part of the definitions in our own words; `statute` is for the statute's own text, entered by a person."""

    prong: Prong
    text: Line
    example: str = ""  # how it may look with AI systems: our reading
    statute: str = ""


class ProtectionCatalogue(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One statute as a file of `catalogues/protections/`; `without` names what remains when it does not hold."""

    header: Header
    intervals: tuple[Interval, ...]
    doors: tuple[Door, ...]
    prongs: tuple[ProngText, ...]
    qualifications: tuple[Qualification, ...]
    without: tuple[Line, ...]

    def __post_init__(self) -> None:
        for name, keys in (
            ("intervals", [interval.row for interval in self.intervals]),
            ("doors", [door.door for door in self.doors]),
            ("prongs", [text.prong.value for text in self.prongs]),
            ("qualifications", [remark.key for remark in self.qualifications]),
        ):
            if len(set(keys)) != len(keys):
                raise ValueError(f"a key stands twice in `{name}`")


class ProtectionState(StrEnum):
    """What can be said of one day."""

    IN_FORCE = "in_force"
    LAPSED = "lapsed"
    TRANSITION_DAY = "transition_day_ask_counsel"  # rows contradict each other on this day
    UNKNOWN = "unknown"
