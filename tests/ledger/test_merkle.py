"""RFC 9162 trees: known answers, foreign vectors, and laws over every size and index."""

import json
from base64 import b64decode
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import ParamSpec

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.ledger.fault import Malformed, ProofError
from tocsin.ledger.merkle import (
    EMPTY_ROOT,
    Edge,
    Node,
    Subtree,
    completed,
    consistency_proof,
    from_stored,
    inclusion_proof,
    leaf_hash,
    leaf_hashes,
    node_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)

P = ParamSpec("P")

MANY = 200
LEAVES = leaf_hashes(number.to_bytes(4, "big") for number in range(70_000))


def naive_root(leaves: Sequence[bytes]) -> bytes:
    """The definition of RFC 9162 section 2.1.1, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + naive_root(leaves[:split]) + naive_root(leaves[split:])).digest()


def naive_subtree(leaves: Sequence[bytes]) -> Subtree:
    def subtree(height: int, index: int) -> bytes:
        part = leaves[index << height : (index + 1) << height]
        assert len(part) == 1 << height, "only complete subtrees may be asked for"
        return naive_root(part)

    return subtree


def flipped(value: bytes, bit: int) -> bytes:
    return (int.from_bytes(value, "big") ^ 1 << bit).to_bytes(len(value), "big")


def holds(check: Callable[P, None], *args: P.args, **named: P.kwargs) -> bool:
    try:
        check(*args, **named)
    except ProofError:
        return False
    return True


# The eight leaves and roots of RFC 6962's own test data, as published in certificate-transparency's merkle_tree_test.
RFC6962_LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
RFC6962_ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


def test_leaf_and_node_hashes_are_prefixed() -> None:
    assert leaf_hash(b"") == sha256(b"\x00").digest()
    assert leaf_hash(b"abc") == sha256(b"\x00abc").digest()
    assert leaf_hashes([b"", b"abc"]) == [leaf_hash(b""), leaf_hash(b"abc")]
    assert node_hash(b"l" * 32, b"r" * 32) == sha256(b"\x01" + b"l" * 32 + b"r" * 32).digest()


def test_roots_of_the_published_leaves() -> None:
    data = [bytes.fromhex(leaf) for leaf in RFC6962_LEAVES]
    for size, root in RFC6962_ROOTS.items():
        assert root_of(leaf_hashes(data[:size])).hex() == root


def test_the_empty_tree_has_the_digest_of_nothing() -> None:
    assert root_of([]) == EMPTY_ROOT == Edge().root()
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("size", [*range(1, 70), 255, 256, 257, 511, 512, 513, 1000, 65_535, 65_536, 65_537])
def test_root_equals_the_definition(size: int) -> None:
    assert root_of(LEAVES[:size]) == naive_root(LEAVES[:size])


def test_one_by_one_equals_all_at_once() -> None:
    edge = Edge()
    for size in range(700):
        assert edge.size == size
        assert edge.root() == root_of(LEAVES[:size])
        edge = edge.append(LEAVES[size])


@given(st.lists(st.integers(0, 700), max_size=6))
def test_extending_in_any_pieces_gives_one_edge_and_the_same_nodes(pieces: list[int]) -> None:
    edge, born, start = Edge(), list[Node](), 0
    for piece in pieces:
        edge, new = completed(edge, iter(LEAVES[start : start + piece]))
        born += new
        start += piece
    assert (edge, tuple(born)) == completed(Edge(), LEAVES[:start])
    assert edge.root() == naive_root(LEAVES[:start])


def test_completed_reports_every_node_worth_storing_once() -> None:
    _, born = completed(Edge(), LEAVES[: 65_536 + 600])
    expected = [Node(1, index, naive_root(LEAVES[index * 256 : (index + 1) * 256])) for index in range(258)]
    expected.insert(256, Node(2, 0, naive_root(LEAVES[:65_536])))
    assert list(born) == expected


@given(st.integers(0, 2000))
def test_an_edge_reads_back_what_it_wrote(size: int) -> None:
    edge = Edge().extend(LEAVES[:size])
    assert Edge.from_bytes(edge.to_bytes()) == edge


@pytest.mark.parametrize(
    "raw", [b"", b"\0" * 7, b"\0" * 9, b"\0" * 7 + b"\1", b"\0" * 40, b"\0" * 7 + b"\3" + b"a" * 32]
)
def test_an_edge_of_wrong_bytes_is_refused(raw: bytes) -> None:
    with pytest.raises(Malformed):
        Edge.from_bytes(raw)


@pytest.mark.parametrize("count", [1, 256])
def test_a_leaf_that_is_no_hash_is_refused(count: int) -> None:
    with pytest.raises(Malformed, match="32 bytes"):
        root_of([b"x" * 31] * count)
    with pytest.raises(Malformed):
        Edge(1, (b"short",))


def stored(leaves: Sequence[bytes]) -> Subtree:
    """Subtree roots as the store answers them: leaf hashes, and only the nodes that `completed` reported."""
    rows = {(node.level, node.index): node.hash for node in completed(Edge(), leaves)[1]}

    def fetch(level: int, start: int, end: int) -> list[bytes]:
        assert end - start <= 128, "a proof needs at most half a row of stored nodes at once"
        if level == 0:
            return list(leaves[start:end])
        return [rows[level, index] for index in range(start, end)]

    return from_stored(fetch)


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 300, 512, 700, 66_000])
def test_stored_nodes_give_the_same_proofs_as_all_leaves(size: int) -> None:
    leaves = LEAVES[:size]
    for index in {0, 1, size // 3, size // 2, size - 2, size - 1} & set(range(size)):
        assert inclusion_proof(index, size, stored(leaves)) == inclusion_proof(index, size, naive_subtree(leaves))
        old = index + 1
        assert consistency_proof(old, size, stored(leaves)) == consistency_proof(old, size, naive_subtree(leaves))


def test_missing_or_damaged_stored_nodes_are_noticed() -> None:
    with pytest.raises(ProofError, match="level 0"):
        inclusion_proof(0, 4, from_stored(lambda _level, start, end: LEAVES[start : end - 1]))
    with pytest.raises(Malformed):
        inclusion_proof(0, 4, from_stored(lambda _level, start, end: [b"x"] * (end - start)))


def test_every_leaf_of_every_size_is_proved() -> None:
    for size in range(1, MANY + 1):
        leaves = LEAVES[:size]
        root, subtree = root_of(leaves), from_stored(lambda _level, start, end: LEAVES[start:end])
        for index in range(0, size, 1 if size < 40 else 7):
            proof = inclusion_proof(index, size, subtree)
            verify_inclusion(leaves[index], index=index, size=size, proof=proof, root=root)
            assert len(proof) <= (size - 1).bit_length()


def test_every_pair_of_sizes_is_consistent() -> None:
    subtree = from_stored(lambda _level, start, end: LEAVES[start:end])
    roots = [root_of(LEAVES[:size]) for size in range(MANY + 1)]
    for new in range(1, MANY + 1):
        for old in range(1, new + 1, 1 if new < 40 else 7):
            proof = consistency_proof(old, new, subtree)
            verify_consistency(old=old, new=new, old_root=roots[old], new_root=roots[new], proof=proof)


@given(st.data())
def test_a_flipped_bit_breaks_an_inclusion_proof(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, MANY))
    index = data.draw(st.integers(0, size - 1))
    root = root_of(LEAVES[:size])
    proof = inclusion_proof(index, size, naive_subtree(LEAVES[:size]))
    parts = [LEAVES[index], root, *proof]
    part, bit = data.draw(st.integers(0, len(parts) - 1)), data.draw(st.integers(0, 255))
    parts[part] = flipped(parts[part], bit)
    leaf, root, *steps = parts
    assert not holds(verify_inclusion, leaf, index=index, size=size, proof=steps, root=root)


@given(st.data())
def test_an_inclusion_proof_is_for_one_place_and_one_length(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, MANY))
    index, other = data.draw(st.tuples(st.integers(0, size - 1), st.integers(-1, size)))
    root = root_of(LEAVES[:size])
    proof = inclusion_proof(index, size, naive_subtree(LEAVES[:size]))
    if other != index:
        assert not holds(verify_inclusion, LEAVES[index], index=other, size=size, proof=proof, root=root)
    for wrong in (proof[:-1], (*proof, root), (root, *proof), proof[1:]):
        assert not holds(verify_inclusion, LEAVES[index], index=index, size=size, proof=wrong, root=root)


def test_a_proof_longer_than_the_tree_is_refused_even_where_the_hashes_fit() -> None:
    """Somebody who may choose the root could otherwise hang a real tree under another, and lie about its size."""
    extra = leaf_hash(b"another tree")
    with pytest.raises(ProofError, match="too long"):
        verify_inclusion(LEAVES[0], index=0, size=1, proof=[extra], root=node_hash(extra, LEAVES[0]))
    old_root, new_root = (node_hash(extra, root_of(LEAVES[:size])) for size in (3, 4))
    proof = (*consistency_proof(3, 4, naive_subtree(LEAVES)), extra)
    with pytest.raises(ProofError, match="too long"):
        verify_consistency(old=3, new=4, old_root=old_root, new_root=new_root, proof=proof)


def test_hashes_of_another_length_are_refused_even_where_they_fit() -> None:
    short, long = b"a" * 31, b"b" * 33
    root = node_hash(short, long)
    with pytest.raises(Malformed):
        verify_inclusion(short, index=0, size=2, proof=[long], root=root)
    with pytest.raises(Malformed):
        verify_consistency(old=1, new=2, old_root=short, new_root=root, proof=[long])


@given(st.data())
def test_a_flipped_bit_breaks_a_consistency_proof(data: st.DataObject) -> None:
    new = data.draw(st.integers(2, MANY))
    old = data.draw(st.integers(1, new - 1))
    proof = consistency_proof(old, new, naive_subtree(LEAVES[:new]))
    parts = [root_of(LEAVES[:old]), root_of(LEAVES[:new]), *proof]
    part, bit = data.draw(st.integers(0, len(parts) - 1)), data.draw(st.integers(0, 255))
    parts[part] = flipped(parts[part], bit)
    old_root, new_root, *steps = parts
    assert not holds(verify_consistency, old=old, new=new, old_root=old_root, new_root=new_root, proof=steps)


@given(st.data())
def test_a_rewritten_past_is_never_consistent(data: st.DataObject) -> None:
    new = data.draw(st.integers(2, MANY))
    old = data.draw(st.integers(1, new - 1))
    rewritten = list(LEAVES[:new])
    rewritten[data.draw(st.integers(0, old - 1))] = leaf_hash(b"something else")
    proof = consistency_proof(old, new, naive_subtree(rewritten))
    old_root, new_root = root_of(LEAVES[:old]), root_of(rewritten)
    assert not holds(verify_consistency, old=old, new=new, old_root=old_root, new_root=new_root, proof=proof)


@pytest.mark.parametrize(("old", "new"), [(0, 0), (0, 1), (-1, 1), (2, 1)])
def test_an_old_size_of_nothing_proves_nothing(old: int, new: int) -> None:
    with pytest.raises(ProofError):
        consistency_proof(old, new, naive_subtree(LEAVES))
    with pytest.raises(ProofError):
        verify_consistency(old=old, new=new, old_root=EMPTY_ROOT, new_root=EMPTY_ROOT, proof=())


@pytest.mark.parametrize(("index", "size"), [(0, 0), (1, 1), (-1, 1), (5, 5)])
def test_there_is_no_proof_for_a_leaf_that_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ProofError):
        inclusion_proof(index, size, naive_subtree(LEAVES))
    with pytest.raises(ProofError):
        verify_inclusion(LEAVES[0], index=index, size=size, proof=(), root=LEAVES[0])


# transparency-dev/merkle, testdata, commit 417fb0c, 23 July 2026 (Apache-2.0), read in place.


def vectors(reference_data: Path, *kinds: str) -> list[tuple[str, dict[str, str], bool]]:
    rows = [json.loads(line) for line in (reference_data / "vectors" / "merkle_rfc9162.jsonl").open(encoding="utf-8")]
    return [(row["file"], row["case"], row["case"]["wantErr"]) for row in rows if row["file"].split("/")[1] in kinds]


def proof_of(case: dict[str, str]) -> list[bytes]:
    return [b64decode(step) for step in case["proof"] or []]


def hash_of(text: str | None) -> bytes:
    return b64decode(text or "")


@pytest.mark.data
def test_foreign_inclusion_vectors(reference_data: Path) -> None:
    cases = vectors(reference_data, "inclusion")
    for file, case, refused in cases:
        ok = holds(
            verify_inclusion,
            hash_of(case["leafHash"]),
            index=int(case["leafIdx"]),
            size=int(case["treeSize"]),
            proof=proof_of(case),
            root=hash_of(case["root"]),
        )
        assert ok is not refused, file
    assert len(cases) == 53


@pytest.mark.data
def test_foreign_consistency_vectors(reference_data: Path) -> None:
    cases = vectors(reference_data, "consistency")
    for file, case, refused in cases:
        ok = holds(
            verify_consistency,
            old=int(case["size1"]),
            new=int(case["size2"]),
            old_root=hash_of(case["root1"]),
            new_root=hash_of(case["root2"]),
            proof=proof_of(case),
        )
        assert ok is not refused, file
    assert len(cases) == 50


def is_subtree(start: int, end: int) -> bool:
    """Whether the range starts at a multiple of the least power of two that holds it.

    Source: draft-ietf-plants-merkle-tree-certs-02, "Subtrees".
    """
    return 0 <= start < end and start % (1 << (end - start - 1).bit_length()) == 0


@pytest.mark.data
def test_foreign_subtree_inclusion_vectors(reference_data: Path) -> None:
    """A leaf of a subtree is a leaf of a tree that begins where the subtree begins."""
    cases = vectors(reference_data, "subtreeinclusion")
    for file, case, refused in cases:
        start, end = int(case["start"]), int(case["end"])
        ok = is_subtree(start, end) and holds(
            verify_inclusion,
            hash_of(case["leafHash"]),
            index=int(case["leafIdx"]) - start,
            size=end - start,
            proof=proof_of(case),
            root=hash_of(case["root"]),
        )
        assert ok is not refused, file
    assert len(cases) == 108


# The draft calls an empty subtree consistent with any tree; RFC 9162 has no proof for an old size of 0, and we refuse.
EMPTY_SUBTREES = {
    "subtree-is-empty-sizes-are-equal-zero-subtree-root-valid-tree-root-random-proof-is-empty.json",
    "subtree-is-empty-subtree-root-valid-tree-root-random-proof-is-empty.json",
}


@pytest.mark.data
def test_foreign_subtree_consistency_vectors(reference_data: Path) -> None:
    """A subtree from leaf 0 on is an older tree; all good cases but those of empty subtrees are of that kind."""
    cases = vectors(reference_data, "subtreeconsistency")
    for file, case, refused in cases:
        start, end = int(case["start"]), int(case["end"])
        ok = is_subtree(start, end) and holds(
            verify_consistency,
            old=end,
            new=int(case["size"]),
            old_root=hash_of(case["root1"]),
            new_root=hash_of(case["root2"]),
            proof=proof_of(case),
        )
        assert ok is (not refused and file.rsplit("/")[-1] not in EMPTY_SUBTREES), file
        assert not ok or start == 0, file
    assert len(cases) == 55
