"""Acts of practice hold counts and commitments: what is planted stands in none."""

import pytest
from msgspec.structs import replace

from tests.leaves import leaf_of, one_of_each
from tocsin.vocab.act import Act, leaf_bytes
from tocsin.vocab.acts.practice import PracticeBegun, PracticeScored
from tocsin.vocab.errors import BadInput


@pytest.mark.parametrize(
    ("type_", "field", "value"),
    [(PracticeBegun, "sheet", "dobrinad"), (PracticeScored, "found", "dobrinad"), (PracticeBegun, "planted", -1)],
)
def test_no_word_fits_into_the_acts(type_: type[Act], field: str, value: object) -> None:
    with pytest.raises(BadInput, match="cannot be recorded"):
        leaf_bytes(leaf_of(replace(one_of_each()[type_], **{field: value})))
