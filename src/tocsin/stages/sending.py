"""Stage 9, its beginning: what was approved is planned for its road."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

import msgspec
import pyrage
from msgspec import Struct

from tocsin.channels import mail
from tocsin.formats import mail_text
from tocsin.rules.fold.share import after
from tocsin.rules.release import decide
from tocsin.rules.wording import REASONS, why
from tocsin.stages.desk import Desk, Draft
from tocsin.stages.party import name_of
from tocsin.stages.release import settle
from tocsin.stages.share import deliveries_of, loaded, party, repeated, successors
from tocsin.stages.standing import Standing, end_of, question_on, standing_of
from tocsin.vocab.acts.delivery import DeliveryPlanned
from tocsin.vocab.boundary import STATEMENT
from tocsin.vocab.delivery import NO_SERVER, DeliveryState, RoadKind
from tocsin.vocab.errors import ActNotAllowed, BadInput, ProofFailed
from tocsin.vocab.exercise import Live
from tocsin.vocab.ids import Commitment, short
from tocsin.vocab.marking import TLP_NAMES
from tocsin.vocab.release import Approved, Reason, ShareState
from tocsin.vocab.sharing import Delivery, Road, Share, WrittenDocument
from tocsin.vocab.sheet import DocumentSheet, RoadSheet
from tocsin.vocab.terms import REACH, Terms

_ENDED = frozenset({DeliveryState.BOUNCED, DeliveryState.GIVEN_UP, DeliveryState.CANCELLED})
URGENT = ("SIG", "active")  # then nobody waits for the undo window


class Unsent(Struct, frozen=True, kw_only=True):
    """A recipient for whom nothing is planned now, and why not, in words."""

    recipient: str
    name: str
    why: tuple[str, ...]


def send(desk: Desk, share: Share, *, only: tuple[str, ...] = (), at_once: bool = False) -> list[Delivery]:
    """Plan the delivery of every approved document that is not on its way yet; the worker sees them off.

    Each is decided again, in the name of who sends, and nothing is planned twice however many send at once. Within the
    undo window it can be stopped; there is none where somebody is attacking. ActNotAllowed where nothing may leave.
    """
    for recipient in only:
        if recipient not in share.recipients:
            raise BadInput(f"{recipient} is no recipient of {share.id}", hint=f"`tocsin share show {short(share.id)}`")
    _refuse_unready(desk, share)
    settle(desk, share)  # what waited for a day or for time to pass is approved by now, and stands so in the log
    return repeated(lambda: _send(desk, share, only or share.recipients, at_once=at_once))


def unsent(desk: Desk, share: Share, *, only: tuple[str, ...] = ()) -> list[Unsent]:
    """Everybody for whom nothing is on its way, and why nothing can be planned by whoever acts."""
    standing = standing_of(desk, share, sender=desk.person)
    running, found = _running(desk, standing.share), list[Unsent]()
    for recipient in only or share.recipients:
        if recipient in running:
            continue
        decision = decide(question_on(desk, standing, recipient))
        bars = tuple(_bars(desk, standing, recipient)) if isinstance(decision, Approved) else tuple(why(decision))
        if bars:
            found.append(Unsent(recipient=recipient, name=name_of(desk, party(desk, recipient)), why=bars))
    return found


def _bars(desk: Desk, standing: Standing, recipient: str) -> Iterator[str]:
    """What this home lacks for a road, whatever was approved; the others are sent to all the same."""
    if RoadKind(standing.roads[recipient].kind) is RoadKind.MAIL and desk.settings.mail is None:
        yield NO_SERVER


def why_nothing(share: str, left: Sequence[Unsent]) -> ActNotAllowed:
    """Why nothing of a share was planned for those who are left, or for anybody."""
    if not left:
        return ActNotAllowed("all of it is on its way, or went", hint=f"`tocsin share show {short(share)}`")
    listed = "; ".join(f"{one.name}: {', '.join(one.why)}" for one in left)
    hint = f"`tocsin share preview {short(share)}` shows what would help"
    if any(REASONS[Reason.SENDER_NOT_AUTHORISED] in one.why for one in left):
        hint = (
            "`tocsin route confirm CHANNEL --route ROUTE --person NAME …` says who may; whoever is named sends it with "
            f"`tocsin --as PERSON share send {short(share)}`"
        )
    return ActNotAllowed(f"nothing here may leave now. {listed}", hint=hint)


def _refuse_unready(desk: Desk, share: Share) -> None:
    case, share = loaded(desk, share)
    if case.exercise:
        raise ActNotAllowed("an exercise can never reach a real road", hint="practise up to the preview")
    if case.closed_at is not None:
        raise ActNotAllowed(f"{case.id} is closed", hint=f"`tocsin case reopen {short(case.id)} other` opens it")
    if share.state == ShareState.DROPPED:
        raise ActNotAllowed(f"{share.id} was dropped", hint=f"`tocsin share new {short(case.id)} --with PARTY`")
    later = successors(desk, share)
    if later:
        raise ActNotAllowed(
            f"{later[-1].id} takes the place of this share: nobody gets the older one any more",
            hint=f"`tocsin share preview {short(later[-1].id)}`",
        )


def _send(desk: Desk, share: Share, wanted: tuple[str, ...], *, at_once: bool) -> list[Delivery]:
    standing = standing_of(desk, share, sender=desk.person)
    share, live = standing.share, Live(case=standing.case)
    running, draft = _running(desk, share), desk.draft(standing.case)
    urgent = at_once or (URGENT[0] in share.points and share.points[URGENT[0]].value == URGENT[1])
    wait = timedelta(0) if urgent else timedelta(minutes=desk.settings.undo_minutes)
    for recipient in wanted:
        decision = decide(question_on(desk, standing, recipient))
        if recipient in running or not isinstance(decision, Approved) or any(_bars(desk, standing, recipient)):
            continue
        road, written = standing.roads[recipient], share.documents[recipient]
        end, sheet = end_of(desk, standing, road), standing.sheets[written.sheet]
        way = _Way(share=share, written=written, sheet=sheet, road=road, end=end, wait=wait)
        _plan(desk, draft, decision, live, way)
    if not draft.acts:
        raise why_nothing(share.id, unsent(desk, share, only=wanted))
    after(ShareState(share.state), DeliveryPlanned)
    recorded = draft.record()
    planned = [act.delivery for act in draft.acts if isinstance(act, DeliveryPlanned)]
    return [one for each in planned if isinstance(one := recorded["delivery", each], Delivery)]


def _running(desk: Desk, share: Share) -> set[str]:
    """To whom something of it is on its way, or went."""
    return {one.recipient for one in deliveries_of(desk, share) if DeliveryState(one.state) not in _ENDED}


def _plan(desk: Desk, draft: Draft, approved: Approved, live: Live, way: "_Way") -> None:
    assert live.case.id == way.share.case
    delivery = desk.new_id("delivery")
    draft.add(
        DeliveryPlanned(
            delivery=delivery,
            share=way.share.id,
            recipient=approved.recipient,
            document=approved.document,
            payload=approved.payload,
            road=way.road.id,
            kind=way.road.kind,
            wire=_wire(desk, draft, delivery, approved, way),
            send_after=draft.at + way.wait,
        )
    )


class _Way(Struct, frozen=True, kw_only=True):
    """On which road a share's document goes to one recipient, and how long it can be stopped."""

    share: Share
    written: WrittenDocument
    sheet: DocumentSheet
    road: Road
    end: RoadSheet
    wait: timedelta


def _wire(desk: Desk, draft: Draft, delivery: str, approved: Approved, way: _Way) -> Commitment | None:
    """A commitment to the exact bytes that go out; the payload's own where nothing is wrapped around it."""
    kind, closed = RoadKind(way.road.kind), bool(way.end.encrypt_to)
    if kind not in (RoadKind.FOLDER, RoadKind.MAIL):
        return None  # fetched as the payload itself, or pasted by a person
    if kind is RoadKind.FOLDER and not closed:
        return approved.payload
    payload = desk.vault.read(approved.payload)
    content = _encrypted(payload, way.end.encrypt_to) if closed else payload
    wire = content if kind is RoadKind.FOLDER else _message(desk, delivery, way, payload, content)
    return draft.bear(desk.vault.seal(wire))


def _message(desk: Desk, delivery: str, way: _Way, payload: bytes, content: bytes) -> bytes:
    """The mail around it; what it holds, parsed back, is what was approved, or nothing is planned."""
    end, sheet, closed = way.end, way.sheet, bool(way.end.encrypt_to)
    terms = msgspec.json.decode(desk.vault.read(way.written.terms), type=Terms)
    sender = _sender(desk)
    wire = mail.wrap(
        content,
        media_type="application/octet-stream" if closed else sheet.media_type.partition(";")[0],
        file_name=f"{sheet.file_name}.age" if closed else sheet.file_name,
        subject=_subject(way.written, payload, sheet.number, terms, closed=closed),
        body=_cover(sheet.number, terms),
        sender=sender,
        recipient=end.address,
        message_id=f"<{delivery}@{sender.rpartition('@')[2]}>",
        date=desk.clock.now(),
    )
    if mail.unwrap(wire) != content:
        raise ProofFailed("the message does not give back the document that was approved")
    return wire


def _sender(desk: Desk) -> str:
    assert desk.settings.mail is not None, "who has no mail server plans no mail"
    return desk.settings.mail.sender


def _subject(written: WrittenDocument, payload: bytes, number: str, terms: Terms, *, closed: bool) -> str:
    """A mail's own subject; else the label and our number: of an encrypted document nothing stands outside it."""
    if written.format == mail_text.NAME and not closed:
        return mail_text.split(payload)[0]
    return f"[{TLP_NAMES[terms.tlp]}] {number}"


def _cover(number: str, terms: Terms) -> str:
    lines = (TLP_NAMES[terms.tlp], REACH[terms.tlp], "", f"The document {number} is attached.", "", *STATEMENT)
    return "\n".join(lines) + "\n"


def _encrypted(payload: bytes, to: str) -> bytes:
    """For one age recipient (age-encryption.org/v1, X25519)."""
    try:
        return bytes(pyrage.encrypt(payload, [pyrage.x25519.Recipient.from_str(to)]))
    except pyrage.RecipientError as fault:
        raise BadInput("the key of this road is no age recipient", hint="it begins with age1") from fault
