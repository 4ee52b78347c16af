"""What was said to what stands on a case: reasons, texts, permissions.

Only the newest of each; `stages.history` has them all. Counsel's notes beside duties are not among them, and what was
purged says nothing.
"""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from msgspec import Struct

from tocsin.stages.desk import Desk
from tocsin.vocab.case import Answered, Case, FieldAssertion, MarkSet
from tocsin.vocab.errors import Gone
from tocsin.vocab.sheet import AnswerSheet, NoteSheet

Standing: TypeAlias = Answered | FieldAssertion | MarkSet


class Words(Struct, frozen=True, kw_only=True):
    """The texts by what they belong to; where nobody said anything there is no entry."""

    facts: dict[str, str]  # why an answer was given, by fact
    rows: dict[str, str]  # what was filled in, or why it is not required, by row
    marks: dict[str, str]  # who permitted a wider mark, by the mark's source
    assertions: dict[str, str]  # why a field is asserted to be so, by field
    holds: dict[str, str]  # why nothing may be deleted, by reason
    block: str  # what would lift the release block


def words_on(desk: Desk, case: Case) -> Words:
    """Everything that was said to what stands on a case now."""
    return Words(
        facts=_by_key(desk, case.facts),
        rows=rows_filled(desk, case),
        marks=_by_key(desk, case.marks),
        assertions=_by_key(desk, case.assertions),
        holds={reason: said for reason, sheets in case.holds.items() if (said := _joined(desk, sheets))},
        block=_joined(desk, [case.block.sheet] if case.block else []),
    )


def rows_filled(desk: Desk, case: Case) -> dict[str, str]:
    """What was said to each row of the checklist."""
    return _by_key(desk, case.rows)


def _by_key(desk: Desk, standing: Mapping[str, Standing]) -> dict[str, str]:
    return {key: said for key, one in standing.items() if (said := _said(desk, one))}


def _said(desk: Desk, one: Standing) -> str:
    if not isinstance(one, Answered):
        return _note(desk, one.sheet)
    try:
        answer = desk.sheet(one.sheet, AnswerSheet)
    except Gone:
        return ""
    return "; ".join(filter(None, (answer.value, answer.because))) if answer else ""


def _joined(desk: Desk, sheets: Iterable[str]) -> str:
    return "; ".join(filter(None, (_note(desk, sheet) for sheet in sheets)))


def _note(desk: Desk, sheet: str | None) -> str:
    try:
        note = desk.sheet(sheet, NoteSheet)
    except Gone:
        return ""
    return note.text if note else ""
