"""One worker's round: take, ask again, send, record, let go.

For each delivery, in this order:
1 take a lease, by compare-and-set; who already has it, keeps it;
2 what a dead worker left in the middle has failed: whether it arrived nobody knows, and the same bytes go again;
3 ask once more whether it may leave, and record that it is being sent only if nothing else was recorded on its case
  meanwhile: a block that stands in the log before the sending holds it. What is held is queued with its reason, once in
  the log, and asked about again; what may never leave any more is given up;
4 read the wire from the vault, sign a record of it for trial, and send exactly that;
5 record what came of it, and let the lease go, or put it back for later.
A worker that dies between any two of them leaves a lease that runs out, and the next one begins at 1.
"""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from types import FrameType
from typing import TypeAlias, assert_never

from msgspec import Struct

from tocsin.registry import FOLDER, MAIL
from tocsin.rules.retry import PATIENCE, Backoff, given_up_because, held_because, next_try, waits_because
from tocsin.stages import delivery as stage
from tocsin.stages.delivery import SENDING, TRIES, Move
from tocsin.stages.desk import Desk
from tocsin.vocab.case import Case
from tocsin.vocab.delivery import DeliveryReason, DeliveryState, RoadKind
from tocsin.vocab.errors import BadInput, ChangedMeanwhile, ChannelDown, ProofFailed, TocsinError
from tocsin.vocab.exercise import Live
from tocsin.vocab.release import Approved, Decision, Pending, Refused
from tocsin.vocab.road import FolderEnd, MailEnd, RefusedForGood, RefusedForNow, SendOutcome, Sent
from tocsin.vocab.sharing import Delivery, Road, Share
from tocsin.vocab.sheet import DocumentSheet, RoadSheet, TransportSheet

Clear: TypeAlias = Callable[[Desk, Delivery], Decision]

_AVAILABLE = (RoadKind.TAXII, RoadKind.PAGE)  # the party fetches these: there is nothing to send
_WAITING = (DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.FAILED)


class Pace(Struct, frozen=True, kw_only=True):
    """How patient a worker is. A lease outlasts the longest sending: `channels.mail.DEADLINE_S` is three minutes."""

    lease_s: float = 600
    later_s: float = 300  # until what waits for a person, or cannot be read, is looked at again
    idle_s: float = 5  # between two rounds
    backoff: Backoff = PATIENCE


class Handled(Struct, frozen=True, kw_only=True):
    """What a worker did with one delivery. `waits_for` is what has to be mended first: codes, or a fault in words."""

    delivery: str
    state: str
    attempt: int
    reason: str | None = None
    waits_for: str = ""


class Worker(Struct, frozen=True, kw_only=True):
    """A desk, who says what may leave, and how patient it is. `owner` is this worker's own name, and no one else's."""

    desk: Desk
    clear: Clear
    owner: str
    pace: Pace = Pace()


def worker_at(desk: Desk, clear: Clear, pace: Pace | None = None) -> Worker:
    """A worker at a desk, with a name drawn for it."""
    return Worker(desk=desk, clear=clear, owner=desk.chance.random_bytes(16).hex(), pace=pace or Pace())


def work(worker: Worker, stop: threading.Event, notice: Callable[[Handled], None]) -> None:
    """Round after round until told to stop; what is being sent then is brought to its end first.

    A database or vault that does not answer is waited for.
    """
    while not stop.is_set():
        try:
            for handled in one_round(worker, stop):
                notice(handled)
        except ChannelDown as fault:
            notice(Handled(delivery="", state="", attempt=0, waits_for=f"{fault.code}: {fault}"))
        stop.wait(worker.pace.idle_s)


def one_round(worker: Worker, stop: threading.Event | None = None) -> Iterator[Handled]:
    """Everything that is due now, once; what is due only later is left."""
    worker.desk.outbox.sweep(worker.desk.clock.now())
    worker.desk.replies.sweep(worker.desk.clock.now())
    for found in stage.due(worker.desk):
        if stop is not None and stop.is_set():
            return
        handled = _see_off(worker, found.id)
        if handled is not None:
            yield handled


@contextmanager
def until_told() -> Iterator[threading.Event]:
    """An event that SIGTERM and SIGINT set; in the main thread only, and until this ends."""
    stop = threading.Event()

    def tell(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    before = {number: signal.signal(number, tell) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _see_off(worker: Worker, delivery: str) -> Handled | None:
    """One delivery under a lease; None where another worker has it, or it needs nothing any more."""
    desk, pace = worker.desk, worker.pace
    now = desk.clock.now()
    if not desk.outbox.take(delivery, worker.owner, now=now, until=now + timedelta(seconds=pace.lease_s)):
        return None
    try:
        handled = _attempt(worker, stage.find(desk, delivery))
    except ChannelDown:  # the database, the vault or the disk; not this delivery's fault
        desk.outbox.put_back(delivery, worker.owner, due=desk.clock.now() + timedelta(seconds=pace.later_s))
        raise
    except TocsinError as fault:  # purged, damaged, a setting is missing; or somebody moved it meanwhile
        found = stage.find(desk, delivery)
        handled = _told(found, waits_for=f"{fault.code}: {fault}") if _waits(found) else None
    _leave(worker, stage.find(desk, delivery), handled)
    return handled


def _leave(worker: Worker, now: Delivery, handled: Handled | None) -> None:
    """Let the lease go, or put it back until the next try."""
    desk, pace = worker.desk, worker.pace
    if handled is None or not _waits(now):
        desk.outbox.let_go(now.id, worker.owner)
        return
    wait = timedelta(seconds=pace.later_s)
    if handled.state == DeliveryState.FAILED and not handled.waits_for:
        jitter = int.from_bytes(desk.chance.random_bytes(6), "big") / 2**48
        wait = next_try(handled.attempt, jitter, pace.backoff) or wait
    desk.outbox.put_back(now.id, worker.owner, due=desk.clock.now() + wait)


def _waits(now: Delivery) -> bool:
    return DeliveryState(now.state) in _WAITING


def _attempt(worker: Worker, delivery: Delivery) -> Handled | None:
    desk = worker.desk
    if not _waits(delivery):
        return None
    if DeliveryState(delivery.state) is DeliveryState.SENDING:
        delivery = stage.recovered(desk, delivery)
        if _is_last(worker, delivery):
            return _told(stage.moved(desk, delivery, _gone(DeliveryReason.TOO_MANY_ATTEMPTS)))
    for _ in range(TRIES):
        case = desk.case(delivery.case)
        try:
            return _if_clear(worker, case, stage.find(desk, delivery.id))
        except ChangedMeanwhile:
            continue  # and is asked again, over the case as it is now
    raise ChangedMeanwhile(f"{delivery.case} is changed faster than this can be sent")


def _if_clear(worker: Worker, case: Case, delivery: Delivery) -> Handled:
    """Ask whether it may leave, over the case as it was loaded, and send it."""
    desk = worker.desk
    decision = worker.clear(desk, delivery)
    match decision:
        case Refused(reasons=reasons):
            held = held_because(reasons)
            if held is None:
                return _told(stage.moved_on(desk, case, delivery, _gone(given_up_because(reasons))))
            return _told(stage.held(desk, case, delivery, held), waits_for=", ".join(reasons))
        case Pending(missing=missing):
            waits = stage.held(desk, case, delivery, waits_because(missing))
            return _told(waits, waits_for=", ".join(missing) or "approval")
        case Approved():
            if not _is_for(decision, delivery):
                return _told(stage.held(desk, case, delivery, waits_because(())), waits_for="approval")
            if case.exercise:
                return _told(stage.moved_on(desk, case, delivery, _gone(DeliveryReason.NO_LONGER_APPROVED)))
            road = desk.index.get("road", delivery.road)
            assert isinstance(road, Road), "a delivery is planned for a road"
            if road.closed is not None or road.opened_at > delivery.planned_at:  # or it ends elsewhere by now
                return _told(stage.moved_on(desk, case, delivery, _gone(DeliveryReason.ROAD_CLOSED)))
            return _send(worker, Live(case=case), decision, delivery, road)
        case _:
            assert_never(decision)


def _is_for(approved: Approved, delivery: Delivery) -> bool:
    given = (approved.recipient, approved.document, approved.payload)
    return given == (delivery.recipient, delivery.document, delivery.payload)


def _send(worker: Worker, live: Live, approved: Approved, delivery: Delivery, road: Road) -> Handled:
    desk, kind = worker.desk, RoadKind(delivery.kind)
    if kind in _AVAILABLE:
        return _told(stage.moved_on(desk, live.case, delivery, SENDING, Move(state=DeliveryState.SENT)))
    end = _end(desk, delivery, road)
    if delivery.wire is None:
        raise ProofFailed(f"{delivery.id} was planned for {kind} without the bytes that go out")
    wire = desk.vault.read(delivery.wire)
    stage.rehearse(desk, live.case, delivery)
    delivery = stage.moved_on(desk, live.case, delivery, SENDING)
    if isinstance(end, FolderEnd):
        outcome = FOLDER.send(approved, live, wire, end)
    else:
        outcome = MAIL.send(approved, live, wire, end)
    return _told(stage.moved(desk, delivery, _move(outcome, wire, is_last=_is_last(worker, delivery))))


def _end(desk: Desk, delivery: Delivery, road: Road) -> FolderEnd | MailEnd:
    """Where the road ends, and through which server; BadInput where this home has none."""
    sheet = desk.sheet(road.sheet, RoadSheet)
    assert sheet is not None, "a road has an end"
    if delivery.kind == RoadKind.MAIL:
        server = desk.settings.mail
        if server is None:
            raise BadInput("no mail server is set", hint="say in tocsin.toml through which server mail leaves: [mail]")
        return MailEnd(recipient=sheet.address, server=server)
    share = desk.index.get("share", delivery.share)
    assert isinstance(share, Share), "a delivery belongs to a share"
    written = desk.sheet(share.documents[delivery.recipient].sheet, DocumentSheet)
    assert written is not None, "a document has a name"
    return FolderEnd(folder=sheet.address, file_name=written.file_name + (".age" if sheet.encrypt_to else ""))


def _is_last(worker: Worker, delivery: Delivery) -> bool:
    return delivery.attempt >= worker.pace.backoff.attempts


def _move(outcome: SendOutcome, wire: bytes, *, is_last: bool) -> Move:
    evidence = TransportSheet(answer=outcome.answer, wire_sha256=sha256(wire).hexdigest())
    match outcome:
        case Sent():
            return Move(state=DeliveryState.SENT, evidence=evidence)
        case RefusedForGood():
            return Move(state=DeliveryState.BOUNCED, reason=DeliveryReason.REFUSED_FOR_GOOD, evidence=evidence)
        case RefusedForNow(reason=reason):
            if is_last:
                reason = DeliveryReason.TOO_MANY_ATTEMPTS
                return Move(state=DeliveryState.GIVEN_UP, reason=reason, evidence=evidence)
            return Move(state=DeliveryState.FAILED, reason=reason, evidence=evidence)
        case _:
            assert_never(outcome)


def _gone(reason: DeliveryReason) -> Move:
    return Move(state=DeliveryState.GIVEN_UP, reason=reason)


def _told(now: Delivery, *, waits_for: str = "") -> Handled:
    return Handled(delivery=now.id, state=now.state, attempt=now.attempt, reason=now.reason, waits_for=waits_for)
