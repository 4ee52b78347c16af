"""Checklists: what a report should hold, per lane, as dated data."""

import datetime
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from tocsin.vocab.catalogue import Certainty, Header
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.ids import Key
from tocsin.vocab.triage import FactKey, ProactiveCategory


class Lane(StrEnum):
    """The lanes of sharing (R14): each has a checklist of its own."""

    INCIDENT = "incident"
    VULNERABILITY = "vulnerability"
    PROACTIVE = "proactive_observation"


class Weight(StrEnum):
    """How much a row matters; our proposal, since nothing in the playbook is required."""

    CORE = "core"  # without it a report is not usable
    RECOMMENDED = "recommended"
    OPTIONAL = "optional"


class SharedContent(StrEnum):
    """The eight kinds of content that incident and vulnerability sharing can include (R16)."""

    AFFECTED_SYSTEMS = "affected_systems"
    TECHNICAL_DETAILS = "technical_details"
    INDICATORS_OF_COMPROMISE = "indicators_of_compromise"
    EXPLOIT_CONDITIONS = "exploit_conditions"
    OBSERVED_IMPACT = "observed_impact"
    MITIGATIONS = "mitigations"
    CONTACT_INFORMATION = "contact_information"
    HANDLING_RESTRICTIONS = "handling_restrictions"


class Source(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A short word for a source that rows refer to."""

    key: Key
    title: str


class Heading(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A heading of the checklist. `letter` is that of the playbook where it has one."""

    key: Key
    letter: str = ""
    title: Annotated[str, Meta(min_length=1)]
    source_page: str
    certainty: Certainty


class Row(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row. `if_known_for` names the lanes in which it counts only when somebody has answered it.

    `text` asks for it; `title` is what stands above the answer, the words of `text` where a catalogue has none.
    `facts` are triage facts and `evidence` kinds of kept items that fill the row without a typed answer.
    """

    key: Key
    heading: Key
    text: Annotated[str, Meta(min_length=1, max_length=400)]
    title: Annotated[str, Meta(max_length=60)] = ""
    applies_to: tuple[Lane, ...]
    if_known_for: tuple[Lane, ...] = ()
    weight: Weight
    source: tuple[Key, ...]
    source_page: str = ""
    certainty: Certainty
    verified_by: str = ""
    verified_on: datetime.date | None = None
    category: ProactiveCategory | None = None
    shares: SharedContent | None = None
    facts: tuple[FactKey, ...] = ()
    evidence: tuple[ItemKind, ...] = ()

    @property
    def name(self) -> str:
        """What stands above the answer."""
        return self.title or self.text


class Checklist(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A checklist with its headings and rows; every case records which id and version it was worked under."""

    header: Header
    sources: tuple[Source, ...]
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        headings = {heading.key for heading in self.headings}
        sources = {source.key for source in self.sources}
        seen: set[str] = set()
        for row in self.rows:
            if row.key in seen:
                raise ValueError(f"key `rows`: {row.key} stands twice")
            seen.add(row.key)
            if row.heading not in headings:
                raise ValueError(f"key `rows`: {row.key} names the unknown heading {row.heading}")
            if not row.source or not sources.issuperset(row.source):
                raise ValueError(f"key `rows`: {row.key} names no source, or one that is not listed")
            if not row.applies_to and not row.if_known_for:
                raise ValueError(f"key `rows`: {row.key} applies to no lane")


class RowState(StrEnum):
    """Where a row stands for a case."""

    FILLED = "filled"
    MISSING = "missing"
    NOT_REQUIRED = "not_required"


class Line(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row as it stands for a case, and what fills it: `answer`, `fact:KEY` or `evidence:KIND`."""

    catalogue_id: Key
    version: str
    row: Row
    state: RowState
    filled_by: tuple[str, ...]
