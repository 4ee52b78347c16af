"""Stage 9: the outbox, and every move of a delivery.

Nothing is sent here: the worker sees deliveries off, and records here what came of it. A delivery that waits follows
from the acts alone; leases and the moments of the next try lie in `store.outbox`.
"""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from tocsin.formats import mail_text
from tocsin.rules.fold.delivery import check_move
from tocsin.rules.readiness import may_use
from tocsin.stages.desk import Desk, Draft
from tocsin.stages.party import called
from tocsin.stages.recording import enter_share
from tocsin.store.catalogues import load
from tocsin.vocab.acts.delivery import DeliveryMoved
from tocsin.vocab.case import Case, PersonEntry, RouteEntry
from tocsin.vocab.delivery import DeliveryReason, DeliveryState, RoadKind
from tocsin.vocab.errors import ActNotAllowed, BadInput, ChangedMeanwhile, Gone
from tocsin.vocab.release import Approved
from tocsin.vocab.route import Channel, RouteCatalogue
from tocsin.vocab.sharing import Delivery, Road, Share
from tocsin.vocab.sheet import RoadSheet, TransportSheet

TRIES = 50  # while others record on the same case; each of them needs milliseconds

_SENDABLE = (RoadKind.FOLDER, RoadKind.MAIL, RoadKind.TAXII, RoadKind.PAGE)


class Move(Struct, frozen=True, kw_only=True):
    """One step of a delivery, with the evidence for it."""

    state: DeliveryState
    reason: DeliveryReason | None = None
    evidence: TransportSheet | None = None


SENDING = Move(state=DeliveryState.SENDING)


class OutboxLine(Struct, frozen=True, kw_only=True):
    """A delivery that is not at its end, as people read it; `next_try` is None where only a person can move it."""

    delivery: str
    case: str
    recipient: str
    kind: str
    state: str
    attempt: int
    reason: str | None
    next_try: datetime | None
    answer: str  # what the other side said last


class Form(Struct, frozen=True, kw_only=True):
    """What a person pastes into a portal: where it is, its fields in its own order, and the text.

    Of a mail the subject is a line of its own, and the text begins with the label.
    """

    delivery: str
    recipient: str
    address: str
    fields: tuple[str, ...]
    subject: str
    text: str


def find(desk: Desk, given: str) -> Delivery:
    """A delivery by its id or by the first signs of it."""
    found = desk.index.get("delivery", desk.full_id("delivery", given))
    assert isinstance(found, Delivery)
    return found


def due(desk: Desk) -> Iterator[Delivery]:
    """What a worker may take now, oldest first: planned and past its undo window, failed and past its wait, or left
    in the middle by a worker whose lease ran out. Read in pages, so that nothing is held open while something is sent.
    """
    now = desk.clock.now()
    page = desk.outbox.free(now)
    while page:
        yield from (one for one in page if one.send_after <= now and one.kind in _SENDABLE)
        page = desk.outbox.free(now, after=page[-1])


def moved_on(desk: Desk, case: Case, delivery: Delivery, *moves: Move) -> Delivery:
    """Record moves as one, on the case as it was loaded when they were decided, or not at all.

    ChangedMeanwhile where anything was recorded on the case since: it may forbid what was decided.
    """
    return _recorded(desk, case, delivery.id, moves, attempt=delivery.attempt)


def moved(desk: Desk, delivery: Delivery, *moves: Move) -> Delivery:
    """Record what became of it, as one; loaded again and repeated while others record on its case.

    ActNotAllowed where it cannot move so any more, or another attempt has begun since.
    """
    for _ in range(TRIES):
        try:
            return moved_on(desk, desk.case(delivery.case), delivery, *moves)
        except ChangedMeanwhile:
            continue
    raise ChangedMeanwhile(f"{delivery.case} is changed faster than this can be recorded; it was not")


def held(desk: Desk, case: Case, delivery: Delivery, reason: DeliveryReason) -> Delivery:
    """It stays queued and says why, once in the log; it goes on when that is mended. As `moved_on` otherwise."""
    if (delivery.state, delivery.reason) == (DeliveryState.QUEUED, reason):
        return delivery
    return moved_on(desk, case, delivery, Move(state=DeliveryState.QUEUED, reason=reason))


def rehearse(desk: Desk, case: Case, delivery: Delivery) -> None:
    """Sign what will be recorded when it is sent, and throw it away: what fails here fails before anything went out.

    Otherwise a document that could not be recorded as sent would be sent again and again.
    """
    enter_share(desk, desk.draft(case), delivery)


def recovered(desk: Desk, delivery: Delivery) -> Delivery:
    """A delivery that a worker left in the middle has failed; whether it arrived nobody knows, so it goes again."""
    return moved(desk, delivery, Move(state=DeliveryState.FAILED, reason=DeliveryReason.CUT_SHORT))


def cancel(desk: Desk, delivery: Delivery) -> Delivery:
    """Stop it before it goes out, or before it is tried again; ActNotAllowed once it is being sent."""
    untouched = delivery.attempt == 0
    reason = DeliveryReason.STOPPED_IN_TIME if untouched else DeliveryReason.OTHER
    return moved(desk, delivery, Move(state=DeliveryState.CANCELLED, reason=reason))


def retry(desk: Desk, delivery: Delivery) -> Delivery:
    """It need not wait for its next try. What was bounced, given up or cancelled stays so: that is a new decision.

    Where whoever sends it was retired or is not named for its route any more, it goes on in the name of who acts now,
    if they are.
    """
    state = DeliveryState(delivery.state)
    if state is not DeliveryState.SENDING:
        check_move(state, DeliveryState.SENDING)
        delivery = _taken_over(desk, delivery)
    desk.outbox.hasten(delivery.id)
    return delivery


def _taken_over(desk: Desk, delivery: Delivery) -> Delivery:
    sender = delivery.sender
    if sender == desk.person or _may_send(desk, delivery, sender):
        return delivery
    if not _may_send(desk, delivery, desk.person):
        raise ActNotAllowed(
            f"{sender} may not send {delivery.id} any more, and {desk.person} is not named for its route either",
            hint="somebody who is named sends it on: `tocsin --as PERSON outbox retry`; `tocsin route list` names them",
        )
    return moved(desk, delivery, Move(state=DeliveryState.QUEUED, reason=DeliveryReason.TAKEN_OVER))


def _may_send(desk: Desk, delivery: Delivery, person: str) -> bool:
    """Whether somebody acts here and is named for the route of the road that it was planned on."""
    found, road = desk.index.get("person", person), desk.index.get("road", delivery.road)
    route = desk.index.get("route", road.route) if isinstance(road, Road) else None
    acts = isinstance(found, PersonEntry) and not found.retired
    return acts and isinstance(route, RouteEntry) and not route.withdrawn and may_use(route, person)


def done_by_hand(desk: Desk, case: Case, delivery: Delivery, approved: Approved, *, receipt: str) -> Delivery:
    """A person has sent it through the party's portal, and types what the portal gave for it.

    `case` is as it was when the delivery was cleared; ChangedMeanwhile where anything was recorded since.
    """
    _check_by_hand(delivery, approved)
    if not receipt.strip():
        raise BadInput("the portal gave a number, or a line that says it was taken", hint="type it with --receipt")
    evidence = TransportSheet(receipt=receipt.strip())
    sent = Move(state=DeliveryState.SENT, reason=DeliveryReason.DONE_BY_HAND, evidence=evidence)
    return moved_on(desk, case, delivery, SENDING, sent)


def form(desk: Desk, delivery: Delivery, approved: Approved) -> Form:
    """The sheet to paste from, only for what may leave now."""
    _check_by_hand(delivery, approved)
    portal, payload, subject = _portal(desk, delivery), desk.vault.read(approved.payload), ""
    try:
        text = payload.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise BadInput(
            "this document is no text that could be pasted", hint="write it as a form: `tocsin share write`"
        ) from fault
    if _format_of(desk, delivery) == mail_text.NAME:
        subject, text = mail_text.split(payload)
    return Form(
        delivery=delivery.id,
        recipient=called(desk, delivery.recipient),
        address=portal.address,
        fields=tuple(field.label for field in portal.form),
        subject=subject,
        text=text,
    )


def _format_of(desk: Desk, delivery: Delivery) -> str:
    share = desk.index.get("share", delivery.share)
    written = share.documents.get(delivery.recipient) if isinstance(share, Share) else None
    return written.format if written else ""


def waiting(desk: Desk) -> Iterator[OutboxLine]:
    """Everything that is not at its end, oldest first."""
    page = desk.outbox.waiting()
    while page:
        kept = desk.outbox.leases([one.id for one in page])
        for one in page:
            lease = kept.get(one.id)
            next_try = max(one.send_after, lease.due) if lease else one.send_after
            yield OutboxLine(
                delivery=one.id,
                case=one.case,
                recipient=called(desk, one.recipient),
                kind=one.kind,
                state=one.state,
                attempt=one.attempt,
                reason=one.reason,
                next_try=next_try if one.kind in _SENDABLE else None,
                answer=_answer(desk, one),
            )
        page = desk.outbox.waiting(after=page[-1])


def _recorded(desk: Desk, case: Case, delivery: str, moves: tuple[Move, ...], *, attempt: int) -> Delivery:
    # Read after the case: if the case is still that one when this is recorded, the delivery is this one.
    now = desk.index.get("delivery", delivery)
    assert isinstance(now, Delivery)
    if now.attempt != attempt:
        said = f"{delivery} is at attempt {now.attempt} by now, not {attempt}"
        raise ActNotAllowed(said, hint="`tocsin outbox list`")
    draft, state = desk.draft(case), DeliveryState(now.state)
    for move in moves:
        check_move(state, move.state)
        attempt += move.state is DeliveryState.SENDING
        draft.add(_act(draft, delivery, move, attempt))
        if move.state is DeliveryState.SENT:
            enter_share(desk, draft, now)
        state = move.state
    after = draft.record()["delivery", delivery]
    assert isinstance(after, Delivery)
    return after


def _act(draft: Draft, delivery: str, move: Move, attempt: int) -> DeliveryMoved:
    sheet = None if move.evidence is None else draft.sheet(move.evidence)
    return DeliveryMoved(delivery=delivery, state=move.state, attempt=attempt, reason=move.reason, sheet=sheet)


def _check_by_hand(delivery: Delivery, approved: Approved) -> None:
    if delivery.kind != RoadKind.BY_HAND:
        raise ActNotAllowed(f"{delivery.id} goes by {delivery.kind}, not by hand", hint="`tocsin worker` sees it off")
    check_move(DeliveryState(delivery.state), DeliveryState.SENDING)
    assert (approved.document, approved.payload) == (delivery.document, delivery.payload), "what was cleared is this"


def _portal(desk: Desk, delivery: Delivery) -> Channel:
    """The row of the catalogue that a road by hand ends at."""
    road = desk.index.get("road", delivery.road)
    assert isinstance(road, Road)
    sheet = desk.sheet(road.sheet, RoadSheet)
    for catalogue in load("routes", RouteCatalogue, desk.home):
        for channel in catalogue.channels:
            if sheet is not None and channel.channel_id == sheet.address:
                return channel
    raise BadInput(f"the portal of {road.id} is no channel of the catalogue any more", hint="`tocsin route list`")


def _answer(desk: Desk, delivery: Delivery) -> str:
    try:
        sheet = desk.sheet(delivery.sheet, TransportSheet)
    except Gone:
        return "(purged)"
    return sheet.answer if sheet else ""
