"""Stage 8, seen: what each recipient would get, and how a share stands."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from tocsin.rules.release import decide
from tocsin.stages.desk import Desk
from tocsin.stages.feedback import deliveries_of, feedback_on, followed
from tocsin.stages.packaging import format_for, shown
from tocsin.stages.share import party, road_for, sheet_of
from tocsin.stages.standing import Standing, points_asked, question_on, standing_of
from tocsin.vocab.delivery import DeliveryState
from tocsin.vocab.errors import ActNotAllowed, BadInput, Gone
from tocsin.vocab.feedback import OURS
from tocsin.vocab.ids import short
from tocsin.vocab.judgement import Outlook
from tocsin.vocab.marking import TLP_NAMES
from tocsin.vocab.release import Approved, Decision, Need, Pending, Purpose, Reason, Refused
from tocsin.vocab.sharing import Delivery, Share
from tocsin.vocab.sheet import DocumentSheet, NoteSheet, PartySheet
from tocsin.vocab.terms import REACH

REASONS: dict[Reason, str] = {
    Reason.EXERCISE: "an exercise can never reach a real road",
    Reason.RELEASE_BLOCK: "a release block stands on the case",
    Reason.REFUSED_BY_PERSON: "a person refused it, until the day that is named",
    Reason.SHARE_DROPPED: "the share was dropped",
    Reason.NOT_IN_AUDIENCE: "the mark names other recipients",
    Reason.TLP_TOO_STRICT: "the label does not reach that far",
    Reason.RED_TO_A_LIST: "TLP:RED never goes to many at once",
    Reason.EMBARGO: "an embargo holds",
    Reason.EXPIRED: "the mark has expired and has to be looked at again",
    Reason.OWNERS_DISAGREE: "two owners contradict each other about naming the source",
    Reason.MUST_BE_ENCRYPTED: "it must be encrypted on its way, and this road is not",
    Reason.MARK_LOST: "the format cannot carry the mark",
    Reason.PRIVILEGED: "it is privileged",
    Reason.PERSONAL_DATA: "it is marked as personal, and nobody has said that this was removed or is needed",
    Reason.WITHHELD_VALUE_INSIDE: "a withheld value stands in the outgoing bytes",
    Reason.NOT_SEARCHABLE: "the outgoing bytes could not be searched for withheld values",
    Reason.TABLE_SAYS_HOLD: "the table says HOLD",
    Reason.WIDER_THAN_TABLE: "this recipient is wider than the table advises",
    Reason.ROAD_CLOSED: "the road is closed",
    Reason.ROUTE_NOT_CONFIRMED: "nobody has confirmed the route of this road",
    Reason.ADDRESS_CHANGED: "the address is not the one that was confirmed",
    Reason.SENDER_NOT_AUTHORISED: "whoever sends is not named for this route",
    Reason.SOLO_TOO_WIDE: "alone one shares with coordinators and named organisations only",
    Reason.BREAK_GLASS_TOO_WIDE: "breaking the glass reaches a coordinator only",
}
NEEDS: dict[Need, str] = {
    Need.CLEAN_COPY: "there is a newer clean copy: propose the share again",
    Need.DOCUMENT: "its document is not written yet",
    Need.FACTS: "the table asks for facts that nobody has given",
    Need.ROAD: "no road leads there",
    Need.APPROVAL: "an approval by somebody other than its author",
    Need.SECOND_APPROVAL: "a further approval",
    Need.COUNSEL: "counsel's approval",
    Need.COOLING_TIME: "time to look again, before you approve your own",
}


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
    purpose: str
    state: str
    title: str
    tlp: str
    reach: str
    table: str
    advice: str
    facts: dict[str, str]
    digest: str
    self_approving: bool
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
    recipients: tuple[AccountLine, ...]
    feedback: tuple[FeedbackLine, ...]
    after_receipt: tuple[AfterLine, ...]


def preview_of(desk: Desk, share: Share) -> Preview:
    """What everybody would get and whether they may, as it stands now."""
    standing = standing_of(desk, share)
    views = tuple(_view(desk, standing, recipient) for recipient in share.recipients)
    return Preview(
        share=share.id,
        purpose=share.purpose,
        state=share.state,
        title=sheet_of(desk, share).title,
        tlp=TLP_NAMES[standing.marking.tlp],
        reach=REACH[standing.marking.tlp],
        table=standing.tables.release.table.id,
        advice=_advice(standing),
        facts={point: answer.value for point, answer in share.points.items()},
        digest=standing.binding,
        self_approving=standing.is_solo,
        recipients=views,
        next=tuple(_next(desk, standing, views)),
        refused=any(view.verdict != "may leave" for view in views),
    )


def view_of(desk: Desk, share: Share, recipient: str) -> RecipientView:
    """What one recipient would see, read back from the very bytes."""
    if recipient not in share.recipients:
        raise BadInput(f"{recipient} is no recipient of {share.id}", hint=f"`tocsin share preview {short(share.id)}`")
    view = _view(desk, standing_of(desk, share), recipient)
    written = share.documents.get(recipient)
    if written is None:
        raise ActNotAllowed("its document is not written yet", hint=f"`tocsin share write {short(share.id)}`")
    return replace(view, lines=shown(desk, written).lines)


def payload_of(desk: Desk, share: Share, recipient: str) -> tuple[str, bytes]:
    """The file name and the exact bytes of one recipient's document."""
    written = share.documents.get(recipient)
    if written is None:
        raise ActNotAllowed("there is no document for this party", hint=f"`tocsin share preview {short(share.id)}`")
    sheet = desk.sheet(written.sheet, DocumentSheet)
    assert sheet is not None
    return sheet.file_name, desk.vault.read(written.payload)


def account_of(desk: Desk, share: Share) -> Account:
    """How far it came with each recipient, what came back, and what is not known."""
    lines = [_line(desk, share, recipient) for recipient in share.recipients]
    return Account(
        share=share.id,
        title=sheet_of(desk, share).title,
        purpose=share.purpose,
        state=share.state,
        recipients=tuple(lines),
        feedback=tuple(
            FeedbackLine(
                id=one.id,
                party=one.party,
                name=name_of_party(desk, one.party),
                kind=one.kind,
                at=one.at,
                answered=one.answered_by is not None,
                signed=one.signed,
                text=_note(desk, one.sheet),
            )
            for one in feedback_on(desk, share)
        ),
        after_receipt=tuple(
            AfterLine(
                party=one.party,
                name=name_of_party(desk, one.party),
                step=one.step,
                state=one.state,
                on=one.on,
                text=one.text,
            )
            for one in followed(desk, share)
        ),
    )


def _line(desk: Desk, share: Share, recipient: str) -> AccountLine:
    delivery = {one.recipient: one for one in deliveries_of(desk, share)}.get(recipient)
    said = {one.party: one.kind for one in feedback_on(desk, share) if one.kind not in OURS}.get(recipient, "")
    road, outcome = road_for(desk, share, recipient), share.outcomes.get(recipient)
    return AccountLine(
        party=recipient,
        name=name_of_party(desk, recipient),
        road=road.kind if road else "",
        decision="" if outcome is None else "approved" if outcome.approved else ", ".join(outcome.reasons),
        delivery=delivery.state if delivery else "",
        said=said,
        silence="" if said else _silence(delivery, desk.clock.now()),
    )


def name_of_party(desk: Desk, identifier: str) -> str:
    """A party's name as this organization knows it."""
    sheet = desk.sheet(party(desk, identifier).sheet, PartySheet)
    return sheet.name if sheet else short(identifier)


def _view(desk: Desk, standing: Standing, recipient: str) -> RecipientView:
    share = standing.share
    question = question_on(desk, standing, recipient)
    decision = decide(question)
    written, road = share.documents.get(recipient), road_for(desk, share, recipient)
    sheet = desk.sheet(written.sheet, DocumentSheet) if written else None
    return RecipientView(
        party=recipient,
        name=name_of_party(desk, recipient),
        audience=question.audience,
        road=road.kind if road else "none",
        format=written.format if written else format_for(desk, share, recipient) if road else "",
        size=sheet.size_bytes if sheet else 0,
        verdict=_verdict(decision),
        why=tuple(_why(decision)),
        losses=tuple(f"not in the document: {loss.name}: {loss.value}" for loss in sheet.losses) if sheet else (),
    )


def _verdict(decision: Decision) -> str:
    match decision:
        case Approved():
            return "may leave"
        case Pending():
            return "not yet"
        case Refused():
            return "refused"


def _why(decision: Decision) -> list[str]:
    match decision:
        case Approved():
            how = ", self-approved" if decision.self_approved else ""
            return [f"approved by {len(decision.approvers)}{how}{', glass broken' if decision.break_glass else ''}"]
        case Pending():
            return [f"still needed: {NEEDS[need]}" for need in decision.missing]
        case Refused():
            flips = [
                f"would be allowed if {flip.point} were {flip.after} instead of {flip.before}: {flip.outcome}"
                for flip in decision.flips
            ]
            return [*(REASONS[reason] for reason in decision.reasons), *flips]


def _advice(standing: Standing) -> str:
    if standing.share.purpose == Purpose.WITHDRAWAL:
        return "not asked: a withdrawal says nothing new"
    if isinstance(standing.judged, Outlook):
        return f"open: {', '.join(standing.judged.possible)} are possible"
    return f"row {standing.judged.row} advises {standing.judged.outcome}"


def _next(desk: Desk, standing: Standing, views: tuple[RecipientView, ...]) -> list[str]:
    name = short(standing.share.id)
    lines = []
    if isinstance(standing.judged, Outlook) and standing.share.purpose != Purpose.WITHDRAWAL:
        asked = points_asked(desk)
        open_points = [point for point in asked if point not in standing.share.points]
        said = " ".join(f"{point}={'|'.join(asked[point])}" for point in open_points)
        lines.append(f"next: tocsin share facts {name} {said}")
    elif any(view.verdict == "not yet" for view in views):
        lines.append(f"next: tocsin --as APPROVER share approve {name} --digest {standing.binding[:8]}")
    if any(view.verdict == "may leave" for view in views) and standing.share.state in ("approved", "sending", "shared"):
        lines.append(f"next: tocsin share send {name}")
    return lines


def _silence(delivery: Delivery | None, now: datetime) -> str:
    if delivery is None or delivery.sent_at is None:
        return ""
    if DeliveryState(delivery.state) is DeliveryState.ACKNOWLEDGED:
        return ""
    return f"no answer for {(now - delivery.sent_at).days} days"


def _note(desk: Desk, commit: str | None) -> str:
    try:
        sheet = desk.sheet(commit, NoteSheet)
    except Gone:
        return "(purged)"
    return sheet.text if sheet else ""
