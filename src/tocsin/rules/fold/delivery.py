"""How deliveries, answers, effects and the end of a case add up."""

from collections.abc import Callable
from typing import assert_never

from msgspec.structs import replace

from tocsin.rules.fold.share import share_before, with_delivery
from tocsin.vocab.act import Leaf
from tocsin.vocab.acts import delivery as d
from tocsin.vocab.acts import feedback as f
from tocsin.vocab.case import Case, Entity
from tocsin.vocab.delivery import DeliveryReason, DeliveryState
from tocsin.vocab.errors import ActNotAllowed
from tocsin.vocab.feedback import OURS, FeedbackKind, ReopenReason
from tocsin.vocab.sharing import AfterReceiptNote, Delivery, Effect, Feedback, KeptReceipt, OutboundRecord

Look = Callable[[str, str], Entity | None]
DeliveryAct = d.DeliveryPlanned | d.DeliveryMoved | d.RecordEntered
FeedbackAct = (
    f.FeedbackReceived | f.ReceiptKept | f.AfterReceiptNoted | f.EffectRecorded | f.CaseClosed | f.CaseReopened
)

_S = DeliveryState
# From where a delivery may move to where. Bounced, given up and cancelled are ends; a new delivery is a new decision.
# What is held is queued with a reason, also where it was tried before.
MOVES: dict[DeliveryState, frozenset[DeliveryState]] = {
    _S.QUEUED: frozenset({_S.QUEUED, _S.SENDING, _S.CANCELLED, _S.GIVEN_UP}),
    _S.SENDING: frozenset({_S.SENT, _S.FAILED, _S.BOUNCED, _S.GIVEN_UP}),
    _S.FAILED: frozenset({_S.QUEUED, _S.SENDING, _S.CANCELLED, _S.GIVEN_UP}),
    _S.SENT: frozenset({_S.COLLECTED, _S.ACKNOWLEDGED, _S.BOUNCED}),
    _S.COLLECTED: frozenset({_S.ACKNOWLEDGED}),
    _S.ACKNOWLEDGED: frozenset(),
    _S.BOUNCED: frozenset(),
    _S.GIVEN_UP: frozenset(),
    _S.CANCELLED: frozenset(),
}
_TELLING = frozenset({FeedbackKind.SIGHTING, FeedbackKind.KNOWN_ALREADY, FeedbackKind.QUESTION, *OURS})


def check_move(before: DeliveryState, after: DeliveryState) -> None:
    """ActNotAllowed where a delivery cannot move so."""
    if after not in MOVES[before]:
        raise ActNotAllowed(f"a delivery that is {before} cannot become {after}", hint="`tocsin outbox list`")


def after_delivery(leaf: Leaf, act: DeliveryAct, now: Case, look: Look) -> tuple[Entity, ...]:
    """The case, its share and the delivery."""
    match act:
        case d.DeliveryPlanned():
            share = with_delivery(share_before(act.share, look), act.delivery, _S.QUEUED, went_out=True)
            delivery = Delivery(
                id=act.delivery,
                case=now.id,
                share=act.share,
                recipient=act.recipient,
                document=act.document,
                payload=act.payload,
                road=act.road,
                kind=act.kind,
                wire=act.wire,
                send_after=act.send_after,
                planned_by=leaf.by,
                planned_at=leaf.at,
            )
            return (replace(now, shares=now.shares | {share.id: share.state}), share, delivery)
        case d.DeliveryMoved():
            return _moved(leaf, act, now, look)
        case d.RecordEntered():
            record = OutboundRecord(
                id=act.leaf,
                case=now.id,
                record=act.record,
                share=act.share,
                delivery=act.delivery,
                sheet=act.sheet,
                at=leaf.at,
            )
            return (now, record)
        case _:
            assert_never(act)


def _moved(leaf: Leaf, act: d.DeliveryMoved, now: Case, look: Look) -> tuple[Entity, ...]:
    before = look("delivery", act.delivery)
    assert isinstance(before, Delivery), "a delivery moves after it was planned"
    delivery = replace(
        before,
        state=act.state,
        moved_at=leaf.at,
        attempt=act.attempt,
        reason=act.reason,
        taken_over_by=leaf.by if act.reason == DeliveryReason.TAKEN_OVER else before.taken_over_by,
        sheet=act.sheet or before.sheet,
        sent_at=leaf.at if act.state == _S.SENT else before.sent_at,
        collected_at=leaf.at if act.state == _S.COLLECTED else before.collected_at,
        acknowledged_at=leaf.at if act.state == _S.ACKNOWLEDGED else before.acknowledged_at,
    )
    share = share_before(before.share, look)
    others = (look("delivery", one) for one in share.deliveries if one != delivery.id)
    went_out = delivery.attempt > 0 or any(one.attempt > 0 for one in others if isinstance(one, Delivery))
    share = with_delivery(share, delivery.id, act.state, went_out=went_out)
    parties = now.parties
    if act.state == _S.SENT and before.recipient in parties:
        told = replace(parties[before.recipient], told_at=leaf.at, answer="contacted", reason=None)
        parties = parties | {before.recipient: told}
    return (replace(now, parties=parties, shares=now.shares | {share.id: share.state}), share, delivery)


def after_feedback(leaf: Leaf, act: FeedbackAct, now: Case, look: Look) -> tuple[Entity, ...]:
    """The case and what came back, or what changed."""
    match act:
        case f.FeedbackReceived():
            return _received(leaf, act, now, look)
        case f.ReceiptKept():
            return (now, _kept(leaf, act, now, look))
        case f.AfterReceiptNoted():
            name = f"{act.share}/{act.party}/{act.step}"
            note = AfterReceiptNote(id=name, state=act.state, on=act.on, sheet=act.sheet, by=leaf.by, at=leaf.at)
            return (now, note)
        case f.EffectRecorded():
            effect = Effect(
                id=act.effect,
                case=now.id,
                kind=act.kind,
                because_of=act.because_of,
                on=act.on,
                sheet=act.sheet,
                by=leaf.by,
                at=leaf.at,
            )
            return (now, effect)
        case f.CaseClosed():
            return (replace(now, closed_at=leaf.at, closing=act.sheet, to_correct=False),)
        case f.CaseReopened():
            return (replace(now, closed_at=None, to_correct=act.reason == ReopenReason.CORRECTION),)
        case _:
            assert_never(act)


def _received(leaf: Leaf, act: f.FeedbackReceived, now: Case, look: Look) -> tuple[Entity, ...]:
    feedback = Feedback(
        id=act.feedback,
        case=now.id,
        share=act.share,
        delivery=act.delivery,
        party=act.party,
        kind=act.kind,
        means=act.means,
        signed=act.signed,
        known_since=act.known_since,
        known_from=act.known_from,
        answers=act.answers,
        sheet=act.sheet,
        by=leaf.by,
        at=leaf.at,
    )
    changed: list[Entity] = [feedback]
    if act.answers is not None:
        asked = look("feedback", act.answers)
        if isinstance(asked, Feedback):
            changed.append(replace(asked, answered_by=act.feedback))
    part = now.parties.get(act.party)
    if part is not None and act.kind not in _TELLING:
        now = replace(now, parties=now.parties | {act.party: replace(part, said=act.kind, said_at=leaf.at)})
    return (now, *changed)


def _kept(leaf: Leaf, act: f.ReceiptKept, now: Case, look: Look) -> KeptReceipt:
    answer = look("feedback", act.feedback)
    assert isinstance(answer, Feedback), "a receipt is kept with the answer that it is"
    return KeptReceipt(
        id=act.feedback,
        case=now.id,
        share=answer.share,
        party=answer.party,
        record=act.record,
        grade=act.grade,
        as_offered=act.as_offered,
        contradicts=act.contradicts,
        content=act.content,
        sheet=act.sheet,
        by=leaf.by,
        at=leaf.at,
    )
