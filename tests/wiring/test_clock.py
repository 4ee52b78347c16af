"""What is not known of the clock is called not known."""

import pytest

from tocsin.wiring.clock import Synchronised, is_synchronised, judge


@pytest.mark.parametrize(
    ("answer", "is_noted", "known"),
    [
        (0, False, Synchronised.YES),
        (1, False, Synchronised.YES),  # a leap second will be inserted: the clock is kept right
        (5, False, Synchronised.NO),
        (-1, False, Synchronised.UNKNOWN),
        (5, True, Synchronised.YES),
        (-1, True, Synchronised.YES),
    ],
)
def test_the_answer_of_the_kernel_and_the_note_of_systemd(answer: int, is_noted: bool, known: Synchronised) -> None:
    assert judge(answer, is_noted=is_noted) is known


def test_this_machine_gives_an_answer() -> None:
    assert is_synchronised() in Synchronised
