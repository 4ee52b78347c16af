"""Stage 10: what came back because of a share, and what may have followed."""

from collections.abc import Iterator
from datetime import date, datetime

from msgspec import Struct

from tocsin.rules.fold.delivery import MOVES
from tocsin.stages.desk import Desk, Draft
from tocsin.stages.recording import enter_effect
from tocsin.stages.share import deliveries_of, find, party
from tocsin.vocab.acts.delivery import DeliveryMoved
from tocsin.vocab.acts.feedback import AfterReceiptNoted, EffectRecorded, FeedbackReceived
from tocsin.vocab.case import Case
from tocsin.vocab.delivery import DeliveryReason, DeliveryState
from tocsin.vocab.errors import ActNotAllowed, BadInput
from tocsin.vocab.feedback import OURS, AfterReceipt, EffectKind, FeedbackKind, Knowledge, KnownFrom
from tocsin.vocab.reason import closed
from tocsin.vocab.sharing import AfterReceiptNote, Delivery, Effect, Feedback, Share
from tocsin.vocab.sheet import NoteSheet

# What a party says of itself; each of them shows that it has read, so the delivery counts as acknowledged.
READ = frozenset(set(FeedbackKind) - OURS)


class Said(Struct, frozen=True, kw_only=True):
    """What a party said, as somebody here or a page of ours took it down. `means`: page, mail, taxii, voice, portal."""

    party: str
    kind: str
    text: str = ""
    means: str = "by_hand"
    signed: bool = False
    known_since: datetime | None = None
    known_from: str | None = None
    answers: str | None = None


class Followed(Struct, frozen=True, kw_only=True):
    """One thing that may happen after receipt, for one party: what is known of it. The default is that it is not."""

    party: str
    step: AfterReceipt
    state: Knowledge = Knowledge.NOT_KNOWN
    on: str = ""
    text: str = ""


def receive(desk: Desk, share: Share, said: Said, *, delivery: str | None = None) -> Feedback:
    """Record what a party said because of a share, linked to the delivery that caused it."""
    kind = closed(FeedbackKind, said.kind, "kind of feedback")
    who = party(desk, said.party)
    if who.id not in share.recipients:
        raise ActNotAllowed(
            f"{who.id} is no recipient of {share.id}", hint="feedback belongs to the share that caused it"
        )
    if said.answers is None and kind is FeedbackKind.ANSWER:
        raise BadInput("an answer names the question that it answers", hint="give it with --answers FEEDBACK")
    caused = _delivery(desk, share, who.id, delivery)
    identifier = desk.new_id("feedback")
    draft = desk.draft(desk.case(share.case))
    draft.add(
        FeedbackReceived(
            feedback=identifier,
            share=share.id,
            delivery=caused.id if caused else None,
            party=who.id,
            kind=kind,
            means=said.means,
            signed=said.signed,
            known_since=said.known_since,
            known_from=closed(KnownFrom, said.known_from, "kind of source") if said.known_from else None,
            answers=desk.full_id("feedback", said.answers) if said.answers else None,
            sheet=draft.sheet(NoteSheet(text=said.text)) if said.text else None,
        )
    )
    if caused is not None and kind in READ:
        _acknowledge(draft, caused)
    found = draft.record()["feedback", identifier]
    assert isinstance(found, Feedback)
    return found


def note_after_receipt(
    desk: Desk, share: Share, *, given: str, step: str, state: str, on: date, because: str = ""
) -> AfterReceiptNote:
    """Record what is known of one of the six things that may happen after receipt, with its evidence."""
    who = party(desk, given)
    if who.id not in share.recipients:
        raise ActNotAllowed(f"{who.id} is no recipient of {share.id}")
    if on > desk.clock.now().date():
        raise BadInput("what lies in the future is not known", hint="give the day on which it was learnt")
    draft = desk.draft(desk.case(share.case))
    code = closed(AfterReceipt, step, "thing that may happen after receipt")
    draft.add(
        AfterReceiptNoted(
            share=share.id,
            party=who.id,
            step=code,
            state=closed(Knowledge, state, "state of knowledge"),
            on=on.isoformat(),
            sheet=draft.sheet(NoteSheet(text=because)) if because else None,
        )
    )
    found = draft.record()["after_receipt", f"{share.id}/{who.id}/{code}"]
    assert isinstance(found, AfterReceiptNote)
    return found


def followed(desk: Desk, share: Share) -> Iterator[Followed]:
    """The six things for every recipient; what nobody told us is not known."""
    for recipient in share.recipients:
        for step in AfterReceipt:
            note = desk.index.get("after_receipt", f"{share.id}/{recipient}/{step}")
            if isinstance(note, AfterReceiptNote):
                sheet = desk.sheet(note.sheet, NoteSheet)
                yield Followed(
                    party=recipient,
                    step=step,
                    state=Knowledge(note.state),
                    on=note.on,
                    text=sheet.text if sheet else "",
                )
            else:
                yield Followed(party=recipient, step=step)


def record_effect(desk: Desk, case: Case, *, kind: str, because_of: tuple[str, ...], on: date, text: str) -> Effect:
    """Record that something changed because of a share or an answer to it; both have to be of this case."""
    causes = [_cause(desk, case, given) for given in because_of]
    if not causes:
        raise BadInput("an effect names what caused it", hint="a share or an answer: --because-of SHARE")
    if not text.strip():
        raise BadInput("an effect says what changed", hint="give it as text")
    identifier = desk.new_id("effect")
    draft = desk.draft(case)
    draft.add(
        EffectRecorded(
            effect=identifier,
            kind=closed(EffectKind, kind, "kind of effect"),
            because_of=tuple(causes),
            on=on.isoformat(),
            sheet=draft.sheet(NoteSheet(text=text)),
        )
    )
    enter_effect(desk, draft, causes, kind=kind, on=on)
    found = draft.record()["effect", identifier]
    assert isinstance(found, Effect)
    return found


def feedback_on(desk: Desk, share: Share) -> list[Feedback]:
    """What came back because of a share, oldest first."""
    found = [one for one in desk.index.with_ref("feedback", [share.id]) if isinstance(one, Feedback)]
    return sorted(found, key=lambda one: (one.at, one.id))


def effects_of(desk: Desk, case: Case) -> list[Effect]:
    """What changed because of the shares of a case, oldest first."""
    return [one for one in desk.index.all("effect", stream=case.id) if isinstance(one, Effect)]


def open_questions(desk: Desk, share: Share) -> list[Feedback]:
    """Questions of recipients that nobody has answered."""
    return [one for one in feedback_on(desk, share) if one.kind == FeedbackKind.QUESTION and one.answered_by is None]


def _acknowledge(draft: Draft, caused: Delivery) -> None:
    if DeliveryState.ACKNOWLEDGED in MOVES[DeliveryState(caused.state)]:
        draft.add(
            DeliveryMoved(
                delivery=caused.id,
                state=DeliveryState.ACKNOWLEDGED,
                attempt=caused.attempt,
                reason=DeliveryReason.ANSWERED,
                sheet=None,
            )
        )


def _delivery(desk: Desk, share: Share, who: str, given: str | None) -> Delivery | None:
    found = [one for one in deliveries_of(desk, share) if one.recipient == who]
    if given is not None:
        return next((one for one in found if one.id == given), None)
    return found[-1] if found else None


def _cause(desk: Desk, case: Case, given: str) -> str:
    if given.startswith("feedback"):
        cause = desk.index.get("feedback", desk.full_id("feedback", given))
        assert isinstance(cause, Feedback)
        identifier, of = cause.id, cause.case
    else:
        share = find(desk, given)
        identifier, of = share.id, share.case
    if of != case.id:
        raise BadInput(f"{identifier} belongs to {of}, not to {case.id}")
    return identifier
