"""What is owed, and since when: one rule for each kind of promise.

A promise is computed from what stands recorded and is never recorded itself, so it is gone in the moment in which what
meets it is recorded, and not before. What a case was closed over has become an open item and is not listed twice.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta

from msgspec import Struct

from tocsin.vocab.blind_review import READING
from tocsin.vocab.case import Case, PersonEntry, Report
from tocsin.vocab.delivery import DeliveryState, RoadKind
from tocsin.vocab.feedback import FeedbackKind
from tocsin.vocab.ids import short
from tocsin.vocab.promise import Promise, PromiseKind, Side
from tocsin.vocab.public_report import FORM_MEANS, REPLIED
from tocsin.vocab.release import Need, Purpose, ShareState
from tocsin.vocab.sharing import Delivery, Feedback, Outcome, Share

# What has no date of its own is due after two days: as long as a share may stay unacknowledged before we ask, so long
# may others wait for us.
PATIENCE = timedelta(hours=48)
REVIEWED_WITHIN = timedelta(hours=24)  # after a release that broke the glass
STUCK_AFTER = timedelta(hours=1)  # a worker looks every few seconds: by then none runs, or what it tries fails

APPROVING = frozenset({Need.APPROVAL, Need.SECOND_APPROVAL, Need.COOLING_TIME})
_LEFT = frozenset({ShareState.SENDING, ShareState.SHARED})
LOST = frozenset({DeliveryState.BOUNCED, DeliveryState.GIVEN_UP})
_ON_ITS_WAY = frozenset({DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.FAILED})
_THERE = frozenset({DeliveryState.SENT, DeliveryState.COLLECTED})
# What answers the question that every share asks: do you have this too? A word that it came, or a question, does not.
_SUBSTANTIVE = frozenset(
    {
        FeedbackKind.AFFECTED,
        FeedbackKind.NOT_AFFECTED,
        FeedbackKind.FIXED,
        FeedbackKind.DECLINED,
        FeedbackKind.SIGHTING,
        FeedbackKind.KNOWN_ALREADY,
    }
)
# These outlive the end of their case: closing takes over neither a legal clock nor a person who waits for a word.
_REPORTERS = frozenset({PromiseKind.REPORTER, PromiseKind.PUBLIC_REPORT, PromiseKind.REPORTER_ASKED})
_BEYOND_CLOSING = _REPORTERS | {PromiseKind.DUTY, PromiseKind.OPEN_ITEM}


class _Form(Struct, frozen=True):
    """How a promise of one kind reads, and what to type next; `{days}` are whole days since it began."""

    side: Side
    sentence: str
    command: str


_K, _OWE, _OWED = PromiseKind, Side.OWE, Side.OWED
FORMS: dict[PromiseKind, _Form] = {
    _K.DUTY: _Form(_OWE, "a clock of a duty that may apply runs; ask counsel", "tocsin duty list {case}"),
    _K.REVIEW: _Form(
        _OWE, "a release broke the glass and waits for its review", "tocsin share review {share} VERDICT --because TEXT"
    ),
    _K.CORRECTION: _Form(
        _OWE, "a correction has not reached somebody who may hold what it corrects", "tocsin share show {share}"
    ),
    _K.FAILED: _Form(_OWE, "a delivery did not reach its recipient", "tocsin share send {share} --with {party}"),
    _K.STUCK: _Form(_OWE, "a delivery should have left and has not", "tocsin outbox retry {about}"),
    _K.BY_HAND: _Form(_OWE, "a delivery waits to be sent by hand", "tocsin outbox show {about}"),
    _K.APPROVAL: _Form(_OWE, "a share waits for an approval", "tocsin share preview {share}"),
    _K.BLIND_REVIEW: _Form(_OWE, "a document waits to be read blind", "tocsin share blind {share}"),
    _K.COUNSEL: _Form(_OWE, "a share waits for counsel's approval", "tocsin share preview {share}"),
    _K.TO_SEND: _Form(_OWE, "a share is approved and not sent", "tocsin share send {share}"),
    _K.UNFINISHED: _Form(_OWE, "a share was begun and is not ready", "tocsin share preview {share}"),
    _K.QUESTION: _Form(
        _OWE,
        "a recipient's question waits for an answer",
        "tocsin feedback add {share} answer --with {party} --answers {about} --text TEXT",
    ),
    _K.WIDER: _Form(
        _OWE,
        "a recipient asks to share it further: granted or denied",
        "tocsin feedback add {share} wider_denied --with {party} --answers {about} --text TEXT",
    ),
    _K.REPORTER: _Form(
        _OWE, "whoever reported it waits for a word", "tocsin report answer {about} accepted --note TEXT"
    ),
    _K.PUBLIC_REPORT: _Form(_OWE, "a report from outside waits for a look", "tocsin report answer {about} reviewing"),
    _K.REFUSAL: _Form(_OWE, "a refusal ends: look at it again", "tocsin share preview {share}"),
    _K.BLOCK: _Form(_OWE, "a release block ends: lift it or set another", "tocsin case unblock {case} --because TEXT"),
    _K.OPEN_ITEM: _Form(_OWE, "an open item is to be looked at", "tocsin case open-items {case}"),
    _K.ACKNOWLEDGEMENT: _Form(_OWED, "no answer for {days}", "tocsin share show {share}"),
    _K.ANSWER: _Form(_OWED, "no answer yet to what was asked of them", "tocsin feedback list {share}"),
    _K.CONFIRMATION: _Form(_OWED, "a correction is not confirmed for {days}", "tocsin share show {share}"),
    _K.SILENCE: _Form(_OWED, "no answer for {days} since they were told", "tocsin case parties {case}"),
    _K.REPORTER_ASKED: _Form(
        _OWED, "asked for more {days} ago; nothing was noted since", "tocsin report answer {about} STATE --note TEXT"
    ),
}


class House(Struct, frozen=True, kw_only=True):
    """What every rule here looks at: the moment, the cases by id, and who is here."""

    now: datetime
    cases: Mapping[str, Case]
    people: tuple[PersonEntry, ...]
    alone: str | None = None  # the one person of a home in solo mode
    followed: frozenset[str] = frozenset()  # shares that a correction or withdrawal follows: nobody gets them any more
    replaced: frozenset[str] = frozenset()  # those of them where what follows went out


class _Part(Struct, frozen=True, kw_only=True):
    """What one rule says of one promise."""

    kind: PromiseKind
    about: str
    case: str
    since: datetime
    due: datetime | None
    share: str = ""
    party: str = ""
    who: tuple[str | None, ...] = ()


def of_case(house: House, case: Case) -> Iterator[Promise]:
    """The release block, and open items whose day has come."""
    if case.block is not None:
        block = case.block
        yield from _promise(
            house,
            _Part(kind=_K.BLOCK, about=case.id, case=case.id, since=block.at, due=block.until, who=(block.owner,)),
        )
    for item in case.open_items:
        day = date.fromisoformat(item.check_on)
        since, due = (datetime.combine(day, at, tzinfo=UTC) for at in (time.min, time(23, 59, 59)))
        yield from _promise(
            house, _Part(kind=_K.OPEN_ITEM, about=item.id, case=case.id, since=since, due=due, who=(item.owner,))
        )


def of_clock(house: House, case: Case, name: str, *, since: datetime, due: datetime | None) -> Iterator[Promise]:
    """A stage of a duty that runs, or ran out; `name` says which."""
    yield from _promise(
        house,
        _Part(
            kind=_K.DUTY,
            about=f"{case.id}:{name}",
            case=case.id,
            since=since,
            due=due,
            who=(case.assigned or case.opened_by,),
        ),
    )


def of_report(house: House, report: Report) -> Iterator[Promise]:
    """A reporter who heard nothing yet, who answered, or who was asked for more."""
    case = house.cases[report.case]
    who = (case.assigned or case.opened_by,)
    if report.state == "received":
        kind, since = (_K.PUBLIC_REPORT if report.means == FORM_MEANS else _K.REPORTER), report.received_at
    elif report.state == REPLIED:
        kind, since = _K.REPORTER, report.replies[-1].at
    elif report.state == "needs_information":
        kind, since = _K.REPORTER_ASKED, report.answers[-1].at
    else:
        return
    part = _Part(kind=kind, about=report.id, case=report.case, since=since, due=since + PATIENCE, who=who)
    yield from _promise(house, part)


def of_feedback(house: House, feedback: Feedback, share: Share, decided: Iterable[Feedback]) -> Iterator[Promise]:
    """A question without an answer, or a wish to share further; `decided` are our answers to such wishes."""
    if feedback.answered_by is not None:
        return
    kind = {FeedbackKind.QUESTION: _K.QUESTION, FeedbackKind.WIDER_REQUESTED: _K.WIDER}.get(FeedbackKind(feedback.kind))
    if kind is None:
        return
    with_them = (feedback.share, feedback.party)
    if kind is _K.WIDER and any((one.share, one.party) == with_them and one.at >= feedback.at for one in decided):
        return
    case = house.cases[feedback.case]
    yield from _promise(
        house,
        _Part(
            kind=kind,
            about=feedback.id,
            case=feedback.case,
            since=feedback.at,
            due=feedback.at + PATIENCE,
            share=feedback.share,
            party=feedback.party,
            who=(case.assigned or share.proposed_by,),
        ),
    )


def of_delivery(house: House, delivery: Delivery, share: Share, *, is_newest: bool = True) -> Iterator[Promise]:
    """What a delivery waits for. One that was lost is answered for by a later one of the same share to the same party.

    Whether a correction arrived and was confirmed says `of_recall`.
    """
    state, follows = DeliveryState(delivery.state), share.purpose != Purpose.FIRST
    if state in _ON_ITS_WAY and delivery.kind == RoadKind.BY_HAND:
        kind, since, due = _K.BY_HAND, delivery.send_after, delivery.send_after + PATIENCE
    elif state in _ON_ITS_WAY:
        since = due = delivery.send_after + STUCK_AFTER
        kind = _K.STUCK
    elif state in _THERE and not follows and share.id not in house.replaced:
        since = delivery.sent_at or delivery.planned_at
        kind, due = _K.ACKNOWLEDGEMENT, since + PATIENCE
    elif state in LOST and is_newest and not follows and share.id not in house.followed:
        since = delivery.moved_at or delivery.planned_at
        kind, due = _K.FAILED, since + PATIENCE
    else:
        return
    yield from _promise(
        house,
        _Part(
            kind=kind,
            about=delivery.id,
            case=delivery.case,
            since=since,
            due=due,
            share=delivery.share,
            party=delivery.recipient,
            who=(delivery.sender,),
        ),
    )


def of_recall(
    house: House, last: Share, party: str, sent: Delivery | None, *, reached: bool, confirmed: bool
) -> Iterator[Promise]:
    """How far the newest correction or withdrawal came with somebody who may hold what it takes back."""
    if confirmed or (sent is not None and DeliveryState(sent.state) in _ON_ITS_WAY):
        return
    since = last.proposed_at if sent is None else sent.sent_at or sent.moved_at or sent.planned_at
    yield from _promise(
        house,
        _Part(
            kind=_K.CONFIRMATION if reached else _K.CORRECTION,
            about=last.id,
            case=last.case,
            since=since,
            due=since + PATIENCE,
            share=last.id,
            party=party,
            who=(last.proposed_by,),
        ),
    )


def of_answer(
    house: House, share: Share, delivery: Delivery, asked: datetime, said: Iterable[Feedback]
) -> Iterator[Promise]:
    """What a share asked for by a day, of a party that acknowledged it and has said nothing of substance."""
    party, since = delivery.recipient, delivery.acknowledged_at
    if since is None or any(one.party == party and FeedbackKind(one.kind) in _SUBSTANTIVE for one in said):
        return
    yield from _promise(
        house,
        _Part(
            kind=_K.ANSWER,
            about=share.id,
            case=share.case,
            since=since,
            due=asked,
            share=share.id,
            party=party,
            who=(share.proposed_by,),
        ),
    )


def of_silence(house: House, case: Case, party: str, told_at: datetime) -> Iterator[Promise]:
    """A party that was told by voice or otherwise, and says nothing."""
    part = _Part(
        kind=_K.SILENCE,
        about=case.id,
        case=case.id,
        since=told_at,
        due=told_at + PATIENCE,
        party=party,
        who=(case.parties[party].decided_by,),
    )
    yield from _promise(house, part)


def of_share(
    house: House, share: Share, missing: Mapping[str, tuple[Need, ...]], to_send: frozenset[str]
) -> Iterator[Promise]:
    """What a share waits for here: one thing at a time, and beside it the review and the end of each refusal.

    `missing` is what each recipient waits for who is not decided yet; `to_send` are those for whom nothing is planned
    although they may have it.
    """
    if share.state == ShareState.DROPPED:
        return
    yield from _review(house, share)
    if share.id in house.followed:
        return
    waits = frozenset(need for needs in missing.values() for need in needs)
    if waits and not waits - APPROVING - {Need.COUNSEL, Need.BLIND_REVIEW}:
        yield from _approvals(house, share, waits)
    elif to_send:
        since = max(share.outcomes[one].at if one in share.outcomes else share.proposed_at for one in to_send)
        yield from _promise(house, _waiting(share, _K.TO_SEND, since, (share.proposed_by,)))
    elif missing:
        yield from _promise(house, _waiting(share, _K.UNFINISHED, share.proposed_at, (share.proposed_by,)))
    for party, outcome in share.outcomes.items():
        if outcome.until is not None:
            yield from _promise(house, _refusal(share, party, outcome, outcome.until))


def ordered(promises: Iterable[Promise]) -> tuple[Promise, ...]:
    """The most pressing first: by date, what has none later; last what strangers sent, which can be a flood."""
    found = sorted(promises, key=lambda one: (one.due is None, one.due or one.since, one.since, one.key))
    return tuple(sorted(found, key=lambda one: one.kind is _K.PUBLIC_REPORT))


def _approvals(house: House, share: Share, waits: frozenset[Need]) -> Iterator[Promise]:
    since = max(written.at for written in share.documents.values())
    if waits & APPROVING:
        who = (house.alone,) if house.alone else _able(house, share, "approver")
        yield from _promise(house, _waiting(share, _K.APPROVAL, since, who))
    if Need.BLIND_REVIEW in waits:
        yield from _promise(house, _waiting(share, _K.BLIND_REVIEW, since, _reading(house, share)))
    if Need.COUNSEL in waits:
        yield from _promise(house, _waiting(share, _K.COUNSEL, since, _able(house, share, "counsel")))


def _able(house: House, share: Share, role: str) -> tuple[str, ...]:
    """Who may approve it so, and has not."""
    done = {one.by for one in share.approvals if one.as_counsel is (role == "counsel")} | set(share.authors)
    return tuple(one.id for one in house.people if role in one.roles and not one.retired and one.id not in done)


def _reading(house: House, share: Share) -> tuple[str, ...]:
    """Who may read it blind: nobody who had a part in it, or works on the case."""
    known_to = {house.cases[share.case].opened_by, house.cases[share.case].assigned, *share.known_to}
    free = (one for one in house.people if not one.retired and READING.intersection(one.roles))
    return tuple(one.id for one in free if one.id not in known_to)


def _review(house: House, share: Share) -> Iterator[Promise]:
    broken = [one for one in share.outcomes.values() if one.break_glass]
    if not broken or share.reviewed is not None or ShareState(share.state) not in _LEFT:
        return  # what nobody sent released nothing: there is nothing to review
    took_part = {*share.authors, *(person for one in broken for person in one.approvers)}
    who = tuple(one.id for one in house.people if not one.retired and one.id not in took_part)
    since = min(one.at for one in broken)
    yield from _promise(house, _waiting(share, _K.REVIEW, since, who, within=REVIEWED_WITHIN))


def _refusal(share: Share, party: str, outcome: Outcome, until: datetime) -> _Part:
    return _Part(
        kind=_K.REFUSAL,
        about=share.id,
        case=share.case,
        since=outcome.at,
        due=until,
        share=share.id,
        party=party,
        who=(outcome.owner,),
    )


def _waiting(
    share: Share, kind: PromiseKind, since: datetime, who: tuple[str | None, ...], *, within: timedelta = PATIENCE
) -> _Part:
    return _Part(kind=kind, about=share.id, case=share.case, since=since, due=since + within, share=share.id, who=who)


def _promise(house: House, part: _Part) -> Iterator[Promise]:
    """The promise, unless it begins later or the end of its case took it over."""
    case = house.cases[part.case]
    closed = case.closed_at is not None and part.since <= case.closed_at and part.kind not in _BEYOND_CLOSING
    if closed or part.since > house.now:
        return
    days = (house.now - part.since).days
    form = FORMS[part.kind]
    said = {"case": part.case, "share": part.share, "party": part.party, "about": part.about}
    names = {name: short(given) if "-" in given else given for name, given in said.items()}
    here = {person.id for person in house.people if not person.retired}
    yield Promise(
        kind=part.kind,
        side=form.side,
        about=part.about,
        case=part.case,
        share=part.share,
        party=part.party,
        who=tuple(dict.fromkeys(one for one in part.who if one in here)),
        since=part.since,
        due=part.due,
        overdue=part.due is not None and house.now > part.due,
        exercise=case.exercise,
        sentence=form.sentence.format(days="1 day" if days == 1 else f"{days} days"),
        command=form.command.format(**names),
    )
