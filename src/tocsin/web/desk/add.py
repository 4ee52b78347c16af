"""Add anything, and see what was understood of it."""

from io import BytesIO

from tocsin.vocab.errors import BadInput
from tocsin.web.desk.door import get, post
from tocsin.web.desk.visit import Page, Visit


def add(visit: Visit) -> Page:
    """One place for everything that comes in."""
    case = visit.query.get("case", "")
    view = visit.ask("case.show", case=case) if case else None
    return visit.page("add.html", here="cases", view=view)


def added(visit: Visit) -> Page:
    """What became of each file and of the pasted text; the first opens a case that the others join."""
    form = visit.form
    case, about = form.get("case"), {"name": form.get("name"), "reporter": form.get("reporter")}
    arrivals = []
    for file in form.files:
        arrivals.append(visit.hand_in("intake.add", file.file, file_name=file.filename, case=case, **about))
        case = case or _case_of(arrivals[-1])
    text = form.get("text")
    if text:
        pasted = BytesIO(text.encode("utf-8", "surrogatepass"))
        arrivals.append(visit.hand_in("intake.add", pasted, file_name="pasted.txt", case=case, **about))
        case = case or _case_of(arrivals[-1])
    if not arrivals:
        raise BadInput("nothing was handed in", hint="paste a text, or choose a file")
    view = visit.ask("case.show", case=case) if case else None
    items = [one.item for arrival in arrivals for one in arrival.taken if one.item]
    found = visit.ask("evidence.found", case=case, item=items) if view is not None and items else None
    return visit.page("added.html", here="cases", arrivals=arrivals, view=view, found=found)


def _case_of(arrival: object) -> str:
    case = getattr(arrival, "case", None)
    return case.id if case is not None else ""


ROWS = (get("/add", add), post("/add", added))
