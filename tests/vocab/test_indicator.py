"""Indicators as the command line gives them."""

import pytest

from tocsin.vocab.errors import BadInput
from tocsin.vocab.indicator import IndicatorGiven, chosen_indicators


def test_each_has_its_kind_its_value_and_the_one_context() -> None:
    found = chosen_indicators(["ipv4=203.0.113.9", "url=https://evil.example/?a=b"], "Block it.")
    assert found == (
        IndicatorGiven(kind="ipv4", value="203.0.113.9", context="Block it."),
        IndicatorGiven(kind="url", value="https://evil.example/?a=b", context="Block it."),
    )


@pytest.mark.parametrize("pair", ["ipv4", "=203.0.113.9", "ipv4=", ""])
def test_what_is_no_pair_is_told(pair: str) -> None:
    with pytest.raises(BadInput, match="no KIND=VALUE"):
        chosen_indicators([pair], "Block it.")
