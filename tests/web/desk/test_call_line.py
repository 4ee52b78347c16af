"""Calls drawn: bars stand within the picture, in their order, whatever times a file gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.vocab.trace import ToolCall, took
from tocsin.web.desk.call_line import LEAST_WIDTH, LINE_WIDTH, NAME_WIDTH, drawn


def a_call(
    number: int,
    started_us: int | None = None,
    took_us: int | None = None,
    *,
    was_answered: bool = True,
    is_error: bool = False,
) -> ToolCall:
    return ToolCall(
        number=number,
        tool="\u202etool" * 20,
        call_id="",
        arguments="",
        answer="",
        was_executed=True,
        was_answered=was_answered,
        is_error=is_error,
        started_us=started_us,
        took_us=took_us,
    )


times = st.none() | st.integers(min_value=0, max_value=10**18)


@given(st.lists(st.tuples(times, times), max_size=50))
def test_every_bar_stands_within_the_line(given_times: list[tuple[int | None, int | None]]) -> None:
    calls = [a_call(number, start, long) for number, (start, long) in enumerate(given_times)]
    drawing = drawn(calls)
    assert len(drawing.bars) == len(calls)
    for bar in drawing.bars:
        assert NAME_WIDTH <= bar.x <= bar.x + bar.width <= NAME_WIDTH + LINE_WIDTH
        assert bar.width >= LEAST_WIDTH
        assert bar.y < drawing.height
        assert "\u202e" not in bar.title


def test_a_longer_call_has_the_longer_bar_and_a_later_one_stands_further_right() -> None:
    short, long = drawn([a_call(0, 0, 100), a_call(1, 500, 400)]).bars
    assert short.x < long.x
    assert short.width < long.width
    assert long.word == "400 µs"


def test_without_times_the_order_alone_is_drawn_and_nothing_is_said_of_time() -> None:
    drawing = drawn([a_call(0, 5, 9), a_call(1), a_call(2, was_answered=False), a_call(3, is_error=True)])
    assert not drawing.has_times
    assert [bar.x for bar in drawing.bars] == sorted({bar.x for bar in drawing.bars})
    assert [bar.word for bar in drawing.bars] == ["", "", "no answer", "failed"]
    assert [bar.tone for bar in drawing.bars] == ["", "", "open", "bad"]


@pytest.mark.parametrize(
    ("microseconds", "said"),
    [(None, ""), (0, "0 µs"), (12, "12 µs"), (5_440, "5.4 ms"), (1_200_000, "1.2 s"), (210_000_000, "3.5 min")],
)
def test_a_time_is_said_in_a_unit_that_people_say(microseconds: int | None, said: str) -> None:
    assert took(microseconds) == said
