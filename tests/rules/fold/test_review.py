"""Sheets of verdicts add up; a whole one stands for all before it."""

from hypothesis import given
from hypothesis import strategies as st

from tests.histories import world_of
from tests.leaves import CASE, leaf_of, one_of_each
from tocsin.vocab.acts.intake import CaseOpened
from tocsin.vocab.acts.review import ValuesJudged
from tocsin.vocab.case import Case


@given(st.lists(st.booleans(), max_size=12))
def test_what_has_to_be_read_begins_with_the_newest_whole_sheet(whole: list[bool]) -> None:
    sheets = [f"{number:064x}" for number in range(len(whole))]
    acts = [
        ValuesJudged(verdict="ours", values=1, whole=one, sheet=sheet) for one, sheet in zip(whole, sheets, strict=True)
    ]
    leaves = [leaf_of(act, seq=seq) for seq, act in enumerate((one_of_each()[CaseOpened], *acts))]
    found = world_of(leaves)["case", CASE]
    assert isinstance(found, Case)
    first = max((place for place, one in enumerate(whole) if one), default=0)
    assert found.verdicts == tuple(sheets[first:])
