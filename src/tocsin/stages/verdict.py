"""What was said of values that would leave: recorded, read back.

Each act's sheet holds what was said then; every few acts one holds all that counts, so that a case is opened as fast
after a thousand verdicts as after ten.
"""

from collections.abc import Sequence

from tocsin.stages.desk import Desk
from tocsin.vocab.acts.review import ValuesJudged
from tocsin.vocab.case import Case
from tocsin.vocab.errors import ChangedMeanwhile
from tocsin.vocab.ports import Compartment
from tocsin.vocab.review import JudgedValue, Verdict
from tocsin.vocab.sheet import VerdictSheet
from tocsin.vocab.value import folded

WHOLE_AFTER = 32  # sheets that are read one by one; then one holds everything
TRIES = 5  # somebody else recorded meanwhile: what is said of a value does not depend on it


def verdicts_of(desk: Desk, case: Case) -> dict[str, JudgedValue]:
    """What counts of what was said, by the value in its one spelling; what was taken back is not among it."""
    sheets = desk.sheets(case.verdicts, VerdictSheet)
    found: dict[str, JudgedValue] = {}
    for sheet in case.verdicts:
        for one in sheets[sheet].values if sheet in sheets else ():  # a purge may have taken one
            found.pop(folded(one.value), None)
            found[folded(one.value)] = one
    return {value: one for value, one in found.items() if one.verdict is not Verdict.UNDO}


def record(desk: Desk, case: Case, verdict: Verdict, said: Sequence[tuple[str, str]]) -> Case:
    """Record one verdict on values, each with the label that it goes as; the case as it is now.

    Whoever says something of a value need not have seen what was recorded since; where they name what they saw
    (`Desk.seen`), it has to stand still.
    """
    for _ in range(TRIES - 1):
        try:
            return _recorded(desk, case, verdict, said)
        except ChangedMeanwhile:
            if desk.seen is not None:
                raise
            case = desk.case(case.id)
    return _recorded(desk, case, verdict, said)


def _recorded(desk: Desk, case: Case, verdict: Verdict, said: Sequence[tuple[str, str]]) -> Case:
    draft = desk.draft(case)
    new = [JudgedValue(value=value, verdict=verdict, label=label, by=desk.person, at=draft.at) for value, label in said]
    is_whole = len(case.verdicts) >= WHOLE_AFTER
    values = (*_without(verdicts_of(desk, case), new), *new) if is_whole else tuple(new)
    sheet = draft.sheet(VerdictSheet(values=values), Compartment.SEALED)
    draft.add(ValuesJudged(verdict=verdict, values=len(new), whole=is_whole, sheet=sheet))
    return draft.record_case()


def _without(before: dict[str, JudgedValue], new: Sequence[JudgedValue]) -> list[JudgedValue]:
    said = {folded(one.value) for one in new}
    return [one for value, one in before.items() if value not in said]
