"""When a delivery is tried again, and when no more."""

from datetime import timedelta

from msgspec import Struct

from tocsin.vocab.delivery import DeliveryReason
from tocsin.vocab.release import Need, Reason


class Backoff(Struct, frozen=True, kw_only=True):
    """How long to wait after an attempt that failed: at most `first_s`, then twice as long each time, up to a bound.

    Each wait is drawn between nothing and that ("full jitter"), so that many that failed together do not come back
    together. Source: AWS Architecture Blog, M. Brooker, "Exponential Backoff And Jitter", 4 March 2015.
    """

    first_s: float
    longest_s: float
    attempts: int


# Forty attempts with waits of up to eight hours last 124 hours on average of the draws: RFC 5321 section 4.5.4.1 says
# that the time before giving up "generally needs to be at least 4-5 days".
PATIENCE = Backoff(first_s=60, longest_s=8 * 3600, attempts=40)

# What can be mended without a new decision; the first that stands is told.
_MENDED = {
    Reason.RELEASE_BLOCK: DeliveryReason.BLOCKED,
    Reason.SENDER_NOT_AUTHORISED: DeliveryReason.SENDER_NOT_AUTHORISED,
}
# What has a code of its own where it ends a delivery; the first that stands is told.
_FINAL = {Reason.SOURCE_PURGED: DeliveryReason.SOURCE_PURGED, Reason.ROAD_CLOSED: DeliveryReason.ROAD_CLOSED}
_LEAST_S = 1.0  # a draw near nothing must not become a loop


def next_try(attempt: int, jitter: float, backoff: Backoff = PATIENCE) -> timedelta | None:
    """How long to wait after attempt 1, 2, …, with `jitter` drawn evenly from [0, 1); None where it was the last."""
    assert attempt >= 1, "only what was tried is tried again"
    assert 0 <= jitter < 1, "jitter is drawn from [0, 1)"
    if attempt >= backoff.attempts:
        return None
    most_s = min(backoff.longest_s, backoff.first_s * 2 ** min(attempt - 1, 60))
    return timedelta(seconds=max(min(_LEAST_S, most_s), jitter * most_s))


def held_because(reasons: tuple[Reason, ...]) -> DeliveryReason | None:
    """Why a delivery that is refused now waits, and goes on when that is mended; None where it never may any more.

    A release block ends, and somebody else may send it on; one other reason beside them, and it is for good.
    """
    if not set(reasons) <= _MENDED.keys():
        return None
    return next((code for reason, code in _MENDED.items() if reason in reasons), None)


def waits_because(missing: tuple[Need, ...]) -> DeliveryReason:
    """Which closed code says what a delivery waits for that is not refused, but may not leave yet."""
    return DeliveryReason.NEWER_COPY if Need.CLEAN_COPY in missing else DeliveryReason.APPROVAL_MISSING


def given_up_because(reasons: tuple[Reason, ...]) -> DeliveryReason:
    """Which closed code says why a delivery that may no longer leave is given up."""
    return next((code for reason, code in _FINAL.items() if reason in reasons), DeliveryReason.NO_LONGER_APPROVED)
