"""Who else could act: one state for a party, one answer for a group.

Silence is counted in days since a party was told and is never called a failure: nobody knows why somebody is silent.
"""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from tocsin.vocab.contact import ContactAnswer, ContactGroup, NotContactedReason
from tocsin.vocab.errors import ActNotAllowed, BadInput
from tocsin.vocab.party import PartyState
from tocsin.vocab.sharing import Contact, Involved

_SAID = {
    str(state): state
    for state in (
        PartyState.ACKNOWLEDGED,
        PartyState.INVESTIGATING,
        PartyState.AFFECTED,
        PartyState.NOT_AFFECTED,
        PartyState.FIXED,
        PartyState.DECLINED,
    )
}


class Stand(Struct, frozen=True, kw_only=True):
    """How far it has come with one party. `silent_days` are whole days since it was told and did not answer."""

    state: PartyState
    silent_days: int = 0
    told_at: datetime | None = None
    collected: bool = False


def stand_of(part: Involved, *, collected_at: datetime | None, now: datetime) -> Stand:
    """The state of a party (R29.3). `collected_at` is when it last fetched something: no answer, but not nothing."""
    by_hand = part.decided_at if part.answer == ContactAnswer.CONTACTED else None
    told_at = max((at for at in (part.told_at, by_hand) if at is not None), default=None)
    if part.said is not None and part.said_at is not None and (told_at is None or part.said_at >= told_at):
        return Stand(state=_SAID.get(part.said, PartyState.ACKNOWLEDGED), told_at=told_at)
    if told_at is None:
        is_deliberate = part.answer == ContactAnswer.DELIBERATELY_NOT_CONTACTED
        return Stand(state=PartyState.DELIBERATELY_NOT_CONTACTED if is_deliberate else PartyState.NOT_CONTACTED)
    collected = collected_at is not None and collected_at >= told_at
    silent_days = max(0, (now - told_at).days)
    met = PartyState.COLLECTED if collected else PartyState.NOTIFIED
    return Stand(
        state=PartyState.SILENT if silent_days else met, silent_days=silent_days, told_at=told_at, collected=collected
    )


def in_words(stand: Stand) -> str:
    """The state as a sentence says it."""
    if stand.state is PartyState.SILENT:
        days = "1 day" if stand.silent_days == 1 else f"{stand.silent_days} days"
        return f"no answer for {days}" + (", collected" if stand.collected else "")
    return stand.state.replace("_", " ")


def answer_of(group: ContactGroup, contact: Contact | None, parties: Sequence[Involved]) -> ContactAnswer:
    """Whether a group is told (R29.2): as soon as one of its parties is, else what somebody decided, else open.

    Where everybody in it is deliberately not told, nor is the group; one that is open keeps the group open.
    """
    mine = [part for part in parties if part.group == group]
    if any(part.answer == ContactAnswer.CONTACTED for part in mine):
        return ContactAnswer.CONTACTED
    if contact is not None and contact.answer != ContactAnswer.OPEN:
        return ContactAnswer(contact.answer)
    not_told = [part.answer == ContactAnswer.DELIBERATELY_NOT_CONTACTED for part in mine]
    return ContactAnswer.DELIBERATELY_NOT_CONTACTED if not_told and all(not_told) else ContactAnswer.OPEN


def check_decision(
    answer: ContactAnswer, reason: NotContactedReason | None, because: str, part: Involved | None
) -> None:
    """BadInput or ActNotAllowed where somebody cannot be answered for like this.

    1. Deliberately not telling somebody has a reason, and nothing else has. 2. The reason `other` says which.
    3. Who was told cannot be made untold.
    """
    # 1
    if (answer is ContactAnswer.DELIBERATELY_NOT_CONTACTED) != (reason is not None):
        raise BadInput(
            "a reason belongs to deliberately not telling somebody, and to nothing else",
            hint=f"one of: {', '.join(NotContactedReason)}",
        )
    # 2
    if reason is NotContactedReason.OTHER and not because.strip():
        raise BadInput("another reason than those of the list has to be said", hint="say it with --because")
    # 3
    if part is not None and part.told_at is not None and answer is not ContactAnswer.CONTACTED:
        raise ActNotAllowed(
            f"it was told on {part.told_at:%Y-%m-%d %H:%M UTC}", hint="correct or withdraw the share instead"
        )
