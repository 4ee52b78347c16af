"""Reasons: an act takes a word of a list, and no name, address or sentence."""

from enum import StrEnum

import pytest

from tocsin.vocab.errors import BadInput
from tocsin.vocab.ids import KEY
from tocsin.vocab.reason import (
    OWN,
    SOURCES,
    Hazard,
    LookReason,
    OwnerRole,
    PurgeReason,
    UnblockReason,
    UnsealReason,
    WithdrawReason,
    closed,
    source_of_mark,
)

LISTS: list[type[StrEnum]] = [
    Hazard,
    LookReason,
    OwnerRole,
    PurgeReason,
    UnblockReason,
    UnsealReason,
    WithdrawReason,
]
NAMES = ["Jane.Doe", "jane.doe@victim.example", "because she asked", "", "OTHER"]


@pytest.mark.parametrize("list_", LISTS)
def test_every_word_of_a_list_is_taken_and_fits_an_act(list_: type[StrEnum]) -> None:
    for word in list_:
        assert closed(list_, str(word), "reason") is word
        assert KEY.match(word)
    assert "other" in list(list_), "who finds no word that fits still has one, and says the rest beside it"


@pytest.mark.parametrize("list_", LISTS)
@pytest.mark.parametrize("name", NAMES)
def test_what_is_not_on_the_list_is_refused_with_the_list(list_: type[StrEnum], name: str) -> None:
    with pytest.raises(BadInput, match="is no reason") as caught:
        closed(list_, name, "reason")
    assert all(word in caught.value.hint for word in list_)


@pytest.mark.parametrize("source", [*SOURCES, "vendor-2", "partner-999"])
def test_a_mark_has_a_sort_of_party_for_its_source(source: str) -> None:
    assert source_of_mark(source) == source
    assert KEY.match(source)


@pytest.mark.parametrize("name", [*NAMES, f"{OWN}-2", "vendor-0", "vendor-1000", "vendor-jane", "jane-2", "vendor-2\n"])
def test_a_name_is_no_source_of_a_mark(name: str) -> None:
    with pytest.raises(BadInput, match="sort of party"):
        source_of_mark(name)
