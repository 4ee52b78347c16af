"""What is handed in is read from its start each time, and stays open when a reader is done."""

from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st

from tocsin.operations.stream import anew, size_of


@given(st.binary(max_size=5_000), st.integers(min_value=1, max_value=600))
def test_every_reader_reads_all_of_it_from_the_start(data: bytes, piece: int) -> None:
    content = BytesIO(data)
    content.seek(len(data) // 2)  # whoever received it left it somewhere
    assert size_of(content) == len(data)
    for _ in range(3):
        with anew(content) as stream:
            gathered = b""
            while part := stream.read(piece):
                gathered += part
        assert gathered == data
    assert not content.closed


def test_a_reader_that_stops_early_leaves_the_next_one_its_start() -> None:
    content = BytesIO(b"one two three")
    with anew(content) as stream:
        assert stream.read(3) == b"one"
    with anew(content) as stream:
        assert stream.read() == b"one two three"
