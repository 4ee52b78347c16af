"""The reference of a case says what waits, and those of open cases sort by when they were changed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tocsin.vocab.case import Block, Case, Clock, OpenItem
from tocsin.vocab.case_ref import OWING, RESTING, ROOT, group_of, groups_of, may_owe, moment_of, ref_of
from tocsin.vocab.sharing import Involved

NOON = datetime(2026, 3, 24, 12, 0, tzinfo=UTC)
ADA, MIRA = ("person-" + sign * 26 for sign in "12")
CASE = Case(
    id="case-" + "0" * 26,
    size=1,
    opened_at=NOON,
    opened_by=ADA,
    changed_at=NOON,
    exercise=False,
    template=None,
    checklist="x",
    sheet="0" * 64,
)
BLOCK = Block(owner=ADA, until=NOON, reason="other", by=ADA, at=NOON, sheet="0" * 64)
ITEM = OpenItem(id="open-" + "0" * 26, owner=ADA, check_on="2026-04-01", sheet="0" * 64)
CLOCK = Clock(answer="yes", zone="UTC", events=(), met=(), by=ADA, at=NOON, sheet=None)
TOLD = Involved(roles=("affected",), group="vendor", proposed_by="hand", by=ADA, at=NOON, sheet=None, decided_at=NOON)


@pytest.mark.parametrize(
    ("case", "owes", "owes_closed"),
    [
        (CASE, False, False),
        (replace(CASE, block=BLOCK), True, True),
        (replace(CASE, open_items=(ITEM,)), True, True),
        (replace(CASE, duties={"nis2_23": CLOCK}), True, True),
        (replace(CASE, duties={"nis2_23": replace(CLOCK, answer="no")}), False, False),
        (replace(CASE, parties={"party": TOLD}), True, False),
        (replace(CASE, parties={"party": replace(TOLD, decided_at=None)}), False, False),
    ],
)
def test_what_may_owe_stands_apart_whether_it_is_open_or_closed(case: Case, owes: bool, owes_closed: bool) -> None:
    for one, expected in ((case, owes), (replace(case, closed_at=NOON), owes_closed)):
        assert may_owe(one) is expected
        assert ref_of(one).startswith(OWING if expected else RESTING)


def test_an_open_case_is_found_by_whoever_answers_for_it() -> None:
    assert ref_of(CASE).startswith(groups_of(ADA))
    assert ref_of(replace(CASE, assigned=MIRA)).startswith(groups_of(MIRA))
    assert not ref_of(replace(CASE, closed_at=NOON)).startswith((*groups_of(ADA), *groups_of(MIRA)))


moments = st.integers(0, 10**17 - 1).map(lambda at: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=at))


@given(moments, moments)
def test_references_sort_as_the_moments_do_and_say_them(some: datetime, other: datetime) -> None:
    one, two = (ref_of(replace(CASE, changed_at=at)) for at in (some, other))
    assert (one < two, one == two) == (some < other, some == other)
    assert group_of(one) == group_of(two) == groups_of(ADA)[1]
    assert datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=moment_of(one)) == some
    assert one.startswith(ROOT)
