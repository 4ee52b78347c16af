"""What is handed in: read whole, and refused where it is over its bound."""

from io import BytesIO

import pytest

from tocsin.operations.upload import document_in
from tocsin.vocab.errors import TooMuch


def test_a_document_within_its_bound_is_read_whole() -> None:
    assert document_in(BytesIO(b"1234"), limit_bytes=4) == b"1234"


def test_a_longer_one_is_refused() -> None:
    with pytest.raises(TooMuch, match="over 4 bytes"):
        document_in(BytesIO(b"12345"), limit_bytes=4)
