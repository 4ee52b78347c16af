"""Release: what may leave, what is still missing, and what may not."""

from enum import StrEnum

from msgspec import Struct

from tocsin.vocab.ids import Commitment, DocumentId, Key, PartyId, PersonId


class Audience(StrEnum):
    """Who gets it, from nobody to anyone; the outcomes of the decision table, in its order."""

    HOLD = "HOLD"
    COORDINATOR = "COORDINATOR"  # one coordinator: an agency, CERT/CC, a vendor's security desk, an ISAC's desk
    CIRCLE = "CIRCLE"  # named organisations
    COMMUNITY = "COMMUNITY"  # a sector or the defenders' community
    PUBLIC = "PUBLIC"


RANKS: dict[Audience, int] = {audience: rank for rank, audience in enumerate(Audience)}


class Reason(StrEnum):
    """Why something may not leave. Closed codes: they stand in the log."""

    EXERCISE = "exercise"  # a practice case never reaches a real road
    RELEASE_BLOCK = "release_block"
    REFUSED_BY_PERSON = "refused_by_person"
    SHARE_DROPPED = "share_dropped"
    NOT_IN_AUDIENCE = "not_in_audience"  # the mark names other recipients
    TLP_TOO_STRICT = "tlp_too_strict"  # the label forbids this reach
    RED_TO_A_LIST = "red_to_a_list"
    EMBARGO = "embargo"
    EXPIRED = "expired"
    OWNERS_DISAGREE = "owners_disagree"
    MUST_BE_ENCRYPTED = "must_be_encrypted"  # and this road cannot
    MARK_LOST = "mark_lost"  # the format cannot carry the mark
    PRIVILEGED = "privileged"
    PERSONAL_DATA = "personal_data"  # marked so, and nobody has said that it was removed or is needed
    WITHHELD_VALUE_INSIDE = "withheld_value_inside"  # the second net found one in the outgoing bytes
    NOT_SEARCHABLE = "not_searchable"  # the second net could not look into these bytes
    GUESSABLE = "guessable"  # the bytes hold a form by which something could be guessed offline
    GUESSED = "guessed"  # a second reader told from the document alone what was withheld
    SOURCE_PURGED = "source_purged"  # it was made from evidence that was purged since
    TABLE_SAYS_HOLD = "table_says_hold"
    WIDER_THAN_TABLE = "wider_than_table"
    ROAD_CLOSED = "road_closed"
    ROUTE_NOT_CONFIRMED = "route_not_confirmed"
    ADDRESS_CHANGED = "address_changed"  # it is not the address that a person confirmed
    SENDER_NOT_AUTHORISED = "sender_not_authorised"
    SOLO_TOO_WIDE = "solo_too_wide"
    BREAK_GLASS_TOO_WIDE = "break_glass_too_wide"


class Need(StrEnum):
    """What is still missing before it could leave."""

    CLEAN_COPY = "clean_copy"  # none, or one that is older than the last change of the case
    DOCUMENT = "document"
    FACTS = "facts"  # of the decision row
    ROAD = "road"
    BLIND_REVIEW = "blind_review"  # a second reader, who has seen nothing but the document
    APPROVAL = "approval"
    SECOND_APPROVAL = "second_approval"
    COUNSEL = "counsel"
    COOLING_TIME = "cooling_time"  # solo mode


class Flip(Struct, frozen=True, kw_only=True):
    """One single change that would change the outcome."""

    point: Key
    before: Key
    after: Key
    outcome: Audience


class Approved(Struct, frozen=True, kw_only=True):
    """May leave, exactly so. Only `rules.release.decide` makes one."""

    recipient: PartyId
    document: DocumentId
    payload: Commitment  # the rendered payload, already in the vault; nothing is rendered again
    terms: Commitment
    binding: str  # the digest all approvals are over, hex
    table: Key
    row: int
    outcome: Audience
    approvers: tuple[PersonId, ...]
    self_approved: bool
    break_glass: bool


class Pending(Struct, frozen=True, kw_only=True):
    """Not yet: what is still missing before it could leave."""

    recipient: PartyId
    missing: tuple[Need, ...]


class Refused(Struct, frozen=True, kw_only=True):
    """May not leave: every reason why, not just the first, and what would change it."""

    recipient: PartyId
    reasons: tuple[Reason, ...]
    flips: tuple[Flip, ...]


Decision = Approved | Pending | Refused


class ShareState(StrEnum):
    """How far a share has come."""

    DRAFT = "draft"
    WRITTEN = "written"
    APPROVED = "approved"
    SENDING = "sending"
    SHARED = "shared"
    DROPPED = "dropped"


class Purpose(StrEnum):
    """Why there is a share."""

    FIRST = "first"
    CORRECTION = "correction"
    WITHDRAWAL = "withdrawal"


class BreakGlassReason(StrEnum):
    """Why a coordinator has to know now, without the approvals asked for."""

    ACTIVE_ATTACK = "active_attack"
    NOBODY_REACHABLE = "nobody_reachable"
    SAFETY_OF_LIFE = "safety_of_life"
    OTHER = "other"


class DropReason(StrEnum):
    """Why nobody will get a share."""

    MISTAKE = "mistake"
    NOT_NEEDED = "not_needed"
    REPLACED = "replaced"
    NOT_ALLOWED = "not_allowed"
    OTHER = "other"


class ApprovalMethod(StrEnum):
    """How it is known who approved."""

    HOST_ASSERTED = "host_asserted"  # the account of the machine says so
    SSH = "ssh"
    PASSKEY = "passkey"
