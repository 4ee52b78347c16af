"""A sliding count of faults."""

from tocsin.web.throttle import MOST_KEYS, Throttle


class Seconds:
    """Seconds that go on when they are told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_so_many_and_no_more_until_the_first_is_old() -> None:
    clock = Seconds()
    throttle = Throttle(most=3, window_s=60, clock=clock)
    for second in (0, 10, 20):
        clock.now = second
        assert throttle.count("a") == 0
    assert throttle.wait_s("a") == 41
    assert throttle.count("a") == 41
    clock.now = 60.5
    assert throttle.wait_s("a") == 0
    assert throttle.count("a") == 0
    assert throttle.count("a") > 0


def test_keys_do_not_count_for_each_other() -> None:
    throttle = Throttle(most=1, window_s=60, clock=Seconds())
    assert throttle.count("a") == 0
    assert throttle.count("b") == 0
    assert throttle.count("a") > 0


def test_what_is_kept_is_bounded() -> None:
    throttle = Throttle(most=1, window_s=60, clock=Seconds())
    for number in range(MOST_KEYS + 10):
        throttle.count(str(number))
    assert len(throttle._faults) == MOST_KEYS
    assert throttle.wait_s("0") == 0
    assert throttle.wait_s(str(MOST_KEYS + 9)) > 0
