"""The act of a blind review holds ids, closed codes and a commitment: no guess stands in it."""

import pytest
from msgspec.structs import replace

from tests.leaves import leaf_of, one_of_each
from tocsin.vocab.act import leaf_bytes
from tocsin.vocab.acts.blind_review import BlindReviewed
from tocsin.vocab.errors import BadInput


@pytest.mark.parametrize(
    ("field", "value"),
    [("guessed", ("Harbour Clinic",)), ("recipient", "the press"), ("sheet", "it is Harbour Clinic")],
)
def test_a_guess_does_not_fit_into_the_act(field: str, value: object) -> None:
    with pytest.raises(BadInput, match="cannot be recorded"):
        leaf_bytes(leaf_of(replace(one_of_each()[BlindReviewed], **{field: value})))
