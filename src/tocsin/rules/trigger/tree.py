"""The tree of a regular expression, as far as a guard is derived from it.

Groups are opened; look-arounds and the beginning of a line are kept; other anchors fall away. Loops over groups are
read as any signs that stand in them. Read from the parser of `re`, which no stub describes.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from re import _parser as parser  # type: ignore[attr-defined, unused-ignore]  # no stubs; CPython 3.11 and later have it
from typing import TypeAlias, cast

from msgspec import Struct

WIDEST = 1 << 30  # signs: as good as without bound
MOST_LOOPED = 8  # of a group that stands a fixed number of times
ALL = frozenset(range(128))
_WORD = frozenset(byte for byte in ALL if chr(byte).isalnum() or byte == 95)
_DIGIT = frozenset(b"0123456789")
_SPACE = frozenset(b"\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f ")
# The signs outside ASCII that have another case, among which those that equal a letter are looked for.
_CASED = "".join(sign for sign in map(chr, range(0x80, 0x2C00)) if sign.lower() != sign or sign.upper() != sign)


class Signs(Struct, frozen=True):
    """One sign of a set: those of ASCII, whether any other can be one, or exactly which (as bytes)."""

    ascii: frozenset[int]
    wide: bool = False
    spelled: tuple[bytes, ...] = ()


class Repeat(Struct, frozen=True):
    """Nodes that stand there `least` to `most` times."""

    least: int
    most: int
    nodes: "tuple[Node, ...]"


class Branch(Struct, frozen=True):
    """One of several rows of nodes."""

    rows: "tuple[tuple[Node, ...], ...]"


class Look(Struct, frozen=True):
    """Nodes that must, or must not, stand before or behind without being part of the match."""

    ahead: bool
    denied: bool
    nodes: "tuple[Node, ...]"


class LineStart(Struct, frozen=True):
    """The beginning of a line."""


class Same(Struct, frozen=True):
    """What an earlier group matched, of at most so many signs."""

    most: int


Node: TypeAlias = Signs | Repeat | Branch | Look | LineStart | Same


Tree: TypeAlias = Sequence[tuple[object, object]]
Groups: TypeAlias = dict[int, tuple[Node, ...]]  # what each numbered group holds


def read(regex: str, flags: int) -> tuple[Node, ...]:
    """The nodes of a pattern."""
    return _nodes(parser.parse(regex, flags), {}, ignores_case=bool(flags & re.IGNORECASE))


def _nodes(tree: Tree, groups: Groups, *, ignores_case: bool) -> tuple[Node, ...]:
    """A row of the parser's tree; groups are opened, anchors other than the beginning of a line fall away."""
    nodes: list[Node] = []
    for kind, held in tree:
        nodes += _node(kind, held, groups, ignores_case)
    return tuple(nodes)


def _node(kind: object, held: object, groups: Groups, ignores_case: bool) -> tuple[Node, ...]:
    match str(kind), held:
        case "LITERAL", int(code):
            return (_literal(code, ignores_case),)
        case "NOT_LITERAL", int(code):
            return (Signs(ALL - _literal(code, ignores_case).ascii, wide=True),)
        case "ANY", _:
            return (Signs(ALL - {10}, wide=True),)
        case "IN", list(members):
            return (_class(members, ignores_case),)
        case "BRANCH", (_, list(rows)):
            return (Branch(tuple(_nodes(row, groups, ignores_case=ignores_case) for row in rows)),)
        case "SUBPATTERN", (number, int(added), int(removed), inner):
            ignores_case = (ignores_case or bool(added & re.IGNORECASE)) and not removed & re.IGNORECASE
            nodes = _nodes(cast("Tree", inner), groups, ignores_case=ignores_case)
            if isinstance(number, int):
                groups[number] = nodes
            return nodes
        case "GROUPREF", int(number):
            return groups[number]  # the same signs again can only be signs that it holds
        case "ATOMIC_GROUP", inner:
            return _nodes(cast("Tree", inner), groups, ignores_case=ignores_case)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT", (int(least), int(most), inner):
            return _repeat(least, min(most, WIDEST), _nodes(cast("Tree", inner), groups, ignores_case=ignores_case))
        case "ASSERT" | "ASSERT_NOT", (way, inner):
            return (
                Look(
                    way == 1, str(kind) == "ASSERT_NOT", _nodes(cast("Tree", inner), groups, ignores_case=ignores_case)
                ),
            )
        case "AT", place:
            return (LineStart(),) if str(place) == "AT_BEGINNING" else ()
    return (Same(WIDEST),)  # a back reference or what else comes: any signs


def _repeat(least: int, most: int, nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """A repeat; of a group the first is read as it is, and the others as any signs, or an engine grows too large."""
    is_loop = most > MOST_LOOPED or least < most > 1
    if not is_loop or (len(nodes) == 1 and isinstance(nodes[0], Signs)):
        return (Repeat(least, most, nodes),)
    first, left = (nodes, 1) if least else ((), 0)
    fewest = (least - left) * sum(map(fewest_signs, nodes))
    return *first, Repeat(fewest, min(WIDEST, (most - left) * widest(nodes)), (_any_of(nodes),))


def _any_of(nodes: Sequence[Node]) -> Signs:
    ascii_, wide = frozenset[int](), False
    for node in nodes:
        match node:
            case Signs(some, beyond, spelled):
                ascii_, wide = ascii_ | some, wide or beyond or bool(spelled)
            case Repeat(_, _, inner):
                ascii_, wide = ascii_ | _any_of(inner).ascii, wide or _any_of(inner).wide
            case Branch(rows):
                for row in rows:
                    ascii_, wide = ascii_ | _any_of(row).ascii, wide or _any_of(row).wide
            case Same():
                ascii_, wide = ALL, True
    return Signs(ascii_, wide)


@lru_cache(maxsize=4096)
def _literal(code: int, ignores_case: bool) -> Signs:
    sign = chr(code)
    if code < 128:
        cases = {sign.lower(), sign.upper()} if ignores_case else {sign}
        return Signs(frozenset(map(ord, cases)))
    if not ignores_case:
        return Signs(frozenset(), spelled=(sign.encode("utf-8", "surrogatepass"),))
    same = {sign, *re.compile(re.escape(sign), re.IGNORECASE).findall(_CASED)}
    alike = frozenset(byte for byte in ALL if re.fullmatch(re.escape(sign), chr(byte), re.IGNORECASE))
    return Signs(alike, spelled=tuple(sorted(one.encode("utf-8", "surrogatepass") for one in same)))


def _class(members: Sequence[tuple[object, object]], ignores_case: bool) -> Signs:
    ascii_, wide, negated = set[int](), False, False
    for kind, held in members:
        match str(kind), held:
            case "NEGATE", _:
                negated = True
            case "LITERAL", int(code):
                ascii_ |= {code} & ALL
                wide = wide or code > 127
            case "RANGE", (int(low), int(high)):
                ascii_ |= ALL & set(range(low, min(high, 127) + 1))
                wide = wide or high > 127
            case "CATEGORY", category:
                some = _category(str(category))
                ascii_ |= some.ascii
                wide = wide or some.wide
    if ignores_case:
        ascii_ |= {ord(case) for byte in ascii_ for case in (chr(byte).lower(), chr(byte).upper())}
    # What a negated set holds outside ASCII is not looked at: any such sign may be in what is left.
    return Signs(ALL - ascii_, wide=True) if negated else Signs(frozenset(ascii_), wide=wide)


def _category(name: str) -> Signs:
    """Digits and spaces of other scripts are read as those of ASCII before rules are run (`rules.unfolding`)."""
    kinds = {"WORD": Signs(_WORD, wide=True), "DIGIT": Signs(_DIGIT), "SPACE": Signs(_SPACE)}
    *_, negated, kind = name.split("_")
    some = kinds.get(kind, Signs(ALL, wide=True))
    return Signs(ALL - some.ascii, wide=True) if negated == "NOT" else some


def fewest_signs(node: Node) -> int:
    """The fewest signs that it matches."""
    match node:
        case Signs():
            return 1
        case Repeat(least, _, nodes):
            return least * sum(map(fewest_signs, nodes))
        case Branch(rows):
            return min(sum(map(fewest_signs, row)) for row in rows)
    return 0


def widest(nodes: Sequence[Node]) -> int:
    """The most signs that a row matches."""
    return min(WIDEST, sum(map(most_signs, nodes)))


def most_signs(node: Node) -> int:
    match node:
        case Signs():
            return 1
        case Repeat(_, most, nodes):
            return min(WIDEST, most * widest(nodes))
        case Branch(rows):
            return max(map(widest, rows))
        case Same(most):
            return most
    return 0


def looks_beyond(nodes: Sequence[Node]) -> int:
    """How far beyond a match the row can look."""
    reach = 0
    for node in nodes:
        match node:
            case Look(_, _, inner):
                reach = max(reach, widest(inner) + looks_beyond(inner))
            case Repeat(_, _, inner):
                reach = max(reach, looks_beyond(inner))
            case Branch(rows):
                reach = max(reach, *map(looks_beyond, rows))
    return min(WIDEST, reach)
