"""The reference of a case in the index: what waits is found by it."""

from datetime import UTC, datetime, timedelta

from tocsin.vocab.case import Case
from tocsin.vocab.duty import DutyAnswer

# What every reference of a case begins with; no other reference does: those are ids and digests.
ROOT = "case:"
OWING, RESTING = f"{ROOT}owes:", f"{ROOT}rests:"  # whether anything of it may be owed
_OPEN, _CLOSED = "open:", "closed:"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DIGITS = 17  # microseconds since 1970, until the year 5138


def ref_of(case: Case) -> str:
    """Whether anything may be owed, and of an open case who answers for it and when it changed; these sort by time."""
    begin = OWING if may_owe(case) else RESTING
    if case.closed_at is not None:
        return begin + _CLOSED
    changed = (case.changed_at - _EPOCH) // timedelta(microseconds=1)
    return f"{begin}{_OPEN}{case.assigned or case.opened_by}:{changed:0{_DIGITS}d}"


def may_owe(case: Case) -> bool:
    """Whether a promise may come of the case itself: of a block, an open item, a clock, or somebody who was told.

    No promise of a case comes without one of these; with one, `rules.promise` says whether there is any.
    """
    return (
        case.block is not None
        or bool(case.open_items)
        or any(clock.answer == DutyAnswer.YES for clock in case.duties.values())
        or (case.closed_at is None and any(part.decided_at is not None for part in case.parties.values()))
    )


def groups_of(who: str) -> tuple[str, ...]:
    """What the references of the open cases begin with that somebody answers for."""
    return tuple(f"{begin}{_OPEN}{who}:" for begin in (OWING, RESTING))


def open_groups() -> tuple[str, ...]:
    """What the references of all open cases begin with."""
    return tuple(f"{begin}{_OPEN}" for begin in (OWING, RESTING))


def group_of(ref: str) -> str:
    """The group of an open case: its reference without the moment."""
    return ref[:-_DIGITS]


def moment_of(ref: str) -> int:
    """When an open case was changed, in microseconds since 1970."""
    return int(ref[-_DIGITS:])
