"""Whether a document may leave for one recipient: the one door.

Three layers, never mixed: the floor (marks, promises, roads) can only narrow; the table advises; people approve, may
narrow freely, and may go wider than the advice with a second person, never wider than the floor. Everything here is
about exactly one document, and `Approved` is made nowhere else.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec
from msgspec import Struct

from tocsin.vocab.delivery import RoadKind
from tocsin.vocab.ids import Commitment, DocumentId, Key, PartyId, PersonId
from tocsin.vocab.marking import Attribution, Caveat, EncryptInTransit, Marking, Tlp
from tocsin.vocab.party import PartyKind
from tocsin.vocab.release import RANKS, Approved, Audience, Decision, Flip, Need, Pending, Reason, Refused

# How wide a party is, by what it is; one that is several things is as wide as the widest. Our reading of R25 and R36:
# an agency, a vendor's or an ISAC's own desk coordinates; other named organisations are a circle.
AUDIENCES: dict[PartyKind, Audience] = {
    PartyKind.FEDERAL: Audience.COORDINATOR,
    PartyKind.ISAC: Audience.COORDINATOR,
    PartyKind.VENDOR: Audience.COORDINATOR,
    PartyKind.SLTT: Audience.CIRCLE,
    PartyKind.INDUSTRY: Audience.CIRCLE,
    PartyKind.INTERNATIONAL: Audience.CIRCLE,
    PartyKind.PROVIDER: Audience.CIRCLE,
    PartyKind.DEVELOPER: Audience.CIRCLE,
    PartyKind.ADOPTER: Audience.CIRCLE,
    PartyKind.CRITICAL_INFRASTRUCTURE: Audience.CIRCLE,
    PartyKind.JCDC_PARTNER: Audience.CIRCLE,
    PartyKind.COMMUNITY: Audience.COMMUNITY,
    PartyKind.PUBLIC: Audience.PUBLIC,
}
# The widest audience that each label lets a document reach. Source: FIRST, "Traffic Light Protocol (TLP)", version 2.0.
# RED reaches nobody by its audience alone: only who is named.
WIDEST: dict[Tlp, Audience] = {
    Tlp.CLEAR: Audience.PUBLIC,
    Tlp.GREEN: Audience.COMMUNITY,
    Tlp.AMBER: Audience.CIRCLE,
    Tlp.AMBER_STRICT: Audience.CIRCLE,
    Tlp.RED: Audience.CIRCLE,
}
_OF_TABLE = {Reason.TABLE_SAYS_HOLD, Reason.WIDER_THAN_TABLE}  # what a changed fact would help against
SOLO_WIDEST = Audience.CIRCLE
BREAK_GLASS_WIDEST = Audience.COORDINATOR


class Written(Struct, frozen=True, kw_only=True):
    """The recipient's document as it lies in the vault, and what was found out about its bytes."""

    document: DocumentId
    payload: Commitment
    terms: Commitment
    written_at: datetime
    lost_marks: bool
    leaks: bool
    not_searchable: bool
    guessable: bool
    from_newest_copy: bool
    from_purged: bool  # something that it was made from was purged since
    guessed: bool  # a second reader told from it what was withheld
    read_blind: bool  # by a second reader who could not, where it takes one


class RoadStanding(Struct, frozen=True, kw_only=True):
    """How the road stands on which it would go."""

    kind: RoadKind
    is_open: bool
    route_confirmed: bool
    address_confirmed: bool
    sender_authorised: bool
    encrypts: bool
    reaches_many: bool  # a list, a community's mailbox


class Advice(Struct, frozen=True, kw_only=True):
    """What the table said of the facts."""

    table: Key
    row: int
    outcome: Audience
    flips: tuple[Flip, ...]


class GivenApproval(Struct, frozen=True, kw_only=True):
    """One person's approval; `binding` is the digest it is over, hex."""

    by: PersonId
    binding: str
    as_counsel: bool
    may_approve: bool  # holds the role, and still acts here
    self_approved: bool
    break_glass: bool  # in an emergency, by whoever still acts here; without the role it is no approval but that
    refused_since: (
        bool  # a person said no to this recipient after it: it never counts again, whatever becomes of the no
    )


class Question(Struct, frozen=True, kw_only=True):
    """Everything one decision looks at, as it stands at `now`."""

    recipient: PartyId
    audience: Audience
    names: frozenset[str]  # under which a mark may name this recipient: its id, its kinds, its route's group
    now: datetime
    is_exercise: bool
    is_dropped: bool
    blocked_until: datetime | None
    marking: Marking
    personal_data_settled: bool  # somebody said that it was removed, or is needed to understand the threat
    refused_until: datetime | None  # a person said no to this recipient
    written: Written | None
    road: RoadStanding | None
    advice: Advice | None  # None while facts are missing
    chosen: Audience | None  # what a person chose: narrower, or wider with a second person
    binding: str
    authors: frozenset[PersonId]
    approvals: tuple[GivenApproval, ...]
    people_needed: int
    counsel_needed: bool  # one more person than `people_needed`
    is_solo: bool
    cooled_at: datetime | None  # solo mode: from when on one may approve oneself


def audience_of(kinds: Iterable[str]) -> Audience:
    """How wide a party is. One of no kind at all counts as anyone: nothing to check is not a pass."""
    return max((AUDIENCES[PartyKind(kind)] for kind in kinds), key=RANKS.__getitem__, default=Audience.PUBLIC)


def binding_of(table: str, approvals_table: str, documents: Iterable[tuple[PartyId, str, str, str]]) -> str:
    """The digest that approvals are over: every (recipient, payload digest, terms digest, way), and the tables.

    The way is how wide the recipient is and on which road it is reached: nobody can be made to have approved another.
    SHA-256 in hex over the one spelling of it; any change of a document, a recipient, the terms, a way or a table
    changes it.
    """
    said = {"tables": [table, approvals_table], "documents": sorted(documents)}
    return hashlib.sha256(msgspec.json.encode(said, order="sorted")).hexdigest()


def decide(question: Question) -> Decision:
    """May it leave, what is missing, or why not.

    1. The floor: case, marks, document, road. Each reason is named, not just the first.
    2. The advice of the table, and what a person chose instead.
    3. What is missing: document, facts, road.
    4. The second reader where it takes one; the approvals, on exactly these documents, by others than the authors.
    """
    # 1, 2
    reasons = tuple(dict.fromkeys((*_floor(question), *_against_advice(question))))
    if reasons:
        flips = question.advice.flips if question.advice else ()
        by_table = bool(_OF_TABLE & set(reasons))
        return Refused(
            recipient=question.recipient, reasons=reasons, flips=_helpful(question, flips) if by_table else ()
        )
    # 3, 4
    counted = tuple(_counting(question))
    missing = tuple(dict.fromkeys((*_unready(question), *_unapproved(question, counted))))
    written, advice = question.written, question.advice
    if missing or written is None or advice is None:
        return Pending(recipient=question.recipient, missing=missing)
    return Approved(
        recipient=question.recipient,
        document=written.document,
        payload=written.payload,
        terms=written.terms,
        binding=question.binding,
        table=advice.table,
        row=advice.row,
        outcome=advice.outcome,
        approvers=tuple(dict.fromkeys(one.by for one in counted)),
        self_approved=any(one.self_approved for one in counted),
        break_glass=_by_break_glass(question, counted),
    )


def _floor(question: Question) -> Iterator[Reason]:
    mark, now, road, written = question.marking, question.now, question.road, question.written
    checks = (
        (Reason.EXERCISE, question.is_exercise),
        (Reason.SHARE_DROPPED, question.is_dropped),
        (Reason.RELEASE_BLOCK, question.blocked_until is not None and question.blocked_until > now),
        (Reason.REFUSED_BY_PERSON, question.refused_until is not None and question.refused_until > now),
        (Reason.NOT_IN_AUDIENCE, mark.audience is not None and not question.names & set(mark.audience)),
        (Reason.TLP_TOO_STRICT, not _label_reaches(question)),
        (Reason.RED_TO_A_LIST, mark.tlp is Tlp.RED and road is not None and road.reaches_many),
        (Reason.EMBARGO, mark.embargo_until is not None and mark.embargo_until > now),
        (Reason.EXPIRED, mark.expires_at is not None and mark.expires_at <= now),
        (Reason.OWNERS_DISAGREE, mark.attribution is Attribution.CONFLICT),
        (
            Reason.MUST_BE_ENCRYPTED,
            mark.encrypt_in_transit is EncryptInTransit.MUST and road is not None and not road.encrypts,
        ),
        (Reason.PRIVILEGED, Caveat.PRIVILEGED in mark.caveats),
        (
            Reason.PERSONAL_DATA,
            not question.personal_data_settled
            and bool({Caveat.PERSONAL_DATA, Caveat.VICTIM_IDENTIFYING, Caveat.CREDENTIAL} & set(mark.caveats)),
        ),
        (Reason.MARK_LOST, written is not None and written.lost_marks),
        (Reason.WITHHELD_VALUE_INSIDE, written is not None and written.leaks),
        (Reason.NOT_SEARCHABLE, written is not None and written.not_searchable),
        (Reason.GUESSABLE, written is not None and written.guessable),
        (Reason.GUESSED, written is not None and written.guessed),
        (Reason.SOURCE_PURGED, written is not None and written.from_purged),
        (Reason.ROAD_CLOSED, road is not None and not road.is_open),
        (Reason.ROUTE_NOT_CONFIRMED, road is not None and not road.route_confirmed),
        (Reason.ADDRESS_CHANGED, road is not None and not road.address_confirmed),
        (Reason.SENDER_NOT_AUTHORISED, road is not None and not road.sender_authorised),
        (Reason.SOLO_TOO_WIDE, question.is_solo and RANKS[question.audience] > RANKS[SOLO_WIDEST]),
        (
            Reason.BREAK_GLASS_TOO_WIDE,
            any(one.break_glass and not one.refused_since for one in question.approvals)
            and not _is_enough(question, tuple(_counting(question)))
            and RANKS[question.audience] > RANKS[BREAK_GLASS_WIDEST],
        ),
    )
    return (reason for reason, holds in checks if holds)


def _label_reaches(question: Question) -> bool:
    mark = question.marking
    if mark.tlp is Tlp.RED and (mark.audience is None or not question.names & set(mark.audience)):
        return False
    return RANKS[question.audience] <= RANKS[WIDEST[mark.tlp]]


def _against_advice(question: Question) -> Iterator[Reason]:
    """What stands against it in the table, unless a person chose wider; narrower than the table always counts."""
    if question.advice is None:
        return
    allowed = question.advice.outcome if question.chosen is None else question.chosen
    if allowed is Audience.HOLD:
        yield Reason.TABLE_SAYS_HOLD
    elif RANKS[question.audience] > RANKS[allowed]:
        yield Reason.WIDER_THAN_TABLE


def _is_wider_than_advice(question: Question) -> bool:
    if question.chosen is None or question.advice is None:
        return False
    return RANKS[question.chosen] > RANKS[question.advice.outcome] < RANKS[question.audience]


def _unready(question: Question) -> Iterator[Need]:
    written = question.written
    if written is None:
        yield Need.DOCUMENT
    elif not written.from_newest_copy:
        yield Need.CLEAN_COPY
    if question.advice is None:
        yield Need.FACTS
    if question.road is None:
        yield Need.ROAD


def _counting(question: Question) -> Iterator[GivenApproval]:
    """The approvals that count: on exactly these documents, by somebody who may, and, but in solo mode, no author.

    What was approved before a person refused it is refused, also when the refusal is over.
    """
    for one in question.approvals:
        if one.binding != question.binding or one.refused_since or not (one.may_approve or one.break_glass):
            continue
        if one.by not in question.authors or question.is_solo or one.break_glass:
            yield one


def _people(question: Question, counted: tuple[GivenApproval, ...]) -> set[PersonId]:
    ordinary = (one for one in counted if one.may_approve and not one.as_counsel)
    return {one.by for one in ordinary if question.is_solo or one.by not in question.authors}


def _has_counsel(question: Question, counted: tuple[GivenApproval, ...]) -> bool:
    """Counsel is one more person than the approvers asked for: who is both counts once, as the one or as the other."""
    people = _people(question, counted)
    spoke = (one.by for one in counted if one.may_approve and one.as_counsel)
    heard = (by for by in spoke if question.is_solo or by not in question.authors)
    return any(by not in people or len(people) > _asked(question) for by in heard)


def _asked(question: Question) -> int:
    """At least one, whatever a table says; in solo mode the author's own; wider than the advice two, also there."""
    asked = 2 if _is_wider_than_advice(question) else 1
    return asked if question.is_solo else max(asked, question.people_needed)


def _is_enough(question: Question, counted: tuple[GivenApproval, ...]) -> bool:
    has_counsel = not question.counsel_needed or _has_counsel(question, counted)
    return len(_people(question, counted)) >= _asked(question) and has_counsel


def _by_break_glass(question: Question, counted: tuple[GivenApproval, ...]) -> bool:
    """In an emergency one person does; not against the advice too: wider than that is the word of two at all times."""
    broken = not _is_wider_than_advice(question) and any(one.break_glass for one in counted)
    return broken and not _is_enough(question, counted)


def _unapproved(question: Question, counted: tuple[GivenApproval, ...]) -> Iterator[Need]:
    if question.written is not None and not question.written.read_blind:
        yield Need.BLIND_REVIEW
    if question.is_solo and (question.cooled_at is None or question.cooled_at > question.now):
        yield Need.COOLING_TIME
    if _by_break_glass(question, counted):
        return  # to a coordinator only: the floor refused anybody wider
    people, asked = len(_people(question, counted)), _asked(question)
    if people < asked:
        yield Need.APPROVAL if people == 0 else Need.SECOND_APPROVAL
    if question.counsel_needed and not _has_counsel(question, counted):
        yield Need.COUNSEL


def _helpful(question: Question, flips: tuple[Flip, ...]) -> tuple[Flip, ...]:
    """The single changes that would let the table's outcome reach this recipient."""
    return tuple(flip for flip in flips if RANKS[flip.outcome] >= RANKS[question.audience])
