"""Guards: bytes that no match of a rule can do without.

They are looked for first, and the exact pattern is run only around them.

A guard is a pattern over UTF-8 bytes, derived from the tree of the exact regular expression: look-arounds fall away,
what may be absent at either end is cut off, signs outside ASCII are told by their bytes or not at all. Wherever the
exact pattern matches, its guard does, and the guard says how far from its end such a match can begin and end.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from math import log2

from msgspec import Struct

from tocsin.rules.trigger.tree import (
    ALL,
    WIDEST,
    Branch,
    LineStart,
    Look,
    Node,
    Repeat,
    Same,
    Signs,
    fewest_signs,
    looks_beyond,
    most_signs,
    read,
    widest,
)

ENOUGH = 60  # bits of surprise: a longer guard fires no less often
SAID = 8  # bits of a guard that is left as it is where what follows tells hardly more
HARDLY = 3
CHOICE = 4  # alternatives: a guard may begin with them, whatever stands before
LIST = 12  # alternatives: a list of words, whose first letters do, for an engine takes long to be made of the rest
LISTED, WORD = 14, 22  # bits of a list, and of a word in it
GAP = 2.5  # bits by which a guard with a stretch of nearly any signs in it has to be rarer than one without
GAP_OF = 48  # signs of ASCII
LEAST_BITS = 0.4  # of any sign: runs of one sort are rarer than their signs
MOST_SHOWN = 11_900  # signs of one guard where less tells enough: beyond that an engine refuses some
MOST_REPEATS = 24  # in one guard: each multiplies what an engine has to keep apart
# A fixed number of times costs an engine that keeps states no more than the signs written out.
_LOOPED, _REPEATED = re.compile(r"\{(?!0,1\})\d+,|[*+]"), re.compile(r"\{(?!0,1\})|[*+]")
MOST_COUNTED = 8  # of a bounded repeat; a longer one is matched as one without bound, which costs an engine less
MOST_AT_END = 40  # of a repeat at the end of a guard that is counted all the same
# How often a byte stands in prose and logs, roughly: it only decides which of two patterns is tried.
_OFTEN = {
    **dict.fromkeys(b"abcdefghijklmnopqrstuvwxyz", 0.022),
    **dict.fromkeys(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", 0.004),
    **dict.fromkeys(b"0123456789", 0.04),
    **dict.fromkeys(b'./-_:,="\n', 0.012),
    **dict.fromkeys(b" ", 0.13),
}
_SELDOM, _OFTEN_WIDE = 0.002, 0.03
_LETTERS = re.compile(r"(?:\(\?i:[a-z]+\))+(?![{*+?])")
_BEYOND = r"\x80-\xff"  # the bytes of signs outside ASCII


class Guard(Struct, frozen=True, kw_only=True):
    """A byte pattern and its surroundings, in signs: where a match of the rule can begin and end, seen from its end."""

    pattern: str  # one byte a sign (latin-1)
    before: int
    after: int
    bits: float  # how surprising it is to meet it


@lru_cache(maxsize=1024)
def guard(regex: str, *, crosses_lines: bool = False, for_states: bool = True) -> Guard | None:
    """The guard of a pattern as `re.MULTILINE` reads it; None where it tells nothing.

    For an engine that keeps states a long repeat is written as one without bound, and what stands before a match is
    told; for one that goes back over what it has seen (`re`) a repeat keeps its bound, and the guard begins with a sign
    that can be skipped to.
    """
    nodes = read(regex, re.MULTILINE)
    beyond = reach(regex)
    never = frozenset() if crosses_lines else frozenset({10})
    writer = _Writer(MOST_COUNTED if for_states else WIDEST, never)
    begins = [(row, first) for row in _rows(nodes) for first in _begins(row, for_states=for_states)]
    guards = [each for row, first in begins if (each := _guard(row, first, beyond, writer)) is not None]
    return max(guards, key=lambda each: each.bits, default=None)


def reach(regex: str) -> int:
    """How many signs a match of a pattern, as `re.MULTILINE` reads it, and what it looks at beyond has at most."""
    nodes = read(regex, re.MULTILINE)
    return min(WIDEST, widest(nodes) + 1 + looks_beyond(nodes))


@lru_cache(maxsize=1024)
def surprise(trigger: str) -> float:
    """How surprising it is, in bits, to meet a trigger."""
    nodes = read(trigger, re.IGNORECASE | re.ASCII)
    return _Writer(MOST_COUNTED, frozenset()).shown(nodes, head=True, tail=True)[2]


def _rows(nodes: tuple[Node, ...]) -> Iterator[tuple[Node, ...]]:
    """Rows that a match begins with: the whole, and up to what must stand ahead, which is as good as matched."""
    yield nodes
    for place, node in enumerate(nodes):
        match node:
            case Look(True, False, inner):
                yield (*nodes[:place], *inner)


def _shortest(node: Node) -> int:
    """How far the last node of a guard reaches: what repeats stands there as often as it must."""
    match node:
        case Repeat(least, _, (Signs(),)):
            return least
    return most_signs(node)


def _begins(nodes: tuple[Node, ...], *, for_states: bool) -> list[int]:
    """Where a guard can begin: with the row, behind each stretch of nearly any signs, and with a choice of several.

    An engine that goes back over what it has seen has no use for the last: it skips to no first sign of a choice.
    """
    behind = {place + 1 for place, node in enumerate(nodes[:-1]) if _is_gap(node)}
    choices = {place for place, node in enumerate(nodes) if isinstance(node, Branch) and len(node.rows) > CHOICE}
    return sorted({0} | behind | (choices if for_states else set()))


def _is_gap(node: Node) -> bool:
    match node:
        case Repeat(_, most, (Signs(ascii_, _, ()),)):
            return most > MOST_COUNTED and len(ascii_) > GAP_OF
        case Repeat(_, _, nodes):
            return any(map(_is_gap, nodes))
    return False


def _guard(nodes: tuple[Node, ...], first: int, reach: int, writer: "_Writer") -> Guard | None:
    if not any(map(fewest_signs, nodes[first:])):
        return None
    shown, last, bits = writer.shown(nodes[first:], head=True, tail=True, edge=writer.tells_edges, cut=True)
    bits -= GAP * sum(map(_is_gap, nodes[first : first + last]))
    before = widest(nodes[: first + last]) + _shortest(nodes[first + last]) + reach - widest(nodes)
    return Guard(pattern=shown, before=min(WIDEST, before), after=reach, bits=bits)


class _Writer:
    """Writes nodes as a pattern over bytes."""

    def __init__(self, most_counted: int, never: frozenset[int]) -> None:
        self._most_counted = most_counted
        self.tells_edges = most_counted < WIDEST
        self._never = never  # what cannot stand in a match
        self._written: dict[tuple[int, bool, bool, bool], tuple[Node, tuple[str, float]]] = {}

    def shown(
        self,
        nodes: Sequence[Node],
        *,
        head: bool,
        tail: bool,
        edge: bool = True,
        cut: bool = False,
        enough: float = ENOUGH,
    ) -> tuple[str, int, float]:
        """A row as a pattern over bytes, the last node that is shown, and its bits.

        At the head and the tail of a guard what may be absent is left out, and what repeats stands as often as it must;
        a guard that is rare enough is cut off there. At its edge it may begin with what stands before a match.
        """
        must = [place for place, node in enumerate(nodes) if fewest_signs(node)]
        if not must:
            return ("", len(nodes) - 1, 0.0) if head or tail else (self._row(nodes), len(nodes) - 1, 0.0)
        first = must[0] if head else 0
        final = must[-1] if tail else len(nodes) - 1
        text, bits = self._boundary(nodes, first) if head and edge else ("", 0.0)
        edge, head = edge and not text, head and not text  # right behind its edge a guard leaves nothing out
        ends: list[tuple[str, int, float]] = []
        for place in range(first, final + 1):
            is_first = head and place == first
            if tail and place in must:
                one, more = self._one(_narrowed(nodes, place), head=is_first, tail=True, edge=edge)
                ends.append((_joined(text + one), place, bits + more))
            one, more = self._one(_narrowed(nodes, place), head=is_first, tail=False, edge=edge)
            text, bits = _joined(text + one), bits + more
        if not tail:
            return text, final, bits
        if not cut:
            return next((end for end in ends if end[2] >= enough), ends[-1])
        repeats = _LOOPED if self.tells_edges else _REPEATED
        ends = [end for end in ends if len(repeats.findall(end[0])) <= MOST_REPEATS] or ends[:1]
        ends = [end for end in ends if len(end[0]) <= MOST_SHOWN] or ends[:1]
        rarest = min(ENOUGH, ends[-1][2])
        for end in ends:
            if _is_list(nodes[end[1]]) and end[2] >= LISTED:
                return end
        gap = max((place for place, node in enumerate(nodes[:final]) if _is_gap(node)), default=0)
        return next(end for end in ends if end[2] >= rarest - (HARDLY if end[2] >= SAID and end[1] < gap else 0))

    def _row(self, nodes: Sequence[Node]) -> str:
        texts = (self._one(_narrowed(nodes, place), head=False, tail=False)[0] for place in range(len(nodes)))
        return _joined("".join(texts))

    def _boundary(self, nodes: Sequence[Node], first: int) -> tuple[str, float]:
        """What stands before the first node that is shown, where a look back right before it says so, and its bits."""
        beside: list[Node] = []
        for node in reversed(nodes[:first]):
            if not isinstance(node, Look | LineStart):
                break  # something that may be absent stands between
            beside.append(node)
        for node in beside:
            match node:
                case LineStart():
                    return "^", 5.0
                case Look(False, True, (Signs(ascii_, _, ()),)):
                    return f"(?:^|{_set(ALL - ascii_, wide=True)})", 0.0
                case Look(False, False, behind) if all(isinstance(one, Signs) for one in behind):
                    return self._row(behind), sum(self._one(one, head=False, tail=False)[1] for one in behind)
        return "", 0.0

    def _one(self, node: Node, *, head: bool, tail: bool, edge: bool = False) -> tuple[str, float]:
        """A node as a pattern over bytes, and its bits; worked out once for each place that it can stand in."""
        asked = id(node), head, tail, edge
        known = self._written.get(asked)
        if known is None:  # the node is kept with what is known of it, or another could come to its number
            known = self._written[asked] = node, self._worked_out(node, head=head, tail=tail, edge=edge)
        return known[1]

    def _worked_out(self, node: Node, *, head: bool, tail: bool, edge: bool) -> tuple[str, float]:
        match node:
            case Signs():
                return self._times(node, 1, 1, tail=tail), _bits(node)
            case Repeat(least, most, (Signs() as each,)):
                return self._times(each, least, least if head or tail else most, tail=tail), least * _bits(each)
            case Repeat(least, most, nodes):
                if least == 1 and (head or tail):
                    text, _, bits = self.shown(nodes, head=head, tail=tail, edge=edge)
                    return text, bits
                text, _, bits = self.shown(nodes, head=False, tail=False)
                return f"(?:{text}){self._counted(least, least if head or tail else most)}", least * bits
            case Branch(rows):
                enough = WORD if _is_list(node) else ENOUGH
                shown = [self.shown(row, head=head, tail=tail, edge=edge, enough=enough) for row in rows]
                texts = dict.fromkeys(text for text, _, _ in shown)
                rare = -log2(min(1.0, sum(2.0**-bits for _, _, bits in shown)))
                return _either(texts), rare
            case Same():
                return r"[\x00-\xff]*", 0.0
        return "", 0.0

    def _times(self, signs: Signs, least: int, most: int, *, tail: bool) -> str:
        if len(signs.spelled) == 1 and not signs.ascii and least == most == 1:
            return "".join(f"\\x{byte:02x}" for byte in signs.spelled[0])
        if signs.spelled:
            some = [re.escape(chr(byte)) for byte in sorted(signs.ascii)]
            some += ["".join(f"\\x{byte:02x}" for byte in one) for one in signs.spelled]
            return f"(?:{'|'.join(some)}){self._counted(least, most)}"
        shown = _set(signs.ascii - self._never or signs.ascii, wide=signs.wide)
        fewest = least if signs.ascii else 2 * least
        if tail and 1 < fewest <= MOST_AT_END:
            return f"{shown}{{{fewest}}}"  # once, and not again with every sign that follows
        if not signs.wide:
            return shown + self._counted(least, most)
        return shown + self._counted(fewest, fewest if tail else 4 * most)  # a sign has at most four bytes in UTF-8

    def _counted(self, least: int, most: int) -> str:
        if (least, most) == (1, 1):
            return ""
        if most > self._most_counted:
            return f"{{{least},}}" if least > 1 else "*" if not least else "+"
        return f"{{{least}}}" if least == most else f"{{{least},{most}}}"


def _narrowed(nodes: Sequence[Node], place: int) -> Node:
    """A node without the signs that a denying look right before it takes out."""
    node, before = nodes[place], nodes[place - 1] if place else None
    match before, node:
        case Look(True, True, (Signs() as denied,)), Signs(ascii_, wide, ()):
            return Signs(ascii_ - denied.ascii, wide)
        case Look(True, True, (Signs() as no,)), Repeat(least, most, (Signs(ascii_, wide, ()) as each,)) if least:
            first = Signs(ascii_ - no.ascii, wide)
            return Repeat(1, 1, (first, Repeat(least - 1, most - 1, (each,))))
    return node


def _is_list(node: Node) -> bool:
    return isinstance(node, Branch) and len(node.rows) > LIST


def _set(some: frozenset[int], *, wide: bool) -> str:
    """A class of bytes."""
    if len(some) == 1 and not wide:
        return re.escape(chr(next(iter(some))))
    if len(some) == 2 and not wide and len({chr(byte).lower() for byte in some}) == 1:
        return f"(?i:{chr(max(some))})"
    ranges: list[list[int]] = []
    for byte in sorted(some):
        if ranges and byte == ranges[-1][1] + 1:
            ranges[-1][1] = byte
        else:
            ranges.append([byte, byte])
    shown = "".join(_byte(low) + (f"-{_byte(high)}" if high > low else "") for low, high in ranges)
    return f"[{shown}{_BEYOND if wide else ''}]"


def _joined(text: str) -> str:
    """A row with neighbouring letters of either case under one sign for that, which an engine reads as a word."""
    return _LETTERS.sub(lambda letters: f"(?i:{letters[0].replace('(?i:', '').replace(')', '')})", text)


def _either(texts: Collection[str]) -> str:
    """Any of several rows."""
    if all(_LETTERS.fullmatch(text) for text in texts):
        return f"(?i:{'|'.join(text[4:-1] for text in texts)})"
    return f"(?:{'|'.join(texts)})"


def _byte(byte: int) -> str:
    return chr(byte) if chr(byte).isalnum() else f"\\x{byte:02x}"


def _bits(signs: Signs) -> float:
    often = sum(_OFTEN.get(byte, _SELDOM) for byte in signs.ascii) + _SELDOM * len(signs.spelled)
    return max(LEAST_BITS, -log2(min(1.0, often + (_OFTEN_WIDE if signs.wide else 0))))
