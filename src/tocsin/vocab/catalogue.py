"""A catalogue: dated data that people correct without touching code."""

import datetime
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from tocsin.vocab.ids import Key


class Certainty(StrEnum):
    """How sure a row is. Only the first may be relied on alone; the last never decides anything by itself."""

    ESTABLISHED = "established"  # stated by the source named
    SECONDARY = "secondary_source"  # reported by one source that is not the issuing body
    UNVERIFIED = "unverified"  # believed, not confirmed: keep editable, show as unconfirmed
    OWN_DOCUMENT = "own_document"  # the organisation's own contract or policy, entered by its operator
    DESIGN = "design"  # our own proposal: nobody published it


Line = Annotated[str, Meta(min_length=1, max_length=2000)]


class Header(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The `[header]` table that stands first in every catalogue file.

    `version` is raised with every corrected row. `date` is the day of the source document, `read_on` the day somebody
    read it. `verified_by` stays empty until a person has compared the file with the source.
    """

    catalogue_id: Key
    version: Annotated[str, Meta(pattern=r"^\d+\.\d+\.\d+$")]
    title: Line
    issuer: Line
    date: datetime.date
    source: Line
    read_on: datetime.date
    certainty: Certainty
    verified_by: str = ""
    verified_on: datetime.date | None = None
    source_digest: str = ""  # SHA-256 of the source document, hex, when somebody supplies it
    note: str = ""
