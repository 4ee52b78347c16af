"""Which cases belong to a list that was asked for."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tocsin.rules.case_list import check, fits, needs_a_look
from tocsin.vocab.case import Block, Case
from tocsin.vocab.case_list import NOBODY, CameFrom, CaseOrder, CaseQuery, CaseStanding
from tocsin.vocab.errors import BadInput
from tocsin.vocab.triage import EventClass

NOON = datetime(2026, 3, 24, 12, tzinfo=UTC)
BARE = Case(
    id="case-a",
    size=1,
    opened_at=NOON,
    opened_by="ada",
    changed_at=NOON,
    exercise=False,
    template=None,
    checklist="c",
    sheet="s",
)
BLOCK = Block(owner="ada", until=NOON + timedelta(days=1), reason="r", by="ada", at=NOON, sheet="s")
HELD = replace(BARE, holds={"litigation": ("s",)})


@pytest.mark.parametrize(
    ("query", "yes", "no"),
    [
        (CaseQuery(standing=CaseStanding.CLOSED), replace(BARE, closed_at=NOON), BARE),
        (CaseQuery(standing=CaseStanding.OPEN), BARE, replace(BARE, closed_at=NOON)),
        (CaseQuery(assigned="bo"), replace(BARE, assigned="bo"), BARE),
        (CaseQuery(assigned="ada"), BARE, replace(BARE, assigned="bo")),
        (CaseQuery(assigned=NOBODY), BARE, replace(BARE, assigned="ada")),
        (CaseQuery(blocked=True), replace(BARE, block=BLOCK), replace(BARE, block=replace(BLOCK, until=NOON))),
        (CaseQuery(blocked=False), BARE, replace(BARE, block=BLOCK)),
        (CaseQuery(held=True), HELD, BARE),
        (CaseQuery(held=True), replace(BARE, held_items=1), BARE),
        (CaseQuery(exercise=False), BARE, replace(BARE, exercise=True)),
        (CaseQuery(came_from=CameFrom.REPORT), replace(BARE, reports=1, batches=1), replace(BARE, batches=1)),
        (CaseQuery(came_from=CameFrom.COLLECTION), replace(BARE, batches=1), BARE),
        (CaseQuery(came_from=CameFrom.OURSELVES), BARE, replace(BARE, reports=1)),
        (CaseQuery(event_class=EventClass.NEEDS_INFORMATION), BARE, None),
        (CaseQuery(event_class=EventClass.INCIDENT), None, BARE),
    ],
)
def test_each_filter_takes_and_leaves(query: CaseQuery, yes: Case | None, no: Case | None) -> None:
    assert yes is None or fits(yes, query, NOON)
    assert no is None or not fits(no, query, NOON)


queries = st.builds(
    CaseQuery,
    standing=st.none() | st.sampled_from(CaseStanding),
    assigned=st.sampled_from(["", "ada", "bo", NOBODY]),
    blocked=st.none() | st.booleans(),
    held=st.none() | st.booleans(),
    exercise=st.none() | st.booleans(),
    came_from=st.none() | st.sampled_from(CameFrom),
)
cases = st.builds(
    lambda closed, who, block, exercise, reports: replace(
        BARE, closed_at=closed, assigned=who, block=block, exercise=exercise, reports=reports
    ),
    st.sampled_from([None, NOON]),
    st.sampled_from([None, "ada", "bo"]),
    st.sampled_from([None, BLOCK]),
    st.booleans(),
    st.integers(0, 1),
)


@given(cases, queries)
def test_a_case_fits_exactly_when_it_fits_each_filter_by_itself(case: Case, query: CaseQuery) -> None:
    alone = [CaseQuery(**{name: getattr(query, name)}) for name in CaseQuery.__struct_fields__]
    assert fits(case, query, NOON) == all(fits(case, one, NOON) for one in alone)


def test_the_index_chooses_by_class_alone() -> None:
    assert not needs_a_look(CaseQuery(event_class=EventClass.INCIDENT, order=CaseOrder.LAST_ACT))
    assert needs_a_look(CaseQuery(exercise=False))
    assert needs_a_look(CaseQuery(text="x"))


def test_a_label_that_there_is_not_is_refused() -> None:
    check(CaseQuery(tlp="TLP:AMBER+STRICT"))
    with pytest.raises(BadInput):
        check(CaseQuery(tlp="amber-ish"))
