"""Preservation: what evaporates first, and by when it should be kept."""

import datetime
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from tocsin.vocab.catalogue import Certainty, Header
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.ids import Key


class Keepsake(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row: what to keep, in which order, and within how many hours of opening the case."""

    key: Key
    order: Annotated[int, Meta(ge=1)]
    title: Annotated[str, Meta(min_length=1)]
    keep: tuple[str, ...]  # what exactly, one short phrase each
    evidence: Annotated[tuple[ItemKind, ...], Meta(min_length=1)]  # the row is kept when all of these are
    deadline_hours: Annotated[int, Meta(ge=1)]
    ask_provider: bool = False  # somebody else holds it: a preservation letter helps
    certainty: Certainty
    note: str = ""


class PreservationList(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The rows in the order in which the evidence disappears."""

    header: Header
    rows: tuple[Keepsake, ...]

    def __post_init__(self) -> None:
        if len({row.key for row in self.rows}) != len(self.rows):
            raise ValueError("key `rows`: one key stands twice")
        if [row.order for row in self.rows] != list(range(1, len(self.rows) + 1)):
            raise ValueError("key `rows`: `order` has to count 1, 2, 3 from the top")
        hours = [row.deadline_hours for row in self.rows]
        if hours != sorted(hours):
            raise ValueError("key `rows`: what evaporates first cannot have the later deadline")


class Keeping(StrEnum):
    """Where a row stands for a case."""

    KEPT = "kept"
    MISSING = "missing"  # there is still time
    OVERDUE = "overdue"
    NOT_NEEDED = "not_needed"  # a person said so, with a reason


class PreservationLine(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row as it stands: which kinds are there, which are still open, and until when."""

    row: Keepsake
    state: Keeping
    there: tuple[ItemKind, ...]
    still_open: tuple[ItemKind, ...]
    due_at: datetime.datetime  # UTC
