"""A hostile text made neutral, and restored: nothing of it is kept."""

from tocsin.web.desk.door import get, post
from tocsin.web.desk.visit import Page, Visit


def neutral(visit: Visit) -> Page:
    """Where a text is handed in."""
    return visit.page("neutral.html", here="cases", made=None, back=None)


def changed(visit: Visit) -> Page:
    """The text in its other form, shown once. A browser ends lines its own way; they are line feeds here."""
    text = visit.form.texts.get("text", ("",))[0].replace("\r\n", "\n")
    if visit.form.get("way") == "restore":
        return visit.page("neutral.html", here="cases", made=None, back=visit.ask("clean.restore", text=text))
    return visit.page("neutral.html", here="cases", made=visit.ask("clean.neutralize", text=text), back=None)


ROWS = (get("/neutral", neutral), post("/neutral", changed))
