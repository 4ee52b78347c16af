"""A case, its items, reports and batches, as their acts add up to them.

These are the bodies of the index: small whatever the number of acts, so that a case of 50,000 acts opens like one of
50. Texts stand here as commitments only.
"""

from datetime import datetime

from msgspec import Struct, field

from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.practice import Practice
from tocsin.vocab.sharing import Contact, Involved, SharingEntity
from tocsin.vocab.triage import Statement


class Answered(Struct, frozen=True, kw_only=True):
    """The newest answer to a question, and who gave it when."""

    value: str
    statement: Statement
    confidence: str
    by: str
    at: datetime
    sheet: str | None


class Judged(Struct, frozen=True, kw_only=True):
    """The newest classification."""

    event_class: str
    flags: tuple[str, ...]
    rule: int
    reasons: tuple[str, ...]
    missing: tuple[str, ...]
    rules: str
    by: str
    at: datetime


class MarkSet(Struct, frozen=True, kw_only=True):
    """One source's mark on the case, an item or a field."""

    source: str
    tlp: str
    caveats: tuple[str, ...]
    audience: tuple[str, ...] | None
    encrypt_in_transit: str | None
    permitted_actions: str | None
    pap: str | None
    affected_party_notification: str | None
    attribution: str | None
    resale: str | None
    embargo_until: datetime | None
    expires_at: datetime | None
    by: str
    at: datetime
    sheet: str | None


class FieldAssertion(Struct, frozen=True, kw_only=True):
    """The newest CISA 2015 assertion on a field."""

    prong: str
    proprietary: bool
    counsel: str
    by: str
    at: datetime
    sheet: str | None


class Block(Struct, frozen=True, kw_only=True):
    """A release block in force."""

    owner: str
    until: datetime
    reason: str
    by: str
    at: datetime
    sheet: str


class Clock(Struct, frozen=True, kw_only=True):
    """What was answered about one duty: (event, when) and (stage, when it was met first), once for each.

    `times` counts how often a stage was met where that was more than once.
    """

    answer: str
    zone: str
    events: tuple[tuple[str, datetime], ...]
    met: tuple[tuple[str, datetime], ...]
    times: dict[str, int] = field(default_factory=dict)
    by: str
    at: datetime
    sheet: str | None


class Coded(Struct, frozen=True, kw_only=True):
    """A technique or weakness code of a named edition."""

    scheme: str
    version: str
    id: str
    statement: Statement
    confidence: str
    by: str
    at: datetime
    sheet: str


class Scored(Struct, frozen=True, kw_only=True):
    """A severity score as a bound."""

    scheme: str
    version: str
    low: str
    high: str
    by: str
    at: datetime
    sheet: str


class Linked(Struct, frozen=True, kw_only=True):
    """A record elsewhere, or a foreign number, or another case."""

    key: str
    state: str
    by: str
    at: datetime
    sheet: str | None


class OpenItem(Struct, frozen=True, kw_only=True):
    """Something unresolved; what is resolved stands in the log alone."""

    id: str
    owner: str
    check_on: str
    sheet: str


class Case(Struct, frozen=True, kw_only=True):
    """One case. `size` is how many acts its stream has; an append names it and fails if somebody was faster."""

    id: str
    size: int
    opened_at: datetime
    opened_by: str
    changed_at: datetime
    exercise: bool
    template: str | None
    checklist: str
    sheet: str
    assigned: str | None = None
    judged: Judged | None = None
    former_classes: tuple[Judged, ...] = ()
    facts: dict[str, Answered] = field(default_factory=dict)
    rows: dict[str, Answered] = field(default_factory=dict)  # checklist rows; value is the state
    marks: dict[str, MarkSet] = field(default_factory=dict)  # by source
    field_marks: dict[str, dict[str, MarkSet]] = field(default_factory=dict)  # by field, then source
    assertions: dict[str, FieldAssertion] = field(default_factory=dict)  # by field
    item_labels: dict[str, int] = field(default_factory=dict)  # how many live items bear which effective own label
    kinds: dict[str, int] = field(default_factory=dict)  # how many live items of each kind
    holds: dict[str, tuple[str, ...]] = field(default_factory=dict)  # reason -> the sheet of each; on the whole case
    held_items: int = 0
    block: Block | None = None
    duties: dict[str, Clock] = field(default_factory=dict)
    records: dict[str, Linked] = field(default_factory=dict)
    handed: dict[str, Linked] = field(default_factory=dict)  # flag -> owner
    techniques: tuple[Coded, ...] = ()
    scores: dict[str, Scored] = field(default_factory=dict)  # by scheme
    foreign_ids: tuple[Linked, ...] = ()
    related: tuple[Linked, ...] = ()  # the newest, each other case and relation once
    open_items: tuple[OpenItem, ...] = ()
    reports: int = 0
    batches: int = 0
    inside: dict[str, int] = field(default_factory=dict)  # how many inbound objects of each kind
    components: int = 0
    parties: dict[str, Involved] = field(default_factory=dict)  # by party
    contacts: dict[str, Contact] = field(default_factory=dict)  # by group
    copy: str | None = None  # the newest clean copy
    verdicts: tuple[str, ...] = ()  # sheets of what was said of values, oldest first; the first may hold all before it
    shares: dict[str, str] = field(default_factory=dict)  # by share, its state
    closed_at: datetime | None = None
    closing: str | None = None
    to_correct: bool = False  # open again for a correction that nobody has proposed yet


class Handling(Struct, frozen=True, kw_only=True):
    """One step of an item's custody."""

    action: str  # a word of CustodyAction, or sealed, unsealed, opened, held, released_from_hold, purged
    by: str
    at: datetime
    sheet: str | None


class Item(Struct, frozen=True, kw_only=True):
    """One item of evidence. `state` is kept, sealed or purged.

    `compartment` says which key closes it now; `unmarked`, which one would if no mark on it said privileged.
    """

    id: str
    case: str
    kind: ItemKind
    state: str
    content: str
    compartment: str
    parent: str | None
    batch: str | None
    position: int | None
    sheet: str
    kept_at: datetime
    kept_by: str
    marks: dict[str, MarkSet] = field(default_factory=dict)
    holds: dict[str, tuple[str, ...]] = field(default_factory=dict)
    custody: tuple[Handling, ...] = ()
    openings: int = 0
    unmarked: str = ""


class Report(Struct, frozen=True, kw_only=True):
    """One report and what its reporter reads."""

    id: str
    case: str
    item: str
    format: str
    anonymous: bool
    receipt: str
    sheet: str
    received_at: datetime
    state: str = "received"
    answers: tuple[Linked, ...] = ()
    replies: tuple[Linked, ...] = ()  # what the reporter answered, when they were asked
    means: str = ""  # `public_form` where it came through that, else ""


class Batch(Struct, frozen=True, kw_only=True):
    """One batch of inbound objects."""

    id: str
    case: str
    item: str
    format: str
    root: str
    count: int
    sheet: str
    received_at: datetime


class PersonEntry(Struct, frozen=True, kw_only=True):
    """One person of the organization."""

    id: str
    roles: tuple[str, ...]
    sheet: str
    added_at: datetime
    retired: bool = False


class RouteEntry(Struct, frozen=True, kw_only=True):
    """One confirmed route."""

    id: str
    channel: str
    group: str
    people: tuple[str, ...]
    deputies: tuple[str, ...]
    verified_on: str
    confirmed_by: str
    sheet: str
    withdrawn: bool = False


class LogEntry(Struct, frozen=True, kw_only=True):
    """The organization's log: its origin and the keys that sign or signed it, oldest first."""

    id: str
    size: int
    origin: str
    keys: tuple[str, ...]
    record_keys: tuple[str, ...] = ()  # those that sign outbound records, oldest first
    dictionary: str | None = None
    founder: str | None = None  # the first person of all


Entity = Case | Item | Report | Batch | PersonEntry | RouteEntry | LogEntry | Practice | SharingEntity
