"""Who may hold a document that went out, and how far what follows it came."""

from collections.abc import Iterable
from enum import StrEnum

from tocsin.vocab.delivery import DeliveryState
from tocsin.vocab.feedback import OURS, FeedbackKind
from tocsin.vocab.sharing import Delivery

_CONFIRMING = frozenset({FeedbackKind.ACKNOWLEDGED, FeedbackKind.CORRECTION_CONFIRMED})
_LOST = frozenset({DeliveryState.BOUNCED, DeliveryState.GIVEN_UP})
_WAITING = frozenset({DeliveryState.QUEUED, DeliveryState.FAILED})


class Reach(StrEnum):
    """How far a correction or withdrawal came with somebody who may hold what it takes back."""

    NOT_SENT = "not_sent"
    ON_ITS_WAY = "on_its_way"
    NOT_REACHED = "not_reached"  # it bounced, or was given up or stopped
    SILENT = "silent"  # it was sent, or even fetched, and nobody said anything
    ANSWERED = "answered"  # something came back, but no confirmation
    CONFIRMED = "confirmed"


def may_hold(delivery: Delivery) -> bool:
    """Whether its recipient may have the document, whatever came of it later.

    Of an attempt that was cut short nobody knows whether it arrived; what the other side refused at its door did not.
    """
    refused = delivery.state == DeliveryState.BOUNCED and delivery.sent_at is None
    return delivery.attempt > 0 and not refused


def waits(delivery: Delivery) -> bool:
    """Whether it will still go out, for the first time or again, if nobody stops it."""
    return DeliveryState(delivery.state) in _WAITING


def newest(deliveries: Iterable[Delivery]) -> Delivery | None:
    """The delivery that was planned last."""
    return max(deliveries, key=lambda one: (one.planned_at, one.id), default=None)


def reach(delivery: Delivery | None, said: Iterable[str]) -> Reach:
    """How far it came, by its delivery and by the kinds of what the recipient said because of it."""
    if delivery is None:
        return Reach.NOT_SENT
    kinds = {FeedbackKind(kind) for kind in said} - OURS
    if kinds & _CONFIRMING:
        return Reach.CONFIRMED
    if kinds:
        return Reach.ANSWERED
    state = DeliveryState(delivery.state)
    if state is DeliveryState.ACKNOWLEDGED:
        return Reach.CONFIRMED
    if state in (DeliveryState.SENT, DeliveryState.COLLECTED):
        return Reach.SILENT
    return Reach.NOT_REACHED if state in _LOST or state is DeliveryState.CANCELLED else Reach.ON_ITS_WAY
