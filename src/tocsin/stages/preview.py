"""Stage 8, seen: what each recipient would get, and how a share stands."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from tocsin.rules.onward import of_share
from tocsin.rules.recall import newest
from tocsin.rules.release import audience_of, decide
from tocsin.rules.wording import why
from tocsin.stages.desk import Desk
from tocsin.stages.feedback import feedback_on, followed
from tocsin.stages.onward import stand_of_share
from tocsin.stages.overview import name_of as name_of_case
from tocsin.stages.packaging import format_for, lines_of, shown
from tocsin.stages.party import name_of, names_of
from tocsin.stages.recall import Recalled, how_far
from tocsin.stages.receipt import evidence_of, receipts_on
from tocsin.stages.release import REVIEW_WITHIN
from tocsin.stages.share import deliveries_of, party, roads_for, sheet_of
from tocsin.stages.standing import Standing, points_asked, question_on, standing_of, tables_of
from tocsin.vocab.delivery import DeliveryState
from tocsin.vocab.errors import ActNotAllowed, BadInput, Gone
from tocsin.vocab.feedback import OURS
from tocsin.vocab.ids import short
from tocsin.vocab.judgement import Outlook
from tocsin.vocab.marking import TLP_NAMES
from tocsin.vocab.onward import Code
from tocsin.vocab.release import Approved, Decision, Pending, Purpose, Reason, Refused
from tocsin.vocab.sharing import Delivery, Feedback, Party, Share, WrittenDocument
from tocsin.vocab.sheet import DocumentSheet, NoteSheet
from tocsin.vocab.terms import REACH

_UNANSWERED = frozenset({DeliveryState.SENT, DeliveryState.COLLECTED})


class RecipientView(Struct, frozen=True, kw_only=True):
    """One recipient: who, how far, by which road, the document, and whether it may leave."""

    party: str
    name: str
    audience: str
    road: str
    format: str
    size: int
    verdict: str
    why: tuple[str, ...]
    losses: tuple[str, ...]
    lines: tuple[tuple[str, str], ...] = ()


class Preview(Struct, frozen=True, kw_only=True):
    """A whole share as it stands now; `refused` where not every recipient may have it yet or ever."""

    share: str
    case: str
    case_name: str
    exercise: bool
    purpose: str
    state: str
    title: str
    tlp: str
    reach: str
    table: str
    advice: str
    facts: dict[str, str]
    taken_over: tuple[str, ...]  # of these facts: said as in the share that this one corrects
    digest: str
    self_approving: bool
    authors: tuple[str, ...]  # whoever proposed it or wrote a document of it; none of them approves it
    recipients: tuple[RecipientView, ...]
    next: tuple[str, ...]
    refused: bool


class AccountLine(Struct, frozen=True, kw_only=True):
    """One recipient of a share: decided, delivered, answered or silent."""

    party: str
    name: str
    road: str
    decision: str
    delivery: str
    said: str
    silence: str


class FeedbackLine(Struct, frozen=True, kw_only=True):
    """One thing that came back, or that we answered."""

    id: str
    party: str
    name: str
    kind: str
    at: datetime
    answered: bool
    signed: bool
    evidence: str  # what stands behind it beside our own word: a signed receipt; "" where nothing does
    text: str


class AfterLine(Struct, frozen=True, kw_only=True):
    """One thing that may happen after receipt, and what we know of it."""

    party: str
    name: str
    step: str
    state: str
    on: str
    text: str


class Account(Struct, frozen=True, kw_only=True):
    """What came of a share."""

    share: str
    title: str
    purpose: str
    state: str
    follows: str  # the share that it corrects or withdraws
    recipients: tuple[AccountLine, ...]
    feedback: tuple[FeedbackLine, ...]
    after_receipt: tuple[AfterLine, ...]
    recalled: tuple[Recalled, ...]  # how far the newest correction or withdrawal of it came; empty where there is none
    review: str  # what there is to look at afterwards, or its outcome; "" where no glass was broken


class _Seen(Struct, frozen=True, kw_only=True):
    """How a share stood when somebody looked, and what its recipients are called."""

    standing: Standing
    names: dict[str, str]


def preview_of(desk: Desk, share: Share) -> Preview:
    """What everybody would get and whether they may, as it stands now."""
    seen = _seen(desk, share)
    standing, names = seen.standing, seen.names
    share = standing.share
    decisions = {one: decide(question_on(desk, standing, one)) for one in share.recipients}
    views = tuple(_view(desk, standing, decision, names) for decision in decisions.values())
    return Preview(
        share=share.id,
        case=share.case,
        case_name=name_of_case(desk, standing.case),
        exercise=standing.case.exercise,
        purpose=share.purpose,
        state=share.state,
        title=sheet_of(desk, share).title,
        tlp=TLP_NAMES[standing.marking.tlp],
        reach=REACH[standing.marking.tlp],
        table=standing.tables.release.table.id,
        advice=_advice(standing),
        facts={point: answer.value for point, answer in share.points.items()},
        taken_over=tuple(
            point for point, said in share.points.items() if share.follows and said.at == share.proposed_at
        ),
        digest=standing.binding,
        self_approving=standing.is_solo,
        authors=share.authors,
        recipients=views,
        next=tuple(_next(desk, standing, list(decisions.values()))),
        refused=any(view.verdict != "may leave" for view in views),
    )


def _seen(desk: Desk, share: Share) -> _Seen:
    """How a share stands for who looks: as it was worked out before, while nothing is recorded and nothing purged."""
    name, state = f"standing/{share.id}", (desk.log.size(), *tables_of(desk).versions)
    before = desk.shelf.get(name, state, desk.vault.registered)
    if isinstance(before, _Seen):
        return replace(before, standing=replace(before.standing, now=desk.clock.now()))
    standing = standing_of(desk, share)
    parties = standing.parties.values()
    found = _Seen(standing=standing, names=names_of(desk, parties))
    desk.shelf.put(name, state, (*standing.sheets, *standing.ends, *(one.sheet for one in parties)), found)
    return found


def view_of(desk: Desk, share: Share, recipient: str) -> RecipientView:
    """What one recipient would see, read back from the very bytes."""
    if recipient not in share.recipients:
        raise BadInput(f"{recipient} is no recipient of {share.id}", hint=f"`tocsin share preview {short(share.id)}`")
    standing = standing_of(desk, share)
    names = names_of(desk, [standing.parties[recipient]])
    view = _view(desk, standing, decide(question_on(desk, standing, recipient)), names)
    written = share.documents.get(recipient)
    if written is None:
        raise ActNotAllowed("its document is not written yet", hint=f"`tocsin share write {short(share.id)}`")
    return replace(view, lines=shown(desk, written).lines)


def read_by(desk: Desk, share: Share, recipient: str, *, after: int, most: int) -> tuple[tuple[str, str], ...]:
    """Some of the lines that one recipient would see: those behind `after` others, read back from the very bytes.

    Bytes with one commitment say the same for ever: who looks again is shown what was read before.
    """
    written = _written(share, recipient)
    name, state = f"lines/{written.id}/{after}/{most}", written.payload
    before = desk.shelf.get(name, state, desk.vault.registered)
    if isinstance(before, tuple):
        return before
    found = tuple(islice(lines_of(desk, written), after, after + most))
    desk.shelf.put(name, state, [written.payload], found)
    return found


def payload_of(desk: Desk, share: Share, recipient: str) -> tuple[str, bytes]:
    """The file name and the exact bytes of one recipient's document."""
    written = _written(share, recipient)
    sheet = desk.sheet(written.sheet, DocumentSheet)
    assert sheet is not None
    return sheet.file_name, desk.vault.read(written.payload)


def _written(share: Share, recipient: str) -> WrittenDocument:
    written = share.documents.get(recipient)
    if written is None:
        raise ActNotAllowed("there is no document for this party", hint=f"`tocsin share preview {short(share.id)}`")
    return written


def account_of(desk: Desk, share: Share) -> Account:
    """How far it came with each recipient, what came back, and what is not known."""
    came_back = feedback_on(desk, share)
    names = _names(desk, share, came_back)
    signed = {one.id: evidence_of(one) for one in receipts_on(desk, share)}
    return Account(
        share=share.id,
        title=sheet_of(desk, share).title,
        purpose=share.purpose,
        state=share.state,
        follows=share.follows or "",
        recipients=tuple(_account_lines(desk, share, came_back, names)),
        feedback=tuple(
            FeedbackLine(
                id=one.id,
                party=one.party,
                name=names[one.party],
                kind=one.kind,
                at=one.at,
                answered=one.answered_by is not None,
                signed=one.signed,
                evidence=signed.get(one.id, ""),
                text=_note(desk, one.sheet),
            )
            for one in came_back
        ),
        after_receipt=tuple(
            AfterLine(
                party=one.party,
                name=names[one.party],
                step=one.step,
                state=one.state,
                on=one.on,
                text=one.text,
            )
            for one in followed(desk, share)
        ),
        recalled=tuple(one for one in how_far(desk, share) if one.share),
        review=_review(share),
    )


def _review(share: Share) -> str:
    broken = [one for one in share.outcomes.values() if one.break_glass]
    if not broken:
        return ""
    if share.reviewed is not None:
        return f"the broken glass was looked at afterwards: {share.reviewed}"
    until = min(one.at for one in broken) + REVIEW_WITHIN
    return f"the glass was broken: somebody else looks at it until {_moment(until)}: tocsin share review"


def _names(desk: Desk, share: Share, came_back: Sequence[Feedback]) -> dict[str, str]:
    """What everybody is called who gets the share or said something to it, by id."""
    found = desk.index.some("party", {*share.recipients, *(one.party for one in came_back)})
    return names_of(desk, (one for one in found.values() if isinstance(one, Party)))


def _account_lines(
    desk: Desk, share: Share, came_back: Sequence[Feedback], names: Mapping[str, str]
) -> Iterator[AccountLine]:
    deliveries, now = deliveries_of(desk, share), desk.clock.now()
    said = {one.party: one.kind for one in came_back if one.kind not in OURS}
    roads = roads_for(desk, share, share.recipients)
    for recipient in share.recipients:
        delivery = newest(one for one in deliveries if one.recipient == recipient)
        road, outcome = roads.get(recipient), share.outcomes.get(recipient)
        yield AccountLine(
            party=recipient,
            name=names[recipient],
            road=road.kind if road else "",
            decision="" if outcome is None else "approved" if outcome.approved else ", ".join(outcome.reasons),
            delivery=delivery.state if delivery else "",
            said=said.get(recipient, ""),
            silence="" if recipient in said else _silence(delivery, now),
        )


def name_of_party(desk: Desk, identifier: str) -> str:
    """A party's name as this organization knows it."""
    return name_of(desk, party(desk, identifier))


def _view(desk: Desk, standing: Standing, decision: Decision, names: Mapping[str, str]) -> RecipientView:
    share, recipient = standing.share, decision.recipient
    written, road = share.documents.get(recipient), standing.roads.get(recipient)
    sheet = standing.sheets[written.sheet] if written else None
    return RecipientView(
        party=recipient,
        name=names[recipient],
        audience=audience_of(standing.parties[recipient].kinds),
        road=road.kind if road else "none",
        format=written.format if written else format_for(desk, share, recipient) if road else "",
        size=sheet.size_bytes if sheet else 0,
        verdict=_verdict(decision),
        why=(*why(decision), *_until(desk, share, decision)),
        losses=tuple(f"not in the document: {loss.name}: {loss.value}" for loss in sheet.losses) if sheet else (),
    )


def _until(desk: Desk, share: Share, decision: Decision) -> Iterator[str]:
    """Until when a person's no holds, and what they say would lift it."""
    outcome = share.outcomes.get(decision.recipient)
    if isinstance(decision, Refused) and outcome and outcome.until and Reason.REFUSED_BY_PERSON in decision.reasons:
        words = _note(desk, outcome.sheet)
        yield f"until {_moment(outcome.until)}{f': {words}' if words else ''}"


def _verdict(decision: Decision) -> str:
    match decision:
        case Approved():
            return "may leave"
        case Pending():
            return "not yet"
        case Refused():
            return "refused"


def _advice(standing: Standing) -> str:
    if standing.share.purpose == Purpose.WITHDRAWAL:
        return "not asked: a withdrawal says nothing new"
    if isinstance(standing.judged, Outlook):
        return f"open: {', '.join(standing.judged.possible)} are possible"
    return f"row {standing.judged.row} advises {standing.judged.outcome}"


def _next(desk: Desk, standing: Standing, decisions: list[Decision]) -> Iterator[str]:
    """What can be typed now, by what is missing; what only a change of the case would help is said as a reason."""
    for step in of_share(stand_of_share(desk, standing, decisions)):
        if step.code is not Code.REFUSED:  # the reasons stand above
            yield f"next: {step.sentence if step.code is Code.LOOK_AGAIN else step.command}"
        if step.code is Code.FACTS:
            asked = points_asked(desk)
            still = (point for point in asked if point not in standing.share.points)
            yield from (f"  {point} is one of {', '.join(asked[point])}" for point in still)


def _silence(delivery: Delivery | None, now: datetime) -> str:
    """How long a document has been with somebody who said nothing, or did no more than fetch it."""
    if delivery is None or delivery.sent_at is None or delivery.state not in _UNANSWERED:
        return ""
    days = (now - delivery.sent_at).days
    fetched = "fetched, " if delivery.state == DeliveryState.COLLECTED else ""
    return f"{fetched}no answer for {days} {'day' if days == 1 else 'days'}"


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M UTC")


def _note(desk: Desk, commit: str | None) -> str:
    try:
        sheet = desk.sheet(commit, NoteSheet)
    except Gone:
        return "(purged)"
    return sheet.text if sheet else ""
