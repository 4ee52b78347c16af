"""Signed receipts: what each of them shows, and when two of them disagree."""

from tocsin.ledger.record import Feedback, Receipt
from tocsin.vocab.feedback import FeedbackKind

Answer = Receipt | Feedback

# A receipt is E1. Feedback bears its own grade: E2 it was used, E3 and E4 something was found.
RECEIVED = "E1"
_FOUND = frozenset({"E3", "E4"})


def grade_of(answer: Answer) -> str:
    """Which grade of a claim a signed answer licenses."""
    return RECEIVED if isinstance(answer, Receipt) else answer.grade


def kind_of(answer: Answer) -> FeedbackKind:
    """What a signed answer says, in the words of all answers; whoever signs for it has read it."""
    return FeedbackKind.SIGHTING if grade_of(answer) in _FOUND else FeedbackKind.ACKNOWLEDGED


def disagree(one: Answer, other: Answer) -> bool:
    """Whether two different answers of one party to one share cannot both be so.

    1. One id for two things.
    2. One share received twice, or under two sets of terms.
    3. Found, and a false alarm.
    """
    # 1
    if one.id == other.id:
        return True
    # 2
    if isinstance(one, Receipt) and isinstance(other, Receipt):
        return (one.received_at, one.terms_accepted) != (other.received_at, other.terms_accepted)
    # 3
    if isinstance(one, Feedback) and isinstance(other, Feedback):
        return any(a.grade in _FOUND and b.false_positive is True for a, b in ((one, other), (other, one)))
    return False
