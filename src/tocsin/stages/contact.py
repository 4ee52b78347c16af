"""Stage 5, who else could act: parties of a case, and who is told."""

from datetime import datetime

from msgspec import Struct

from tocsin.rules.contact import Stand, answer_of, check_decision, in_words, stand_of
from tocsin.stages.desk import Desk
from tocsin.stages.party import name_of
from tocsin.vocab.acts.impact import ContactDecided, PartyInvolved
from tocsin.vocab.case import Case
from tocsin.vocab.contact import ASKED, ContactAnswer, ContactGroup, NotContactedReason, ProposedBy
from tocsin.vocab.errors import ActNotAllowed, BadInput, Gone
from tocsin.vocab.party import PartyRole
from tocsin.vocab.sharing import Contact, Delivery, Involved, Party
from tocsin.vocab.sheet import NoteSheet


class Part(Struct, frozen=True, kw_only=True):
    """The part that a party has in a case, as somebody says it."""

    party: Party
    group: ContactGroup
    roles: tuple[PartyRole, ...]
    because: str
    proposed_by: ProposedBy = ProposedBy.HAND


class Decision(Struct, frozen=True, kw_only=True):
    """Whether a party is told, or a whole group: exactly one of the two is named."""

    answer: ContactAnswer
    group: ContactGroup | None = None
    party: Party | None = None
    reason: NotContactedReason | None = None
    because: str = ""


class PartyLine(Struct, frozen=True, kw_only=True):
    """One party of a case, with its one state."""

    party: str
    name: str
    roles: tuple[str, ...]
    proposed_by: str
    because: str
    answer: str
    reason: str | None
    words: str
    state: str
    silent_days: int
    told_at: datetime | None
    says: str  # the state in a sentence: "no answer for 9 days"


class GroupLine(Struct, frozen=True, kw_only=True):
    """One group that is asked about, with its answer and its parties."""

    group: str
    answer: str
    reason: str | None
    words: str
    parties: tuple[PartyLine, ...]


def involve(desk: Desk, case: Case, *parts: Part) -> Case:
    """Record the parts that parties have in a case. Nobody is told by this."""
    if not parts:
        return case
    draft = desk.draft(case)
    for part in parts:
        if not part.because.strip() or not part.roles:
            raise BadInput("a party has a role in the case and a reason to be in it", hint="give --role and --because")
        draft.add(
            PartyInvolved(
                party=part.party.id,
                roles=part.roles,
                group=part.group,
                proposed_by=part.proposed_by,
                sheet=draft.sheet(NoteSheet(text=part.because)),
            )
        )
    return draft.record_case()


def decide_contact(desk: Desk, case: Case, decision: Decision) -> Case:
    """Record whether a party or a whole group is told. That somebody is to be told sends nothing."""
    part = case.parties.get(decision.party.id) if decision.party else None
    group = part.group if part else decision.group
    if decision.party is not None and part is None:
        raise ActNotAllowed(
            f"{name_of(desk, decision.party)} has no part in this case yet", hint="add it first with --add PARTY"
        )
    if group is None or (decision.party is not None and decision.group is not None):
        raise BadInput("who is meant?", hint="name a party or a whole group, one of the two")
    check_decision(decision.answer, decision.reason, decision.because, part)
    draft = desk.draft(case)
    draft.add(
        ContactDecided(
            group=group,
            party=decision.party.id if decision.party else None,
            answer=decision.answer,
            reason=decision.reason,
            sheet=draft.sheet(NoteSheet(text=decision.because)) if decision.because else None,
        )
    )
    return draft.record_case()


def board(desk: Desk, case: Case) -> tuple[GroupLine, ...]:
    """Every group that is asked about, in its order, then those that have a party or an answer all the same."""
    shown = [group for group in ContactGroup if group in ASKED or _is_used(case, group)]
    collected = _collected(desk, case)
    return tuple(_line(desk, case, group, collected) for group in shown)


def open_groups(case: Case) -> tuple[ContactGroup, ...]:
    """The groups that are asked about and have no answer yet."""
    parts = list(case.parties.values())
    return tuple(group for group in ASKED if answer_of(group, case.contacts.get(group), parts) is ContactAnswer.OPEN)


def _is_used(case: Case, group: ContactGroup) -> bool:
    return group in case.contacts or any(part.group == group for part in case.parties.values())


def _line(desk: Desk, case: Case, group: ContactGroup, collected: dict[str, datetime]) -> GroupLine:
    contact: Contact | None = case.contacts.get(group)
    parts = {party: part for party, part in case.parties.items() if part.group == group}
    answer = answer_of(group, contact, list(parts.values()))
    counts = contact is not None and contact.answer == answer
    return GroupLine(
        group=group,
        answer=answer,
        reason=contact.reason if contact is not None and counts else None,
        words=_words(desk, contact.sheet) if contact is not None and counts else "",
        parties=tuple(_party_line(desk, party, part, collected.get(party)) for party, part in parts.items()),
    )


def _party_line(desk: Desk, party: str, part: Involved, collected_at: datetime | None) -> PartyLine:
    stand: Stand = stand_of(part, collected_at=collected_at, now=desk.clock.now())
    known = desk.index.get("party", party)
    return PartyLine(
        party=party,
        name=name_of(desk, known) if isinstance(known, Party) else party,
        roles=part.roles,
        proposed_by=part.proposed_by,
        because=_words(desk, part.sheet),
        answer=part.answer,
        reason=part.reason,
        words=_words(desk, part.words),
        state=stand.state,
        silent_days=stand.silent_days,
        told_at=stand.told_at,
        says=in_words(stand),
    )


def _collected(desk: Desk, case: Case) -> dict[str, datetime]:
    """When each party last fetched a document of this case."""
    found: dict[str, datetime] = {}
    for delivery in desk.index.all("delivery", stream=case.id):
        assert isinstance(delivery, Delivery)
        if delivery.collected_at is not None:
            before = found.get(delivery.recipient, delivery.collected_at)
            found[delivery.recipient] = max(before, delivery.collected_at)
    return found


def _words(desk: Desk, sheet: str | None) -> str:
    try:
        note = desk.sheet(sheet, NoteSheet)
    except Gone:
        return "purged"
    return note.text if note else ""
