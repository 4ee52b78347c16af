"""Impact: who and what is downstream of a component, and by which path.

The graph is only what documents and parties say. What none of them lists is not in it, and an empty answer is no
all-clear. Components that share a key are one place in it; the walk goes downstream once through each place, so it
ends on circles, and a link more never makes it shorter.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from tocsin.vocab.bill import Link
from tocsin.vocab.component import Holding, Key, Naming, Relation, keys_of
from tocsin.vocab.contact import ContactGroup
from tocsin.vocab.ids import PartyId
from tocsin.vocab.party import PartyKind, PartyRole


class Held(Struct, frozen=True, kw_only=True):
    """A party's declaration about a component."""

    party: PartyId
    holding: Holding
    naming: Naming


class Step(Struct, frozen=True, kw_only=True):
    """One step of a path: from the place before it, over a relation, to this component, as this document says."""

    naming: Naming
    relation: Relation | None  # None where the path begins
    source: str


class Edge(Struct, frozen=True, kw_only=True):
    """One link that the walk went along, between two places of its graph."""

    upstream: int
    downstream: int
    relation: Relation
    source: str


class Reached(Struct, frozen=True, kw_only=True):
    """One component downstream, with its shortest path from the beginning.

    `steps` counts the relations on it; that a document names a component without its version is no step. `places` are
    those of the path in the graph.
    """

    naming: Naming
    steps: int
    path: tuple[Step, ...]
    places: tuple[int, ...]


class Proposal(Struct, frozen=True, kw_only=True):
    """A party that is hit or could act, in which part and why: the shortest path to what it declared."""

    party: PartyId
    group: ContactGroup
    roles: tuple[PartyRole, ...]
    holding: Holding
    path: tuple[Step, ...]


class Graph:
    """Every place with what leads out of it. A place has one or more namings, which share a key."""

    def __init__(self, namings: Iterable[Naming], links: Sequence[Link]) -> None:
        self._place: dict[Naming, int] = {}
        self._owner: dict[Key, int] = {}
        self._joined: list[int] = []
        for naming in namings:
            self._enter(naming)
        for link in links:
            self._enter(link.upstream)
            self._enter(link.downstream)
        self.namings: list[list[Naming]] = [[] for _ in self._joined]
        self.out: list[list[tuple[int, Link]]] = [[] for _ in self._joined]
        self._unversioned: dict[str, set[int]] = {}
        self._versions: dict[str, set[int]] = {}
        self._lines: dict[int, set[Key]] = {}
        for naming in self._place:
            self._settle(naming)
        for link in links:
            self.out[self.place_of(link.upstream)].append((self.place_of(link.downstream), link))

    def __contains__(self, naming: Naming) -> bool:
        return naming in self._place

    def place_of(self, naming: Naming) -> int:
        """The place of a naming that was entered."""
        return self._root(self._place[naming])

    def named(self, name: str) -> list[Naming]:
        """The namings that are called so, whatever sort of thing they are; capitals do not count."""
        wanted = name.strip().lower()
        return [
            naming
            for naming in self._place
            if wanted in (naming.name.lower(), naming.name.rpartition("/")[2].lower(), str(naming).lower())
        ]

    def versions(self, place: int) -> set[int]:
        """The places that are a version of what stands here without one."""
        lines = [key.line for key in self._lines[place] if not key.version]
        return {other for line in lines for other in self._versions.get(line, ())} - {place}

    def without_version(self, place: int) -> set[int]:
        """The places that name what stands here and do not say which version."""
        lines = [key.line for key in self._lines[place] if key.version]
        return {other for line in lines for other in self._unversioned.get(line, ())} - {place}

    def _enter(self, naming: Naming) -> None:
        if naming in self._place:
            return
        mine = len(self._joined)
        self._joined.append(mine)
        self._place[naming] = mine
        for key in keys_of(naming):
            owner = self._owner.setdefault(key, mine)
            if owner != mine:
                self._join(owner, mine)

    def _settle(self, naming: Naming) -> None:
        place = self.place_of(naming)
        self.namings[place].append(naming)
        keys = keys_of(naming)
        self._lines.setdefault(place, set()).update(keys)
        for key in keys:
            (self._versions if key.version else self._unversioned).setdefault(key.line, set()).add(place)

    def _join(self, one: int, other: int) -> None:
        first, second = sorted((self._root(one), self._root(other)))
        self._joined[second] = first

    def _root(self, place: int) -> int:
        while self._joined[place] != place:
            self._joined[place] = self._joined[self._joined[place]]
            place = self._joined[place]
        return place


class Reach:
    """What is downstream of some components: each place with the step that first led there."""

    def __init__(self, graph: Graph, start: Iterable[Naming]) -> None:
        self._graph = graph
        # A place is met in one of two ways: as itself, or only because a document names it without a version. In the
        # second way its own links are followed, but not those of its other versions.
        self._came: dict[tuple[int, bool], tuple[tuple[int, bool], Link | None] | None] = {}
        self._shown: dict[int, tuple[int, bool]] = {}
        queue = deque((graph.place_of(naming), False) for naming in start)
        for state in queue:
            self._meet(state, None)
        while queue:
            state = queue.popleft()
            for following, link in self._following(state):
                if self._meet(following, (state, link)):
                    queue.append(following)

    def __contains__(self, naming: Naming) -> bool:
        return naming in self._graph and self._graph.place_of(naming) in self._shown

    def __len__(self) -> int:
        return len(self._shown)

    def place_of(self, naming: Naming) -> int:
        """The place in the graph of a naming that was entered."""
        return self._graph.place_of(naming)

    def path_to(self, naming: Naming) -> tuple[Step, ...]:
        """The shortest path to a component that was reached, ending in this naming of it."""
        return self._path(self._shown[self._graph.place_of(naming)], naming)

    def reached(self) -> Iterator[Reached]:
        """Everything downstream, nearest first; what it began with is not among it."""
        for place, state in self._shown.items():
            if self._came[state] is not None:
                path = self._path(state, self._graph.namings[place][0])
                places = tuple(one[0] for one in self._states(state))
                yield Reached(naming=path[-1].naming, steps=_far(path), path=path, places=places)

    def steps_to(self) -> dict[int, int]:
        """How many components are how many steps away; those it began with, under any version, are 0 steps away."""
        depth: dict[tuple[int, bool], int] = {}
        counts: dict[int, int] = {}
        for state, came in self._came.items():  # in the order they were met: who led there stands before it
            depth[state] = 0 if came is None else depth[came[0]] + (came[1] is not None)
            if self._shown[state[0]] == state and (came is None or came[1] is not None):
                counts[depth[state]] = counts.get(depth[state], 0) + 1
        return counts

    def edges(self) -> Iterator[Edge]:
        """The links of all shortest paths."""
        for state, came in self._came.items():
            if came is not None:
                before, link = came
                yield Edge(
                    upstream=before[0],
                    downstream=state[0],
                    relation=link.relation if link else Relation.VERSION_NOT_STATED,
                    source=link.source if link else "",
                )

    def _meet(self, state: tuple[int, bool], came: tuple[tuple[int, bool], Link | None] | None) -> bool:
        if state in self._came:
            return False
        self._came[state] = came
        self._shown.setdefault(state[0], state)
        return True

    def _following(self, state: tuple[int, bool]) -> Iterator[tuple[tuple[int, bool], Link | None]]:
        place, by_name_alone = state
        for following, link in self._graph.out[place]:
            yield (following, False), link
        if not by_name_alone:
            for following in sorted(self._graph.without_version(place)):
                yield (following, True), None
            for following in sorted(self._graph.versions(place)):
                yield (following, False), None

    def _states(self, state: tuple[int, bool]) -> list[tuple[int, bool]]:
        """The states of a path, from the beginning on."""
        found = [state]
        while (came := self._came[found[-1]]) is not None:
            found.append(came[0])
        return found[::-1]

    def _path(self, state: tuple[int, bool], last: Naming) -> tuple[Step, ...]:
        steps: list[Step] = []
        naming = last
        while (came := self._came[state]) is not None:
            before, link = came
            relation = link.relation if link else Relation.VERSION_NOT_STATED
            steps.append(Step(naming=naming, relation=relation, source=link.source if link else ""))
            naming = link.upstream if link else self._graph.namings[before[0]][0]
            state = before
        steps.append(Step(naming=naming, relation=None, source=""))
        return tuple(reversed(steps))


def proposals(reach: Reach, held: Iterable[Held], kinds: dict[PartyId, frozenset[PartyKind]]) -> tuple[Proposal, ...]:
    """The parties that supply, operate or use something that was reached, nearest first, each once.

    Who supplies the component itself is its vendor; who operates or uses it, or something further down, is an adopter;
    who only supplies something further down depends on it. Critical infrastructure is a group of its own, whatever it
    does with the component.
    """
    paths: dict[PartyId, list[tuple[Held, tuple[Step, ...]]]] = {}
    for one in held:
        if one.naming in reach:
            paths.setdefault(one.party, []).append((one, reach.path_to(one.naming)))
    found = [_proposal(party, several, kinds.get(party, frozenset())) for party, several in paths.items()]
    return tuple(sorted(found, key=lambda proposal: (_far(proposal.path), proposal.party)))


def _proposal(party: PartyId, several: list[tuple[Held, tuple[Step, ...]]], kinds: frozenset[PartyKind]) -> Proposal:
    nearest, path = min(several, key=lambda one: (_far(one[1]), one[0].holding is not Holding.SUPPLIES))
    is_vendor = any(one.holding is Holding.SUPPLIES and _stands_still(way) for one, way in several)
    is_hit = any(one.holding is not Holding.SUPPLIES or not _stands_still(way) for one, way in several)
    is_adopter = any(one.holding is not Holding.SUPPLIES for one, _ in several)
    roles = ((PartyRole.SUPPLIER,) if is_vendor else ()) + ((PartyRole.AFFECTED,) if is_hit else ())
    return Proposal(
        party=party, group=_group(is_vendor, is_adopter, kinds), roles=roles, holding=nearest.holding, path=path
    )


def _far(path: tuple[Step, ...]) -> int:
    return sum(step.relation not in (None, Relation.VERSION_NOT_STATED) for step in path)


def _stands_still(path: tuple[Step, ...]) -> bool:
    """Whether a path only goes from a version of the component to the component."""
    return _far(path) == 0


def _group(is_vendor: bool, is_adopter: bool, kinds: frozenset[PartyKind]) -> ContactGroup:
    if PartyKind.CRITICAL_INFRASTRUCTURE in kinds:
        return ContactGroup.CRITICAL_INFRASTRUCTURE
    if is_vendor:
        return ContactGroup.VENDOR
    if PartyKind.ISAC in kinds:
        return ContactGroup.SECTOR_PARTNER
    return ContactGroup.ADOPTER if is_adopter else ContactGroup.DEPENDENCY


def in_words(reach: Reach, parties: int) -> tuple[str, ...]:
    """The blast radius in sentences, with what it does not say."""
    counts = reach.steps_to()
    far = max(counts, default=0)
    downstream = sum(count for steps, count in counts.items() if steps)
    if not downstream and not parties:
        return (
            "nothing downstream is named in these documents and declarations",
            "this is no all-clear: what they do not list is not seen here",
        )
    things = "1 component" if downstream == 1 else f"{downstream:,} components"
    away = "1 step" if far == 1 else f"{far} steps"
    who = "1 party" if parties == 1 else f"{parties:,} parties"
    return (
        f"{things} downstream, at most {away} away; {who} to tell",
        "only what these documents and declarations list is counted; others may be hit as well",
    )
