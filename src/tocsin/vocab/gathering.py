"""A report being gathered: its parts, ids, facts and unknown members.

Every object counts as one part understood, every miss as one that is not; so `units` is their sum.
"""

from collections.abc import Iterable

import msgspec

from tocsin.vocab.errors import TooMuch
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.foreign import caption, clean
from tocsin.vocab.foreign_code import foreign_id, technique
from tocsin.vocab.limits import LIMITS
from tocsin.vocab.parts import Parts
from tocsin.vocab.passage import Passage
from tocsin.vocab.reading import (
    ComponentSeen,
    Detail,
    FactSeen,
    ForeignId,
    InboundObject,
    NotUnderstood,
    Place,
    Reading,
    TechniqueSeen,
)

_WORD = 200  # signs of an id or of a fact's key or value: the longest word of a vocabulary has 40


class Gathering:
    """What one document yields, in order."""

    def __init__(self) -> None:
        self._parts = Parts()
        self._components: list[ComponentSeen] = []
        self._facts: list[FactSeen] = []
        self._foreign_ids: dict[ForeignId, None] = {}
        self._unknown: dict[tuple[str, str], tuple[Place, int]] = {}

    def add(self, found: InboundObject) -> None:
        """One more object; TooMuch beyond the limit."""
        self._parts.add(found)
        self._parts.count(understood=True)

    def keep(
        self,
        kind: ItemKind,
        passage: Passage,
        *,
        label: str | None = None,
        at: str | None = None,
        details: tuple[Detail, ...] = (),
    ) -> None:
        """A passage as an object with its exact bytes."""
        place = passage.place
        self.add(
            InboundObject(kind=kind, data=passage.raw, label=caption(label or ""), at=at, place=place, details=details)
        )

    def miss(self, place: Place, why: str) -> None:
        """A part that is kept but not read; `why` without content of the document."""
        self._parts.miss(place, why)
        self._parts.count(understood=False)

    def miss_all(self, missed: Iterable[NotUnderstood]) -> None:
        """Parts that somebody else found unreadable."""
        for each in missed:
            self.miss(each.place, each.why)

    def miss_unknown(self, passage: Passage, known: frozenset[str], family: str) -> None:
        """Members beside the known ones that are not null; each is listed once for a family of objects, counted."""
        for key in passage.keys:
            if key not in known and passage.holds(key):
                place, count = self._unknown.get((family, key)) or (passage.place_of(key), 0)
                self._unknown[family, key] = (place, count + 1)

    def component(self, seen: ComponentSeen) -> None:
        """A component that the document names; equal names at two places are two."""
        if len(self._components) >= LIMITS.objects:
            raise TooMuch(f"the file would become more than {LIMITS.objects:,} components")
        self._components.append(seen)

    def identify(self, fields: Iterable[str], *, otherwise: str | None = None) -> tuple[ForeignId, ...]:
        """The foreign ids among whole fields; what no scheme knows gets the scheme `otherwise`, or nothing."""
        found = []
        for field in fields:
            known = foreign_id(field)
            if known is None and otherwise is not None and len(field) <= _WORD:
                known = ForeignId(scheme=otherwise, value=clean(field.strip()))
            if known is not None:
                found.append(known)
        self.name_ids(found)
        return tuple(found)

    def name_ids(self, found: Iterable[ForeignId]) -> None:
        """Foreign ids that the reader knows with their scheme."""
        self._foreign_ids.update(dict.fromkeys(found))

    def cite(self, codes: Iterable[str], *, version: str | None = None) -> tuple[TechniqueSeen, ...]:
        """The techniques among whole fields, told by how they are written."""
        found = tuple(seen for code in codes if (seen := technique(code, version=version)) is not None)
        for each in found:
            self.name_technique(each)
        return found

    def name_technique(self, seen: TechniqueSeen) -> None:
        """A technique that the reader knows with scheme and name."""
        self._parts.name_technique(seen)

    def state(self, key: str, value: str) -> None:
        """A triage fact as the document gives it, cut to a harmless length; whether it is one, the desk checks."""
        self._facts.append(FactSeen(key=clean(key[:_WORD]), value=clean(value[:_WORD])))

    def reading(
        self,
        *,
        format_name: str,
        kind: ItemKind,
        format_version: str | None = None,
        title: str | None = None,
        text: str | None = None,
        reported_at: str | None = None,
        reporter: str | None = None,
    ) -> Reading:
        """All of it as a reading."""
        for (family, _), (place, count) in self._unknown.items():
            many = "" if count == 1 else f" ({count:,} times, here first)"
            self.miss(place, f"a member of the {family} that this reader does not know{many}; kept with the whole")
        self._unknown.clear()
        made = self._parts.reading(
            format_name=format_name, kind=kind, format_version=format_version, title=title, reported_at=reported_at
        )
        return msgspec.structs.replace(
            made,
            text=text,
            reporter=reporter,
            components=tuple(self._components),
            foreign_ids=tuple(self._foreign_ids),
            facts=tuple(self._facts),
        )
