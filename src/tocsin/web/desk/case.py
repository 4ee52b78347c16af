"""One case: what happened, what is known, what comes next."""

from tocsin.vocab.act import tag_of
from tocsin.vocab.public_report import PUBLIC_FORM
from tocsin.vocab.triage import Confidence, Statement
from tocsin.web.desk import lanes
from tocsin.web.desk.begun import begun_on, drafted_on
from tocsin.web.desk.done import with_next
from tocsin.web.desk.door import get, post
from tocsin.web.desk.visit import Page, Visit, to
from tocsin.web.desk.words import WORDS
from tocsin.web.texts import _

PICTURED = 300  # acts of a case at most that its own page draws over time; a larger one has a page for it


def case(visit: Visit) -> Page:
    """The case as a whole, and what comes next."""
    view = visit.ask("case.show", case=visit.params["case"])
    steps = visit.ask("case.next", case=view.case.id)
    shares = visit.ask("share.list", case=view.case.id)
    over_time = visit.ask("case.timeline", case=view.case.id) if view.case.size <= PICTURED else None
    person = view.case.assigned or view.case.opened_by
    return visit.page(
        "case.html",
        here="cases",
        view=view,
        steps=steps,
        shares=shares,
        begun=begun_on(view.case, shares.items),
        drafted=drafted_on(view.case.id, shares.items),
        drawing=lanes.drawn(over_time.columns) if over_time and len(over_time.columns) > 1 else None,
        sizes=lanes,
        groups=visit.ask("contact.list", case=view.case.id),
        effects=visit.ask("feedback.effects", case=view.case.id),
        public_form=PUBLIC_FORM,
        reports=visit.ask("report.list", case=view.case.id).items,
        answers_for=next((one.name for one in visit.ask("user.list") if one.id == person), ""),
    )


def log(visit: Visit) -> Page:
    """Every act of the case."""
    told = visit.ask("case.log", case=visit.params["case"], after=visit.query.get("after", "0"))
    view = visit.ask("case.show", case=visit.params["case"])
    people = visit.called(one.leaf.by for one in told)
    return visit.page("case_log.html", here="cases", view=view, told=told, tag_of=tag_of, people=people)


def classified(visit: Visit) -> Page:
    """Answers to facts; the class follows from them."""
    form, case_id = visit.form, visit.params["case"]
    answers = {
        name.removeprefix("fact."): form.get(name) for name in form.texts if name.startswith("fact.") and form.get(name)
    }
    view = visit.ask(
        "case.classify",
        case=case_id,
        answers=answers,
        because=form.get("because"),
        statement=form.get("statement") or Statement.FACT,
        confidence=form.get("confidence") or Confidence.NOT_SPECIFIED,
    )
    said = _("Recorded. The class is now: {class_} (preliminary).")
    done = said.format(class_=WORDS.event_class(view.verdict.class_))
    return to(f"/cases/{view.case.id}/triage", with_next(visit, view.case.id, done))


def triage(visit: Visit) -> Page:
    """Questions that decide the class, reasons, what is missing, how it was classified before."""
    view = visit.ask("case.show", case=visit.params["case"])
    questions = {one.fact: one for one in visit.ask("question.list")}
    missing = [questions.pop(fact) for fact in view.verdict.missing]
    return visit.page(
        "triage.html",
        here="cases",
        view=view,
        seen=visit.state_of(view.case.id),
        missing=missing,
        others=list(questions.values()),
        confidences=list(Confidence),
        statements=list(Statement),
    )


def filled(visit: Visit) -> Page:
    """Rows of the checklist."""
    form, case_id = visit.form, visit.params["case"]
    before = visit.ask("case.show", case=case_id).words.rows
    typed = {name.removeprefix("row."): form.get(name) for name in form.texts if name.startswith("row.")}
    rows = {row: text for row, text in typed.items() if text and text != before.get(row)}
    visit.ask("case.fill", case=case_id, rows=rows, not_required=form.has("not_required"))
    return to(f"/cases/{case_id}/checklist", with_next(visit, case_id, _("Recorded.")))


def checklist(visit: Visit) -> Page:
    """The playbook checklist of the case's lane, what is missing on top."""
    view = visit.ask("case.show", case=visit.params["case"])
    lines = [line for line in view.checklist if line.state != "not_required" or line.row.key in view.words.rows]
    missing = [line for line in lines if line.state == "missing"]
    groups = (
        (
            "needed",
            _("Missing, and a report is not usable without"),
            [one for one in missing if one.row.weight == "core"],
        ),
        ("said", _("Said already"), [one for one in lines if one.state != "missing"]),
        ("asked", _("Also asked by the playbook"), [one for one in missing if one.row.weight != "core"]),
    )
    return visit.page("checklist.html", here="cases", view=view, groups=groups, seen=visit.state_of(view.case.id))


ROWS = (
    get("/cases/{case}", case),
    get("/cases/{case}/log", log),
    get("/cases/{case}/triage", triage),
    post("/cases/{case}/triage", classified),
    get("/cases/{case}/checklist", checklist),
    post("/cases/{case}/checklist", filled),
)
