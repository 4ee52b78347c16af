"""A number is used once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tocsin.web.once import MOST_KEPT, Once


def is_new(once: Once, number: str) -> bool:
    """Use a number, and say whether it was new."""
    with once.using(number) as found:
        return found


def fail(once: Once) -> None:
    """Something that was begun and not done."""
    with once.using("a"):
        raise OSError("the disk is full")


def test_of_many_at_once_one_is_first() -> None:
    once = Once()
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(lambda _: is_new(once, "a"), range(100))) == 1


def test_what_failed_may_be_used_again() -> None:
    once = Once()
    with pytest.raises(OSError, match="full"):
        fail(once)
    assert is_new(once, "a")
    assert not is_new(once, "a")


def test_what_is_kept_is_bounded() -> None:
    once = Once()
    for number in range(MOST_KEPT + 1):
        assert is_new(once, str(number))
    assert is_new(once, "0")
    assert not is_new(once, str(MOST_KEPT))
