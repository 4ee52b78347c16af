"""Reports that came in: how each stands, and what its reporter is told."""

from tocsin.stages.report import STATES, TOLD
from tocsin.web.desk.door import get, post
from tocsin.web.desk.visit import Page, Visit, to
from tocsin.web.texts import _


def reports(visit: Visit) -> Page:
    """Reports, newest first, of one state where it is chosen; one of them to answer."""
    state, cursor = visit.query.get("state", ""), visit.query.get("cursor", "")
    found = visit.ask("report.list", state=state or None, cursor=cursor)
    wanted = visit.query.get("report", "")
    return visit.page(
        "reports.html",
        here="reports",
        found=found,
        chosen=visit.ask("report.show", report=wanted) if wanted else None,
        states=STATES,
        tellable=TOLD,
        public=visit.ask("report.form"),
        state=state,
        cursor=cursor,
    )


def answered(visit: Visit) -> Page:
    """How it stands, and the sentence that its reporter reads with their receipt."""
    form = visit.form
    visit.ask("report.answer", report=visit.params["report"], state=form.get("state"), note=form.get("note"))
    return to("/reports", _("Recorded. The reporter reads it with their receipt; nothing was sent to them."))


ROWS = (get("/reports", reports), post("/reports/{report}/answer", answered))
