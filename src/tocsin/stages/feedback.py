"""Stage 10: what came back because of a share, and what may have followed."""

from collections.abc import Iterator
from datetime import date, datetime

from msgspec import Struct

from tocsin.rules.fold.delivery import MOVES
from tocsin.rules.recall import may_hold, newest
from tocsin.stages.desk import Desk, Draft
from tocsin.stages.name import meant
from tocsin.stages.recording import enter_effect
from tocsin.stages.share import deliveries_of, loaded, party
from tocsin.vocab.acts.delivery import DeliveryMoved
from tocsin.vocab.acts.feedback import AfterReceiptNoted, EffectRecorded, FeedbackReceived
from tocsin.vocab.case import Case
from tocsin.vocab.delivery import DeliveryReason, DeliveryState
from tocsin.vocab.errors import ActNotAllowed, BadInput, NotHere
from tocsin.vocab.feedback import (
    ANSWERS,
    ASKING,
    OURS,
    AfterReceipt,
    EffectKind,
    FeedbackKind,
    Knowledge,
    KnownFrom,
    Means,
)
from tocsin.vocab.ids import short
from tocsin.vocab.reason import closed
from tocsin.vocab.sharing import AfterReceiptNote, Delivery, Effect, Feedback, Share
from tocsin.vocab.sheet import NoteSheet

# What a party says of itself; each of them shows that it has read, so the delivery counts as acknowledged.
READ = frozenset(set(FeedbackKind) - OURS)


class Said(Struct, frozen=True, kw_only=True):
    """What a party said, as somebody here or a page of ours took it down; or what we answered to it."""

    party: str
    kind: str
    text: str = ""
    means: str = Means.VOICE
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
    """Record what a party said because of a share, linked to the delivery that caused it; by default the newest one.

    ActNotAllowed where nothing of the share can have reached the party: then the share did not cause it.
    """
    kind = closed(FeedbackKind, said.kind, "kind of feedback")
    case, share = loaded(desk, share)
    who = party(desk, said.party)
    caused = _cause_of(desk, share, who.id, delivery)
    answered = _answered(desk, caused, said, kind)
    identifier = desk.new_id("feedback")
    draft = desk.draft(case)
    _check_known(said, kind, draft.at)
    draft.add(
        FeedbackReceived(
            feedback=identifier,
            share=share.id,
            delivery=caused.id,
            party=who.id,
            kind=kind,
            means=closed(Means, said.means, "way in which it reached us"),
            signed=said.signed,
            known_since=said.known_since,
            known_from=closed(KnownFrom, said.known_from, "kind of source") if said.known_from else None,
            answers=answered,
            sheet=draft.sheet(NoteSheet(text=said.text)) if said.text else None,
        )
    )
    if kind in READ:
        acknowledge(draft, caused, DeliveryReason.ANSWERED)
    found = draft.record()["feedback", identifier]
    assert isinstance(found, Feedback)
    return found


def note_after_receipt(
    desk: Desk, share: Share, *, given: str, step: str, state: str, on: date, because: str = ""
) -> AfterReceiptNote:
    """Record what is known of one of the six things that may happen after receipt, with its evidence."""
    code = closed(AfterReceipt, step, "thing that may happen after receipt")
    known = closed(Knowledge, state, "state of knowledge")
    case, share = loaded(desk, share)
    who = party(desk, given)
    _cause_of(desk, share, who.id, None)
    _check_day(desk, on)
    if known is not Knowledge.NOT_KNOWN and not because.strip():
        raise BadInput("what is known has its evidence", hint="say from where: --because TEXT")
    draft = desk.draft(case)
    draft.add(
        AfterReceiptNoted(
            share=share.id,
            party=who.id,
            step=code,
            state=known,
            on=on.isoformat(),
            sheet=draft.sheet(NoteSheet(text=because)) if because else None,
        )
    )
    found = draft.record()["after_receipt", f"{share.id}/{who.id}/{code}"]
    assert isinstance(found, AfterReceiptNote)
    return found


def followed(desk: Desk, share: Share) -> Iterator[Followed]:
    """The six things for every recipient; what nobody told us is not known."""
    asked = (f"{share.id}/{recipient}/{step}" for recipient in share.recipients for step in AfterReceipt)
    notes = desk.index.some("after_receipt", asked)
    said = [one.sheet for one in notes.values() if isinstance(one, AfterReceiptNote)]
    sheets = desk.sheets(filter(None, said), NoteSheet)
    for recipient in share.recipients:
        for step in AfterReceipt:
            note = notes.get(f"{share.id}/{recipient}/{step}")
            if isinstance(note, AfterReceiptNote):
                sheet = sheets.get(note.sheet or "")
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
    """Record that something changed because of a share that went out or an answer to it; both are of this case."""
    causes = list(dict.fromkeys(_cause(desk, case, given) for given in because_of))
    if not causes:
        raise BadInput("an effect names what caused it", hint="a share or an answer: --because-of SHARE")
    if not text.strip():
        raise BadInput("an effect says what changed", hint="give it as text")
    _check_day(desk, on)
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
    """Questions and requests of recipients that nobody has answered."""
    return [one for one in feedback_on(desk, share) if FeedbackKind(one.kind) in ASKING and one.answered_by is None]


def acknowledge(draft: Draft, caused: Delivery, reason: DeliveryReason) -> None:
    """Move a delivery to acknowledged, unless it is there or at another end."""
    if DeliveryState.ACKNOWLEDGED in MOVES[DeliveryState(caused.state)]:
        draft.add(
            DeliveryMoved(
                delivery=caused.id,
                state=DeliveryState.ACKNOWLEDGED,
                attempt=caused.attempt,
                reason=reason,
                sheet=None,
            )
        )


def _cause_of(desk: Desk, share: Share, who: str, given: str | None) -> Delivery:
    """The delivery of a share that reached a party, as named, else the newest one."""
    if who not in share.recipients:
        raise ActNotAllowed(
            f"{who} is no recipient of {share.id}", hint="what somebody says belongs to the share that caused it"
        )
    held = [one for one in deliveries_of(desk, share) if one.recipient == who and may_hold(one)]
    found = newest(one for one in held if given in (None, one.id))
    if found is None:
        raise ActNotAllowed(
            f"nothing of {share.id} has reached {who}: it cannot have caused this",
            hint=f"`tocsin share show {short(share.id)}` says how far it came",
        )
    return found


def _answered(desk: Desk, caused: Delivery, said: Said, kind: FeedbackKind) -> str | None:
    """The question or request of the same party that this answers; ours answer one, and nothing else does."""
    if kind not in OURS:
        if said.answers:
            raise BadInput(f"{kind} answers no question: we do", hint=f"one of: {', '.join(ANSWERS)}")
        return None
    if not said.answers:
        raise BadInput(f"{kind} names what it answers", hint="give it with --answers FEEDBACK")
    asked = desk.index.get("feedback", desk.full_id("feedback", said.answers))
    assert isinstance(asked, Feedback)
    hint = f"`tocsin feedback list {short(caused.share)}`"
    if (asked.share, asked.party, asked.kind) != (caused.share, caused.recipient, ANSWERS[kind]):
        raise BadInput(f"{asked.id} is no {ANSWERS[kind]} of this party on this share", hint=hint)
    if asked.answered_by is not None:
        raise ActNotAllowed(f"{asked.id} is answered already", hint=hint)
    return asked.id


def _check_known(said: Said, kind: FeedbackKind, now: datetime) -> None:
    if kind is not FeedbackKind.KNOWN_ALREADY:
        if said.known_since or said.known_from:
            raise BadInput(f"since when and from where belong to {FeedbackKind.KNOWN_ALREADY}, not to {kind}")
    elif said.known_since and said.known_since > now:
        raise BadInput("what is known already is known since a moment before now", hint="give --known-since again")


def _check_day(desk: Desk, on: date) -> None:
    if on > desk.clock.now().date():
        raise BadInput("what lies in the future is not known", hint="give the day on which it was learnt")


def _cause(desk: Desk, case: Case, given: str) -> str:
    """The share or the answer that is meant; BadInput where it is of another case, or nothing of it went out."""
    found = desk.index.get(*_meant(desk, given))
    assert isinstance(found, (Share, Feedback))
    if found.case != case.id:
        raise BadInput(f"{found.id} belongs to {found.case}, not to {case.id}")
    if isinstance(found, Share) and not any(may_hold(one) for one in deliveries_of(desk, found)):
        raise BadInput(f"nothing of {found.id} went out: it cannot have caused anything")
    return found.id


def _meant(desk: Desk, given: str) -> tuple[str, str]:
    """Which share or answer an id, or the name of a share, means, and what it is."""
    found = []
    for kind in ("share", "feedback"):
        try:
            found.append((kind, meant(desk, "share", given) if kind == "share" else desk.full_id(kind, given)))
        except NotHere:
            continue
    if len(found) != 1:
        said = "no share and no answer" if not found else "a share and an answer"
        raise BadInput(
            f"{said} {'is' if not found else 'are'} called {given[:60]!r}",
            hint="`tocsin share list` and `tocsin feedback list SHARE` show the ids; type more of one",
        )
    return found[0]
