"""The outbox: what is on its way, stopped, hastened, done by hand."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from msgspec import Struct
from msgspec.structs import asdict, replace

from tocsin.operations import cursor
from tocsin.operations.listing import Part
from tocsin.operations.operation import READERS, WRITERS, Method, Operation, Page
from tocsin.rules.wording import why
from tocsin.stages import delivery as stage
from tocsin.stages import share as shares
from tocsin.stages.delivery import Form, OutboxLine, find, waiting
from tocsin.stages.desk import Desk
from tocsin.stages.release import clearance
from tocsin.vocab.release import Approved
from tocsin.vocab.sharing import Delivery

AT_ONCE = 100  # deliveries whose places are looked up together


class WaitingAsked(Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which part of the outbox; of one share where it is named."""

    share: str = ""


class Waiting(OutboxLine, frozen=True, kw_only=True):
    """A delivery that is not at its end, of which share it is, for whom, and until when it can be stopped unseen."""

    share: str
    title: str  # of the share
    party: str
    send_after: datetime


class DeliveryAsked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One delivery, by its id or the first signs of it."""

    delivery: str


class DoneByHand(DeliveryAsked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the portal gave for it: a number, or a line."""

    receipt: str


class HandSheet(Form, frozen=True, kw_only=True):
    """What is pasted into a portal; with `why` it may not leave now, and has no text."""

    why: tuple[str, ...] = ()


class SentByHand(Delivery, frozen=True, kw_only=True):
    """A delivery that a person sent; with `why` it might not have left, and nothing was recorded."""

    why: tuple[str, ...] = ()


def list_waiting(desk: Desk, asked: WaitingAsked) -> Page[Waiting]:
    """Everything that is not at its end yet, oldest first: for whom, in which state, and when it is tried next."""
    limit, after = cursor.bounded(asked.limit), cursor.read(asked.cursor)
    share = shares.find(desk, asked.share).id if asked.share else ""
    meant = ((place, line) for place, line in _placed(desk) if share in ("", line.share))
    behind = ((place, line) for place, line in meant if after is None or place > after)
    page = cursor.page_of(list(islice(behind, limit + 1)), limit, lambda line: line)
    titles = {one: shares.title_of(desk, shares.find(desk, one)) for one in {line.share for line in page.items}}
    return replace(page, items=tuple(replace(line, title=titles[line.share]) for line in page.items))


def show(desk: Desk, asked: DeliveryAsked) -> Delivery:
    """One delivery, as far as it has come."""
    return find(desk, asked.delivery)


def sheet(desk: Desk, asked: DeliveryAsked) -> HandSheet:
    """What goes by hand, ready to paste; or why it may not leave now."""
    found = find(desk, asked.delivery)
    cleared = clearance(desk, found)
    if not isinstance(cleared, Approved):
        nothing = Form(delivery=found.id, recipient="", address="", fields=(), subject="", text="")
        return HandSheet(**asdict(nothing), why=tuple(why(cleared)))
    return HandSheet(**asdict(stage.form(desk, found, cleared)))


def retry(desk: Desk, asked: DeliveryAsked) -> Delivery:
    """Try it again in the worker's next round instead of at its own time."""
    return stage.retry(desk, find(desk, asked.delivery))


def cancel(desk: Desk, asked: DeliveryAsked) -> Delivery:
    """Stop a delivery before it goes out; what is being sent, or was sent, is withdrawn with its share."""
    return stage.cancel(desk, find(desk, asked.delivery))


def done(desk: Desk, asked: DoneByHand) -> SentByHand:
    """Record that you sent it through the party's portal; or why it might not leave, and nothing is recorded."""
    found = find(desk, asked.delivery)
    case = desk.case(found.case)  # before it is cleared: what is recorded after this forbids it
    cleared = clearance(desk, found)
    if not isinstance(cleared, Approved):
        return SentByHand(**asdict(found), why=tuple(why(cleared)))
    return SentByHand(**asdict(stage.done_by_hand(desk, case, found, cleared, receipt=asked.receipt)))


def _placed(desk: Desk) -> Iterator[tuple[cursor.Place, Waiting]]:
    """What waits, with its place in the list."""
    lines = waiting(desk)
    while some := list(islice(lines, AT_ONCE)):
        known = desk.index.some("delivery", [one.delivery for one in some])
        for line in some:
            found = known[line.delivery]
            assert isinstance(found, Delivery)
            placed = Waiting(
                **asdict(line), share=found.share, title="", party=found.recipient, send_after=found.send_after
            )
            yield (found.planned_at.isoformat(), found.id), placed


OPERATIONS = (
    Operation(
        name="outbox.list",
        method=Method.GET,
        path="/outbox",
        may=READERS,
        takes=WaitingAsked,
        gives=Page[Waiting],
        does=list_waiting,
    ),
    Operation(
        name="delivery.show",
        method=Method.GET,
        path="/deliveries/{delivery}",
        may=READERS,
        takes=DeliveryAsked,
        gives=Delivery,
        does=show,
    ),
    Operation(
        name="outbox.show",
        method=Method.GET,
        path="/deliveries/{delivery}/sheet",
        may=READERS,
        takes=DeliveryAsked,
        gives=HandSheet,
        does=sheet,
    ),
    Operation(
        name="outbox.retry",
        method=Method.POST,
        path="/deliveries/{delivery}/retry",
        may=WRITERS,
        takes=DeliveryAsked,
        gives=Delivery,
        does=retry,
    ),
    Operation(
        name="outbox.cancel",
        method=Method.POST,
        path="/deliveries/{delivery}/cancel",
        may=WRITERS,
        takes=DeliveryAsked,
        gives=Delivery,
        does=cancel,
    ),
    Operation(
        name="outbox.done",
        method=Method.POST,
        path="/deliveries/{delivery}/done",
        may=WRITERS,
        takes=DoneByHand,
        gives=SentByHand,
        does=done,
    ),
)
