"""However a value is written, it has one spelling, and nothing that was said is without one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.vocab.value import folded


@pytest.mark.parametrize(
    ("one", "other"),
    [("Evil[.]Example", "evil.example"), ("hxxps://a.b", "https://a.b"), ("a\u200bb  c", "AB C"), ("ｋ７", "k7")],
)
def test_one_value_has_one_spelling(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@given(st.text(max_size=40))
def test_the_spelling_of_a_spelling_is_itself_and_nothing_has_none(value: str) -> None:
    assert folded(folded(value)) == folded(value)
    assert bool(folded(value)) == bool(value)
