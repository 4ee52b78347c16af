"""The acts of party hold ids, closed codes and commitments; words of people lie in their sheets."""

import pytest
from msgspec.structs import replace

from tests.leaves import leaf_of, one_of_each
from tocsin.vocab.act import leaf_bytes, read_leaf
from tocsin.vocab.acts.party import RoadClosed
from tocsin.vocab.errors import BadInput


def test_what_people_say_does_not_fit_into_the_act() -> None:
    example = one_of_each()[RoadClosed]
    assert read_leaf(leaf_bytes(leaf_of(example))).act == example
    with pytest.raises(BadInput, match="cannot be recorded"):
        leaf_bytes(leaf_of(replace(example, reason="because I say so")))
