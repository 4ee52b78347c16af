"""Practice: made-up cases with planted leaks, and what the team finds."""

from tocsin.web.desk.door import get, post
from tocsin.web.desk.visit import Page, Visit, to
from tocsin.web.texts import _

FEW = 20  # practice cases that are listed: nobody has more of them open


def practice(visit: Visit) -> Page:
    """What is announced, how the team does, and what waits to be reviewed; or what was found in one case."""
    found, case = visit.ask("practice.rate"), visit.query.get("case", "")
    result = visit.ask("practice.show", case=case) if case else None
    waiting = found.waiting[:FEW]
    names = visit.called((*waiting, case))
    return visit.page("practice.html", found=found, waiting=waiting, names=names, result=result, case=case)


def begun(visit: Visit) -> Page:
    """Open a practice case, or a burst of short ones."""
    made = visit.ask("practice.new", burst=visit.form.has("burst"))
    said = _("Look through it as you would through a live one. Then say that you are done.")
    return to(f"/cases/{made.cases[0]}/findings" if len(made.cases) == 1 else "/practice", said)


def counted(visit: Visit) -> Page:
    """Say that one is reviewed."""
    case = visit.params["case"]
    visit.ask("practice.done", case=case)
    return to(f"/practice?case={case}")


ROWS = (
    get("/practice", practice),
    post("/practice", begun),
    post("/practice/{case}", counted),
)
