"""The meter gives the same figures however the content arrives."""

import hashlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.store.meter import Meter, digest_of, first_bytes, pieces_of
from tocsin.vocab.errors import TooMuch


class Dribble(io.BytesIO):
    """A stream whose reads are shorter than asked for, as a pipe's are."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(size, 3) if size is not None and size > 0 else 3)


@given(st.lists(st.binary(max_size=20)), st.binary(min_size=32, max_size=32))
def test_pieces_do_not_matter(pieces: list[bytes], salt: bytes) -> None:
    meter = Meter(salt)
    assert list(meter.watched(iter(pieces))) == pieces
    whole = b"".join(pieces)
    assert meter.digest() == hashlib.sha256(whole).digest()
    assert meter.commit() == hashlib.sha256(salt + whole).hexdigest()
    assert meter.size_bytes == len(whole)


def test_the_limit_is_met_exactly_and_not_passed() -> None:
    meter = Meter(b"", most=4)
    meter.take(b"1234")
    with pytest.raises(TooMuch, match="longer than 4 bytes"):
        meter.take(b"5")


@given(st.binary(max_size=40), st.integers(1, 40))
def test_short_reads_lose_nothing(content: bytes, count: int) -> None:
    stream = Dribble(content)
    head = first_bytes(stream, count)
    assert head == content[:count]
    assert head + b"".join(pieces_of(stream)) == content


@given(st.binary(max_size=50))
def test_the_digest_of_a_stream_is_that_of_its_bytes(content: bytes) -> None:
    assert digest_of(Dribble(content)) == hashlib.sha256(content).digest()
