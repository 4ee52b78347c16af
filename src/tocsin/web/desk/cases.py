"""Cases in a list, and a new one."""

from tocsin.vocab.triage import EventClass
from tocsin.web.desk.door import get, post
from tocsin.web.desk.visit import Page, Visit, to


def cases(visit: Visit) -> Page:
    """Cases, newest first, of one class where it is chosen."""
    event_class = visit.query.get("event_class", "")
    found = visit.ask("case.list", cursor=visit.query.get("cursor", ""), event_class=event_class or None)
    return visit.page("cases.html", here="cases", found=found, event_class=event_class, classes=list(EventClass))


def new(visit: Visit) -> Page:
    """What a new case is called and from which template it starts."""
    return visit.page("case_new.html", here="cases", templates=visit.ask("case.templates"))


def opened(visit: Visit) -> Page:
    """Open it."""
    form = visit.form
    made = visit.ask(
        "case.new",
        name=form.get("name"),
        template=form.get("template"),
        component=form.get("component") or "component",
        exercise=form.has("exercise"),
    )
    return to(f"/cases/{made.case.id}", "The case is open. Add what you have.")


ROWS = (get("/cases", cases), get("/cases/new", new), post("/cases/new", opened))
