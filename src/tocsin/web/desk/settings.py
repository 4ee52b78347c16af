"""Settings: one's own, and those of the home for whoever keeps it."""

from tocsin.web.desk.door import get, post
from tocsin.web.desk.visit import Page, Visit, to
from tocsin.web.texts import _


def settings(visit: Visit) -> Page:
    """How I like to look, and what the home was told."""
    return visit.page(
        "settings.html",
        here="settings",
        preferred=visit.ask("account.preferred"),
        house=visit.ask("config.show") if visit.may("config.show") else (),
        can_list=visit.may("view.list"),
    )


def preferred(visit: Visit) -> Page:
    """Look so from now on."""
    start = visit.form.get("start") if visit.may("view.list") else None
    visit.ask("account.prefer", zone=visit.form.get("zone"), start=start)
    return to("/settings", _("Kept. It changes nothing for anybody else."))


ROWS = (get("/settings", settings), post("/settings", preferred))
