"""Whether anybody keeps this machine's clock right, as far as is known."""

import ctypes
from enum import StrEnum
from pathlib import Path

# systemd-timesyncd touches this file when it has set the clock. Source: systemd 257, systemd-timesyncd.service(8).
TIMESYNC = Path("/run/systemd/timesync/synchronized")

_TIME_ERROR = 5  # "the system clock is not synchronized". Source: Linux man-pages 6.9, adjtimex(2)
_MOST_BYTES = 1024  # more than struct timex has on any machine; all zero, so `modes` asks to change nothing


class Synchronised(StrEnum):
    """What is known of the clock."""

    YES = "synchronised"
    NO = "not synchronised"
    UNKNOWN = "not known"


def is_synchronised() -> Synchronised:
    """What the kernel says of its clock, else what systemd noted; in a container both speak of the host."""
    asked = getattr(ctypes.CDLL(None), "adjtimex", None)
    answer = asked(ctypes.create_string_buffer(_MOST_BYTES)) if asked is not None else -1
    return judge(answer, is_noted=TIMESYNC.exists())


def judge(answer: int, *, is_noted: bool) -> Synchronised:
    """From the answer of adjtimex (negative: it could not be asked) and from the note of systemd-timesyncd."""
    if is_noted or 0 <= answer < _TIME_ERROR:
        return Synchronised.YES
    return Synchronised.UNKNOWN if answer < 0 else Synchronised.NO
