"""Acts of feedback: what came back, what changed, how it ended."""

from msgspec import Struct

from tocsin.vocab.acts.plain import Day, Moment
from tocsin.vocab.ids import CauseId, Commitment, DeliveryId, EffectId, FeedbackId, Key, OpenItemId, PartyId, ShareId


class FeedbackReceived(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="feedback_received/1"
):
    """A party said something because of a share: acknowledged, affected, a question, a sighting, and so on.

    `means` is how it reached us; `signed` where the party signed it with a key we hold for it. `known_since` and
    `known_from` answer "already known since when, from what kind of source"; `answers` names what it answers. Words
    lie in the sheet (`NoteSheet`).
    """

    feedback: FeedbackId
    share: ShareId
    delivery: DeliveryId | None
    party: PartyId
    kind: Key
    means: Key
    signed: bool
    known_since: Moment | None
    known_from: Key | None
    answers: FeedbackId | None
    sheet: Commitment | None


class ReceiptKept(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="receipt_kept/1"
):
    """A record that the recipient signed came back, and its signature holds: the evidence of one answer.

    `content` commits to its bytes as they came, the sheet (`ReceiptSheet`) says what it is of and by which key.
    `record` is receipt or feedback, `grade` E1 for a receipt, else the record's own. `as_offered` is False where it
    accepts other terms than were offered; `contradicts` names an earlier answer that it disagrees with.
    """

    feedback: FeedbackId
    record: Key
    grade: Key
    as_offered: bool
    contradicts: FeedbackId | None
    content: Commitment
    sheet: Commitment


class AfterReceiptNoted(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="after_receipt_noted/1"
):
    """One of the six things that may happen after receipt, as we learnt of it; until then it is not known."""

    share: ShareId
    party: PartyId
    step: Key
    state: Key
    on: Day
    sheet: Commitment | None


class EffectRecorded(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="effect_recorded/1"
):
    """Something changed because of a share or an answer to it: mitigation, disclosure, coordination (`NoteSheet`)."""

    effect: EffectId
    kind: Key
    because_of: tuple[CauseId, ...]
    on: Day
    sheet: Commitment


class CaseClosed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="case_closed/1"):
    """The case is closed; what is unresolved stands as open items with owner and date (`ClosingSheet`)."""

    left_open: tuple[OpenItemId, ...]
    sheet: Commitment


class CaseReopened(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="case_reopened/1"
):
    """The case is open again; `reason` is a closed code."""

    reason: Key
    sheet: Commitment | None
