"""What still hangs when a case is to be closed."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from tocsin.vocab.delivery import DeliveryState
from tocsin.vocab.feedback import ASKING, OURS, FeedbackKind
from tocsin.vocab.loose import Loose, Why
from tocsin.vocab.release import ShareState
from tocsin.vocab.sharing import Delivery, Feedback, Share

# What cannot be left to a later day: it has to be finished, dropped or lifted first.
TO_FINISH = frozenset({Why.NOT_SENT, Why.ON_ITS_WAY, Why.NOT_REVIEWED, Why.BLOCKED})
_UNSENT = frozenset({ShareState.DRAFT, ShareState.WRITTEN, ShareState.APPROVED})
_LEFT = frozenset({ShareState.SENDING, ShareState.SHARED})
_MOVING = frozenset({DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.FAILED})
_LOST = frozenset({DeliveryState.BOUNCED, DeliveryState.GIVEN_UP})


def loose_ends(
    shares: Iterable[Share],
    deliveries: Iterable[Delivery],
    feedback: Iterable[Feedback],
    *,
    blocked_until: datetime | None,
    now: datetime,
) -> tuple[Loose, ...]:
    """Everything that still hangs.

    A later delivery of the same share to the same party answers for a lost one, and so does what the party said of it.
    """
    sent, said = tuple(deliveries), tuple(feedback)
    heard = frozenset(one.delivery for one in said if one.delivery and FeedbackKind(one.kind) not in OURS)
    return tuple(
        [
            *_of_shares(tuple(shares), frozenset((one.share, one.recipient) for one in sent)),
            *_of_deliveries(sent, heard),
            *(
                Loose(why=Why.QUESTION, about=one.id, party=one.party, since=one.at)
                for one in said
                if FeedbackKind(one.kind) in ASKING and one.answered_by is None
            ),
            *([Loose(why=Why.BLOCKED, about="case")] if blocked_until is not None and blocked_until > now else []),
        ]
    )


def _of_shares(shares: tuple[Share, ...], planned: frozenset[tuple[str, str]]) -> Iterator[Loose]:
    for share in shares:
        state = ShareState(share.state)
        if state in _UNSENT:
            yield Loose(why=Why.NOT_SENT, about=share.id, since=share.proposed_at)
        if state not in _LEFT:
            continue
        for recipient in share.recipients:
            outcome = share.outcomes.get(recipient)
            refused = outcome is not None and not outcome.approved
            if not refused and (share.id, recipient) not in planned:
                yield Loose(why=Why.NOT_SENT, about=share.id, party=recipient, since=share.proposed_at)
        if share.reviewed is None and any(one.break_glass for one in share.outcomes.values()):
            yield Loose(why=Why.NOT_REVIEWED, about=share.id, since=share.proposed_at)


def _of_deliveries(deliveries: tuple[Delivery, ...], heard: frozenset[str]) -> Iterator[Loose]:
    newest = {(one.share, one.recipient): one for one in sorted(deliveries, key=lambda one: (one.planned_at, one.id))}
    for one in deliveries:
        state = DeliveryState(one.state)
        about = {"about": one.id, "party": one.recipient}
        if state in _MOVING:
            yield Loose(why=Why.ON_ITS_WAY, since=one.planned_at, **about)
        elif state in (DeliveryState.SENT, DeliveryState.COLLECTED):
            yield Loose(why=Why.UNANSWERED, since=one.sent_at, **about)
        elif state in _LOST and newest[one.share, one.recipient].id == one.id and one.id not in heard:
            yield Loose(why=Why.NOT_REACHED, since=one.moved_at, **about)
