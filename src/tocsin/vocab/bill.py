"""A bill of materials as a graph: what it names, and what hangs on what."""

from msgspec import Struct

from tocsin.vocab.component import Naming, Relation


class Link(Struct, frozen=True, kw_only=True):
    """What happens to `upstream` may happen to `downstream`; `source` is the document that says so."""

    upstream: Naming
    downstream: Naming
    relation: Relation
    source: str


class Bill(Struct, frozen=True, kw_only=True):
    """What one bill of materials says.

    `affected` are the components that a vulnerability of the document names as affected. `dangling` counts the
    references that lead to nothing in the document: they are in no path, and are said, not dropped.
    """

    source: str
    namings: tuple[Naming, ...]
    links: tuple[Link, ...]
    affected: tuple[Naming, ...] = ()
    dangling: int = 0
