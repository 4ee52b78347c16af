"""What we owe, and what is owed to us: read from what stands recorded."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from tocsin.rules.contact import stand_of
from tocsin.rules.duty import StageState, stage_clocks
from tocsin.rules.promise import (
    House,
    of_answer,
    of_case,
    of_clock,
    of_delivery,
    of_feedback,
    of_recall,
    of_report,
    of_share,
    of_silence,
    ordered,
)
from tocsin.rules.recall import Reach, may_hold, newest, reach
from tocsin.rules.release import decide
from tocsin.stages.beside import clock_of, duties
from tocsin.stages.desk import Desk
from tocsin.stages.feedback import feedback_on
from tocsin.stages.share import deliveries_of, sheet_of, successors
from tocsin.stages.standing import is_solo, question_on, seen_standing_of
from tocsin.vocab.case import Case, Item, PersonEntry, Report
from tocsin.vocab.delivery import DeliveryState
from tocsin.vocab.errors import Gone
from tocsin.vocab.feedback import FeedbackKind
from tocsin.vocab.promise import Promise
from tocsin.vocab.public_report import REPLIED
from tocsin.vocab.release import Approved, Need, Pending, Purpose, ShareState
from tocsin.vocab.sharing import Delivery, Feedback, Share

_ENDED = frozenset({DeliveryState.BOUNCED, DeliveryState.GIVEN_UP, DeliveryState.CANCELLED})
_OPEN = (DeliveryState.SENT, DeliveryState.COLLECTED, DeliveryState.BOUNCED, DeliveryState.GIVEN_UP)
_ASKS = (FeedbackKind.QUESTION, FeedbackKind.WIDER_REQUESTED)
_DECIDES = (FeedbackKind.WIDER_GRANTED, FeedbackKind.WIDER_DENIED)
_SENT = frozenset({ShareState.SENDING, ShareState.SHARED})
_TOGETHER = 1_000  # cases read at once
_RUNNING = frozenset({StageState.RUNNING, StageState.OVERDUE, StageState.NO_NUMBER})


def promises(desk: Desk) -> tuple[Promise, ...]:
    """Everything that is owed now, most pressing first, whoever answers for it; only what may be open is read."""
    shares = {one.id: one for one in desk.index.all("share") if isinstance(one, Share)}
    followers = [one for one in shares.values() if one.follows and one.state != ShareState.DROPPED]
    owing, reports = desk.index.cases.owing(), list(_reports(desk))
    house = House(
        now=desk.clock.now(),
        cases=_cases(desk, (*owing, *(one.case for one in reports), *(one.case for one in shares.values()))),
        people=tuple(one for one in desk.index.all("person") if isinstance(one, PersonEntry)),
        alone=desk.log_entry().founder if is_solo(desk) else None,
        followed=frozenset(one.follows for one in followers if one.follows),
        replaced=frozenset(one.follows for one in followers if one.follows and ShareState(one.state) in _SENT),
    )
    found = [
        *_of_cases(desk, house, owing),
        *_of_reports(desk, house, reports),
        *_of_shares(desk, house, shares),
        *_of_deliveries(desk, house, shares),
        *_of_feedback(desk, house, shares),
    ]
    return ordered(found)


def _cases(desk: Desk, wanted: Iterable[str]) -> dict[str, Case]:
    """Those of which a promise may come; what was delivered or said belongs to the case of its share."""
    ids, found = list(dict.fromkeys(wanted)), dict[str, Case]()
    for start in range(0, len(ids), _TOGETHER):
        some = desk.index.some("case", ids[start : start + _TOGETHER])
        found |= {identifier: one for identifier, one in some.items() if isinstance(one, Case)}
    return found


def _of_cases(desk: Desk, house: House, owing: Iterable[str]) -> Iterator[Promise]:
    for case in (house.cases[one] for one in owing if one in house.cases):
        yield from of_case(house, case)
        if case.duties:
            yield from _of_clocks(desk, house, case)
        if case.closed_at is None and any(part.decided_at is not None for part in case.parties.values()):
            yield from _of_silence(desk, house, case)


def _of_clocks(desk: Desk, house: House, case: Case) -> Iterator[Promise]:
    for catalogue in duties(desk):
        clock = clock_of(catalogue.duty.key, case.duties.get(catalogue.duty.key))
        if clock is None or clock.answer != "yes":
            continue
        for stage in stage_clocks(catalogue.duty, clock, house.now):
            if stage.state in _RUNNING and stage.started_at is not None:
                name = f"{catalogue.duty.key}:{stage.stage}"
                yield from of_clock(house, case, name, since=stage.started_at, due=stage.due_at)


def _of_silence(desk: Desk, house: House, case: Case) -> Iterator[Promise]:
    """Parties that were told last by somebody's voice; what was delivered to them is asked about as a delivery."""
    heard = [one for one in desk.index.all("feedback", stream=case.id) if isinstance(one, Feedback)]
    for party, part in case.parties.items():
        stand = stand_of(part, collected_at=None, now=house.now)
        told_at = stand.told_at
        if told_at is None or told_at != part.decided_at or (part.said_at is not None and part.said_at >= told_at):
            continue
        if not any(one.party == party and one.at >= told_at for one in heard):
            yield from of_silence(house, case, party, told_at)


def _reports(desk: Desk) -> Iterator[Report]:
    """Those whose reporter may wait for a word."""
    found = desk.index.all("report", state=("received", REPLIED, "needs_information"))
    yield from (one for one in found if isinstance(one, Report))


def _of_reports(desk: Desk, house: House, reports: Iterable[Report]) -> Iterator[Promise]:
    for report in reports:
        item = desk.index.get("item", report.item)
        if isinstance(item, Item) and item.state != "purged":  # the receipt went with it: nobody could read a word
            yield from of_report(house, report)


def _of_shares(desk: Desk, house: House, shares: dict[str, Share]) -> Iterator[Promise]:
    for share in shares.values():
        if share.state == ShareState.DROPPED or house.cases[share.case].closed_at is not None:
            continue
        missing, to_send = _undecided(desk, share)
        yield from of_share(house, share, missing, to_send)
        if ShareState(share.state) in _SENT and share.id not in house.replaced:
            yield from _of_answers(desk, house, share)
        if share.purpose == Purpose.FIRST and share.id in house.followed:
            yield from _of_recall(desk, house, share)


def _undecided(desk: Desk, share: Share) -> tuple[dict[str, tuple[Need, ...]], frozenset[str]]:
    """What each recipient waits for who is not decided, and to whom it may go while nothing is planned."""
    waiting = [one for one in share.recipients if one not in share.outcomes]
    approved = {one for one, outcome in share.outcomes.items() if outcome.approved}
    planned = set(share.deliveries.values())
    if not approved or len(share.deliveries) != len(approved) or planned & _ENDED:
        # A delivery that was stopped was stopped by a person; one that was lost is a promise of its own.
        approved -= {one.recipient for one in deliveries_of(desk, share)}
    else:
        approved = set()  # nothing is planned twice, so each has one
    if share.state == ShareState.DRAFT or not waiting:
        return dict.fromkeys(waiting, (Need.DOCUMENT,)), frozenset(approved)
    standing, missing = seen_standing_of(desk, share), dict[str, tuple[Need, ...]]()
    for recipient in waiting:
        decision = decide(question_on(desk, standing, recipient))
        if isinstance(decision, Approved):
            approved.add(recipient)
        else:
            missing[recipient] = decision.missing if isinstance(decision, Pending) else ()
    return missing, frozenset(approved)


def _of_answers(desk: Desk, house: House, share: Share) -> Iterator[Promise]:
    if DeliveryState.ACKNOWLEDGED not in share.deliveries.values():
        return  # who has not even said that it came is asked about that first
    try:
        asked = sheet_of(desk, share).answer_by
    except Gone:
        return
    if not asked:
        return
    said = feedback_on(desk, share)
    for delivery in deliveries_of(desk, share):
        yield from of_answer(house, share, delivery, datetime.fromisoformat(asked), said)


def _of_recall(desk: Desk, house: House, first: Share) -> Iterator[Promise]:
    """Everybody who may hold an older document, and how far the newest that was sent after it came with them."""
    line = [first, *successors(desk, first)]
    went = [place for place, one in enumerate(line) if place and ShareState(one.state) in _SENT]
    if not went:
        return  # it is begun, and waits as a share of its own
    last, older = line[went[-1]], line[: went[-1]]
    said, sent = feedback_on(desk, last), deliveries_of(desk, last)
    holders = dict.fromkeys(one.recipient for share in older for one in deliveries_of(desk, share) if may_hold(one))
    for party in holders:
        delivery = newest(one for one in sent if one.recipient == party)
        came = reach(delivery, [one.kind for one in said if one.party == party])
        yield from of_recall(
            house,
            last,
            party,
            delivery,
            reached=came in (Reach.SILENT, Reach.ANSWERED),
            confirmed=came is Reach.CONFIRMED,
        )


def _of_deliveries(desk: Desk, house: House, shares: dict[str, Share]) -> Iterator[Promise]:
    page = desk.outbox.waiting()
    while page:
        for one in page:
            if one.share in shares:  # else it was proposed while this is being read
                yield from of_delivery(house, one, shares[one.share])
        page = desk.outbox.waiting(after=page[-1])
    for found in list(desk.index.all("delivery", state=_OPEN)):
        assert isinstance(found, Delivery)
        share = shares.get(found.share)
        if share is not None:
            is_newest = DeliveryState(found.state) not in _ENDED or _is_newest(desk, found)
            yield from of_delivery(house, found, share, is_newest=is_newest)


def _is_newest(desk: Desk, delivery: Delivery) -> bool:
    """Whether no later delivery of the same share to the same party answers for it."""
    to_them = [one for one in desk.index.with_ref("delivery", [delivery.recipient]) if isinstance(one, Delivery)]
    last = newest(one for one in to_them if one.share == delivery.share)
    return last is None or last.id == delivery.id


def _of_feedback(desk: Desk, house: House, shares: dict[str, Share]) -> Iterator[Promise]:
    asked, decided = list[Feedback](), dict[str, list[Feedback]]()
    for one in desk.index.all("feedback", state=(*_ASKS, *_DECIDES)):
        assert isinstance(one, Feedback)
        if one.kind in _DECIDES:
            decided.setdefault(one.share, []).append(one)
        else:
            asked.append(one)
    for one in asked:
        if one.share in shares:
            yield from of_feedback(house, one, shares[one.share], decided.get(one.share, ()))
