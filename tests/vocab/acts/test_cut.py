"""The act of a cut holds ids, a closed code and a commitment, and nothing that could be guessed."""

import pytest
from msgspec.structs import replace

from tests.leaves import leaf_of, one_of_each
from tocsin.vocab.act import leaf_bytes
from tocsin.vocab.acts.cut import CutChosen
from tocsin.vocab.errors import BadInput


@pytest.mark.parametrize(
    ("field", "value"), [("cut", "all but the name of Mira"), ("recipient", "cisa"), ("sheet", "they asked for it")]
)
def test_free_text_does_not_fit_into_the_act(field: str, value: str) -> None:
    with pytest.raises(BadInput, match="cannot be recorded"):
        leaf_bytes(leaf_of(replace(one_of_each()[CutChosen], **{field: value})))
