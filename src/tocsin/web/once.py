"""What was confirmed, so that one confirmation is recorded once.

Kept in the process and forgotten with it: after a restart a confirmation that is still valid could be recorded again.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

MOST_KEPT = 10_000  # a confirmation is worth nothing after half an hour; nobody sends this many in it


class Once:
    """Numbers that were used."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._used: OrderedDict[str, None] = OrderedDict()

    @contextmanager
    def using(self, number: str) -> Iterator[bool]:
        """Whether nobody used this number before. It counts as used once what is done here has not failed.

        One at a time: who sends the same again meanwhile waits, and is not told that it is done before it is.
        """
        with self._lock:
            is_new = number not in self._used
            yield is_new
            self._used[number] = None
            while len(self._used) > MOST_KEPT:
                self._used.popitem(last=False)
