"""A figure is what the turns say, and a bar is held by the median."""

from pathlib import Path

import pytest

from tocsin.bench.figure import Bar, Effort, Kind, Times, multiple_of_time, share_of_speed, spread, take_turns

TIMES = Times(ours_s=(2.0, 4.0, 8.0), baseline_s=(1.0, 1.0, 1.0))


def _kind(bar: Bar | None) -> Kind:
    return Kind(name="n", what="w", baseline="b", bar=bar)


def test_both_sides_are_done_in_turn() -> None:
    done: list[str] = []
    told: list[str] = []
    times = take_turns(lambda: done.append("ours"), lambda: done.append("baseline"), turns=3, tell=told.append)
    assert done == ["ours", "baseline"] * 3
    assert (len(times.ours_s), len(times.baseline_s), len(told)) == (3, 3, 3)
    assert min(*times.ours_s, *times.baseline_s) >= 0


def test_a_ratio_is_of_neighbouring_turns() -> None:
    slow = share_of_speed(_kind(None), TIMES, 7)
    assert (slow.ratio.least, slow.ratio.median, slow.ratio.greatest) == (0.125, 0.25, 0.5)
    times = multiple_of_time(_kind(None), TIMES, 7)
    assert (times.ratio.least, times.ratio.median, times.ratio.greatest) == (2, 4, 8)
    assert (times.count, times.turns, times.ours_s.median, times.baseline_s.median) == (7, 3, 4, 1)
    assert times.holds is None


@pytest.mark.parametrize(
    ("kind", "limit", "holds"),
    [("at_least", 4, True), ("at_least", 4.1, False), ("at_most", 4, True), ("at_most", 3.9, False)],
)
def test_the_median_holds_the_bar_or_misses_it(kind: str, limit: float, holds: bool) -> None:
    assert multiple_of_time(_kind(Bar(kind=kind, limit=limit)), TIMES, 1).holds is holds


def test_a_spread_of_one_value_is_that_value() -> None:
    one = spread([3.0])
    assert (one.least, one.median, one.greatest) == (3, 3, 3)


def test_an_effort_tells_whose_line_it_is() -> None:
    told: list[str] = []
    Effort(size=1, turns=1, folder=Path(), tell=told.append).telling("single append")("turn 1")
    assert told == ["single append: turn 1"]
