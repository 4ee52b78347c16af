"""Where boxes and lines of a supply-chain picture stand, left to right.

Pure: nodes and links go in, places come out; the template draws them. What does not fit is counted, never squeezed in.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import StrEnum
from unicodedata import category, east_asian_width

from msgspec import Struct

from tocsin.vocab.visible import one_line

MOST_BOXES = 40  # more are no picture that anybody reads
MOST_IN_LAYER = 14
MOST_LAYERS = 8
WIDTH, HEIGHT = 203, 50  # of a box
ACROSS, DOWN, EDGE = 40, 12, 8  # between layers, between the boxes of a layer, around the picture
INSET = 10  # of a text from the side of its box
BASELINES = 20, 39  # of the two texts, from the top of a box
_SIGN, _CAPITAL, _BROAD = 7.3, 9.2, 13.5  # how wide signs of 13 px are drawn; broad: m, W, what stands in a square
_TITLE_SIGNS = 200


class Tone(StrEnum):
    """How a box is coloured; its second line says the same in words."""

    HIT = "hit"
    BAD = "bad"
    WARN = "warn"
    GOOD = "good"
    TOLD = "told"
    OPEN = "open"
    PLAIN = "plain"


class Node(Struct, frozen=True, kw_only=True):
    """What is to be drawn: `first` are drawn before others where not all fit."""

    key: str
    layer: int
    label: str
    word: str
    tone: Tone = Tone.PLAIN
    is_party: bool = False
    first: bool = False


class Link(Struct, frozen=True, kw_only=True):
    """One line from left to right."""

    source: str
    target: str


class Box(Struct, frozen=True, kw_only=True):
    """A node in its place; `label` and `word` are cut to its width, `title` is what a pointer shows."""

    key: str
    x: int
    y: int
    label: str
    word: str
    title: str
    tone: Tone
    is_party: bool


class Line(Struct, frozen=True, kw_only=True):
    """A line between the sides of two boxes, as the path of SVG 2, section 9.3."""

    path: str


class Picture(Struct, frozen=True, kw_only=True):
    """Everything in its place; `left_out` nodes did not fit."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    left_out: int


def picture(nodes: Sequence[Node], links: Sequence[Link]) -> Picture:
    """The picture of a graph: a column for each layer, nothing over anything else."""
    known = {node.key: node for node in nodes}
    before: dict[str, list[str]] = defaultdict(list)
    for link in links:
        if link.source in known and link.target in known and known[link.source].layer < known[link.target].layer:
            before[link.target].append(link.source)
    drawn = _chosen(known, before)
    tops = _tops([node for node in known.values() if node.key in drawn], before)
    columns = {layer: place for place, layer in enumerate(sorted({known[key].layer for key in drawn}))}
    boxes = {key: _box(known[key], columns[known[key].layer], top) for key, top in tops.items()}
    pairs = dict.fromkeys((source, target) for target in tops for source in before[target] if source in tops)
    return Picture(
        width=2 * EDGE + len(columns) * (WIDTH + ACROSS) - (ACROSS if columns else 0),
        height=2 * EDGE + max((box.y + HEIGHT - EDGE for box in boxes.values()), default=0),
        boxes=tuple(boxes.values()),
        lines=tuple(_line(boxes[source], boxes[target]) for source, target in pairs),
        left_out=len(known) - len(boxes),
    )


def fit(text: str, pixels: float) -> str:
    """A text on one line, nothing in it hidden; drawn within a width it keeps its ends, for versions stand last."""
    shown = one_line(text[: 4 * _TITLE_SIGNS], _TITLE_SIGNS)
    if _drawn(shown) <= pixels:
        return shown
    cut = len(shown) // 2
    head, tail = shown[:cut], shown[cut:]
    while _drawn(f"{head}…{tail}") > pixels:
        head, tail = (head[:-1], tail) if _drawn(head) > _drawn(tail) else (head, tail[1:])
    return f"{head}…{tail}"


def _chosen(known: dict[str, Node], before: dict[str, list[str]]) -> set[str]:
    """What is drawn: those that come first with one way to each, then the nearest, while there is room."""
    layers: dict[int, int] = defaultdict(int)
    drawn: set[str] = set()
    for node in sorted(known.values(), key=lambda one: (not one.first, one.layer)):
        if len(drawn) >= MOST_BOXES:
            break
        way = [key for key in _way_to(node.key, known, before) if key not in drawn]
        fresh: dict[int, int] = defaultdict(int)
        for key in way:
            fresh[known[key].layer] += 1
        fits = all(layers[layer] + count <= MOST_IN_LAYER for layer, count in fresh.items())
        if fits and len(drawn) + len(way) <= MOST_BOXES and len(layers.keys() | fresh.keys()) <= MOST_LAYERS:
            drawn.update(way)
            for layer, count in fresh.items():
                layers[layer] += count
    return drawn


def _way_to(key: str, known: dict[str, Node], before: dict[str, list[str]]) -> list[str]:
    """One way from the left to a node, itself among it: without it, nobody sees why it stands there."""
    way = [key]
    while before[way[-1]] and len(way) <= MOST_BOXES:
        way.append(max(before[way[-1]], key=lambda one: known[one].layer))
    return way


def _tops(nodes: Iterable[Node], before: dict[str, list[str]]) -> dict[str, int]:
    """The upper side of each box: beside what leads there, below what stands there already."""
    layers: dict[int, list[Node]] = defaultdict(list)
    for node in nodes:
        layers[node.layer].append(node)
    tops: dict[str, int] = {}
    for layer in sorted(layers):
        wanted = {node.key: _wanted(node, before, tops) for node in layers[layer]}
        free = EDGE
        for node in sorted(layers[layer], key=lambda one: (wanted[one.key], one.is_party)):
            tops[node.key] = max(free, wanted[node.key])
            free = tops[node.key] + HEIGHT + DOWN
    return tops


def _wanted(node: Node, before: dict[str, list[str]], tops: dict[str, int]) -> int:
    found = [tops[key] for key in before[node.key] if key in tops]
    return sum(found) // len(found) if found else EDGE


def _box(node: Node, column: int, top: int) -> Box:
    room = WIDTH - 2 * INSET
    return Box(
        key=node.key,
        x=EDGE + column * (WIDTH + ACROSS),
        y=top,
        label=fit(node.label, room),
        word=fit(node.word, room),
        title=one_line(f"{node.label[:_TITLE_SIGNS]}: {node.word}", 2 * _TITLE_SIGNS),
        tone=node.tone,
        is_party=node.is_party,
    )


def _line(source: Box, target: Box) -> Line:
    x, y, to, at = source.x + WIDTH, source.y + HEIGHT // 2, target.x, target.y + HEIGHT // 2
    bend = ACROSS // 2
    return Line(path=f"M{x} {y}C{x + bend} {y} {to - bend} {at} {to} {at}")


def _drawn(text: str) -> float:
    return sum(map(_width_of, text))


def _width_of(sign: str) -> float:
    """How wide a sign is drawn at most; a mark that stands on the sign before it still counts."""
    if sign in "mwMW@%…⟨⟩" or east_asian_width(sign) in "WFA" or category(sign) in {"So", "Sk"}:
        return _BROAD
    return _CAPITAL if sign.isupper() else _SIGN
