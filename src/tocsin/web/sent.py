"""Forms that were sent: the same one twice is one report.

Kept in the process and forgotten with it: after a restart the same form could be sent again.
"""

import binascii
import hmac
import threading
from collections import OrderedDict
from collections.abc import Callable

from tocsin.stages.public_report import Full, Received

MOST_KEPT = 10_000  # many times what is taken in before somebody looks
_TAG_HEX = 32


class Sent:
    """What each form became, by its number. One at a time: each is an append, and a flood waits in its own line."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._became: OrderedDict[str, Received] = OrderedDict()

    def once(self, number: str, take: Callable[[], Received | Full]) -> Received | Full:
        """What this form became already, or what `take` makes of it now."""
        with self._lock:
            found = self._became.get(number)
            if found is not None:
                return found
            made = take()
            if isinstance(made, Received):
                self._became[number] = made
                while len(self._became) > MOST_KEPT:
                    self._became.popitem(last=False)
            return made


def write_number(key: bytes, drawn: bytes) -> str:
    """The number of a form that was handed out here, as it stands in a hidden field."""
    return drawn.hex() + _tag(key, drawn)


def is_number(key: bytes, text: str) -> bool:
    """Whether a form with this number was handed out here."""
    try:
        drawn = binascii.unhexlify(text[:-_TAG_HEX])
    except (binascii.Error, ValueError):
        return False
    return bool(drawn) and hmac.compare_digest(text[-_TAG_HEX:].encode(), _tag(key, drawn).encode())


def _tag(key: bytes, drawn: bytes) -> str:
    return hmac.digest(key, b"intake/" + drawn, "sha256").hex()[:_TAG_HEX]
