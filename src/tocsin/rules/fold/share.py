"""How a share adds up: cleaned, proposed, written, approved, sent."""

from collections.abc import Callable
from typing import assert_never

from msgspec.structs import replace

from tocsin.vocab.act import Leaf
from tocsin.vocab.acts import share as s
from tocsin.vocab.acts.blind_review import BlindReviewed
from tocsin.vocab.acts.cut import CutChosen
from tocsin.vocab.acts.delivery import DeliveryMoved, DeliveryPlanned
from tocsin.vocab.case import Case, Entity
from tocsin.vocab.cut import UNSAID
from tocsin.vocab.errors import ActNotAllowed
from tocsin.vocab.release import Reason, ShareState
from tocsin.vocab.sharing import Approval, BlindLook, CleanCopyEntry, Outcome, PointAnswer, Share, WrittenDocument

Look = Callable[[str, str], Entity | None]
ShareAct = (
    s.ShareProposed
    | s.PointDecided
    | CutChosen
    | s.DocumentWritten
    | BlindReviewed
    | s.ApprovalGiven
    | s.ShareApproved
    | s.ShareRefused
    | s.ShareDropped
    | s.BreakGlassReviewed
)
StateAct = type[
    s.PointDecided
    | CutChosen
    | s.DocumentWritten
    | BlindReviewed
    | s.ApprovalGiven
    | s.ShareApproved
    | s.ShareRefused
    | s.ShareDropped
    | s.BreakGlassReviewed
    | DeliveryPlanned
    | DeliveryMoved
]

# One row a state, one cell an act; what has no cell is not allowed there. Where a delivery moves, the share is shared
# as soon as nothing of it is on its way any more, and approved as before where nothing of it ever went out.
TABLE: dict[ShareState, dict[StateAct, ShareState]] = {
    ShareState.DRAFT: {
        s.PointDecided: ShareState.DRAFT,
        CutChosen: ShareState.DRAFT,
        s.DocumentWritten: ShareState.WRITTEN,
        s.ShareRefused: ShareState.DRAFT,
        s.ShareDropped: ShareState.DROPPED,
    },
    ShareState.WRITTEN: {
        s.PointDecided: ShareState.WRITTEN,
        CutChosen: ShareState.DRAFT,  # a document of another cut is none: all are written anew
        s.DocumentWritten: ShareState.WRITTEN,
        BlindReviewed: ShareState.WRITTEN,
        s.ApprovalGiven: ShareState.WRITTEN,
        s.ShareApproved: ShareState.APPROVED,
        s.ShareRefused: ShareState.WRITTEN,
        s.ShareDropped: ShareState.DROPPED,
    },
    ShareState.APPROVED: {
        s.PointDecided: ShareState.WRITTEN,
        CutChosen: ShareState.DRAFT,
        s.DocumentWritten: ShareState.WRITTEN,
        BlindReviewed: ShareState.APPROVED,
        s.ApprovalGiven: ShareState.APPROVED,
        s.ShareApproved: ShareState.APPROVED,
        s.ShareRefused: ShareState.APPROVED,
        s.ShareDropped: ShareState.DROPPED,
        DeliveryPlanned: ShareState.SENDING,
    },
    ShareState.SENDING: {  # the documents stand; one recipient may still wait for a second approval
        BlindReviewed: ShareState.SENDING,
        s.ApprovalGiven: ShareState.SENDING,
        s.ShareApproved: ShareState.SENDING,
        s.ShareRefused: ShareState.SENDING,
        DeliveryPlanned: ShareState.SENDING,
        DeliveryMoved: ShareState.SENDING,
        s.BreakGlassReviewed: ShareState.SENDING,
    },
    ShareState.SHARED: {
        BlindReviewed: ShareState.SHARED,
        s.ApprovalGiven: ShareState.SHARED,
        s.ShareApproved: ShareState.SHARED,
        s.ShareRefused: ShareState.SHARED,
        DeliveryPlanned: ShareState.SENDING,
        DeliveryMoved: ShareState.SHARED,
        s.BreakGlassReviewed: ShareState.SHARED,
    },
    ShareState.DROPPED: {},
}
# Whatever changes what was approved takes every approval and every decision with it.
VOIDING = (s.PointDecided, CutChosen, s.DocumentWritten)
_ON_ITS_WAY = frozenset({"queued", "sending", "failed"})


def after(state: ShareState, act: StateAct) -> ShareState:
    """The state that an act leaves behind, or ActNotAllowed."""
    try:
        return TABLE[state][act]
    except KeyError:
        raise ActNotAllowed(f"{act.__name__} while the share is {state}", hint="`tocsin share show SHARE`") from None


def after_copy(leaf: Leaf, act: s.CleanCopyMade, now: Case) -> tuple[Entity, ...]:
    """The case and its newest clean copy."""
    entry = CleanCopyEntry(
        id=act.copy,
        case=now.id,
        content=act.content,
        withheld=act.withheld,
        removed=act.removed,
        rules=act.rules,
        sheet=act.sheet,
        made_at=leaf.at,
        made_by=leaf.by,
        seq=leaf.seq,
    )
    return (replace(now, copy=act.copy), entry)


def after_share(leaf: Leaf, act: ShareAct, now: Case, look: Look) -> tuple[Entity, ...]:
    """The case and the share."""
    if isinstance(act, s.ShareProposed):
        share = Share(
            id=act.share,
            case=now.id,
            copy=act.copy,
            purpose=act.purpose,
            follows=act.follows,
            recipients=act.recipients,
            sheet=act.sheet,
            proposed_by=leaf.by,
            proposed_at=leaf.at,
            authors=(leaf.by,),
        )
        now = replace(now, to_correct=now.to_correct and act.follows is None)
    else:
        before = share_before(act.share, look)
        state = TABLE[ShareState(before.state)].get(type(act), ShareState(before.state))
        if isinstance(act, VOIDING):
            before = replace(before, approvals=(), outcomes={})
        share = replace(_changed(leaf, act, before), state=state)
    return (replace(now, shares=now.shares | {share.id: share.state}), share)


def share_before(identifier: str, look: Look) -> Share:
    """The share as it stands."""
    found = look("share", identifier)
    assert isinstance(found, Share), "an act of a share follows its proposal"
    return found


def with_delivery(share: Share, delivery: str, state: str, *, went_out: bool) -> Share:
    """The share when one of its deliveries is in a state; `went_out` where any of them was ever tried."""
    deliveries = share.deliveries | {delivery: state}
    if _ON_ITS_WAY & set(deliveries.values()):
        return replace(share, deliveries=deliveries, state=ShareState.SENDING)
    return replace(share, deliveries=deliveries, state=ShareState.SHARED if went_out else ShareState.APPROVED)


def _changed(leaf: Leaf, act: ShareAct, share: Share) -> Share:
    match act:
        case s.PointDecided():
            answer = PointAnswer(
                value=act.value,
                statement=act.statement,
                confidence=act.confidence,
                by=leaf.by,
                at=leaf.at,
                sheet=act.sheet,
            )
            return replace(share, points=share.points | {act.point: answer})
        case CutChosen():
            others_written = {to: one for to, one in share.documents.items() if to != act.recipient}
            cuts, who = share.cuts | {act.recipient: act.cut}, tuple(dict.fromkeys((*share.authors, leaf.by)))
            return replace(share, cuts=cuts, documents=others_written, authors=who)
        case s.DocumentWritten():
            written = WrittenDocument(
                id=act.document,
                format=act.format,
                payload=act.payload,
                terms=act.terms,
                sheet=act.sheet,
                by=leaf.by,
                at=leaf.at,
            )
            authors = tuple(dict.fromkeys((*share.authors, leaf.by)))
            return replace(share, documents=share.documents | {act.recipient: written}, authors=authors)
        case BlindReviewed():
            return replace(share, blind=(*share.blind, _look(leaf, act, share)))
        case s.ApprovalGiven():
            others = tuple(one for one in share.approvals if (one.by, one.as_counsel) != (leaf.by, act.as_counsel))
            return replace(share, approvals=(*others, _approval(leaf, act)))
        case s.ShareApproved() | s.ShareRefused():
            share = replace(share, outcomes=share.outcomes | {act.recipient: _outcome(leaf, act)})
            return _refused_by_person(share, act.recipient) if _is_by_person(act) else share
        case s.BreakGlassReviewed():
            return replace(share, reviewed=act.verdict, reviewed_by=leaf.by)
        case s.ShareDropped() | s.ShareProposed():
            return share
        case _:
            assert_never(act)


def _approval(leaf: Leaf, act: s.ApprovalGiven) -> Approval:
    return Approval(
        by=leaf.by,
        at=leaf.at,
        bound=act.bound,
        as_counsel=act.as_counsel,
        self_approved=act.self_approved,
        method=act.method,
        break_glass=act.break_glass,
        sheet=act.sheet,
    )


def _look(leaf: Leaf, act: BlindReviewed, share: Share) -> BlindLook:
    written = share.documents[act.recipient]
    return BlindLook(
        by=leaf.by,
        at=leaf.at,
        document=act.document,
        recipient=act.recipient,
        cut=share.cuts.get(act.recipient, UNSAID),
        format=written.format,
        guessed=act.guessed,
    )


def _is_by_person(act: s.ShareApproved | s.ShareRefused) -> bool:
    return isinstance(act, s.ShareRefused) and Reason.REFUSED_BY_PERSON in act.reasons


def _refused_by_person(share: Share, recipient: str) -> Share:
    """A person's no takes what was approved for this recipient before it, for good; the no itself may end."""
    void = (replace(one, not_for=tuple(dict.fromkeys((*one.not_for, recipient)))) for one in share.approvals)
    return replace(share, approvals=tuple(void))


def _outcome(leaf: Leaf, act: s.ShareApproved | s.ShareRefused) -> Outcome:
    yes = act if isinstance(act, s.ShareApproved) else None
    no = act if isinstance(act, s.ShareRefused) else None
    return Outcome(
        approved=yes is not None,
        document=yes.document if yes else None,
        reasons=no.reasons if no else (),
        flips=no.flips if no else (),
        table=yes.table if yes else None,
        row=yes.row if yes else None,
        outcome=yes.outcome if yes else None,
        approvers=yes.approvers if yes else (),
        self_approved=yes.self_approved if yes else False,
        break_glass=yes.break_glass if yes else False,
        owner=no.owner if no else None,
        until=no.until if no else None,
        by=leaf.by,
        at=leaf.at,
        sheet=no.sheet if no else None,
    )
