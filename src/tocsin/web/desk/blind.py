"""A document read blind: what they will get, and three questions."""

from tocsin.vocab.blind_review import BlindQuestion
from tocsin.web.desk.door import get, post
from tocsin.web.desk.visit import Page, Visit, to
from tocsin.web.texts import _, mark
from tocsin.web.words import blocks

ASKS: dict[BlindQuestion, str] = {
    BlindQuestion.VICTIM: mark("Who is the victim?"),
    BlindQuestion.PRODUCT: mark("Which product of theirs is it, and which version?"),
    BlindQuestion.ATTACK: mark("What would you attack with this?"),
}


def blind(visit: Visit) -> Page:
    """The document alone, as its reader finds it in the bytes. No name of a case or person of ours stands here."""
    found = visit.ask(
        "share.blind",
        share=visit.params["share"],
        recipient=visit.query.get("to", ""),
        after=visit.query.get("after", "0"),
    )
    asks = {code: _(said) for code, said in ASKS.items()}
    return visit.page("blind.html", here="home", found=found, asks=asks, blocks=list(blocks(found.lines)))


def answered(visit: Visit) -> Page:
    """Say what can be told from it; the way leads back to the document, and not to our side."""
    form = visit.form
    heard = visit.ask(
        "share.guess",
        share=visit.params["share"],
        recipient=form.get("recipient"),
        victim=form.get("victim"),
        product=form.get("product"),
        attack=form.get("attack"),
    )
    said = _("Blocked: the document tells too much. Whoever wrote it is told which question it was.")
    free = _("Recorded. None of it was what is withheld; that proves nothing about what others can tell.")
    return to(f"/shares/{heard.share}/blind", said if heard.is_blocked else free)


ROWS = (get("/shares/{share}/blind", blind), post("/shares/{share}/blind", answered))
