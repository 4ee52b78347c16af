"""Decision tables, walked by whoever doubts."""

from tocsin.web.desk.door import get
from tocsin.web.desk.visit import Page, Visit

PAGE = 200  # rows of a table on a page


def tables(visit: Visit) -> Page:
    """Every decision table of this home, and whether each is whole."""
    reports = {one.id: one for one in visit.ask("policy.check")}
    return visit.page("rules.html", here="catalogues", tables=visit.ask("policy.list"), reports=reports)


def table(visit: Visit) -> Page:
    """One table: choose answers and see what it says, why, and what would change it; below, its rows."""
    name = visit.params["table"]
    found = visit.ask("policy.show", table=name)
    facts = {point.key: visit.query.get(point.key, "") for point in found.points}
    known = {point: value for point, value in facts.items() if value}
    said = visit.ask("policy.explain", table=name, facts=known)
    wanted = {point.id: known[point.key] for point in found.points if point.key in known}
    rows = [row for row in map(dict, found.rows) if all(row[point] == value for point, value in wanted.items())]
    return visit.page(
        "rules_table.html",
        here="catalogues",
        name=name,
        found=found,
        facts=facts,
        said=said,
        rows=rows[:PAGE],
        further=max(0, len(rows) - PAGE),
    )


ROWS = (get("/catalogues", tables), get("/catalogues/{table}", table))
