"""Every act the log may hold, and the leaf in which it stands there."""

from typing import Annotated, Literal, TypeAlias, get_args

import msgspec
from msgspec import Meta, Struct

from tocsin.vocab.acts import (
    blind_review,
    cut,
    delivery,
    evidence,
    feedback,
    home,
    impact,
    intake,
    marking,
    party,
    practice,
    review,
    share,
    triage,
)
from tocsin.vocab.acts.plain import Count, Moment
from tocsin.vocab.errors import BadInput
from tocsin.vocab.ids import OrgId, PersonId, StreamId

HomeAct: TypeAlias = (
    home.LogOpened
    | home.LogKeyRotated
    | home.PersonAdded
    | home.PersonRetired
    | home.RouteConfirmed
    | home.RouteWithdrawn
    | party.PartyDeclared
    | party.RoadOpened
    | party.RoadClosed
    | party.ComponentDeclared
    | party.TokenIssued
    | party.TokenRevoked
    | party.DictionaryKept
    | party.RecordKeyAdded
    | party.ReceiptSigned
)

CaseAct: TypeAlias = (
    intake.CaseOpened
    | intake.CaseNamed
    | intake.ReportReceived
    | intake.ReportAnswered
    | intake.ReporterReplied
    | intake.BatchReceived
    | intake.ForeignIdLinked
    | intake.CaseRelated
    | intake.CaseAssigned
    | intake.OpenItemAdded
    | intake.OpenItemResolved
    | triage.FactAnswered
    | triage.Classified
    | triage.TechniqueMapped
    | triage.SeverityScored
    | triage.ChecklistAnswered
    | triage.HandedToOwner
    | evidence.ItemKept
    | evidence.CustodyRecorded
    | evidence.ItemSealed
    | evidence.ItemUnsealed
    | evidence.ItemOpened
    | evidence.HoldPlaced
    | evidence.HoldLifted
    | evidence.HoldEnded
    | evidence.ItemPurged
    | evidence.TextsPurged
    | marking.Marked
    | marking.FieldAsserted
    | marking.ReleaseBlocked
    | marking.ReleaseUnblocked
    | marking.DutyAnswered
    | marking.NoteOpened
    | marking.RecordLinked
    | impact.ComponentNamed
    | impact.PartyInvolved
    | impact.ContactDecided
    | practice.PracticeBegun
    | practice.PracticeScored
    | review.ValuesJudged
    | share.CleanCopyMade
    | share.ShareProposed
    | share.PointDecided
    | cut.CutChosen
    | share.DocumentWritten
    | blind_review.BlindReviewed
    | share.ApprovalGiven
    | share.ShareApproved
    | share.ShareRefused
    | share.ShareDropped
    | share.BreakGlassReviewed
    | delivery.DeliveryPlanned
    | delivery.DeliveryMoved
    | delivery.RecordEntered
    | feedback.FeedbackReceived
    | feedback.ReceiptKept
    | feedback.AfterReceiptNoted
    | feedback.EffectRecorded
    | feedback.CaseClosed
    | feedback.CaseReopened
)

Act: TypeAlias = HomeAct | CaseAct

ACTS: tuple[type[Act], ...] = get_args(HomeAct) + get_args(CaseAct)


Salt: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9a-f]{32}\Z")]


class Leaf(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One act as it stands in the log: whose log, which stream, which place in the stream, when, by whom.

    `salt` is 128 random bits: leaf hashes are handed to auditors (a completeness list), and without it a hash of closed
    codes could be guessed.
    The leaf's bytes are the RFC 8785 form of this value. The first byte is `{`; a later outbound record enters the same
    log as its own signed bytes (an SD-JWT, first byte `e`), so the two can never be mistaken for each other.
    """

    v: Literal[1] = 1
    org: OrgId
    stream: StreamId  # the organization's id, or a case's id
    seq: Count  # 0, 1, 2, ... within the stream
    at: Moment
    by: PersonId
    salt: Salt
    act: Act


_ENCODER = msgspec.json.Encoder(order="sorted")
_DECODER = msgspec.json.Decoder(Leaf)


def leaf_bytes(leaf: Leaf) -> bytes:
    """The RFC 8785 bytes of a leaf; BadInput where it could never be read again, which no log can mend.

    Acts hold no floats and only keys and codes in ASCII, for which a sorted compact encoding is the canonical form; a
    property test holds this equal to the `rfc8785` library for every act.
    """
    data = _ENCODER.encode(leaf)
    try:
        _DECODER.decode(data)  # a Struct made in the program is not checked when it is made
    except msgspec.MsgspecError as error:
        hint = "an act holds ids and closed codes; what people write belongs into the note beside it"
        raise BadInput(f"this cannot be recorded: {error}", hint=hint) from error
    return data


def read_leaf(data: bytes) -> Leaf:
    """The leaf from its bytes; BadInput where a newer version wrote it or it is no leaf at all.

    Only the canonical bytes are taken: where a key stands twice, two readers could see two different acts.
    """
    hint = "a newer version of this program may have written it: upgrade and try again"
    try:
        leaf = _DECODER.decode(data)
    except msgspec.MsgspecError as error:
        raise BadInput(f"an entry of the log cannot be read: {error}", hint=hint) from error
    if _ENCODER.encode(leaf) != data:
        raise BadInput("an entry of the log cannot be read: its bytes are not canonical (RFC 8785)", hint=hint)
    return leaf


def is_record(data: bytes) -> bool:
    """Whether a leaf is one of our signed records (an SD-JWT, whose first byte is always `e`) and no act."""
    return data[:1] == b"e"


def tag_of(act: type[Act] | Act) -> str:
    """The act's name and version, as in its leaf: `classified/1`."""
    return str(act.__struct_config__.tag)
