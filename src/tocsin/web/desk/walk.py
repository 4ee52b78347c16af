"""The way through one case, on one page."""

from tocsin.web.desk.begun import begun_on, drafted_on
from tocsin.web.desk.door import get
from tocsin.web.desk.stops import addresses, stops_of
from tocsin.web.desk.visit import Page, Visit


def walk(visit: Visit) -> Page:
    """Every stop of the case, in the order of the route."""
    view = visit.ask("case.show", case=visit.params["case"])
    stops = stops_of(visit, view.case.id)
    shares = visit.ask("share.list", case=view.case.id).items
    ways = list(zip(stops, addresses(stops, view.case.id), strict=True))
    begun, drafted = begun_on(view.case, shares), drafted_on(view.case.id, shares)
    return visit.page("walk.html", here="cases", view=view, stops=ways, begun=begun, drafted=drafted)


ROWS = (get("/cases/{case}/walk", walk),)
