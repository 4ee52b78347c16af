"""The checklist of the playbook: rows filled in, or set aside."""

from collections.abc import Sequence

from msgspec import Struct

from tocsin.stages.desk import Desk
from tocsin.store.catalogues import load
from tocsin.vocab.acts.triage import ChecklistAnswered
from tocsin.vocab.case import Case
from tocsin.vocab.checklist import Checklist
from tocsin.vocab.errors import BadInput, Gone, TooMuch
from tocsin.vocab.limits import LIMITS
from tocsin.vocab.sheet import AnswerSheet
from tocsin.vocab.triage import Confidence, Statement


class Filled(Struct, frozen=True, kw_only=True):
    """One row and what a person says to it; with `not_required` the text says why it is not needed."""

    row: str
    text: str
    not_required: bool = False
    statement: Statement = Statement.FACT
    confidence: Confidence = Confidence.NOT_SPECIFIED


def fill(desk: Desk, case: Case, filled: Sequence[Filled]) -> Case:
    """Record rows of the checklist; an unknown row refuses all of them."""
    if not filled:
        raise BadInput("no row was named", hint=f"`tocsin case checklist {case.id} --all` shows them")
    known = {row.key for checklist in load("checklists", Checklist, desk.home) for row in checklist.rows}
    for one in filled:
        if one.row not in known:
            raise BadInput(
                f"the checklist has no row {one.row[:60]!r}", hint=f"`tocsin case checklist {case.id} --all`"
            )
        if len(one.text) > LIMITS.text_chars:
            raise TooMuch(
                f"{one.row}: {len(one.text):,} signs; at most {LIMITS.text_chars:,}", hint="keep it as a file"
            )
    draft = desk.draft(case)
    for one in filled:
        sheet = AnswerSheet(because=one.text) if one.not_required else AnswerSheet(value=one.text)
        draft.add(
            ChecklistAnswered(
                row=one.row,
                state="not_required" if one.not_required else "filled",
                statement=one.statement,
                confidence=one.confidence,
                sheet=draft.sheet(sheet),
            )
        )
    return draft.record_case()


def text_of(desk: Desk, case: Case, row: str) -> str:
    """What a person filled into a row; "" where nobody did or it was purged."""
    answered = case.rows.get(row)
    try:
        sheet = desk.sheet(answered.sheet, AnswerSheet) if answered else None
    except Gone:
        return ""
    return sheet.value if sheet else ""
