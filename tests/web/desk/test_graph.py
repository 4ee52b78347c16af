"""The picture of a graph: nothing over anything else, nothing hostile in it, and quick with many."""

import time
from collections import Counter
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from tocsin.vocab.visible import visible
from tocsin.web.desk import graph
from tocsin.web.desk.graph import Box, Link, Node, Picture, Tone, fit, picture

ROOM = graph.WIDTH - 2 * graph.INSET
HOSTILE = "</text><script>alert(1)</script>\u202e\u200b\nmodel" + "W" * 5_000


def node(key: str, layer: int, **more: object) -> Node:
    return Node(**({"key": key, "layer": layer, "label": key, "word": "1 step away"} | more))  # type: ignore[arg-type]  # as said


def do_overlap(one: Box, other: Box) -> bool:
    """Whether the two rectangles share a point."""
    return abs(one.x - other.x) < graph.WIDTH and abs(one.y - other.y) < graph.HEIGHT


def is_sound(made: Picture) -> bool:
    """No two boxes overlap, all of them are within the picture, and each text is within its box."""
    apart = not any(do_overlap(one, other) for one, other in combinations(made.boxes, 2))
    within = all(
        0 <= box.x <= made.width - graph.WIDTH and 0 <= box.y <= made.height - graph.HEIGHT for box in made.boxes
    )
    short = all(graph._drawn(text) <= ROOM for box in made.boxes for text in (box.label, box.word))
    columns = Counter(box.x for box in made.boxes)
    few = len(made.boxes) <= graph.MOST_BOXES and max(columns.values(), default=0) <= graph.MOST_IN_LAYER
    return apart and within and short and few and len(columns) <= graph.MOST_LAYERS


nodes_and_links = st.lists(st.tuples(st.integers(0, 12), st.text(max_size=60), st.booleans()), max_size=90).flatmap(
    lambda said: st.tuples(
        st.just(
            [node(str(place), layer, label=label, first=first) for place, (layer, label, first) in enumerate(said)]
        ),
        st.lists(st.tuples(st.integers(0, 95), st.integers(0, 95)), max_size=150),
    )
)


@given(nodes_and_links)
def test_no_two_labels_overlap_and_what_is_left_out_is_counted(said: tuple[list[Node], list[tuple[int, int]]]) -> None:
    nodes, pairs = said
    made = picture(nodes, [Link(source=str(one), target=str(other)) for one, other in pairs])
    assert is_sound(made)
    assert len(made.boxes) + made.left_out == len(nodes)
    assert {box.key for box in made.boxes} <= {one.key for one in nodes}


@given(nodes_and_links)
def test_whoever_is_drawn_is_drawn_with_a_way_to_them(said: tuple[list[Node], list[tuple[int, int]]]) -> None:
    nodes, pairs = said
    layer = {one.key: one.layer for one in nodes}
    forward = {
        (str(one), str(other))
        for one, other in pairs
        if str(one) in layer and str(other) in layer and layer[str(one)] < layer[str(other)]
    }
    drawn = {box.key for box in picture(nodes, [Link(source=one, target=other) for one, other in forward]).boxes}
    for key in drawn:
        before = {one for one, other in forward if other == key}
        assert not before or before & drawn


@given(st.text(max_size=400), st.integers(40, 400))
def test_a_text_is_one_visible_line_that_fits(text: str, pixels: int) -> None:
    shown = fit(text, pixels)
    assert graph._drawn(shown) <= pixels + 1e-6  # widths are added up in another order
    assert "\n" not in shown
    assert visible(shown) == shown


def test_a_text_that_is_cut_keeps_its_version() -> None:
    shown = fit("pkg:npm/a-very-long-name-of-a-package-for-tests@1.82.7", 180)
    assert shown.startswith("pkg:npm/")
    assert shown.endswith("@1.82.7")


def test_a_chain_goes_from_left_to_right() -> None:
    made = picture(
        [node("c", 2), node("a", 0), node("b", 1)], [Link(source="a", target="b"), Link(source="b", target="c")]
    )
    assert [box.key for box in sorted(made.boxes, key=lambda box: box.x)] == ["a", "b", "c"]
    assert len(made.lines) == 2
    assert len({box.y for box in made.boxes}) == 1


def test_a_link_that_leads_back_or_nowhere_is_no_line() -> None:
    links = [Link(source="b", target="a"), Link(source="a", target="a"), Link(source="a", target="elsewhere")]
    made = picture([node("a", 0), node("b", 1)], links)
    assert made.lines == ()


def test_who_comes_first_is_drawn_with_the_way_there_though_hundreds_stand_nearer() -> None:
    chain = [node(f"c{place}", place) for place in range(6)]
    crowd = [node(f"x{place}", 1) for place in range(500)]
    party = node("party", 6, first=True, is_party=True, tone=Tone.WARN)
    links = [Link(source=f"c{one}", target=f"c{other}") for one, other in pairwise(range(6))]
    made = picture([*crowd, *chain, party], [*links, Link(source="c5", target="party")])
    assert {"party", *(f"c{place}" for place in range(6))} <= {box.key for box in made.boxes}
    assert is_sound(made)


def test_nothing_at_all_is_an_empty_picture() -> None:
    assert picture([], []).boxes == ()


def test_a_hostile_name_is_cut_and_hides_nothing() -> None:
    (box,) = picture([node("x", 0, label=HOSTILE, word=HOSTILE)], []).boxes
    assert graph._drawn(box.label) <= ROOM
    assert "…" in box.label
    assert len(box.title) <= 400
    assert "\u202e" not in box.title + box.label
    assert "\u200b" not in box.title + box.label
    assert "\n" not in box.title + box.label


def test_five_hundred_nodes_are_quick_and_so_are_many_more_in_one_chain() -> None:
    nodes = [node(str(place), place // 50) for place in range(500)]
    links = [Link(source=str(place), target=str(place + step)) for place in range(500) for step in (49, 50, 51)]
    began = time.perf_counter()
    made = picture(nodes, links)
    chain = picture(
        [node(str(place), place) for place in range(5_000)],
        [Link(source=str(place), target=str(place + 1)) for place in range(5_000)],
    )
    assert time.perf_counter() - began < 2  # a tenth of it on a quiet machine
    assert is_sound(made)
    assert is_sound(picture([node(str(place), 0) for place in range(60)], []))
    assert made.left_out == 500 - len(made.boxes)
    assert len(chain.boxes) == graph.MOST_LAYERS
