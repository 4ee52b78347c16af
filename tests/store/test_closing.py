"""What is closed opens for its owner, compartment and place only, and not after any change."""

import io
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tocsin.store import keys
from tocsin.store.closing import Closing
from tocsin.vocab.errors import ChannelDown, ProofFailed
from tocsin.vocab.ports import Compartment

ORG = "org-" + "a" * 26
OTHER = "org-" + "b" * 26
BIG = os.urandom(3_000_001)


class Dice:
    """The operating system's generator."""

    def random_bytes(self, count: int) -> bytes:
        return os.urandom(count)


@pytest.fixture(scope="module")
def owner(tmp_path_factory: pytest.TempPathFactory) -> keys.Keys:
    """Keys of one organization."""
    return keys.create(tmp_path_factory.mktemp("home"), ORG)


@pytest.fixture(scope="module")
def closing(owner: keys.Keys) -> Closing:
    """Its closing for one purpose."""
    return Closing(owner, Dice(), b"content")


def _pieces(content: bytes, size: int = 70_000) -> Iterator[bytes]:
    return (content[start : start + size] for start in range(0, len(content), size))


def _closed(closing: Closing, content: bytes) -> bytes:
    target = io.BytesIO()
    closing.close_stream(Compartment.ORDINARY, _pieces(content), target)
    return target.getvalue()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plain=st.binary(max_size=100), aad=st.binary(max_size=20), compartment=st.sampled_from(Compartment))
def test_small_things_open_again(closing: Closing, plain: bytes, aad: bytes, compartment: Compartment) -> None:
    assert closing.open_small(compartment, aad, closing.close(compartment, aad, plain)) == plain


def test_equal_things_are_never_closed_alike(closing: Closing) -> None:
    assert len({closing.close(Compartment.ORDINARY, b"", b"same") for _ in range(50)}) == 50


def test_every_changed_bit_of_a_small_thing_is_found(closing: Closing) -> None:
    closed = closing.close(Compartment.ORDINARY, b"place", b"content")
    for place in range(len(closed) * 8):
        changed = bytearray(closed)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(ProofFailed):
            closing.open_small(Compartment.ORDINARY, b"place", bytes(changed))


@pytest.mark.parametrize("length", [0, 5, 12, 20, 27])
def test_a_small_thing_cut_short_is_found(closing: Closing, length: int) -> None:
    with pytest.raises(ProofFailed):
        closing.open_small(Compartment.ORDINARY, b"", closing.close(Compartment.ORDINARY, b"", b"content")[:length])


def test_another_place_compartment_purpose_or_owner_opens_nothing(owner: keys.Keys, tmp_path: Path) -> None:
    closing = Closing(owner, Dice(), b"content")
    closed = closing.close(Compartment.SEALED, b"place", b"content")
    stranger = Closing(keys.create(tmp_path, OTHER), Dice(), b"content")
    for opener, compartment, aad in (
        (closing, Compartment.SEALED, b"elsewhere"),
        (closing, Compartment.PRIVILEGED, b"place"),
        (Closing(owner, Dice(), b"row"), Compartment.SEALED, b"place"),
        (stranger, Compartment.SEALED, b"place"),
    ):
        with pytest.raises(ProofFailed):
            opener.open_small(compartment, aad, closed)


def test_even_with_equal_keys_the_owner_is_bound_in(owner: keys.Keys) -> None:
    identities = {each: owner.identity(each) for each in Compartment}
    copied = keys.Keys(org=OTHER, log=owner.log, records=owner.records, names=owner.names, identities=identities)
    closed = Closing(owner, Dice(), b"content").close(Compartment.ORDINARY, b"place", b"content")
    with pytest.raises(ProofFailed):
        Closing(copied, Dice(), b"content").open_small(Compartment.ORDINARY, b"place", closed)


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 1_048_576, 3_000_001])
def test_a_stream_opens_again_both_ways(closing: Closing, size: int) -> None:
    closed = _closed(closing, BIG[:size])
    gathered = bytearray()
    closing.open_into(Compartment.ORDINARY, _pieces(closed), gathered.extend)
    assert gathered == BIG[:size]
    assert b"".join(closing.opened(Compartment.ORDINARY, _pieces(closed))) == BIG[:size]


def test_a_closed_stream_is_an_ordinary_age_file(closing: Closing, owner: keys.Keys) -> None:
    assert pyrage.decrypt(_closed(closing, b"content"), [owner.identity(Compartment.ORDINARY)]) == b"content"


def test_every_changed_byte_of_a_stream_is_found(closing: Closing) -> None:
    closed = _closed(closing, b"content " * 20)
    for place in range(len(closed)):
        changed = bytearray(closed)
        changed[place] ^= 0x01
        with pytest.raises(ProofFailed):
            list(closing.opened(Compartment.ORDINARY, iter((bytes(changed),))))


@pytest.mark.parametrize("left", [0, 10, 200, 65_000, 1_000_000, -1])
def test_a_stream_cut_short_is_found(closing: Closing, left: int) -> None:
    closed = _closed(closing, BIG)[:left]
    with pytest.raises(ProofFailed):
        list(closing.opened(Compartment.ORDINARY, _pieces(closed)))


def test_a_stream_of_another_compartment_does_not_open(closing: Closing) -> None:
    with pytest.raises(ProofFailed):
        closing.open_into(Compartment.PRIVILEGED, iter((_closed(closing, b"content"),)), len)


def _failing(content: bytes) -> Iterator[bytes]:
    yield content
    raise ChannelDown("the server went away")


def test_a_fault_of_the_source_is_told_as_what_it_is(closing: Closing) -> None:
    with pytest.raises(ChannelDown, match="went away"):
        closing.close_stream(Compartment.ORDINARY, _failing(BIG[:10]), io.BytesIO())
    closed = _closed(closing, BIG)
    for length in (0, 50, 100_000):  # before the header, in it, after it: age reports each in another way
        with pytest.raises(ChannelDown, match="went away"):
            closing.open_into(Compartment.ORDINARY, _failing(closed[:length]), len)
        with pytest.raises(ChannelDown, match="went away"):
            list(closing.opened(Compartment.ORDINARY, _failing(closed[:length])))


@pytest.mark.parametrize("fault", [ChannelDown("the taker is full"), OSError(28, "the taker is full")])
def test_a_fault_of_the_taker_is_told_as_what_it_is(closing: Closing, fault: Exception) -> None:
    def refuse(_piece: bytes) -> None:
        raise fault

    with pytest.raises(type(fault), match="full"):
        closing.open_into(Compartment.ORDINARY, iter((_closed(closing, BIG),)), refuse)


def test_a_reader_that_goes_away_leaves_no_thread(closing: Closing) -> None:
    closed = _closed(closing, BIG * 4)
    before = threading.active_count()
    pieces = closing.opened(Compartment.ORDINARY, _pieces(closed))
    next(pieces)
    assert threading.active_count() == before + 1
    pieces.close()  # type: ignore[attr-defined]  # a generator, promised as an iterator only
    assert threading.active_count() == before


def test_a_stream_is_never_whole_in_memory(closing: Closing) -> None:
    taken: list[int] = []
    closed = _closed(closing, BIG)

    def watched() -> Iterator[bytes]:
        for number, piece in enumerate(_pieces(closed)):
            taken.append(number)
            yield piece

    longest = max(len(piece) for piece in closing.opened(Compartment.ORDINARY, watched()))
    assert longest < 1_100_000
    assert len(taken) == len(list(_pieces(closed)))
