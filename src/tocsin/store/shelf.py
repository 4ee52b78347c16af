"""What was worked out for a page, for whoever looks at the same next.

Nothing is decided by what lies here: it is shown. It counts while the state that it was made in stands (the size of the
log, or the commitment of a content) and everything that was read for it is there still; a purge, by whichever process,
takes it away. Losing it means working it out again.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable

from msgspec import Struct

MOST = 128  # things of some tens of kilobytes: two shares with a part of each recipient's document

There = Callable[[Iterable[str]], set[str]]  # those of some commitments behind which something lies


class _Laid(Struct, frozen=True, kw_only=True):
    state: Hashable
    sheets: frozenset[str]
    thing: object


class Shelf:
    """A few things by name, those that were looked at last; threads may ask at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._laid: OrderedDict[str, _Laid] = OrderedDict()

    def get(self, name: str, state: Hashable, there: There) -> object:
        """What was put there in this state of things, or None; what no longer counts is forgotten at once."""
        with self._lock:
            found = self._laid.get(name)
        if found is None:
            return None
        if found.state == state and (not found.sheets or there(found.sheets) == found.sheets):
            return found.thing
        with self._lock:
            if self._laid.get(name) is found:
                del self._laid[name]
        return None

    def put(self, name: str, state: Hashable, sheets: Iterable[str], thing: object) -> None:
        """Put a thing there that was made of these sheets; the one that was put there first goes if there are many."""
        with self._lock:
            self._laid[name] = _Laid(state=state, sheets=frozenset(sheets), thing=thing)
            self._laid.move_to_end(name)
            while len(self._laid) > MOST:
                self._laid.popitem(last=False)
