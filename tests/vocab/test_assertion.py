"""Assertions: eight prongs, the defensive measure, or neither; always by somebody."""

import msgspec
import pytest

from tocsin.vocab.assertion import Assertion, Prong

WHOLE: dict[str, object] = {
    "field": "technical_details",
    "prong": "B_method",
    "proprietary": True,
    "counsel": "not_asked",
    "asserted_by": "person-" + "0" * 26,
}


def test_the_prongs_are_a_to_h_and_two_more() -> None:
    assert [prong.value[0] for prong in list(Prong)[:8]] == list("ABCDEFGH")
    assert [prong.value for prong in list(Prong)[8:]] == ["defensive_measure", "neither"]


def test_an_assertion_is_read() -> None:
    assert msgspec.convert(WHOLE, Assertion).prong is Prong.METHOD


@pytest.mark.parametrize("key", WHOLE)
def test_no_part_of_an_assertion_has_a_default(key: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({name: value for name, value in WHOLE.items() if name != key}, Assertion)
