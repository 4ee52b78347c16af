"""The outbox: what is on its way, and what goes by hand."""

from tocsin.operations.outbox import HandSheet
from tocsin.vocab.delivery import DeliveryReason, DeliveryState, RoadKind
from tocsin.vocab.errors import ActNotAllowed, BadInput
from tocsin.web.desk.door import get, post
from tocsin.web.desk.visit import Page, Visit, to
from tocsin.web.texts import _

STOPPABLE = frozenset({DeliveryState.QUEUED, DeliveryState.FAILED})
WAITING = STOPPABLE | {DeliveryState.SENDING}


def outbox(visit: Visit) -> Page:
    """What has not come to its end yet, of one share where it is named."""
    share = visit.query.get("share", "")
    found = visit.ask("outbox.list", share=share, cursor=visit.query.get("cursor", ""))
    account = visit.ask("share.show", share=share) if share else None
    return visit.page(
        "outbox.html",
        here="outbox",
        found=found,
        account=account,
        gone=[one for one in account.recipients if one.delivery_id and one.delivery not in WAITING] if account else [],
        by_hand=next((one for one in found.items if one.kind == RoadKind.BY_HAND), None),
        stoppable=STOPPABLE,
        needs_taker=DeliveryReason.SENDER_NOT_AUTHORISED,
    )


def delivery(visit: Visit) -> Page:
    """One delivery as far as it came; by hand, the sheet to paste from."""
    found = visit.ask("delivery.show", delivery=visit.params["delivery"])
    account = visit.ask("share.show", share=found.share)
    sheet, fault = _sheet(visit, found.id) if _is_pasted(found.kind, found.state) else (None, "")
    return visit.page(
        "delivery.html",
        here="outbox",
        found=found,
        account=account,
        recipient=next(one.name for one in account.recipients if one.party == found.recipient),
        case=visit.ask("case.show", case=found.case),
        terms=visit.ask("share.preview", share=found.share),
        people={one.id: one.name for one in visit.ask("user.list")},
        sheet=sheet,
        fault=fault,
        stoppable=STOPPABLE,
        needs_taker=DeliveryReason.SENDER_NOT_AUTHORISED,
    )


def stopped(visit: Visit) -> Page:
    """Nothing of it goes out."""
    found = visit.ask("outbox.cancel", delivery=visit.params["delivery"])
    if found.reason == DeliveryReason.STOPPED_IN_TIME:
        return to(f"/outbox/{found.id}", _("Stopped. Nothing of it left."))
    return to(f"/outbox/{found.id}", _("Stopped: it is not tried again. An earlier try may have arrived."))


def tried_again(visit: Visit) -> Page:
    """It goes with the next round instead of at its own time."""
    found = visit.ask("outbox.retry", delivery=visit.params["delivery"])
    return to(f"/outbox?share={found.share}", _("It goes with the next round."))


def taken_over(visit: Visit) -> Page:
    """It goes on in the name of whoever takes it over."""
    found = visit.ask("outbox.retry", delivery=visit.params["delivery"])
    return to(f"/outbox?share={found.share}", _("It goes on in your name, with the next round."))


def done(visit: Visit) -> Page:
    """Sent through the party's portal by a person."""
    found = visit.ask("outbox.done", delivery=visit.params["delivery"], receipt=visit.form.get("receipt"))
    if found.why:
        raise ActNotAllowed(f"it may not leave now: {'; '.join(found.why)}", hint="if you sent it, tell the approver")
    return to(f"/outbox/{found.id}", _("Recorded as sent by hand, with what the portal gave."))


def _is_pasted(kind: str, state: str) -> bool:
    return kind == RoadKind.BY_HAND and state == DeliveryState.QUEUED


def _sheet(visit: Visit, identifier: str) -> tuple[HandSheet | None, str]:
    """What is pasted, or why it cannot be."""
    try:
        return visit.ask("outbox.show", delivery=identifier), ""
    except BadInput as fault:
        return None, str(fault)


ROWS = (
    get("/outbox", outbox),
    get("/outbox/{delivery}", delivery),
    post("/outbox/{delivery}/stop", stopped),
    post("/outbox/{delivery}/again", tried_again),
    post("/outbox/{delivery}/take-over", taken_over),
    post("/outbox/{delivery}/done", done),
)
