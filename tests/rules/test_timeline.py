"""Lanes and columns of a case over time: nothing is left out, long silences cut, clocks are told apart."""

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.leaves import one_of_each
from tocsin.rules.timeline import AHEAD, MOST_COLUMNS, columns, is_ahead, lane_of, moment_said
from tocsin.vocab.acts.delivery import DeliveryMoved
from tocsin.vocab.acts.feedback import FeedbackReceived
from tocsin.vocab.timeline import Happening, Lane

NOON = datetime(2026, 3, 24, 12, tzinfo=UTC)
ACTS = {type_.__name__: act for type_, act in one_of_each().items()}


def test_duties_and_other_records_have_no_lane_and_everything_else_has_one() -> None:
    assert {name for name, act in ACTS.items() if lane_of(act) is None} == {
        "DutyAnswered",
        "RecordLinked",
        "NoteOpened",
    }


@pytest.mark.parametrize(
    ("name", "lane"),
    [
        ("ReportReceived", Lane.OUTSIDE),
        ("ItemKept", Lane.HERE),
        ("ShareApproved", Lane.HERE),
        ("ReceiptKept", Lane.BACK),
        ("EffectRecorded", Lane.BACK),
        ("ReporterReplied", Lane.BACK),
    ],
)
def test_a_lane_is_whose_doing_it_is(name: str, lane: Lane) -> None:
    assert lane_of(ACTS[name]) is lane


def test_what_we_answer_is_ours_and_what_a_partner_does_is_not() -> None:
    said, moved = ACTS["FeedbackReceived"], ACTS["DeliveryMoved"]
    assert isinstance(said, FeedbackReceived)
    assert isinstance(moved, DeliveryMoved)
    assert (lane_of(replace(said, kind="answer")), lane_of(replace(said, kind="question"))) == (Lane.HERE, Lane.BACK)
    assert (lane_of(replace(moved, state="sent")), lane_of(replace(moved, state="bounced"))) == (Lane.HERE, Lane.BACK)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-03-24T12:00:00Z", NOON),
        (" 2026-03-24T14:00+02:00 ", NOON),
        ("Tue, 24 Mar 2026 12:00:00 +0000", NOON),
        ("Tue, 24 Mar 2026 12:00:00 -0000", None),  # RFC 5322: the zone is not known
        ("2026-03-24T12:00:00", None),
        ("2026-03-24", None),
        ("yesterday", None),
        ("", None),
        ("0001-01-01T00:00+14:00", None),  # before the calendar begins
    ],
)
def test_a_moment_names_its_zone(text: str, at: datetime | None) -> None:
    assert moment_said(text) == at


def test_a_clock_that_runs_ahead_is_told_from_one_that_is_a_little_off() -> None:
    assert not is_ahead(NOON + AHEAD, NOON)
    assert is_ahead(NOON + AHEAD + timedelta(seconds=1), NOON)
    assert not is_ahead((NOON + AHEAD).astimezone(timezone(timedelta(hours=9))), NOON)


happenings = st.lists(
    st.builds(
        lambda lane, after, what: Happening(lane=lane, at=NOON + timedelta(seconds=after), what=what),
        st.sampled_from(Lane),
        st.integers(0, 10**6),
        st.sampled_from("abc"),
    ),
    max_size=120,
)


@given(happenings)
def test_nothing_is_left_out_and_the_picture_stays_small(happened: list[Happening]) -> None:
    made = columns(happened)
    assert len(made) <= MOST_COLUMNS
    assert sum(cell.count for column in made for cell in column.cells) == len(happened)
    assert sum(kind.count for column in made for cell in column.cells for kind in cell.kinds) == len(happened)
    assert all(before.until < after.at for before, after in pairwise(made))
    assert [column.quiet_s for column in made[1:]] == [
        int((after.at - before.until).total_seconds()) for before, after in pairwise(made)
    ]


@given(happenings)
def test_no_silence_inside_a_column_is_longer_than_one_between_two(happened: list[Happening]) -> None:
    made = columns(happened)
    if len(made) < MOST_COLUMNS:
        return
    ordered = sorted(one.at for one in happened)
    between = {(before.until, after.at) for before, after in pairwise(made)}
    inside = [b - a for a, b in pairwise(ordered) if (a, b) not in between]
    assert max(inside, default=timedelta(0)) <= min(b - a for a, b in between)
