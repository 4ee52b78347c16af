"""Impact: the walk ends on circles, never shrinks, and says by which path."""

import gzip
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tocsin.rules.impact import Graph, Held, Reach, in_words, proposals
from tocsin.vocab.bill import Link
from tocsin.vocab.component import ComponentType, Holding, Naming, Relation, naming_of
from tocsin.vocab.contact import ContactGroup
from tocsin.vocab.party import PartyKind, PartyRole

# Few names, so that circles, shared digests, missing versions and equal names in two documents all happen.
digests = st.sampled_from([(), (("SHA-256", "aa" * 32),), (("SHA-256", "bb" * 32),)])
namings = st.builds(
    Naming,
    type=st.sampled_from([ComponentType.MODEL, ComponentType.PACKAGE]),
    name=st.sampled_from("abcd"),
    version=st.sampled_from(["", "1", "2"]),
    purl=st.sampled_from(["", "", "pkg:pypi/a@1", "pkg:pypi/a", "pkg:huggingface/a@1"]),
    digests=digests,
    within=st.sampled_from(["", "one", "two"]),
)
links = st.builds(
    Link, upstream=namings, downstream=namings, relation=st.sampled_from([*Relation]), source=st.just("bill")
)


def reached(start: Naming, some: list[Link], asked: list[Naming]) -> set[Naming]:
    reach = Reach(Graph((start, *asked), some), [start])
    return {naming for naming in asked if naming in reach}


@settings(max_examples=500)  # circles, shared digests and missing versions have to come together
@given(namings, st.lists(links, max_size=12), links)
def test_the_walk_never_shrinks_when_a_link_is_added(start: Naming, some: list[Link], more: Link) -> None:
    asked = [naming for link in some for naming in (link.upstream, link.downstream)]
    assert reached(start, some, asked) <= reached(start, [*some, more], asked)


@given(namings, st.lists(links, max_size=12))
def test_every_path_is_made_of_links_that_somebody_stated(start: Naming, some: list[Link]) -> None:
    graph = Graph((start,), some)
    stated = {(graph.place_of(one.upstream), graph.place_of(one.downstream), one.relation) for one in some}
    for one in Reach(graph, [start]).reached():
        assert one.path[0].relation is None
        assert graph.place_of(one.path[0].naming) == graph.place_of(start)
        for before, step in pairwise(one.path):
            pair = (graph.place_of(before.naming), graph.place_of(step.naming))
            by_version = pair[1] in graph.versions(pair[0]) | graph.without_version(pair[0])
            assert step.relation is not None
            assert (*pair, step.relation) in stated or (step.relation is Relation.VERSION_NOT_STATED and by_version)


@given(namings, st.lists(links, max_size=12))
def test_the_order_in_which_links_are_told_does_not_matter(start: Naming, some: list[Link]) -> None:
    asked = [naming for link in some for naming in (link.upstream, link.downstream)]
    assert reached(start, some, asked) == reached(start, some[::-1], asked[::-1])


def chain(*names: str, relation: Relation = Relation.DEPENDS_ON) -> list[Link]:
    found = [naming_of(name) for name in names]
    return [Link(upstream=up, downstream=down, relation=relation, source="bill.json") for up, down in pairwise(found)]


def walk(start: str, some: list[Link]) -> list[list[str]]:
    begin = naming_of(start)
    return [[str(step.naming) for step in one.path] for one in Reach(Graph((begin,), some), [begin]).reached()]


def test_a_circle_is_walked_once() -> None:
    circle = chain("model:a@1", "model:b@1", "model:c@1", "model:a@1")
    assert walk("model:a@1", circle) == [["model:a@1", "model:b@1"], ["model:a@1", "model:b@1", "model:c@1"]]


def test_the_shortest_path_is_the_one_that_is_shown() -> None:
    some = [*chain("model:a@1", "model:b@1", "model:c@1"), *chain("model:a@1", "model:c@1")]
    assert ["model:a@1", "model:c@1"] in walk("model:a@1", some)


def test_nothing_upstream_is_downstream() -> None:
    assert walk("model:b@1", chain("model:a@1", "model:b@1")) == []


def test_a_document_that_does_not_say_the_version_is_followed_and_says_so() -> None:
    some = chain("pkg:pypi/litellm", "application:gateway@2")
    begin = naming_of("pkg:pypi/litellm@1.82.7")
    (unversioned, gateway) = Reach(Graph((begin,), some), [begin]).reached()
    assert unversioned.path[-1].relation is Relation.VERSION_NOT_STATED
    assert [step.relation for step in gateway.path] == [None, Relation.VERSION_NOT_STATED, Relation.DEPENDS_ON]


def test_one_bad_version_does_not_reach_the_users_of_another() -> None:
    some = [
        *chain("pkg:pypi/litellm@1.82.6", "application:safe@1"),
        *chain("pkg:pypi/litellm@1.82.7", "application:hit@1"),
        *chain("pkg:pypi/litellm", "application:unclear@1"),
    ]
    ends = {path[-1] for path in walk("pkg:pypi/litellm@1.82.7", some)}
    assert {"application:hit@1", "application:unclear@1"} <= ends
    assert "application:safe@1" not in ends


def test_a_component_without_a_version_means_all_of_them() -> None:
    some = [*chain("pkg:pypi/litellm@1.82.6", "application:one@1"), *chain("pkg:pypi/litellm@1.82.7", "tool:two@1")]
    ends = {path[-1] for path in walk("pkg:pypi/litellm", some)}
    assert {"application:one@1", "tool:two@1"} <= ends


def test_two_documents_are_joined_by_a_digest() -> None:
    weights = f"#sha256:{'ab' * 32}"
    some = [*chain("dataset:poisoned", f"model:a@1{weights}"), *chain(f"model:renamed@9{weights}", "application:b@1")]
    assert [path[-1] for path in walk("dataset:poisoned", some) if len(path) == 3] == ["application:b@1"]


def test_a_component_is_found_by_its_bare_name() -> None:
    graph = Graph((), chain("pkg:pypi/litellm@1.82.7", "model:Example/Guard@1"))
    assert [str(one) for one in graph.named("LiteLLM")] == ["pkg:pypi/litellm@1.82.7"]
    assert [str(one) for one in graph.named("guard")] == ["model:Example/Guard@1"]
    assert graph.named("nobody") == []


def test_a_place_that_is_named_with_and_without_a_version_leads_as_both() -> None:
    weights = f"#sha256:{'ab' * 32}"
    some = [*chain("dataset:poisoned", f"model:a{weights}"), *chain("model:a@1", "application:b@1")]
    more = chain(f"model:a@2{weights}", "application:c@1")
    for links_so_far in (some, [*some, *more]):
        assert "application:b@1" in {path[-1] for path in walk("dataset:poisoned", links_so_far)}


def held(party: str, holding: Holding, name: str) -> Held:
    return Held(party=party, holding=holding, naming=naming_of(name))


def proposed(start: str, some: list[Link], several: list[Held], **kinds: frozenset[PartyKind]) -> dict[str, object]:
    begin = naming_of(start)
    reach = Reach(Graph((begin, *(one.naming for one in several)), some), [begin])
    return {one.party: (one.group, one.roles, len(one.path)) for one in proposals(reach, several, kinds)}


def test_suppliers_and_users_are_proposed_each_in_their_group() -> None:
    found = proposed(
        "pkg:pypi/litellm@1.82.7",
        chain("pkg:pypi/litellm@1.82.7", "application:gateway@2"),
        [
            held("vendor", Holding.SUPPLIES, "pkg:pypi/litellm"),
            held("maker", Holding.SUPPLIES, "application:gateway@2"),
            held("clinic", Holding.OPERATES, "application:gateway@2"),
            held("grid", Holding.USES, "application:gateway@2"),
            held("circle", Holding.USES, "application:gateway@2"),
            held("stranger", Holding.USES, "pkg:pypi/vllm"),
        ],
        grid=frozenset({PartyKind.CRITICAL_INFRASTRUCTURE}),
        circle=frozenset({PartyKind.ISAC}),
    )
    hit = (PartyRole.AFFECTED,)
    assert found == {
        "vendor": (ContactGroup.VENDOR, (PartyRole.SUPPLIER,), 2),
        "maker": (ContactGroup.DEPENDENCY, hit, 2),
        "clinic": (ContactGroup.ADOPTER, hit, 2),
        "grid": (ContactGroup.CRITICAL_INFRASTRUCTURE, hit, 2),
        "circle": (ContactGroup.SECTOR_PARTNER, hit, 2),
    }


def test_a_party_that_supplies_and_uses_has_both_parts() -> None:
    several = [held("both", Holding.USES, "application:b@1"), held("both", Holding.SUPPLIES, "model:a@1")]
    found = proposed("model:a@1", chain("model:a@1", "application:b@1"), several)
    assert found == {"both": (ContactGroup.VENDOR, (PartyRole.SUPPLIER, PartyRole.AFFECTED), 1)}


def test_the_words_count_and_never_say_all_clear() -> None:
    begin = naming_of("model:a@1")
    reach = Reach(Graph((begin,), chain("model:a@1", "model:b@1", "model:c@1")), [begin])
    assert reach.steps_to() == {0: 1, 1: 1, 2: 1}
    assert in_words(reach, 1)[0] == "2 components downstream, at most 2 steps away; 1 party to tell"
    assert sum(reach.steps_to().values()) == 3
    unversioned = Reach(Graph((begin,), chain("model:a", "model:b@1")), [begin])
    assert unversioned.steps_to() == {0: 1, 1: 1}, "another name of the component is no component downstream"
    alone = in_words(Reach(Graph((begin,), []), [begin]), 0)
    assert "no all-clear" in alone[1]


def test_the_edges_are_those_of_the_shortest_paths() -> None:
    begin = naming_of("model:a@1")
    some = [*chain("model:a@1", "model:b@1", "model:c@1"), *chain("model:a@1", "model:c@1")]
    graph = Graph((begin,), some)
    reach = Reach(graph, [begin])
    called = {place: str(namings[0]) for place, namings in enumerate(graph.namings) if namings}
    assert {(called[one.upstream], called[one.downstream]) for one in reach.edges()} == {
        ("model:a@1", "model:b@1"),
        ("model:a@1", "model:c@1"),
    }


@given(namings, st.lists(links, max_size=12))
def test_every_path_runs_along_the_edges(start: Naming, some: list[Link]) -> None:
    reach = Reach(Graph((start,), some), [start])
    edges = {(one.upstream, one.downstream) for one in reach.edges()}
    for one in reach.reached():
        assert len(one.places) == len(one.path) > one.steps
        assert set(pairwise(one.places)) <= edges


def test_a_real_graph_of_four_hundred_thousand_links_is_walked_whole(reference_data: Path) -> None:
    known: dict[str, Naming] = {}
    some = []
    with gzip.open(reference_data / "graph" / "debian_bookworm_edges.tsv.gz", "rt", encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            ends = [
                known.setdefault(name, Naming(type=ComponentType.PACKAGE, name=name)) for name in line.split("\t")[:2]
            ]
            some.append(Link(upstream=ends[0], downstream=ends[1], relation=Relation.DEPENDS_ON, source="index"))
    reach = Reach(Graph((), some), [known["deb:libc6"]])
    farthest = max(one.steps for one in reach.reached())
    assert (len(some), len(reach), farthest) == (405_323, 63_634, 13)


def test_a_real_lineage_of_models_has_its_known_descendants(reference_data: Path) -> None:
    lines = (reference_data / "graph" / "hf_lineage_dev.tsv").read_text("utf-8").splitlines()[1:]
    pairs = [line.split("\t") for line in lines]
    some = [
        Link(
            upstream=Naming(type=ComponentType.MODEL, name=base),
            downstream=Naming(type=ComponentType.MODEL, name=derived),
            relation=Relation.DERIVED_FROM,
            source="hub",
        )
        for base, derived, *_ in pairs
    ]
    graph = Graph((), some)
    for base in {pair[0] for pair in pairs[:200]}:
        begin = Naming(type=ComponentType.MODEL, name=base)
        expected, waiting = {base}, [base]
        while waiting:
            here = waiting.pop()
            for other in {pair[1] for pair in pairs if pair[0] == here} - expected:
                expected.add(other)
                waiting.append(other)
        found = {one.naming.name for one in Reach(graph, [begin]).reached()} | {base}
        assert found == expected
    assert replace(some[0], source="x").upstream in graph
