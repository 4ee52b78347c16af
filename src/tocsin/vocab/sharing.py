"""Share, deliveries, parties and answers, as their acts add up.

Bodies of the index, like those of `vocab.case`: small, and texts stand here as commitments only.
"""

from datetime import datetime

from msgspec import Struct, field

from tocsin.vocab.triage import Statement


class Road(Struct, frozen=True, kw_only=True):
    """One road to a party."""

    id: str
    party: str
    kind: str
    route: str
    sheet: str
    opened_at: datetime
    opened_by: str
    closed: str | None = None  # the reason


class Party(Struct, frozen=True, kw_only=True):
    """One party; its roads are entities of their own."""

    id: str
    kinds: tuple[str, ...]
    sheet: str
    declared_at: datetime
    declared_by: str


class Component(Struct, frozen=True, kw_only=True):
    """A component of a case (`case`, `standing`) or of a party (`party`, `relation`)."""

    id: str
    sheet: str
    at: datetime
    by: str
    case: str | None = None
    kind: str | None = None
    standing: str | None = None
    item: str | None = None
    party: str | None = None
    relation: str | None = None


class Token(Struct, frozen=True, kw_only=True):
    """A secret that a party fetches with; only a digest of it is kept, in the sheet."""

    id: str
    party: str
    scope: str
    delivery: str | None
    issued_at: datetime
    issued_by: str
    expires_at: datetime
    sheet: str
    revoked: str | None = None  # the reason


class Involved(Struct, frozen=True, kw_only=True):
    """A party's part in a case."""

    roles: tuple[str, ...]
    group: str
    proposed_by: str
    by: str
    at: datetime
    sheet: str | None
    answer: str = "open"  # contacted, deliberately_not_contacted, open
    reason: str | None = None
    said: str | None = None  # the newest state the party gave: acknowledged, affected, fixed, ...
    said_at: datetime | None = None
    told_at: datetime | None = None  # when the newest delivery to it was sent
    decided_at: datetime | None = None  # when somebody last said whether it is told, and their words
    decided_by: str | None = None
    words: str | None = None


class Contact(Struct, frozen=True, kw_only=True):
    """Whether a whole group is told."""

    answer: str
    reason: str | None
    by: str
    at: datetime
    sheet: str | None


class CleanCopyEntry(Struct, frozen=True, kw_only=True):
    """One clean copy of a case."""

    id: str
    case: str
    content: str
    withheld: str
    removed: int
    rules: str
    sheet: str
    made_at: datetime
    made_by: str
    seq: int  # its place in the case's stream: what came after it is not in it


class PointAnswer(Struct, frozen=True, kw_only=True):
    """One fact of the decision row."""

    value: str
    statement: Statement
    confidence: str
    by: str
    at: datetime
    sheet: str | None


class WrittenDocument(Struct, frozen=True, kw_only=True):
    """The document of one recipient."""

    id: str
    format: str
    payload: str
    terms: str
    sheet: str
    by: str
    at: datetime


class Approval(Struct, frozen=True, kw_only=True):
    """One person's approval. It counts only while the documents are those it is bound to.

    `not_for` are the recipients to whom a person said no after it: for these it never counts again.
    """

    by: str
    at: datetime
    bound: str
    as_counsel: bool
    self_approved: bool
    method: str
    break_glass: str | None
    sheet: str | None
    not_for: tuple[str, ...] = ()


class BlindLook(Struct, frozen=True, kw_only=True):
    """What a second reader could tell from one document: the questions whose answer was right, none where none was.

    It is a document of this cut and format.
    """

    by: str
    at: datetime
    document: str
    recipient: str
    cut: str
    format: str
    guessed: tuple[str, ...]


class Outcome(Struct, frozen=True, kw_only=True):
    """What was decided for one recipient: approved (with its document) or refused (with its reasons)."""

    approved: bool
    document: str | None
    reasons: tuple[str, ...]
    flips: tuple[str, ...]
    table: str | None
    row: int | None
    outcome: str | None
    approvers: tuple[str, ...]
    self_approved: bool
    break_glass: bool
    owner: str | None
    until: datetime | None
    by: str
    at: datetime
    sheet: str | None


class Share(Struct, frozen=True, kw_only=True):
    """One share: a clean copy, its recipients, and what was written, approved and sent for each."""

    id: str
    case: str
    copy: str
    purpose: str
    follows: str | None
    recipients: tuple[str, ...]
    sheet: str
    proposed_by: str
    proposed_at: datetime
    state: str = "draft"
    points: dict[str, PointAnswer] = field(default_factory=dict)
    cuts: dict[str, str] = field(default_factory=dict)  # by recipient, where somebody chose one; else the whole copy
    documents: dict[str, WrittenDocument] = field(default_factory=dict)  # by recipient
    authors: tuple[str, ...] = ()  # whoever proposed it or wrote a document of it
    blind: tuple[BlindLook, ...] = ()
    approvals: tuple[Approval, ...] = ()
    outcomes: dict[str, Outcome] = field(default_factory=dict)  # by recipient
    deliveries: dict[str, str] = field(default_factory=dict)  # by delivery, its state
    reviewed: str | None = None  # the verdict after a break-glass release
    reviewed_by: str | None = None

    @property
    def known_to(self) -> frozenset[str]:
        """Whoever had a part in it: proposed or wrote it, said a fact of it, approved it, or read it blind."""
        said, approved = (one.by for one in self.points.values()), (one.by for one in self.approvals)
        return frozenset({*self.authors, *said, *approved, *(one.by for one in self.blind)})


class Delivery(Struct, frozen=True, kw_only=True):
    """One document on its way to one recipient."""

    id: str
    case: str
    share: str
    recipient: str
    document: str
    payload: str
    road: str
    kind: str
    wire: str | None
    send_after: datetime
    planned_by: str
    planned_at: datetime
    state: str = "queued"
    moved_at: datetime | None = None
    attempt: int = 0
    reason: str | None = None
    sheet: str | None = None
    sent_at: datetime | None = None
    collected_at: datetime | None = None
    acknowledged_at: datetime | None = None
    taken_over_by: str | None = None  # who sends it on in their own name, for whoever planned it may not any longer

    @property
    def sender(self) -> str:
        """In whose name it is sent."""
        return self.taken_over_by or self.planned_by


class Feedback(Struct, frozen=True, kw_only=True):
    """Something a party said, or that we answered."""

    id: str
    case: str
    share: str
    delivery: str | None
    party: str
    kind: str
    means: str
    signed: bool
    known_since: datetime | None
    known_from: str | None
    answers: str | None
    sheet: str | None
    by: str
    at: datetime
    answered_by: str | None = None  # the feedback that answers it


class KeptReceipt(Struct, frozen=True, kw_only=True):
    """A record that a recipient signed; its id is that of the answer it is the evidence of."""

    id: str
    case: str
    share: str
    party: str
    record: str
    grade: str
    as_offered: bool
    contradicts: str | None
    content: str
    sheet: str
    by: str
    at: datetime


class GivenReceipt(Struct, frozen=True, kw_only=True):
    """A record that we signed for what a party shared with us; its id is the commitment to it."""

    id: str
    record: str
    grade: str
    sheet: str
    by: str
    at: datetime


class AfterReceiptNote(Struct, frozen=True, kw_only=True):
    """What is known of one thing that may happen after receipt: by share, party and step."""

    id: str
    state: str
    on: str
    sheet: str | None
    by: str
    at: datetime


class Effect(Struct, frozen=True, kw_only=True):
    """Something that changed because of a share."""

    id: str
    case: str
    kind: str
    because_of: tuple[str, ...]
    on: str
    sheet: str
    by: str
    at: datetime


class OutboundRecord(Struct, frozen=True, kw_only=True):
    """A signed record of ours in the log; its id is its leaf hash."""

    id: str
    case: str
    record: str
    share: str
    delivery: str | None
    sheet: str
    at: datetime


SharingEntity = (
    Party
    | Road
    | Component
    | Token
    | CleanCopyEntry
    | Share
    | Delivery
    | Feedback
    | KeptReceipt
    | GivenReceipt
    | AfterReceiptNote
    | Effect
    | OutboundRecord
)
