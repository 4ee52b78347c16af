"""Help: the way of a case, the words, and the codes of refusals."""

from tocsin.vocab import errors
from tocsin.vocab.marking import TLP_NAMES, TLP_WORDS
from tocsin.web.desk.door import get
from tocsin.web.desk.visit import Page, Visit
from tocsin.web.desk.words import CLASSES


def help_page(visit: Visit) -> Page:
    """What a newcomer needs first, on one page."""
    return visit.page("help.html", here="", classes=CLASSES, names=TLP_NAMES, meanings=TLP_WORDS)


def problems(visit: Visit) -> Page:
    """Every code with which something is refused, and what to do."""
    found = {
        one.code: one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, errors.TocsinError)
    }
    return visit.page("problems.html", here="", found=sorted(found.values(), key=lambda one: one.code))


ROWS = (get("/help", help_page), get("/help/problems", problems))
