"""A bill of materials as a graph: what it names, and what hangs on what."""

from collections.abc import Iterable

from msgspec import Struct

from tocsin.vocab.component import Naming, Relation


class Link(Struct, frozen=True, kw_only=True):
    """What happens to `upstream` may happen to `downstream`; `source` is the document that says so, and where."""

    upstream: Naming
    downstream: Naming
    relation: Relation
    source: str


class Bill(Struct, frozen=True, kw_only=True):
    """What one bill of materials says.

    `affected` are the components that a vulnerability of the document names as affected. `dangling` counts the
    references that lead to nothing in the document, and `unwalked` the relationships, by their word, of which nobody
    knows here what uses what: both are in no path, and are said, not dropped.
    """

    source: str
    namings: tuple[Naming, ...]
    links: tuple[Link, ...]
    affected: tuple[Naming, ...] = ()
    dangling: int = 0
    unwalked: tuple[tuple[str, int], ...] = ()


class BillGathering:
    """A bill of materials being gathered: its namings by their references, and its links."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._namings: dict[Naming, None] = {}
        self._by_reference: dict[str, Naming] = {}
        self._links: dict[tuple[Naming, Naming, Relation], Link] = {}
        self._unwalked: dict[str, int] = {}
        self._dangling = 0

    def __contains__(self, naming: Naming) -> bool:
        return naming in self._namings

    def take(self, naming: Naming, reference: str | None) -> None:
        """One more naming; where two have one reference, it is the first one's."""
        self._namings[naming] = None
        if reference is not None:
            self._by_reference.setdefault(reference, naming)

    def known(self, reference: str) -> Naming | None:
        """What a reference means, None where it leads to nothing."""
        return self._by_reference.get(reference)

    def end(self, reference: str) -> Naming | None:
        """What a reference means as the end of a link; one that leads to nothing is counted."""
        naming = self.known(reference)
        self._dangling += naming is None
        return naming

    def link(self, upstream: Naming | None, downstream: Naming | None, relation: Relation, *, place: str = "") -> None:
        """One more link, unless an end is missing or both are one; said twice, it keeps its first place."""
        if upstream is not None and downstream is not None and upstream != downstream:
            source = f"{self.source} {place}" if place else self.source
            link = Link(upstream=upstream, downstream=downstream, relation=relation, source=source)
            self._links.setdefault((upstream, downstream, relation), link)

    def leave(self, word: str) -> None:
        """A relationship that is in no path, because its word does not say what uses what."""
        self._unwalked[word] = self._unwalked.get(word, 0) + 1

    def take_up(self, listed: Iterable[Naming], subject: Naming | None) -> None:
        """What is listed and leads nowhere is part of what the document describes."""
        if subject is None:
            return
        listed = list(listed)
        into: dict[Naming, list[Naming]] = {}
        leads = set()
        for upstream, downstream, _ in self._links:
            into.setdefault(downstream, []).append(upstream)
            leads.add(upstream)
        ends = [naming for naming in listed if naming not in leads]
        reached: set[Naming] = set()
        _reach_into(reached, [subject, *ends], into)
        for naming in ends:
            self.link(naming, subject, Relation.PART_OF)
        for naming in listed:  # a circle has no end: one place of it is taken, and with it the rest
            if naming not in reached:
                self.link(naming, subject, Relation.PART_OF)
                _reach_into(reached, [naming], into)

    def bill(self, affected: Iterable[Naming]) -> Bill:
        """All of it, with the components that vulnerabilities of the document affect."""
        return Bill(
            source=self.source,
            namings=tuple(self._namings),
            links=tuple(self._links.values()),
            affected=tuple(dict.fromkeys(affected)),
            dangling=self._dangling,
            unwalked=tuple(self._unwalked.items()),
        )


def _reach_into(reached: set[Naming], ends: list[Naming], into: dict[Naming, list[Naming]]) -> None:
    """Add to `reached` all that leads to these ends; what is in it already is not walked again."""
    waiting = [naming for naming in ends if naming not in reached]
    reached.update(waiting)
    while waiting:
        for naming in into.get(waiting.pop(), ()):
            if naming not in reached:
                reached.add(naming)
                waiting.append(naming)
