"""Parts: a reading in the making, within limits, nothing dropped.

A format adds what it understood and lists what it did not; `TooMuch` ends it where a file would become more records
than one file may. Nothing here knows a format.
"""

import dataclasses
from collections.abc import Mapping

import msgspec

from tocsin.vocab.errors import TooMuch
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.foreign import caption, details, text
from tocsin.vocab.limits import LIMITS, Limits
from tocsin.vocab.reading import (
    ComponentSeen,
    Detail,
    InboundObject,
    NotUnderstood,
    Place,
    Reading,
    TechniqueSeen,
)


@dataclasses.dataclass
class _Kept:
    found: InboundObject
    more: dict[Detail, None]


class Parts:
    """The parts met so far."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._kept: list[_Kept] = []
        self._joined: dict[tuple[ItemKind, bytes, str], _Kept] = {}
        self._missed: list[NotUnderstood] = []
        self._components: dict[tuple[str, str, str | None], ComponentSeen] = {}
        self._techniques: dict[TechniqueSeen, None] = {}
        self._units = 0
        self._understood = 0

    def add(self, found: InboundObject) -> None:
        """One more object."""
        self._room(len(self._kept))
        self._kept.append(_Kept(found=found, more={}))

    def join(
        self, found: InboundObject, *, within: str = "", same: bytes | None = None, also: Detail | None = None
    ) -> None:
        """One more object, unless the same bytes of the same kind already stand there `within` the same whole.

        `same` are the bytes to compare where an object's own bytes are a slice and spacing must not matter.
        Traces repeat the conversation so far in every span: the object stays where it was first met, and `also` says
        where else it stands.
        """
        key = (found.kind, found.data if same is None else same, within)
        known = self._joined.get(key)
        if known is None:
            self.add(found)
            self._joined[key] = self._kept[-1]
        elif also is not None and also not in known.found.details:
            known.more[also] = None

    def miss(self, place: Place, why: str) -> None:
        """List a part that was not understood; `why` carries no content of the document."""
        self._room(len(self._missed))
        self._missed.append(NotUnderstood(place=place, why=why))

    def count(self, *, understood: bool) -> None:
        """One more unit of the document, understood or not."""
        self._units += 1
        self._understood += understood

    def name_component(self, seen: ComponentSeen) -> None:
        """A component that the document names; the first place is kept."""
        self._components.setdefault((seen.kind, seen.name, seen.version), seen)

    def name_technique(self, seen: TechniqueSeen) -> None:
        """A technique that the document names."""
        self._techniques[seen] = None

    def reading(
        self,
        *,
        format_name: str,
        kind: ItemKind,
        format_version: str | None = None,
        title: str | None = None,
        reported_at: str | None = None,
    ) -> Reading:
        """Everything met, as one reading."""
        return Reading(
            format=format_name,
            format_version=format_version,
            kind=kind,
            title=title,
            reported_at=reported_at,
            objects=tuple(_with_more(kept) for kept in self._kept),
            components=tuple(self._components.values()),
            techniques=tuple(self._techniques),
            not_understood=tuple(self._missed),
            units=self._units,
            understood=self._understood,
        )

    def _room(self, used: int) -> None:
        if used >= self._limits.objects:
            raise TooMuch(f"the file would become more than {self._limits.objects:,} records")


def part(
    kind: ItemKind,
    data: bytes,
    label: str,
    place: Place,
    facts: Mapping[str, object] | None = None,
    *,
    at: object = None,
    more: tuple[Detail, ...] = (),
    media_type: str = "application/json",
) -> InboundObject:
    """An object from foreign values: the label cut to a caption, facts that are null left out, `at` only if a text."""
    return InboundObject(
        kind=kind,
        data=data,
        media_type=media_type,
        label=caption(label),
        at=text(at),
        place=place,
        details=details(facts or {}) + more,
    )


def _with_more(kept: _Kept) -> InboundObject:
    if not kept.more:
        return kept.found
    return msgspec.structs.replace(kept.found, details=kept.found.details + tuple(kept.more))
