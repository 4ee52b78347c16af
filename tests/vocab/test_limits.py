"""The limits fit into one another: what is parsed is smaller than what is kept."""

import msgspec
import pytest

from tocsin.vocab.limits import LIMITS, Limits


def test_each_limit_fits_into_the_greater_one() -> None:
    assert LIMITS.string_chars <= LIMITS.line_bytes <= LIMITS.document_bytes <= LIMITS.file_bytes
    assert LIMITS.text_chars <= LIMITS.document_bytes


def test_every_limit_is_a_positive_number() -> None:
    assert all(isinstance(value, int) and value > 0 for value in msgspec.structs.asdict(LIMITS).values())


def test_nobody_changes_the_table_at_run_time() -> None:
    with pytest.raises(AttributeError):
        LIMITS.depth = 10_000  # type: ignore[misc]  # the point of the test
    assert Limits(depth=3).depth == 3
