"""Stage 10, seen: what came of a share, and what a party was ever sent."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from tocsin.rules.recall import newest
from tocsin.stages.correction import Correction, correction_of
from tocsin.stages.desk import Desk
from tocsin.stages.feedback import feedback_on, followed
from tocsin.stages.party import names_of
from tocsin.stages.recall import Recalled, how_far
from tocsin.stages.receipt import evidence_of, receipts_on
from tocsin.stages.release import REVIEW_WITHIN
from tocsin.stages.share import deliveries_of, find, roads_for, sheet_of, title_of
from tocsin.vocab.delivery import DeliveryState, RoadKind
from tocsin.vocab.errors import Gone
from tocsin.vocab.feedback import OURS
from tocsin.vocab.sharing import Delivery, Feedback, Party, Share
from tocsin.vocab.sheet import NoteSheet

_UNANSWERED = frozenset({DeliveryState.SENT, DeliveryState.COLLECTED})


class AccountLine(Struct, frozen=True, kw_only=True):
    """One recipient of a share: decided, delivered, answered or silent."""

    party: str
    name: str
    road: str
    decision: str
    delivery: str
    said: str
    silence: str
    delivery_id: str = ""  # of the newest delivery; "" where none was planned
    goes_at: datetime | None = None  # not before; None where nothing waits, or only a person can send it
    sent_at: datetime | None = None
    collected_at: datetime | None = None
    acknowledged_at: datetime | None = None


class FeedbackLine(Struct, frozen=True, kw_only=True):
    """One thing that came back, or that we answered."""

    id: str
    party: str
    name: str
    kind: str
    at: datetime
    answered: bool
    signed: bool
    evidence: str  # what stands behind it beside our own word: a signed receipt; "" where nothing does
    text: str


class AfterLine(Struct, frozen=True, kw_only=True):
    """One thing that may happen after receipt, and what we know of it."""

    party: str
    name: str
    step: str
    state: str
    on: str
    text: str


class SentLine(Struct, frozen=True, kw_only=True):
    """One delivery to a party: of which share, by which road, when, and what the party said to it."""

    delivery: str
    share: str
    case: str
    title: str
    purpose: str
    kind: str
    state: str
    reason: str | None
    planned_at: datetime
    goes_at: datetime | None  # not before; None where it waits no more, or only a person can send it
    sent_at: datetime | None
    collected_at: datetime | None
    acknowledged_at: datetime | None
    said: str  # the newest thing that it said to this share; "" where it said nothing
    said_at: datetime | None
    silence: str


class Account(Struct, frozen=True, kw_only=True):
    """What came of a share."""

    share: str
    title: str
    purpose: str
    state: str
    follows: str  # the share that it corrects or withdraws
    correction: Correction | None  # what it says otherwise than the share that it corrects
    recipients: tuple[AccountLine, ...]
    feedback: tuple[FeedbackLine, ...]
    after_receipt: tuple[AfterLine, ...]
    recalled: tuple[Recalled, ...]  # how far the newest correction or withdrawal of it came; empty where there is none
    review: str  # what there is to look at afterwards, or its outcome; "" where no glass was broken


def account_of(desk: Desk, share: Share) -> Account:
    """How far it came with each recipient, what came back, and what is not known."""
    came_back = feedback_on(desk, share)
    names = _names(desk, share, came_back)
    signed = {one.id: evidence_of(one) for one in receipts_on(desk, share)}
    return Account(
        share=share.id,
        title=sheet_of(desk, share).title,
        purpose=share.purpose,
        state=share.state,
        follows=share.follows or "",
        correction=correction_of(desk, share),
        recipients=tuple(_account_lines(desk, share, came_back, names)),
        feedback=tuple(
            FeedbackLine(
                id=one.id,
                party=one.party,
                name=names[one.party],
                kind=one.kind,
                at=one.at,
                answered=one.answered_by is not None,
                signed=one.signed,
                evidence=signed.get(one.id, ""),
                text=_note(desk, one.sheet),
            )
            for one in came_back
        ),
        after_receipt=tuple(
            AfterLine(
                party=one.party,
                name=names[one.party],
                step=one.step,
                state=one.state,
                on=one.on,
                text=one.text,
            )
            for one in followed(desk, share)
        ),
        recalled=tuple(one for one in how_far(desk, share) if one.share),
        review=_review(share),
    )


def _review(share: Share) -> str:
    broken = [one for one in share.outcomes.values() if one.break_glass]
    if not broken:
        return ""
    if share.reviewed is not None:
        return f"the broken glass was looked at afterwards: {share.reviewed}"
    until = min(one.at for one in broken) + REVIEW_WITHIN
    return f"the glass was broken: somebody else looks at it until {until:%Y-%m-%d %H:%M UTC}: tocsin share review"


def _names(desk: Desk, share: Share, came_back: Sequence[Feedback]) -> dict[str, str]:
    """What everybody is called who gets the share or said something to it, by id."""
    found = desk.index.some("party", {*share.recipients, *(one.party for one in came_back)})
    return names_of(desk, (one for one in found.values() if isinstance(one, Party)))


def _account_lines(
    desk: Desk, share: Share, came_back: Sequence[Feedback], names: Mapping[str, str]
) -> Iterator[AccountLine]:
    deliveries, now = deliveries_of(desk, share), desk.clock.now()
    said = {one.party: one.kind for one in came_back if one.kind not in OURS}
    roads = roads_for(desk, share, share.recipients)
    for recipient in share.recipients:
        delivery = newest(one for one in deliveries if one.recipient == recipient)
        road, outcome = roads.get(recipient), share.outcomes.get(recipient)
        yield AccountLine(
            party=recipient,
            name=names[recipient],
            road=road.kind if road else "",
            decision="" if outcome is None else "approved" if outcome.approved else ", ".join(outcome.reasons),
            delivery=delivery.state if delivery else "",
            said=said.get(recipient, ""),
            silence="" if recipient in said else _silence(delivery, now),
            delivery_id=delivery.id if delivery else "",
            goes_at=_goes_at(delivery) if delivery else None,
            sent_at=delivery.sent_at if delivery else None,
            collected_at=delivery.collected_at if delivery else None,
            acknowledged_at=delivery.acknowledged_at if delivery else None,
        )


def deliveries_to(desk: Desk, party: Party) -> list[Delivery]:
    """Everything that was ever planned for a party, newest first."""
    found = [one for one in desk.index.with_ref("delivery", [party.id]) if isinstance(one, Delivery)]
    return sorted(found, key=lambda one: (one.planned_at, one.id), reverse=True)


def sent_line(desk: Desk, delivery: Delivery) -> SentLine:
    """One delivery to a party, as somebody reads it who asks what that party was sent."""
    share = find(desk, delivery.share)
    theirs = [one for one in feedback_on(desk, share) if one.party == delivery.recipient and one.kind not in OURS]
    newest_said = theirs[-1] if theirs else None
    return SentLine(
        delivery=delivery.id,
        share=share.id,
        case=share.case,
        title=title_of(desk, share),
        purpose=share.purpose,
        kind=delivery.kind,
        state=delivery.state,
        reason=delivery.reason,
        planned_at=delivery.planned_at,
        goes_at=_goes_at(delivery),
        sent_at=delivery.sent_at,
        collected_at=delivery.collected_at,
        acknowledged_at=delivery.acknowledged_at,
        said=newest_said.kind if newest_said else "",
        said_at=newest_said.at if newest_said else None,
        silence="" if newest_said else _silence(delivery, desk.clock.now()),
    )


def _goes_at(delivery: Delivery) -> datetime | None:
    waits = delivery.state in (DeliveryState.QUEUED, DeliveryState.FAILED)
    return delivery.send_after if waits and delivery.kind != RoadKind.BY_HAND else None


def _silence(delivery: Delivery | None, now: datetime) -> str:
    """How long a document has been with somebody who said nothing, or did no more than fetch it."""
    if delivery is None or delivery.sent_at is None or delivery.state not in _UNANSWERED:
        return ""
    days = (now - delivery.sent_at).days
    fetched = "fetched, " if delivery.state == DeliveryState.COLLECTED else ""
    return f"{fetched}no answer for {days} {'day' if days == 1 else 'days'}"


def _note(desk: Desk, commit: str | None) -> str:
    try:
        sheet = desk.sheet(commit, NoteSheet)
    except Gone:
        return "(purged)"
    return sheet.text if sheet else ""
