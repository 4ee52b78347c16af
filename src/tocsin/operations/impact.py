"""Impact: components of a case, and who and what is downstream."""

from collections.abc import Iterator
from typing import IO

from msgspec import Struct, field
from msgspec.structs import replace

from tocsin.operations.case import Named as OneCase
from tocsin.operations.operation import READERS, WRITERS, Method, Operation
from tocsin.operations.upload import document_in
from tocsin.stages.contact import GroupLine, Part, board, involve
from tocsin.stages.desk import Desk
from tocsin.stages.impact import (
    Candidate,
    Impact,
    Look,
    Named,
    because,
    candidates,
    components_of,
    impact,
    impact_of,
    name_component,
    read_bill,
    sources,
)
from tocsin.stages.party import find_party
from tocsin.vocab.component import Naming, Relation, Standing, naming_of
from tocsin.vocab.contact import ProposedBy
from tocsin.vocab.errors import BadInput
from tocsin.vocab.sample import Sample


class ImpactAsked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A component: `pkg:…`, `model:ID@REVISION`, `dataset:NAME`, `sha256:…`, or a bare name."""

    component: str


class ImpactInBill(ImpactAsked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same, also looked for in the bill of materials that is handed in; it is not kept."""

    name: str = "bill.json"


class ImpactLook(OneCase, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """For what somebody looks into the bills of the case that are marked RED; recorded first."""

    reason: str
    because: str


class ComponentsNamed(OneCase, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Components to name as part of a case, one standing for all of them."""

    components: tuple[str, ...]
    standing: Standing = Standing.AFFECTED
    item: str = ""  # in which item of evidence they were found
    note: str = ""


class Components(Struct, frozen=True, kw_only=True):
    """What was named, and what the documents of the case name and nobody here has named yet."""

    components: tuple[Named, ...]
    candidates: tuple[Candidate, ...]


class Node(Struct, frozen=True, kw_only=True):
    """One component of the graph, so many steps downstream."""

    id: int
    steps: int
    naming: Naming


class Link(Struct, frozen=True, kw_only=True):
    """One relation of the graph, from upstream to downstream, as a document says it."""

    source_node: int = field(name="from")
    target_node: int = field(name="to")
    relation: Relation
    source: str


class Path(Struct, frozen=True, kw_only=True):
    """The shortest way to a component."""

    to: int
    through: tuple[int, ...]


class ToTell(Struct, frozen=True, kw_only=True):
    """A party that is hit or could act, and by which path."""

    party: str
    name: str
    group: str
    roles: tuple[str, ...]
    because: str
    path: tuple[str, ...]
    node: int  # where its path ends in the graph


class ImpactView(Struct, frozen=True, kw_only=True):
    """Who and what is downstream, as a graph; `words` say the blast radius and what is not in it."""

    begins: tuple[str, ...]
    listed_in: tuple[str, ...]
    words: tuple[str, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Link, ...]
    paths: tuple[Path, ...]
    parties: tuple[ToTell, ...]


def of_component(desk: Desk, asked: ImpactAsked) -> ImpactView:
    """Who and what is downstream of a component, by which path, and whom to tell. Nobody is told by this."""
    return view_of(impact(asked.component, sources(desk)))


def in_bill(desk: Desk, asked: ImpactInBill, content: IO[bytes]) -> ImpactView:
    """The same, with a bill of materials (CycloneDX, SPDX 3) that is handed in and not kept."""
    bill, known = read_bill(Sample(asked.name, document_in(content)), asked.name), sources(desk)
    return view_of(impact(asked.component, replace(known, bills=(bill, *known.bills))))


def of_case(desk: Desk, asked: OneCase) -> ImpactView:
    """Who and what is downstream of what is affected or suspected in a case."""
    return view_of(impact_of(desk, desk.case(asked.case)))


def look(desk: Desk, asked: ImpactLook) -> ImpactView:
    """The same, with the bills of the case that are marked RED; each look is recorded first."""
    return view_of(impact_of(desk, desk.case(asked.case), Look(reason=asked.reason, because=asked.because)))


def involve_proposed(desk: Desk, asked: OneCase) -> tuple[GroupLine, ...]:
    """Record that the parties downstream have a part in the case; nobody is told by this."""
    case = desk.case(asked.case)
    parts = [
        Part(
            party=find_party(desk, one.party),
            group=one.group,
            roles=one.roles,
            because=because(one),
            proposed_by=ProposedBy.GRAPH,
        )
        for one in impact_of(desk, case).proposals
        if one.party not in case.parties
    ]
    return board(desk, involve(desk, case, *parts))


def components(desk: Desk, asked: OneCase) -> Components:
    """The components of a case, and those that its documents name beside them."""
    case = desk.case(asked.case)
    return Components(components=tuple(components_of(desk, case)), candidates=tuple(candidates(desk, case)))


def name_components(desk: Desk, asked: ComponentsNamed) -> Components:
    """Name components as part of a case, or say anew how one stands in it."""
    if not asked.components:
        raise BadInput("no component was named", hint="such as pkg:pypi/litellm@1.82.7 or model:example/guard")
    case = desk.case(asked.case)
    for naming in tuple(map(naming_of, asked.components)):
        case = name_component(desk, case, naming, asked.standing, item=asked.item or None, note=asked.note)
    return components(desk, OneCase(case=case.id))


def view_of(found: Impact) -> ImpactView:
    """Who and what is downstream, as every door shows it."""
    reached = list(found.reach.reached())
    return ImpactView(
        begins=tuple(map(str, found.begins)),
        listed_in=found.listed_in,
        words=found.words,
        nodes=(
            *_beginnings(found),
            *(Node(id=one.places[-1], steps=one.steps, naming=one.naming) for one in reached),
        ),
        edges=tuple(
            Link(source_node=one.upstream, target_node=one.downstream, relation=one.relation, source=one.source)
            for one in found.reach.edges()
        ),
        paths=tuple(Path(to=one.places[-1], through=one.places) for one in reached),
        parties=tuple(_to_tell(found)),
    )


def _beginnings(found: Impact) -> Iterator[Node]:
    """Where the walk began; namings that mean one place are one node."""
    begins = {found.reach.place_of(naming): naming for naming in found.begins}
    return (Node(id=place, steps=0, naming=naming) for place, naming in begins.items())


def _to_tell(found: Impact) -> Iterator[ToTell]:
    for one in found.proposals:
        yield ToTell(
            party=one.party,
            name=found.names.get(one.party, ""),
            group=one.group,
            roles=one.roles,
            because=because(one),
            path=tuple(str(step.naming) for step in one.path),
            node=found.reach.place_of(one.path[-1].naming),
        )


OPERATIONS = (
    Operation(
        name="impact.component",
        method=Method.GET,
        path="/impact",
        may=READERS,
        takes=ImpactAsked,
        gives=ImpactView,
        does=of_component,
    ),
    Operation(
        name="impact.bill",
        method=Method.POST,
        path="/impact",
        may=READERS,
        takes=ImpactInBill,
        gives=ImpactView,
        does_with=in_bill,
    ),
    Operation(
        name="impact.case",
        method=Method.GET,
        path="/cases/{case}/impact",
        may=READERS,
        takes=OneCase,
        gives=ImpactView,
        does=of_case,
    ),
    Operation(
        name="impact.look",
        method=Method.POST,
        path="/cases/{case}/impact",
        may=WRITERS,
        takes=ImpactLook,
        gives=ImpactView,
        does=look,
    ),
    Operation(
        name="impact.involve",
        method=Method.POST,
        path="/cases/{case}/impact/involve",
        may=WRITERS,
        takes=OneCase,
        gives=tuple[GroupLine, ...],
        does=involve_proposed,
    ),
    Operation(
        name="component.list",
        method=Method.GET,
        path="/cases/{case}/components",
        may=READERS,
        takes=OneCase,
        gives=Components,
        does=components,
    ),
    Operation(
        name="component.name",
        method=Method.POST,
        path="/cases/{case}/components",
        may=WRITERS,
        takes=ComponentsNamed,
        gives=Components,
        does=name_components,
    ),
)
