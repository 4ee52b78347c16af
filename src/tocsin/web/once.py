"""What was confirmed, so that the same confirmation is recorded once; kept in the process and forgotten with it."""

import threading
from collections import OrderedDict

MOST_KEPT = 10_000  # a confirmation is worth nothing after half an hour; nobody sends this many in it


class Once:
    """Numbers that were used."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._used: OrderedDict[str, None] = OrderedDict()

    def is_new(self, number: str) -> bool:
        """Whether nobody used this number before; it is used from now on."""
        with self._lock:
            if number in self._used:
                return False
            self._used[number] = None
            while len(self._used) > MOST_KEPT:
                self._used.popitem(last=False)
            return True

    def forget(self, number: str) -> None:
        """It may be used again."""
        with self._lock:
            self._used.pop(number, None)
