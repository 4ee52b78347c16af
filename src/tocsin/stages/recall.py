"""Stage 11: a correction or withdrawal goes down every road that was used."""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from tocsin.rules.cut import cut_for
from tocsin.rules.recall import Reach, may_hold, newest, reach, waits
from tocsin.stages.desk import Desk
from tocsin.stages.feedback import feedback_on
from tocsin.stages.share import (
    CHOSEN,
    Point,
    Proposal,
    ancestors,
    answer_by,
    deliveries_of,
    loaded,
    propose,
    sheet_of,
    successors,
)
from tocsin.store.tables import load_table
from tocsin.vocab.cut import UNSAID
from tocsin.vocab.errors import ActNotAllowed, BadInput
from tocsin.vocab.ids import short
from tocsin.vocab.release import Audience, Purpose, ShareState
from tocsin.vocab.sharing import Delivery, Road, Share
from tocsin.vocab.triage import Confidence, Statement

WITHDRAWN = "Please stop using it and confirm that you did."
_OPEN = (ShareState.DRAFT, ShareState.WRITTEN, ShareState.APPROVED)


class Recalled(Struct, frozen=True, kw_only=True):
    """How far a correction or withdrawal came with one recipient; nobody can be made to forget."""

    party: str
    first: str  # the state of the delivery that is corrected
    share: str  # the newest correction or withdrawal of it; "" where there is none
    purpose: str
    follow_up: str  # the state of its delivery; "" where none was planned
    reach: Reach


class _Held(Struct, frozen=True, kw_only=True):
    """The newest document that a recipient may hold, and its share."""

    share: Share
    delivery: Delivery


def correct(desk: Desk, share: Share, *, why: str, ask: str = "", title: str = "") -> Share:
    """Propose a correction, from the newest clean copy, to everybody who may hold the document or one that followed.

    The facts of what it corrects are said again with it, as they were; whoever corrects answers for them now. So is
    what was asked, where nothing else is, by the same day where that is still to come.
    """
    case, share = loaded(desk, share)
    last = _last(desk, share)
    if case.copy == last.copy:
        raise ActNotAllowed(
            "there is no newer clean copy: a correction would say the same again",
            hint=f"correct the case first, then `tocsin case clean {short(case.id)} --again`",
        )
    asked, by = _still_asked(desk, last)
    proposal = Proposal(
        recipients=(),
        purpose=Purpose.CORRECTION,
        why=why,
        ask=ask or asked,
        answer_by=by,
        title=title,
        points=tuple(_still_said(desk, last)),
    )
    return _follow(desk, last, proposal)


def withdraw(desk: Desk, share: Share, *, why: str) -> Share:
    """Propose to take back what was sent, to everybody who may hold it. It asks them to stop; it cannot make them."""
    _, share = loaded(desk, share)
    last = _last(desk, share)
    return _follow(desk, last, Proposal(purpose=Purpose.WITHDRAWAL, recipients=(), why=why, ask=WITHDRAWN))


def how_far(desk: Desk, share: Share) -> list[Recalled]:
    """Everybody who may hold this share's documents, and how far the newest correction or withdrawal came with them."""
    later = successors(desk, share)
    last = later[-1] if later else None
    said = feedback_on(desk, last) if last else []
    followed = deliveries_of(desk, last) if last else []
    found = []
    for one in _holders(desk, [share]).values():
        sent = newest(each for each in followed if each.recipient == one.delivery.recipient)
        kinds = [each.kind for each in said if each.party == one.delivery.recipient]
        found.append(
            Recalled(
                party=one.delivery.recipient,
                first=one.delivery.state,
                share=last.id if last else "",
                purpose=last.purpose if last else "",
                follow_up=sent.state if sent else "",
                reach=reach(sent, kinds),
            )
        )
    return found


def _last(desk: Desk, share: Share) -> Share:
    """The end of the line of corrections that a share belongs to; ActNotAllowed where it cannot be followed now."""
    line = [share, *successors(desk, share)]
    last = line[-1]
    if ShareState(last.state) in _OPEN and last is not share:
        raise ActNotAllowed(
            f"{last.id} follows it already and is {last.state}",
            hint=f"send it, or `tocsin share drop {short(last.id)} replaced`",
        )
    if last.purpose == Purpose.WITHDRAWAL:
        raise ActNotAllowed(
            f"it was taken back by {last.id}: nothing is left to correct",
            hint=f"who missed it gets it with `tocsin share send {short(last.id)}`; say something new with `share new`",
        )
    still = [one for each in line for one in deliveries_of(desk, each) if waits(one)]
    if still:
        raise ActNotAllowed(
            f"{still[0].id} would still go out after it was taken back",
            hint=f"stop it first: `tocsin outbox cancel {short(still[0].id)}`",
        )
    return last


def _still_asked(desk: Desk, last: Share) -> tuple[str, datetime | None]:
    sheet = sheet_of(desk, last)
    by = answer_by(sheet)
    return sheet.ask, by if by and by > desk.clock.now() else None


def _follow(desk: Desk, last: Share, proposal: Proposal) -> Share:
    if not proposal.why.strip():
        raise BadInput("a correction or withdrawal says why", hint="give --because TEXT")
    held = _holders(desk, [last, *ancestors(desk, last)])
    if not held:
        raise ActNotAllowed(
            f"{last.id} reached nobody: there is nothing to take back",
            hint=f"`tocsin share drop {short(last.id)} other`",
        )
    whole = Proposal(
        recipients=tuple(held),
        title=proposal.title,
        ask=proposal.ask,
        answer_by=proposal.answer_by,
        formats=tuple((party, one.share.documents[party].format) for party, one in held.items()),
        roads=tuple((party, one.delivery.road) for party, one in held.items() if _is_open(desk, one.delivery.road)),
        purpose=proposal.purpose,
        follows=last.id,
        why=proposal.why,
        points=proposal.points,
        cuts=tuple((party, cut) for party, one in held.items() if (cut := cut_for(one.share, party)) is not UNSAID),
    )
    return propose(desk, desk.case(last.case), whole)


def _still_said(desk: Desk, last: Share) -> Iterator[Point]:
    """The facts of a share that hold of its correction too.

    Asked again is what was a guess, what the table in force does not know, and the review for personal information,
    which was of another text.
    """
    table = load_table("release", desk.home).table
    known = {name: {value.key for value in point.values} for name, point in zip(table.names, table.points, strict=True)}
    known[CHOSEN] = {*Audience}
    for name, said in last.points.items():
        if said.value in known.get(name, ()) and said.statement is Statement.FACT:
            yield Point(
                point=name, value=said.value, because=f"as in {last.id}", confidence=Confidence(said.confidence)
            )


def _holders(desk: Desk, shares: list[Share]) -> dict[str, _Held]:
    """By party, the newest document of these shares that it may hold; `shares` newest first."""
    held: dict[str, _Held] = {}
    for share in shares:
        for delivery in deliveries_of(desk, share):
            before = held.get(delivery.recipient)
            if may_hold(delivery) and (before is None or before.share.id == share.id):
                held[delivery.recipient] = _Held(share=share, delivery=delivery)
    return held


def _is_open(desk: Desk, road: str) -> bool:
    found = desk.index.get("road", road)
    return isinstance(found, Road) and found.closed is None
