"""Privilege by type: what may enter a document, and what never can.

A function that builds a document takes `Shareable`, so handing it a `Privileged` does not type-check; and a `Shareable`
around privileged material cannot exist, because it refuses to be made. `rules.marking.shareable` makes both.
"""

from msgspec import Struct

from tocsin.vocab.ids import Commitment, ItemId
from tocsin.vocab.marking import Caveat, Marking
from tocsin.vocab.ports import Compartment


class Candidate(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An item that somebody would like to use in a document. `marking` is the effective one, its case included."""

    item: ItemId
    content: Commitment
    compartment: Compartment
    marking: Marking


class Shareable(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """May be an input of a document. It says nothing yet about whether that document may leave."""

    candidate: Candidate

    def __post_init__(self) -> None:
        if is_privileged(self.candidate):
            raise ValueError("privileged material can never be an input of a document")


class Privileged(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Counsel's material: may lie on a case, and no document is ever made from it (R28.3)."""

    candidate: Candidate

    def __post_init__(self) -> None:
        if not is_privileged(self.candidate):
            raise ValueError("neither the caveat nor the compartment says privileged")


def is_privileged(candidate: Candidate) -> bool:
    """Either sign is enough: the caveat of the effective marking, or the compartment the content lies in."""
    return Caveat.PRIVILEGED in candidate.marking.caveats or candidate.compartment is Compartment.PRIVILEGED
