"""Preservation: what of a case is kept, missing or overdue at this moment."""

from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta

from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.preservation import Keeping, Keepsake, PreservationLine, PreservationList


def stand(
    rows: PreservationList,
    *,
    opened_at: datetime,
    now: datetime,
    kept: AbstractSet[ItemKind],
    not_needed: AbstractSet[str] = frozenset(),
) -> tuple[PreservationLine, ...]:
    """Every row with its state, most volatile first. `not_needed` are keys of rows a person set aside.

    A row is kept only when each of its kinds is there: one prompt does not stand for a missing system prompt.
    """
    return tuple(_line(row, opened_at, now, kept, row.key in not_needed) for row in rows.rows)


def next_due(lines: tuple[PreservationLine, ...]) -> PreservationLine | None:
    """The open row whose deadline comes first, overdue ones included; None where nothing is open."""
    still = [line for line in lines if line.state in (Keeping.MISSING, Keeping.OVERDUE)]
    return min(still, key=lambda line: (line.due_at, line.row.order), default=None)


def _line(
    row: Keepsake, opened_at: datetime, now: datetime, kept: AbstractSet[ItemKind], set_aside: bool
) -> PreservationLine:
    due_at = opened_at + timedelta(hours=row.deadline_hours)
    still_open = tuple(kind for kind in row.evidence if kind not in kept)
    if not still_open:
        state = Keeping.KEPT
    elif set_aside:
        state = Keeping.NOT_NEEDED
    else:
        state = Keeping.OVERDUE if now > due_at else Keeping.MISSING
    return PreservationLine(
        row=row,
        state=state,
        there=tuple(kind for kind in row.evidence if kind in kept),
        still_open=still_open,
        due_at=due_at,
    )
