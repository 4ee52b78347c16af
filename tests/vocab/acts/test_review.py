"""The act of a verdict says how many values it is of, and holds none."""

import pytest

from tests.leaves import SHEET, leaf_of
from tocsin.vocab.act import leaf_bytes
from tocsin.vocab.acts.review import ValuesJudged
from tocsin.vocab.errors import BadInput


def test_no_value_fits_into_the_act() -> None:
    assert set(ValuesJudged.__struct_fields__) == {"verdict", "values", "whole", "sheet"}
    with pytest.raises(BadInput):
        leaf_bytes(leaf_of(ValuesJudged(verdict="it is Mira Jansen", values=1, whole=False, sheet=SHEET)))
