"""Home: your open work, then what is owed."""

from collections import Counter

from tocsin.vocab.promise import PromiseKind, Side
from tocsin.web.desk.door import THEMES, get, post
from tocsin.web.desk.visit import Page, Visit, to

YEAR_S = 365 * 24 * 3600
FEW, MANY = 8, 200  # promises on the first page, and in their list: the most pressing

# What home counts, in the order in which it presses; a number opens the list of what it counts.
COUNTED = (
    (Side.OWED, PromiseKind.ACKNOWLEDGEMENT),
    (Side.OWE, PromiseKind.DUTY),
    (Side.OWED, PromiseKind.SILENCE),
    (Side.OWE, PromiseKind.BLOCK),
    (Side.OWE, PromiseKind.OPEN_ITEM),
    (Side.OWE, PromiseKind.FAILED),
)


def home(visit: Visit) -> Page:
    """What waits: open work with the first thing to resume on top, then promises."""
    if not visit.may("status.show"):  # an admin alone keeps the house, and works on no case
        return to("/people")
    now = visit.ask("status.show")
    mine = [line for line in now.cases if line.mine]
    counts = Counter((one.side, one.kind) for one in (*now.owe, *now.owed))
    late = Counter((one.side, one.kind) for one in (*now.owe, *now.owed) if one.overdue)
    return visit.page(
        "home.html",
        here="home",
        counted=[(side, kind, counts[side, kind], late[side, kind]) for side, kind in COUNTED],
        public=visit.ask("report.form"),
        status_now=now,
        mine=mine,
        others=[line for line in now.cases if not line.mine],
        names=visit.called(one.case for one in (*now.owe[:FEW], *now.owed[:FEW])),
    )


def promises(visit: Visit) -> Page:
    """Every promise of one side."""
    now = visit.ask("status.show")
    side = Side.OWED if visit.query.get("side") == Side.OWED else Side.OWE
    kind = visit.query.get("kind", "")
    found = [one for one in (now.owed if side is Side.OWED else now.owe) if not kind or one.kind == kind]
    shown = found[:MANY]
    names = visit.called(one.case for one in shown)
    return visit.page(
        "promises.html", here="home", side=side, kind=kind, promises=shown, names=names, left=len(found) - len(shown)
    )


def theme(visit: Visit) -> Page:
    """How the pages look in this browser."""
    chosen = visit.form.get("theme")
    page = to(visit.form.page_before)
    page.set_cookie("theme", chosen if chosen in THEMES else "", max_age=YEAR_S, httponly=True, samesite="strict")
    return page


ROWS = (get("/", home), get("/promises", promises), post("/theme", theme))
