"""Stage 11: a correction or withdrawal goes down every road that was used."""

from msgspec import Struct

from tocsin.stages.desk import Desk
from tocsin.stages.feedback import deliveries_of
from tocsin.stages.share import Proposal, find, propose, sheet_of
from tocsin.vocab.delivery import DeliveryState
from tocsin.vocab.errors import ActNotAllowed, BadInput
from tocsin.vocab.release import Purpose
from tocsin.vocab.sharing import Delivery, Share

# Who may hold the document: everybody to whom it went out, whatever came of it later.
_MAY_HOLD = frozenset({DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.COLLECTED, DeliveryState.ACKNOWLEDGED})


class Recalled(Struct, frozen=True, kw_only=True):
    """How far a correction or withdrawal came with one recipient; nobody can be made to forget."""

    party: str
    first: str  # the state of the delivery that is corrected
    follow_up: str  # the state of the newest correction or withdrawal; "" where none was planned
    confirmed: bool


def correct(desk: Desk, share: Share, *, why: str, ask: str = "") -> Share:
    """Propose a correction, from the newest clean copy, to everybody who may hold the document."""
    if desk.case(share.case).copy == share.copy:
        raise ActNotAllowed(
            "there is no newer clean copy: a correction would say the same again",
            hint=f"correct the case first, then `tocsin case clean {share.case}`",
        )
    return _follow(desk, share, Purpose.CORRECTION, why, ask)


def withdraw(desk: Desk, share: Share, *, why: str) -> Share:
    """Propose to take back what was sent, to everybody who may hold it. It asks them to stop; it cannot make them."""
    return _follow(desk, share, Purpose.WITHDRAWAL, why, "Please stop using it and confirm that you did.")


def how_far(desk: Desk, share: Share) -> list[Recalled]:
    """Each earlier recipient, and how far the newest correction or withdrawal came with them."""
    later = [one for one in desk.index.with_ref("share", [share.id]) if isinstance(one, Share)]
    newest = max(later, key=lambda one: one.proposed_at, default=None)
    sent_on = {one.recipient: one for one in deliveries_of(desk, newest)} if newest else {}
    found = []
    for one in _held(desk, share):
        follow_up = sent_on.get(one.recipient)
        state = follow_up.state if follow_up else ""
        found.append(
            Recalled(
                party=one.recipient,
                first=one.state,
                follow_up=state,
                confirmed=state == DeliveryState.ACKNOWLEDGED,
            )
        )
    return found


def _follow(desk: Desk, share: Share, purpose: Purpose, why: str, ask: str) -> Share:
    if not why.strip():
        raise BadInput("a correction or withdrawal says why", hint="give --because TEXT")
    held = _held(desk, share)
    if not held:
        raise ActNotAllowed(f"{share.id} reached nobody: there is nothing to correct", hint="`tocsin share drop`")
    proposal = Proposal(
        title=sheet_of(desk, share).title,
        recipients=tuple(one.recipient for one in held),
        ask=ask,
        formats=tuple((one.recipient, share.documents[one.recipient].format) for one in held),
        roads=tuple((one.recipient, one.road) for one in held),
        purpose=purpose,
        follows=share.id,
        why=why,
    )
    return propose(desk, desk.case(share.case), proposal)


def _held(desk: Desk, share: Share) -> list[Delivery]:
    """The newest delivery to each party that may hold the document."""
    found = {
        one.recipient: one for one in deliveries_of(desk, find(desk, share.id)) if DeliveryState(one.state) in _MAY_HOLD
    }
    return list(found.values())
