"""The picture of a case over time: every mark in its lane, none over another, labels apart, whatever the columns."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tocsin.rules.timeline import MOST_COLUMNS, columns
from tocsin.vocab.timeline import Happening, Lane
from tocsin.web.desk.lanes import HIT, LARGEST, drawn

NOON = datetime(2026, 3, 24, 12, tzinfo=UTC)
some = st.lists(st.tuples(st.sampled_from(Lane), st.integers(0, 10**8)), max_size=80).map(
    lambda given: columns(Happening(lane=lane, at=NOON + timedelta(seconds=after), what="x") for lane, after in given)
)


@given(some)
def test_marks_stand_in_their_lane_and_apart(made: tuple[object, ...]) -> None:
    picture = drawn(made)  # type: ignore[arg-type]  # columns, which hypothesis does not know of
    middle = dict(picture.lanes)
    assert all(mark.y == middle[mark.cell.lane] for mark in picture.marks)
    for lane in Lane:
        places = [mark.x for mark in picture.marks if mark.cell.lane is lane]
        assert all(after - before >= HIT for before, after in pairwise(places))
    assert all(0 < mark.x + LARGEST < picture.width for mark in picture.marks)
    assert len({mark.anchor for mark in picture.marks}) == len(picture.marks)


@given(some)
def test_labels_never_lie_over_each_other(made: tuple[object, ...]) -> None:
    picture = drawn(made)  # type: ignore[arg-type]  # the same
    assert all(after.x - before.x >= 84 for before, after in pairwise(picture.days))
    assert all(after.x - before.x >= 46 for before, after in pairwise(picture.hours))


def test_a_case_of_one_day_fits_on_a_screen() -> None:
    made = columns(Happening(lane=Lane.HERE, at=NOON + timedelta(minutes=one), what="x") for one in range(200))
    assert len(made) == MOST_COLUMNS
    assert drawn(made).width <= 1280


def test_a_long_silence_is_named() -> None:
    made = columns(Happening(lane=Lane.HERE, at=NOON + timedelta(days=one), what="x") for one in (0, 3))
    assert [one.text for one in drawn(made).silences] == ["3 d"]
