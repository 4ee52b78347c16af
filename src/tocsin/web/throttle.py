"""How often somebody may be wrong: a sliding count in the process."""

import threading
from collections import OrderedDict, deque
from collections.abc import Callable

MOST_KEYS = 10_000  # counted at once; beyond that the one that was wrong longest ago is forgotten


class Throttle:
    """At most `most` faults within `window_s` seconds for each key; `clock` gives seconds that only go on."""

    def __init__(self, *, most: int, window_s: float, clock: Callable[[], float]) -> None:
        self._most, self._window_s, self._clock = most, window_s, clock
        self._lock = threading.Lock()
        self._faults: OrderedDict[str, deque[float]] = OrderedDict()

    def wait_s(self, key: str) -> int:
        """After how many whole seconds this key may be wrong again; 0 where it may now."""
        with self._lock:
            return self._wait_s(key)

    def count(self, key: str) -> int:
        """Count a fault, and give how long to wait: 0 where this one was still within the measure."""
        with self._lock:
            wait_s = self._wait_s(key)
            if not wait_s:
                self._faults.setdefault(key, deque()).append(self._clock())
                self._faults.move_to_end(key)
                while len(self._faults) > MOST_KEYS:
                    self._faults.popitem(last=False)
            return wait_s

    def forgive(self, key: str) -> None:
        """What this key did wrong so far does not count any more: it was right now."""
        with self._lock:
            self._faults.pop(key, None)

    def _wait_s(self, key: str) -> int:
        faults, now = self._faults.get(key), self._clock()
        if faults is None:
            return 0
        while faults and faults[0] <= now - self._window_s:
            faults.popleft()
        if not faults:
            del self._faults[key]
            return 0
        return 0 if len(faults) < self._most else int(faults[0] + self._window_s - now) + 1
