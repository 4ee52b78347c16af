"""Beside a case: duties, protections, other records. No sharing."""

from typing import Any

from tocsin.vocab.duty import DutyAnswer
from tocsin.vocab.errors import BadInput
from tocsin.vocab.reason import LookReason
from tocsin.web.desk.door import get, post
from tocsin.web.desk.moment import moment_in
from tocsin.web.desk.visit import Page, Visit, to
from tocsin.web.texts import _

EVENT, MET = "event.", "met."  # what happened, in one field: an event of the duty, or a stage that was met


def duties(visit: Visit) -> Page:
    """The clock board, what is due first on top."""
    return _board(visit, visit.params["case"])


def answered(visit: Visit) -> Page:
    """What was answered about a duty; only this moves its clock."""
    form, case = visit.form, visit.params["case"]
    happened, at = form.get("happened"), moment_in(form.get("at"))
    if bool(happened) != bool(at):
        raise BadInput("what happened goes with its moment", hint="give both, or leave both empty")
    visit.ask(
        "duty.answer",
        case=case,
        duty=visit.params["duty"],
        answer=form.get("answer"),
        event=happened.removeprefix(EVENT) if happened.startswith(EVENT) else "",
        met=happened.removeprefix(MET) if happened.startswith(MET) else "",
        at=at,
        zone=form.get("zone"),
        counsel_note=form.get("counsel_note"),
    )
    return to(f"/cases/{case}/duties", _("Recorded. Only such an answer moves this clock; a share never does."))


def noted(visit: Visit) -> Page:
    """Counsel's notes on a duty, after the look was recorded with its reason."""
    form, case, duty = visit.form, visit.params["case"], visit.params["duty"]
    notes = visit.ask("duty.notes", case=case, duty=duty, reason=form.get("reason"), because=form.get("because"))
    return _board(visit, case, duty=duty, notes=notes)


def linked(visit: Visit) -> Page:
    """Where one of the four other records lies, or why none is needed."""
    form, case = visit.form, visit.params["case"]
    said = {"at" if form.get("state") == "linked" else "not_needed": form.get("text")}
    visit.ask("record.link", case=case, record=visit.params["record"], **said)
    return to(f"/cases/{case}/duties#records", _("Recorded."))


def _board(visit: Visit, case: str, *, duty: str = "", notes: Any = ()) -> Page:
    view = visit.ask("case.show", case=case)
    board = visit.ask("duty.board", case=view.case.id)
    known = {one.duty.key: one for one in visit.ask("duty.list").duties}
    return visit.page(
        "duties.html",
        here="cases",
        view=view,
        lines=[(line, known[line.duty]) for line in sorted(board.duties, key=_urgency)],
        running=sum(1 for line in board.duties if line.answer is DutyAnswer.YES),
        protections=board.protections,
        records=visit.ask("record.list", case=view.case.id),
        kept=view.case.duties,
        answers=list(DutyAnswer),
        reasons=list(LookReason),
        opened=duty,
        notes=notes,
        people={one.id: one.name for one in visit.ask("user.list")} if notes else {},
    )


def _urgency(line: Any) -> tuple[bool, str, bool, str]:
    """What runs first, by what is due next; then what nobody answered; then the rest."""
    due = [stage.due_at.isoformat() for stage in line.stages if stage.due_at and not stage.met_at]
    return (line.answer is not DutyAnswer.YES, min(due, default="~"), line.answer is not None, line.duty)


ROWS = (
    get("/cases/{case}/duties", duties),
    post("/cases/{case}/duties/{duty}", answered),
    post("/cases/{case}/duties/{duty}/notes", noted),
    post("/cases/{case}/records/{record}", linked),
)
