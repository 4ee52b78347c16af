"""Stage 8: decided, approved, refused; exactly this may leave."""

from datetime import datetime, timedelta

from msgspec import Struct

from tocsin.rules.fold.share import after
from tocsin.rules.recall import may_hold
from tocsin.rules.release import decide
from tocsin.stages.desk import Desk
from tocsin.stages.share import authors_of, deliveries_of, find, loaded, repeated
from tocsin.stages.standing import Standing, question_on, standing_of
from tocsin.vocab.acts.share import ApprovalGiven, BreakGlassReviewed, ShareApproved, ShareRefused
from tocsin.vocab.case import PersonEntry
from tocsin.vocab.errors import ActNotAllowed, BadInput
from tocsin.vocab.ids import short
from tocsin.vocab.reason import closed
from tocsin.vocab.release import (
    ApprovalMethod,
    Approved,
    BreakGlassReason,
    Decision,
    Need,
    Pending,
    Reason,
    Refused,
    ShareState,
)
from tocsin.vocab.sharing import Delivery, Outcome, Share
from tocsin.vocab.sheet import BindingSheet, NoteSheet

REFUSED_FOR = timedelta(days=7)  # a refusal without a day of its own is looked at again after a week
REVIEW_WITHIN = timedelta(hours=24)  # after a release that broke the glass
_LEAVING = (ShareState.SENDING, ShareState.SHARED)  # what left keeps the decision it left by
VERDICTS = ("justified", "not_justified")


class Approving(Struct, frozen=True, kw_only=True):
    """One person's approval. `digest` is what they saw on the preview, typed or handed back, whole or its beginning."""

    digest: str
    as_counsel: bool = False
    break_glass: str | None = None
    because: str = ""
    method: ApprovalMethod = ApprovalMethod.HOST_ASSERTED


def decisions(desk: Desk, share: Share) -> dict[str, Decision]:
    """What would be decided now, for each recipient; nothing is recorded."""
    standing = standing_of(desk, share)
    return {recipient: decide(question_on(desk, standing, recipient)) for recipient in share.recipients}


def binding(desk: Desk, share: Share) -> str:
    """The digest that an approval is over: every document, its recipient and terms, and the tables' versions."""
    return standing_of(desk, share).binding


def clearance(desk: Desk, delivery: Delivery) -> Decision:
    """Whether a planned delivery may still leave, asked again at the last moment, in the name of who sends it.

    Approved only where it is the very document that was approved then, on the road it was planned on.
    """
    standing = standing_of(desk, find(desk, delivery.share), sender=delivery.sender)
    decision = decide(question_on(desk, standing, delivery.recipient, planned_on=delivery.road))
    if isinstance(decision, Approved) and decision.payload != delivery.payload:
        return Pending(recipient=delivery.recipient, missing=(Need.APPROVAL,))
    return decision


def approve(desk: Desk, share: Share, approving: Approving) -> tuple[Share, dict[str, Decision]]:
    """Record one person's approval of exactly the documents that stand, and every decision that follows from it.

    Where somebody else records on the case meanwhile, it is looked at anew: the digest still has to be that of then.
    """
    repeated(lambda: _approve(desk, share, approving))
    return settle(desk, share)


def _approve(desk: Desk, share: Share, approving: Approving) -> None:
    standing = standing_of(desk, share)
    share = standing.share
    after(ShareState(share.state), ApprovalGiven)
    _check_approver(desk, standing, approving)
    draft = desk.draft(standing.case)
    reason = (
        closed(BreakGlassReason, approving.break_glass, "reason to break the glass") if approving.break_glass else None
    )
    bound = BindingSheet(
        digest=standing.binding,
        recipients=tuple(share.documents),
        table=standing.tables.release.table.id,
    )
    draft.add(
        ApprovalGiven(
            share=share.id,
            bound=draft.sheet(bound),
            as_counsel=approving.as_counsel,
            self_approved=desk.person in authors_of(share),
            method=approving.method,
            break_glass=reason,
            sheet=draft.sheet(NoteSheet(text=approving.because)) if approving.because else None,
        )
    )
    draft.record()


def settle(desk: Desk, share: Share) -> tuple[Share, dict[str, Decision]]:
    """Record what is decided now for each recipient: approvals and refusals that do not stand there yet."""
    return repeated(lambda: _settled(desk, share))


def _settled(desk: Desk, share: Share) -> tuple[Share, dict[str, Decision]]:
    standing = standing_of(desk, share)
    share = standing.share
    found = {recipient: decide(question_on(desk, standing, recipient)) for recipient in share.recipients}
    draft = desk.draft(standing.case)
    bound = draft.sheet(_bound(standing))
    for recipient, decision in found.items():
        before = share.outcomes.get(recipient)
        if isinstance(decision, Approved) and (before is None or not before.approved):
            draft.add(_approved(share, decision, bound))
        elif isinstance(decision, Refused) and not _stands(share, before, decision):
            reasons = tuple(map(str, decision.reasons))
            if before is None or before.approved or before.reasons != reasons:
                draft.add(_refused(desk, share, decision, standing.now + REFUSED_FOR, None))
    if not draft.acts:
        return share, found
    draft.record()
    return find(desk, share.id), found


def _stands(share: Share, before: Outcome | None, decision: Refused) -> bool:
    """What left keeps the decision it left by, and a person's no its own day and words."""
    has_left = before is not None and before.approved and share.state in _LEAVING
    return has_left or Reason.REFUSED_BY_PERSON in decision.reasons


def refuse(desk: Desk, share: Share, *, recipient: str | None, until: datetime | None, because: str) -> Share:
    """A person says no, to one or to all who do not have it yet, with a day to look again and what would lift it.

    What was approved for them before is void for good: when the no ends, it has to be approved anew.
    """
    case, share = loaded(desk, share)
    after(ShareState(share.state), ShareRefused)
    if not because.strip():
        raise BadInput("a refusal says what would lift it", hint="say it with --because TEXT")
    draft = desk.draft(case)
    ends = until or draft.at + REFUSED_FOR
    if ends <= draft.at:
        raise BadInput("a refusal ends in the future", hint="give --until as a later moment")
    for one in _refusable(desk, share, recipient):
        refused = Refused(recipient=one, reasons=(Reason.REFUSED_BY_PERSON,), flips=())
        draft.add(_refused(desk, share, refused, ends, draft.sheet(NoteSheet(text=because))))
    draft.record()
    return find(desk, share.id)


def _refusable(desk: Desk, share: Share, recipient: str | None) -> list[str]:
    """To whom no can still be said: what went out keeps the decision it left by."""
    if recipient is not None and recipient not in share.recipients:
        raise BadInput(f"{recipient} is no recipient of {share.id}", hint=f"`tocsin share show {short(share.id)}`")
    held = {one.recipient for one in deliveries_of(desk, share) if may_hold(one)}
    chosen = [one for one in share.recipients if one not in held and recipient in (None, one)]
    if not chosen:
        raise ActNotAllowed(
            "it went out already: nobody can refuse it any more", hint=f"`tocsin share withdraw {short(share.id)}`"
        )
    return chosen


def review(desk: Desk, share: Share, *, verdict: str, because: str) -> Share:
    """Look afterwards at a release that broke the glass; never by somebody who approved or wrote it."""
    case, share = loaded(desk, share)
    broken = [one for one in share.outcomes.values() if one.break_glass]
    if not broken:
        raise ActNotAllowed(f"{share.id} broke no glass: there is nothing to review afterwards")
    after(ShareState(share.state), BreakGlassReviewed)
    if share.reviewed is not None:
        raise ActNotAllowed(f"{share.id} was reviewed: {share.reviewed}", hint=f"`tocsin share show {short(share.id)}`")
    if desk.person in {*authors_of(share), *(who for one in broken for who in one.approvers)}:
        raise ActNotAllowed(
            "somebody else has to look at it", hint="name the reviewer: `tocsin --as PERSON share review`"
        )
    if verdict not in VERDICTS:
        raise BadInput(f"{verdict[:40]!r} is no verdict", hint=f"one of: {', '.join(VERDICTS)}")
    draft = desk.draft(case)
    draft.add(BreakGlassReviewed(share=share.id, verdict=verdict, sheet=draft.sheet(NoteSheet(text=because))))
    draft.record()
    return find(desk, share.id)


def _check_approver(desk: Desk, standing: Standing, approving: Approving) -> None:
    share, person = standing.share, desk.index.get("person", desk.person)
    assert isinstance(person, PersonEntry)
    if not share.documents:
        raise ActNotAllowed("no document is written yet: there is nothing to approve", hint="`tocsin share preview`")
    if len(approving.digest) < 8 or not standing.binding.startswith(approving.digest.lower()):
        raise ActNotAllowed(
            "the digest is not that of the documents as they stand: something changed, or it was mistyped",
            hint=f"look at them again: `tocsin share preview {share.id}`",
        )
    if approving.break_glass or (standing.is_solo and person.id == desk.log_entry().founder):
        return
    if desk.person in authors_of(share):
        raise ActNotAllowed(
            "whoever proposed or wrote a share does not approve it",
            hint="another approver has to: `tocsin --as PERSON share approve`, or --break-glass to a coordinator",
        )
    role = "counsel" if approving.as_counsel else "approver"
    if role not in person.roles:
        raise ActNotAllowed(f"{person.id} is no {role} here", hint="`tocsin user list` shows who is")


def _approved(share: Share, decision: Approved, bound: str) -> ShareApproved:
    return ShareApproved(
        share=share.id,
        recipient=decision.recipient,
        document=decision.document,
        payload=decision.payload,
        terms=decision.terms,
        bound=bound,
        table=decision.table,
        row=decision.row,
        outcome=decision.outcome,
        approvers=decision.approvers,
        self_approved=decision.self_approved,
        break_glass=decision.break_glass,
    )


def _bound(standing: Standing) -> BindingSheet:
    return BindingSheet(
        digest=standing.binding,
        recipients=tuple(standing.share.documents),
        table=standing.tables.release.table.id,
    )


def _refused(desk: Desk, share: Share, refused: Refused, until: datetime, sheet: str | None) -> ShareRefused:
    return ShareRefused(
        share=share.id,
        recipient=refused.recipient,
        reasons=tuple(map(str, refused.reasons)),
        flips=tuple(f"{flip.point}:{flip.before}:{flip.after}" for flip in refused.flips),
        # who reads blind answers for nothing: what they guessed is for whoever proposed it
        owner=share.proposed_by if Reason.GUESSED in refused.reasons else desk.person,
        until=until,
        sheet=sheet,
    )
