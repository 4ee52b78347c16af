"""Preservation: what evaporates first comes first, and the deadline counts to the second."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tocsin.rules.preservation import next_due, stand
from tocsin.store.catalogues import load
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.preservation import Keeping, PreservationList

OPENED = datetime(2026, 3, 24, 11, 0, tzinfo=UTC)
KINDS = st.frozensets(st.sampled_from(ItemKind))


def shipped() -> PreservationList:
    (found,) = load("preservation", PreservationList, None)
    return found


ROWS = shipped()


def test_the_shipped_list_has_nine_rows_most_volatile_first() -> None:
    assert [row.key for row in ROWS.rows] == [
        *("live_state", "traces", "conversation", "setup", "model_version"),
        *("retrieval_store", "logs", "artifacts", "conditions"),
    ]
    assert ROWS.rows[4].ask_provider


def test_the_deadline_itself_is_still_in_time() -> None:
    due_at = OPENED + timedelta(hours=ROWS.rows[0].deadline_hours)
    at_due = stand(ROWS, opened_at=OPENED, now=due_at, kept=frozenset())
    after = stand(ROWS, opened_at=OPENED, now=due_at + timedelta(seconds=1), kept=frozenset())
    assert (at_due[0].state, at_due[0].due_at) == (Keeping.MISSING, due_at)
    assert [line.state for line in after[:2]] == [Keeping.OVERDUE, Keeping.MISSING]


def test_one_kind_of_several_is_not_enough() -> None:
    lines = stand(ROWS, opened_at=OPENED, now=OPENED, kept=frozenset({ItemKind.PROMPT, ItemKind.OUTPUT}))
    conversation = lines[2]
    assert conversation.state is Keeping.MISSING
    assert conversation.there == (ItemKind.PROMPT, ItemKind.OUTPUT)
    assert conversation.still_open == (ItemKind.SYSTEM_PROMPT,)


def test_what_a_person_set_aside_is_not_overdue() -> None:
    late = OPENED + timedelta(days=365)
    lines = stand(ROWS, opened_at=OPENED, now=late, kept=frozenset(), not_needed=frozenset({"live_state"}))
    assert [line.state for line in lines] == [Keeping.NOT_NEEDED, *[Keeping.OVERDUE] * 8]


def test_the_next_due_is_the_earliest_that_is_open() -> None:
    lines = stand(ROWS, opened_at=OPENED, now=OPENED, kept=frozenset({ItemKind.MEMORY}))
    first = next_due(lines)
    assert first is not None
    assert first.row.key == "traces"
    assert next_due(stand(ROWS, opened_at=OPENED, now=OPENED, kept=frozenset(ItemKind))) is None


@given(KINDS, KINDS, st.integers(0, 10_000))
def test_keeping_more_never_leaves_more_open(some: frozenset[ItemKind], more: frozenset[ItemKind], hours: int) -> None:
    now = OPENED + timedelta(hours=hours)
    before = stand(ROWS, opened_at=OPENED, now=now, kept=some)
    after = stand(ROWS, opened_at=OPENED, now=now, kept=some | more)
    for earlier, later in zip(before, after, strict=True):
        assert set(later.still_open) <= set(earlier.still_open)
        assert set(later.there) | set(later.still_open) == set(later.row.evidence)
        if earlier.state is Keeping.KEPT:
            assert later.state is Keeping.KEPT
