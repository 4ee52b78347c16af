"""What was said to what stands on a case: reasons, texts, permissions.

Only the newest of each; `stages.history` has them all. Counsel's notes beside duties are not among them, and what was
purged says nothing.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from tocsin.stages.desk import Desk
from tocsin.vocab.case import Answered, Case, FieldAssertion, MarkSet
from tocsin.vocab.sheet import AnswerSheet, NoteSheet


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
    block = [case.block.sheet] if case.block else []
    noted = [*(one.sheet for one in case.marks.values()), *(one.sheet for one in case.assertions.values())]
    notes = desk.sheets(
        filter(None, (*noted, *block, *(sheet for sheets in case.holds.values() for sheet in sheets))), NoteSheet
    )
    answers = _answers(desk, (*case.facts.values(), *case.rows.values()))
    return Words(
        facts=_by_key(case.facts, answers),
        rows=_by_key(case.rows, answers),
        marks=_noted(case.marks, notes),
        assertions=_noted(case.assertions, notes),
        holds={reason: said for reason, sheets in case.holds.items() if (said := _joined(sheets, notes))},
        block=_joined(block, notes),
    )


def rows_filled(desk: Desk, case: Case) -> dict[str, str]:
    """What was said to each row of the checklist."""
    return _by_key(case.rows, _answers(desk, case.rows.values()))


def _answers(desk: Desk, answered: Iterable[Answered]) -> dict[str, AnswerSheet]:
    return desk.sheets((one.sheet for one in answered if one.sheet), AnswerSheet)


def _by_key(answered: Mapping[str, Answered], sheets: Mapping[str, AnswerSheet]) -> dict[str, str]:
    found = {key: sheets.get(one.sheet or "") for key, one in answered.items()}
    said = {key: "; ".join(filter(None, (one.value, one.because))) for key, one in found.items() if one}
    return {key: text for key, text in said.items() if text}


def _noted(
    noted: Mapping[str, MarkSet] | Mapping[str, FieldAssertion], notes: Mapping[str, NoteSheet]
) -> dict[str, str]:
    return {key: said for key, one in noted.items() if one.sheet and (said := _joined([one.sheet], notes))}


def _joined(sheets: Iterable[str], notes: Mapping[str, NoteSheet]) -> str:
    return "; ".join(notes[sheet].text for sheet in sheets if sheet in notes and notes[sheet].text)
