"""Techniques and other codes: with scheme, version and name.

Taxonomies renumber and rename; a bare code says nothing. What a document said is kept as it was said; a crosswalk says
what became of it. Names are never keys: one scheme has had one name under two codes.
"""

import datetime
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from tocsin.vocab.catalogue import Certainty, Header
from tocsin.vocab.ids import Key


class Code(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A code as it was when it was given. `version` is empty only where the source did not say it."""

    scheme: Key
    version: str
    id: Key
    name: Annotated[str, Meta(min_length=1)]


class EntryKind(StrEnum):
    """What a taxonomy's entry is."""

    TACTIC = "tactic"
    TECHNIQUE = "technique"
    MITIGATION = "mitigation"


class Entry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry. `parent` is the technique a sub-technique belongs to; `tactics` stand on parents only."""

    id: Key
    kind: EntryKind
    name: Annotated[str, Meta(min_length=1)]
    parent: Key | None = None
    tactics: tuple[Key, ...] = ()


class Taxonomy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One edition of one scheme: ids, names and relations as bare facts."""

    header: Header
    scheme: Key
    scheme_version: Key
    entries: tuple[Entry, ...]

    def __post_init__(self) -> None:
        kinds = {entry.id: entry.kind for entry in self.entries}
        if len(kinds) != len(self.entries):
            raise ValueError("key `entries`: one id stands twice")
        for entry in self.entries:
            if entry.parent is not None and kinds.get(entry.parent) is not entry.kind:
                raise ValueError(f"key `entries`: the parent of {entry.id} is not in the file")
            if any(kinds.get(tactic) is not EntryKind.TACTIC for tactic in entry.tactics):
                raise ValueError(f"key `entries`: a tactic of {entry.id} is not in the file")


class Relation(StrEnum):
    """What became of a code."""

    SAME = "same"
    RENAMED = "renamed"
    MERGED_INTO = "merged_into"
    SPLIT_INTO = "split_into"
    REMOVED = "removed"
    RE_MEANT = "re_meant"  # the same code, another meaning


class Crossing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"from_": "from"}):
    """One row of a crosswalk. `to` is empty where the code was removed."""

    from_: Code
    relation: Relation
    to: tuple[Code, ...]
    source: Annotated[str, Meta(min_length=1)]
    read_on: datetime.date
    certainty: Certainty
    note: str = ""

    def __post_init__(self) -> None:
        if bool(self.to) is (self.relation is Relation.REMOVED):
            raise ValueError(f"key `to`: {self.relation} does not go with {len(self.to)} codes")


class Crosswalk(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Known renumberings of taxonomies."""

    header: Header
    crossings: tuple[Crossing, ...]
