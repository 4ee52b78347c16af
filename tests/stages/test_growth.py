"""The log as it grew: a checkpoint kept elsewhere catches a log that was cut back or rewritten."""

import base64

import pytest
from msgspec.structs import replace

from tests.builders import DeskOfStories, a_case, an_item
from tocsin.ledger import checkpoint, merkle, note
from tocsin.stages.desk import Desk
from tocsin.stages.growth import hold_to, prove_growth
from tocsin.store import keys as keyring
from tocsin.vocab.errors import BadInput, ProofFailed


def root_now(desk: Desk) -> tuple[int, bytes]:
    opened = checkpoint.parse(note.parse(desk.log.checkpoint().encode()).text)
    return opened.size, opened.root


def test_a_log_that_only_grew_is_held_to_an_older_checkpoint(desk: Desk) -> None:
    case = a_case(desk)
    kept = desk.log.checkpoint().encode()
    for number in range(300):
        an_item(desk, case, f"prompt {number}".encode())
    assert hold_to(desk, kept).size < root_now(desk)[0]


def test_the_proof_of_growth_convinces_whoever_has_only_the_two_roots(desk: Desk) -> None:
    old, old_root = root_now(desk)
    a_case(desk)
    new, new_root = root_now(desk)
    found = prove_growth(desk, old)
    assert (found.old, found.new) == (old, new)
    path = [base64.b64decode(step) for step in found.proof]
    merkle.verify_consistency(old=old, new=new, old_root=old_root, new_root=new_root, proof=path)


def test_a_checkpoint_of_a_longer_log_says_that_the_log_was_cut_back(story: DeskOfStories) -> None:
    desk = story.desk
    older = desk.log.checkpoint()
    a_case(desk)
    longer = desk.log.checkpoint().encode()

    class CutBack:
        """The log as it would be after somebody put an older copy back."""

        def checkpoint(self) -> str:
            return older

        def size(self) -> int:
            return root_now(desk)[0] - 1

    with pytest.raises(ProofFailed, match="cut back"):
        hold_to(replace(desk, log=CutBack()), longer)


def test_a_history_that_was_rewritten_with_the_right_key_is_found(desk: Desk) -> None:
    a_case(desk)
    log = desk.log_entry()
    other = checkpoint.Checkpoint(origin=log.origin, size=2, root=merkle.leaf_hash(b"what was there before"))
    kept = checkpoint.sign(other, keyring.open(desk.home, desk.org).log).to_bytes()
    with pytest.raises(ProofFailed, match="not those that were signed then"):
        hold_to(desk, kept)


@pytest.mark.parametrize("raw", [b"", b"not a note", b"tocsin/other\n1\nAAAA\n"])
def test_what_is_no_checkpoint_of_this_log_is_refused(desk: Desk, raw: bytes) -> None:
    with pytest.raises(BadInput, match="no checkpoint of this log"):
        hold_to(desk, raw)


def test_a_checkpoint_with_one_changed_byte_is_refused(desk: Desk) -> None:
    raw = bytearray(desk.log.checkpoint().encode())
    raw[raw.index(b"\n") + 1] ^= 1
    with pytest.raises(BadInput):
        hold_to(desk, bytes(raw))


@pytest.mark.parametrize("old", [0, -1, 10_000])
def test_a_size_the_log_never_had_is_refused(desk: Desk, old: int) -> None:
    with pytest.raises(BadInput) as told:
        prove_growth(desk, old)
    assert "name a size" in told.value.hint
