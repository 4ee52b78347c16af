"""A case over time: three lanes, and the same as a list."""

from tocsin.web.desk import lanes
from tocsin.web.desk.door import get
from tocsin.web.desk.visit import Page, Visit


def timeline(visit: Visit) -> Page:
    """What happened out there, what we did, what came back; duties beside, never mixed in."""
    view = visit.ask("case.show", case=visit.params["case"])
    found = visit.ask("case.timeline", case=view.case.id)
    return visit.page(
        "timeline.html",
        here="cases",
        view=view,
        found=found,
        drawing=lanes.drawn(found.columns),
        sizes=lanes,
        groups=visit.ask("contact.list", case=view.case.id),
    )


ROWS = (get("/cases/{case}/timeline", timeline),)
