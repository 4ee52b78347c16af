"""Merkle trees of RFC 9162: roots, right edges, proofs.

Source: RFC 9162 "Certificate Transparency Version 2.0", December 2021, section 2.1; the same tree as RFC 6962.
A *subtree* of height h and index i is complete: the 2**h leaves from i * 2**h on. Only roots of complete subtrees
whose height is a multiple of eight are worth storing: *level* 1 holds 256 leaves a node, level 2 holds 65,536.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from itertools import islice

from msgspec import Struct

from tocsin.ledger.fault import Malformed, ProofError

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()
STEP = 8  # heights from one stored level to the next: C2SP tlog-tiles uses the same 256 hashes a tile
BLOCK = 1 << STEP

Subtree = Callable[[int, int], bytes]  # (height, index) to the root of that complete subtree
Fetch = Callable[[int, int, int], Sequence[bytes]]  # (level, start, end) to stored roots; level 0 are the leaf hashes


class Node(Struct, frozen=True):
    """The root of a complete subtree that is worth storing."""

    level: int  # 1 = 256 leaves, 2 = 65,536 leaves
    index: int
    hash: bytes


def leaf_hash(data: bytes) -> bytes:
    """SHA-256(0x00 || data)."""
    return sha256(b"\x00" + data).digest()


def leaf_hashes(entries: Iterable[bytes]) -> list[bytes]:
    """The leaf hash of every entry, in order."""
    return [sha256(b"\x00" + entry).digest() for entry in entries]


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right)."""
    return sha256(b"\x01" + left + right).digest()


class Edge(Struct, frozen=True):
    """The right edge of a tree: all that is needed to append to it and to know its root.

    `roots` are the complete subtrees that make up the tree, largest first: one for each binary 1 of `size`.
    """

    size: int = 0
    roots: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or self.size.bit_count() != len(self.roots):
            raise Malformed(f"right edge: {len(self.roots)} subtree roots do not make a tree of {self.size} leaves")
        _check_lengths(self.roots, "right edge")

    def append(self, leaf: bytes) -> "Edge":
        """The edge after one more leaf hash."""
        return completed(self, (leaf,))[0]

    def extend(self, leaves: Iterable[bytes]) -> "Edge":
        """The edge after these leaf hashes."""
        return completed(self, leaves)[0]

    def root(self) -> bytes:
        """The root of the whole tree; of the empty tree, SHA-256 of nothing."""
        return _join(self.roots) if self.roots else EMPTY_ROOT

    def to_bytes(self) -> bytes:
        """The size as eight bytes, big-endian, then the roots."""
        return self.size.to_bytes(8, "big") + b"".join(self.roots)

    @classmethod
    def from_bytes(cls, raw: bytes) -> "Edge":
        """What `to_bytes` wrote; anything else is Malformed."""
        if len(raw) % HASH_BYTES != 8:
            raise Malformed(f"right edge: {len(raw)} bytes are not a size and whole hashes")
        roots = tuple(raw[start : start + HASH_BYTES] for start in range(8, len(raw), HASH_BYTES))
        return cls(int.from_bytes(raw[:8], "big"), roots)


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over these leaf hashes."""
    return Edge().extend(leaves).root()


def completed(edge: Edge, leaves: Iterable[bytes]) -> tuple[Edge, tuple[Node, ...]]:
    """The edge after these leaf hashes, and the nodes worth storing that came into being on the way, in order."""
    size, roots, born = edge.size, list(edge.roots), list[Node]()
    rest = iter(leaves)
    while block := list(islice(rest, BLOCK - size % BLOCK)):
        _check_lengths(block, f"leaves from {size} on")
        if len(block) == BLOCK:
            _push(roots, born, size, _fold(block), STEP)
            size += BLOCK
            continue
        for leaf in block:
            _push(roots, born, size, leaf, 0)
            size += 1
    return Edge(size, tuple(roots)), tuple(born)


def from_stored(fetch: Fetch) -> Subtree:
    """Subtree roots from stored nodes and leaf hashes: at most 128 of one level are asked for at once.

    `fetch(level, start, end)` yields the stored roots of that level from `start` up to, not including, `end`.
    """

    def subtree(height: int, index: int) -> bytes:
        level, rest = divmod(height, STEP)
        start, end = index << rest, (index + 1) << rest
        nodes = fetch(level, start, end)
        if len(nodes) != end - start:
            raise ProofError(f"level {level}: {len(nodes)} nodes from {start} to {end}, expected {end - start}")
        _check_lengths(nodes, f"level {level}, nodes from {start} on")
        return _fold(nodes)

    return subtree


def inclusion_proof(index: int, size: int, subtree: Subtree) -> tuple[bytes, ...]:
    """The path from leaf `index` to the root of the tree of `size` leaves, the leaf's sibling first.

    Source: RFC 9162 section 2.1.3.1.
    """
    if not 0 <= index < size:
        raise ProofError(f"no leaf {index} in a tree of {size} leaves")
    path, start, end = list[bytes](), 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_range_root(middle, end, subtree))
            end = middle
        else:
            path.append(_range_root(start, middle, subtree))
            start = middle
    return tuple(reversed(path))


def consistency_proof(old: int, new: int, subtree: Subtree) -> tuple[bytes, ...]:
    """The proof that the first `old` of `new` leaves are the tree of `old` leaves.

    An old size of 0 is refused: every tree is consistent with the empty one, so such a proof would say nothing.
    Source: RFC 9162 section 2.1.4.1.
    """
    if not 0 < old <= new:
        raise ProofError(f"no consistency proof from {old} to {new} leaves: expected 0 < old <= new")
    path, start, end = list[bytes](), 0, new
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            path.append(_range_root(middle, end, subtree))
            end = middle
        else:
            path.append(_range_root(start, middle, subtree))
            start = middle
    if start:  # the verifier does not know this subtree as its own old root
        path.append(_range_root(start, end, subtree))
    return tuple(reversed(path))


def verify_inclusion(leaf: bytes, *, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """ProofError unless the leaf hash stands at `index` of the tree of `size` leaves with that root.

    Source: RFC 9162 section 2.1.3.2.
    """
    if not 0 <= index < size:
        raise ProofError(f"inclusion: no leaf {index} in a tree of {size} leaves")
    _check_lengths((leaf, root, *proof), "inclusion")
    seen, first, last = leaf, index, size - 1
    for step in proof:
        if last == 0:
            raise ProofError(f"inclusion of leaf {index}: the proof is too long")
        if first & 1 or first == last:
            seen = node_hash(step, seen)
            while first and not first & 1:
                first, last = first >> 1, last >> 1
        else:
            seen = node_hash(seen, step)
        first, last = first >> 1, last >> 1
    if last != 0:
        raise ProofError(f"inclusion of leaf {index}: the proof is too short")
    if seen != root:
        raise ProofError(f"inclusion of leaf {index}: the path does not lead to the root of {size} leaves")


def verify_consistency(*, old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> None:
    """ProofError unless the tree of `new` leaves begins with the whole tree of `old` leaves.

    An old size of 0 is refused, as the proof functions of transparency-dev/merkle do: it would prove nothing.
    Source: RFC 9162 section 2.1.4.2.
    """
    if not 0 < old <= new:
        raise ProofError(f"consistency: sizes {old} and {new}, expected 0 < old <= new")
    _check_lengths((old_root, new_root, *proof), "consistency")
    if old == new:
        if proof or old_root != new_root:
            raise ProofError(f"consistency: two trees of {old} leaves with different roots, or a needless proof")
        return
    path = [old_root, *proof] if old.bit_count() == 1 else list(proof)
    if not path:
        raise ProofError("consistency: the proof is empty")
    first, last = old - 1, new - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    seen_old = seen_new = path[0]
    for step in path[1:]:
        if last == 0:
            raise ProofError("consistency: the proof is too long")
        if first & 1 or first == last:
            seen_old, seen_new = node_hash(step, seen_old), node_hash(step, seen_new)
            while first and not first & 1:
                first, last = first >> 1, last >> 1
        else:
            seen_new = node_hash(seen_new, step)
        first, last = first >> 1, last >> 1
    if last != 0:
        raise ProofError("consistency: the proof is too short")
    if seen_old != old_root or seen_new != new_root:
        raise ProofError(f"consistency: the tree of {new} leaves does not begin with the tree of {old} leaves")


def _push(roots: list[bytes], born: list[Node], size: int, node: bytes, height: int) -> None:
    """Put a complete subtree behind `size` leaves, joining equals as they meet, as a binary counter carries."""
    while True:
        if height and height % STEP == 0:
            born.append(Node(height // STEP, size >> height, node))
        if not size >> height & 1:
            break
        node = node_hash(roots.pop(), node)
        height += 1
    roots.append(node)


def _fold(nodes: Sequence[bytes]) -> bytes:
    """The root over a power of two of equal subtrees. The loop of the whole ledger: written for speed."""
    while len(nodes) > 1:
        each = iter(nodes)
        nodes = [sha256(b"\x01" + left + right).digest() for left, right in zip(each, each, strict=True)]
    return nodes[0]


def _join(roots: Sequence[bytes]) -> bytes:
    """One root over subtrees of falling size."""
    whole = roots[-1]
    for root in reversed(roots[:-1]):
        whole = node_hash(root, whole)
    return whole


def _range_root(start: int, end: int, subtree: Subtree) -> bytes:
    """The root over the leaves from `start` up to `end`, a range that the splitting of a tree comes upon."""
    roots = []
    while start < end:
        height = (end - start).bit_length() - 1
        roots.append(subtree(height, start >> height))
        start += 1 << height
    return _join(roots)


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def _check_lengths(hashes: Sequence[bytes], what: str) -> None:
    """A hash of another length would let two different trees share a root."""
    if not set(map(len, hashes)) <= {HASH_BYTES}:
        raise Malformed(f"{what}: every hash has {HASH_BYTES} bytes")
