"""What is announced is true of the stories."""

from tocsin.rules.practice import BURST_PLANTED, MOST_PLANTED
from tocsin.vocab.practice import ANNOUNCED


def test_the_announcement_says_how_many_are_planted() -> None:
    assert f"1 to {MOST_PLANTED} of them, or {BURST_PLANTED} in each case of a burst" in ANNOUNCED
