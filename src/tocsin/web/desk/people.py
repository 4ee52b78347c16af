"""The desk's people: invited, shut out, retired, reviewed."""

from tocsin.operations.table import operations
from tocsin.stages.account import LinkMade
from tocsin.vocab.desk_role import DeskRole
from tocsin.web.desk.door import get, post
from tocsin.web.desk.visit import Answer, Page, Visit, to
from tocsin.web.download import download_of
from tocsin.web.texts import _


def people(visit: Visit) -> Page:
    """Who may come in, with what, in which roles, and when they last did."""
    return _shown(visit)


def added(visit: Visit) -> Page:
    """Invite somebody; the link is shown this once."""
    made = visit.ask(
        "user.add",
        name=visit.form.get("name"),
        address=visit.form.get("address"),
        roles=visit.form.all("role"),
    )
    return _shown(visit, made.link)


def linked(visit: Visit) -> Page:
    """A new link for somebody who lost what they sign in with; shown this once."""
    return _shown(visit, visit.ask("user.link", person=visit.params["person"]))


def shut(visit: Visit) -> Page:
    """End every session and token of a person."""
    visit.ask("user.shut_out", person=visit.params["person"])
    return to("/people", _("Every session and token of theirs is ended. They can sign in again."))


def disconnected(visit: Visit) -> Page:
    """What the identity provider says of somebody opens nothing here any more."""
    visit.ask("user.disconnect", person=visit.params["person"])
    return to("/people", _("The identity provider signs them in no longer. They can connect an identity again."))


def retired(visit: Visit) -> Page:
    """Somebody acts here no longer."""
    visit.ask("user.retire", person=visit.params["person"])
    return to("/people", _("They act here no longer. What they did stays in the log."))


def review(visit: Visit) -> Answer:
    """The access review as a table for a spreadsheet."""
    return download_of(visit.ask("user.review_table"))


def may(visit: Visit) -> Page:
    """What each role may ask for, on one table."""
    return visit.page("roles.html", here="people", rows=operations(), roles=list(DeskRole))


def _shown(visit: Visit, link: LinkMade | None = None) -> Page:
    """Everybody; above them the link that was just made, whole, and whose it is."""
    found = visit.ask("user.review")
    return visit.page(
        "people.html",
        here="people",
        found=found,
        roles=list(DeskRole),
        link=link,
        whose=next((one.name for one in found if link and one.person == link.person), ""),
        whole=f"{visit.address}{link.path}" if link else "",
    )


ROWS = (
    get("/people", people),
    post("/people", added),
    get("/people/review", review),
    get("/people/roles", may),
    post("/people/{person}/link", linked),
    post("/people/{person}/shut-out", shut),
    post("/people/{person}/disconnect", disconnected),
    post("/people/{person}/retire", retired),
)
