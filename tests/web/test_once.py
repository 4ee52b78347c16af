"""A number is used once."""

from concurrent.futures import ThreadPoolExecutor

from tocsin.web.once import MOST_KEPT, Once


def test_of_many_at_once_one_is_first() -> None:
    once = Once()
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(lambda _: once.is_new("a"), range(100))) == 1


def test_what_is_forgotten_is_new_again() -> None:
    once = Once()
    assert once.is_new("a")
    once.forget("a")
    once.forget("b")
    assert once.is_new("a")


def test_what_is_kept_is_bounded() -> None:
    once = Once()
    for number in range(MOST_KEPT + 1):
        assert once.is_new(str(number))
    assert once.is_new("0")
    assert not once.is_new(str(MOST_KEPT))
