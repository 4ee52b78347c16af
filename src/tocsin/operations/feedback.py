"""What came back because of a share, and what changed because of it."""

from datetime import date
from typing import IO

from msgspec.structs import asdict

from tocsin.operations.case import Named
from tocsin.operations.moment import Moment, in_utc
from tocsin.operations.operation import READERS, WRITERS, Method, Operation
from tocsin.operations.share import ShareAsked
from tocsin.operations.upload import document_in
from tocsin.stages.desk import Desk
from tocsin.stages.feedback import Said, effects_of, note_after_receipt, receive, record_effect
from tocsin.stages.outcome import AfterLine, FeedbackLine, account_of
from tocsin.stages.party import find_party
from tocsin.stages.receipt import Taken, take_in
from tocsin.stages.share import find
from tocsin.vocab.errors import Gone
from tocsin.vocab.feedback import AfterReceipt, EffectKind, FeedbackKind, Knowledge, KnownFrom, Means
from tocsin.vocab.limits import LIMITS
from tocsin.vocab.sharing import AfterReceiptNote, Effect, Feedback
from tocsin.vocab.sheet import NoteSheet


class FeedbackGiven(ShareAsked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a party said because of a share, or what we answered to it."""

    party: str
    kind: FeedbackKind
    text: str = ""
    means: Means = Means.VOICE
    known_since: Moment | None = None
    known_from: KnownFrom | None = None
    answers: str | None = None  # the question or request that this answers


class ReceiptGiven(ShareAsked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A receipt or feedback that a recipient signed; with `party`, who is said to have done so."""

    party: str = ""
    means: Means = Means.OTHER


class AfterGiven(ShareAsked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is known of one thing that may happen after receipt, since when, and from where."""

    party: str
    step: AfterReceipt
    state: Knowledge
    on: date | None = None  # today where not given
    because: str = ""


class EffectGiven(Named, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What changed, on which day, and the shares or answers that caused it."""

    kind: EffectKind
    what: str
    because_of: tuple[str, ...]
    on: date | None = None  # today where not given


class EffectLine(Effect, frozen=True, kw_only=True):
    """An effect, with what changed in words."""

    text: str


def add(desk: Desk, asked: FeedbackGiven) -> Feedback:
    """Take down what a party said because of a share."""
    said = Said(
        party=find_party(desk, asked.party).id,
        kind=asked.kind,
        text=asked.text,
        means=asked.means,
        known_since=in_utc(asked.known_since) if asked.known_since else None,
        known_from=asked.known_from,
        answers=asked.answers,
    )
    return receive(desk, find(desk, asked.share), said)


def take_receipt(desk: Desk, asked: ReceiptGiven, content: IO[bytes]) -> Taken:
    """Take in a receipt or feedback that a recipient signed; one that does not hold is refused and not recorded."""
    raw = document_in(content, limit_bytes=LIMITS.record_bytes)
    given = find_party(desk, asked.party).id if asked.party else ""
    return take_in(desk, find(desk, asked.share), raw, given=given, means=asked.means)


def list_feedback(desk: Desk, asked: ShareAsked) -> tuple[FeedbackLine, ...]:
    """What came back because of a share, oldest first, and which questions are open."""
    return account_of(desk, find(desk, asked.share)).feedback


def note_after(desk: Desk, asked: AfterGiven) -> AfterReceiptNote:
    """Note what is known of one of the six things that may happen after receipt; until then it is not known."""
    return note_after_receipt(
        desk,
        find(desk, asked.share),
        given=find_party(desk, asked.party).id,
        step=asked.step,
        state=asked.state,
        on=asked.on or desk.clock.now().date(),
        because=asked.because,
    )


def list_after(desk: Desk, asked: ShareAsked) -> tuple[AfterLine, ...]:
    """What is known of the six things after receipt, for every recipient."""
    return account_of(desk, find(desk, asked.share)).after_receipt


def effect(desk: Desk, asked: EffectGiven) -> Effect:
    """Record what changed because of a share; an effect without a cause is not recorded."""
    on = asked.on or desk.clock.now().date()
    case = desk.case(asked.case)
    return record_effect(desk, case, kind=asked.kind, because_of=asked.because_of, on=on, text=asked.what)


def list_effects(desk: Desk, asked: Named) -> tuple[EffectLine, ...]:
    """What changed because of the shares of a case, oldest first."""
    found = effects_of(desk, desk.case(asked.case))
    return tuple(EffectLine(**asdict(one), text=_text(desk, one)) for one in found)


def _text(desk: Desk, found: Effect) -> str:
    try:
        sheet = desk.sheet(found.sheet, NoteSheet)
    except Gone:
        return "(purged)"
    return sheet.text if sheet else ""


OPERATIONS = (
    Operation(
        name="feedback.add",
        method=Method.POST,
        path="/shares/{share}/feedback",
        may=WRITERS,
        takes=FeedbackGiven,
        gives=Feedback,
        does=add,
    ),
    Operation(
        name="feedback.receipt",
        method=Method.POST,
        path="/shares/{share}/receipts",
        may=WRITERS,
        takes=ReceiptGiven,
        gives=Taken,
        does_with=take_receipt,
    ),
    Operation(
        name="feedback.list",
        method=Method.GET,
        path="/shares/{share}/feedback",
        may=READERS,
        takes=ShareAsked,
        gives=tuple[FeedbackLine, ...],
        does=list_feedback,
    ),
    Operation(
        name="feedback.after",
        method=Method.POST,
        path="/shares/{share}/after-receipt",
        may=WRITERS,
        takes=AfterGiven,
        gives=AfterReceiptNote,
        does=note_after,
    ),
    Operation(
        name="feedback.after-list",
        method=Method.GET,
        path="/shares/{share}/after-receipt",
        may=READERS,
        takes=ShareAsked,
        gives=tuple[AfterLine, ...],
        does=list_after,
    ),
    Operation(
        name="feedback.effect",
        method=Method.POST,
        path="/cases/{case}/effects",
        may=WRITERS,
        takes=EffectGiven,
        gives=Effect,
        does=effect,
    ),
    Operation(
        name="feedback.effects",
        method=Method.GET,
        path="/cases/{case}/effects",
        may=READERS,
        takes=Named,
        gives=tuple[EffectLine, ...],
        does=list_effects,
    ),
)
