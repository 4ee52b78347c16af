"""Fetches are recorded after the answer, in a thread of their own.

They never delay an answer and never fail one. What could not be recorded is tried again, with a growing pause, until it
is. Only the end of the process can lose one; then the delivery stands as sent until the party fetches again. Fetched is
never acknowledged.
"""

import logging
import queue
import threading
from collections.abc import Callable

from tocsin.stages.delivery import Move, find, moved
from tocsin.stages.desk import Desk
from tocsin.vocab.delivery import DeliveryReason, DeliveryState
from tocsin.vocab.errors import ActNotAllowed, BadInput, ChangedMeanwhile

FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.2, 30.0
END_S = 5.0  # how long an orderly end waits for what is still to be recorded

Record = Callable[[str, DeliveryReason], None]

_LOG = logging.getLogger("tocsin.web")


def record_on(desk: Desk) -> Record:
    """How a fetch is recorded on a desk. Where it was recorded before, or can be no more, nothing happens."""

    def record(delivery: str, reason: DeliveryReason) -> None:
        found = find(desk, delivery)
        if found.state != DeliveryState.SENT:
            return
        try:
            moved(desk, found, Move(state=DeliveryState.COLLECTED, reason=reason))
        except ChangedMeanwhile:
            raise
        except (ActNotAllowed, BadInput):
            return  # it moved on meanwhile: acknowledged, or fetched by another process of ours

    return record


class Collecting:
    """What was fetched and is still to be recorded."""

    def __init__(self, record: Record, *, first_pause_s: float = FIRST_PAUSE_S) -> None:
        self._record, self._first_pause_s = record, first_pause_s
        self._queue: queue.SimpleQueue[tuple[str, DeliveryReason] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._waiting: set[str] = set()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._work, name="collecting", daemon=True)

    def start(self) -> None:
        """Begin to record."""
        self._thread.start()

    def end(self) -> None:
        """Record what still waits, for a few seconds at most, and stop."""
        self._ending.set()  # no more long pauses
        self._queue.put(None)
        self._thread.join(END_S)

    def take(self, deliveries: frozenset[str], reason: DeliveryReason) -> None:
        """These were fetched. Returns at once."""
        with self._lock:
            fresh = deliveries - self._waiting
            self._waiting |= fresh
        for delivery in sorted(fresh):
            self._queue.put((delivery, reason))

    def is_idle(self) -> bool:
        """Whether everything that was fetched is recorded."""
        with self._lock:
            return not self._waiting

    def _work(self) -> None:
        pause_s = self._first_pause_s
        while (one := self._queue.get()) is not None:
            if self._recorded(*one):
                pause_s = self._first_pause_s
                with self._lock:
                    self._waiting.discard(one[0])
            else:
                self._queue.put(one)  # behind the others: what cannot be recorded holds nobody up
                self._ending.wait(pause_s)
                pause_s = min(2 * pause_s, LONGEST_PAUSE_S)

    def _recorded(self, delivery: str, reason: DeliveryReason) -> bool:
        try:
            self._record(delivery, reason)
        except Exception as fault:  # whatever it is: the next fetch has to be recorded all the same
            _LOG.warning("%s: recording a fetch failed (%s); it is tried again", delivery, type(fault).__name__)
            return False
        return True
