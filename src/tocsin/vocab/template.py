"""Templates: four kinds of case that should not start from an empty page."""

from typing import Annotated

from msgspec import Meta, Struct

from tocsin.vocab.catalogue import Header
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.ids import Key
from tocsin.vocab.technique import Code
from tocsin.vocab.triage import ComponentKind, FactKey

# R39: another party always holds the component, so that the reach of these four is never the house alone.
RELEASE_FLOOR_NOTE = (
    "Who else could act on this? For this kind of case the reach is never the own house alone: share with a "
    "coordinator at least, or hold with owner, reason and expiry."
)


class PreAsked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fact to ask first, and how to put the question for this kind of case."""

    fact: FactKey
    question: Annotated[str, Meta(min_length=1)]


class PartyHint(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody to think of, and why. `group` is one of the four of R29."""

    group: Annotated[str, Meta(pattern="^(downstream_adopters|sector_partners|dependencies|critical_infrastructure)$")]
    who: Annotated[str, Meta(min_length=1)]
    why: Annotated[str, Meta(min_length=1)]


class Template(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One starting point. `title_pattern` holds the places {component} and {date}. Nothing in it is an answer."""

    header: Header
    key: Key
    title_pattern: Annotated[str, Meta(min_length=1)]
    about: Annotated[str, Meta(min_length=1)]
    component_kinds: tuple[ComponentKind, ...]
    facts: Annotated[tuple[PreAsked, ...], Meta(min_length=1)]
    evidence: Annotated[tuple[ItemKind, ...], Meta(min_length=1)]  # what to look for first, in this order
    techniques: tuple[Code, ...]  # suggestions, to be confirmed by a person
    parties: Annotated[tuple[PartyHint, ...], Meta(min_length=1)]
    note: str = ""

    def __post_init__(self) -> None:
        for place in ("{component}", "{date}"):
            if place not in self.title_pattern:
                raise ValueError(f"key `title_pattern`: {place} is missing")
