"""Salted commitments: they hide, they bind, and a batch can be shown one object at a time."""

import hmac
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.ledger.commitment import Committer, batch_leaf, batch_root, commit, holds
from tocsin.ledger.merkle import EMPTY_ROOT, from_stored, inclusion_proof, root_of, verify_inclusion

SALT, OTHER_SALT = bytes(range(32)), bytes(32)
salts = st.binary(min_size=32, max_size=32)


def test_a_commitment_is_sha_256_of_salt_and_data() -> None:
    assert commit(SALT, b"yes") == sha256(SALT + b"yes").hexdigest()
    # printf of 32 zero bytes and "abc" through sha256sum (GNU coreutils)
    assert commit(bytes(32), b"abc") == "365aa7d8f7f9402c4b9434502b4cc89ddb09fe50d7cd95b493b834c62d5a5370"


@given(salts, st.lists(st.binary(max_size=40), max_size=6))
def test_pieces_make_the_same_commitment_as_the_whole(salt: bytes, pieces: list[bytes]) -> None:
    committer = Committer(salt)
    for piece in pieces:
        committer.update(piece)
    assert committer.commitment() == commit(salt, b"".join(pieces))


@given(salts, salts, st.binary(max_size=20), st.binary(max_size=20))
def test_a_commitment_holds_for_its_own_salt_and_data_alone(a: bytes, b: bytes, some: bytes, other: bytes) -> None:
    commitment = commit(a, some)
    assert holds(commitment, salt=a, data=some)
    assert holds(commitment, salt=b, data=other) is ((a, some) == (b, other))


@pytest.mark.parametrize("wrong", ["", "é", "\ud800", commit(SALT, b"yes").upper(), commit(SALT, b"yes") + "0"])
def test_a_commitment_has_one_spelling(wrong: str) -> None:
    assert not holds(wrong, salt=SALT, data=b"yes")


@pytest.mark.parametrize("salt", [b"", b"x" * 31, b"x" * 33])
def test_a_salt_of_another_length_is_refused(salt: bytes) -> None:
    for use in (lambda: commit(salt, b""), lambda: batch_root(salt, []), lambda: batch_leaf(salt, 0, b"")):
        with pytest.raises(ValueError, match="exactly 32 bytes"):
            use()


def test_a_batch_is_a_tree_of_objects_each_with_its_own_salt() -> None:
    first = hmac.new(SALT, bytes(8), sha256).digest()
    second = hmac.new(SALT, bytes(7) + b"\1", sha256).digest()
    leaves = [sha256(b"\x00" + first + b"a").digest(), sha256(b"\x00" + second + b"b").digest()]
    assert batch_root(SALT, [b"a", b"b"]) == sha256(b"\x01" + leaves[0] + leaves[1]).hexdigest()
    assert batch_root(SALT, iter([])) == EMPTY_ROOT.hex()


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=20), st.data())
def test_one_object_can_be_shown_alone(objects: list[bytes], data: st.DataObject) -> None:
    root = bytes.fromhex(batch_root(SALT, objects))
    leaves = [batch_leaf(SALT, position, each) for position, each in enumerate(objects)]
    assert root == root_of(leaves)
    place = data.draw(st.integers(0, len(objects) - 1))
    path = inclusion_proof(place, len(leaves), from_stored(lambda _level, start, end: leaves[start:end]))
    verify_inclusion(leaves[place], index=place, size=len(leaves), proof=path, root=root)


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=20), st.data())
def test_a_batch_binds_every_object_its_place_and_the_salt(objects: list[bytes], data: st.DataObject) -> None:
    root = batch_root(SALT, objects)
    assert batch_root(OTHER_SALT, objects) != root
    assert batch_root(SALT, [*objects, b""]) != root
    assert batch_root(SALT, objects[:-1]) != root
    place = data.draw(st.integers(0, len(objects) - 1))
    assert batch_root(SALT, [*objects[:place], objects[place] + b"x", *objects[place + 1 :]]) != root
    if (backwards := objects[::-1]) != objects:
        assert batch_root(SALT, backwards) != root


def test_equal_objects_do_not_show_that_they_are_equal() -> None:
    assert len({batch_leaf(SALT, position, b"same") for position in range(100)}) == 100
