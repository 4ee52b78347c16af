"""The end of a case: what hangs; closed, or opened again."""

from tocsin.vocab.feedback import EffectKind, ReopenReason
from tocsin.web.desk.begun import begun_on, drafted_on
from tocsin.web.desk.done import with_next
from tocsin.web.desk.door import get, post
from tocsin.web.desk.visit import Page, Visit, to
from tocsin.web.desk.words import WORDS
from tocsin.web.texts import _


def closing(visit: Visit) -> Page:
    """What is to be settled first, what may stay open with a day, and what changed because of sharing."""
    view = visit.ask("case.show", case=visit.params["case"])
    hanging = visit.ask("case.hanging", case=view.case.id)
    shares = visit.ask("share.list", case=view.case.id).items
    return visit.page(
        "close.html",
        here="cases",
        view=view,
        first=[one for one in hanging if one.first],
        later=[one for one in hanging if not one.first],
        open_items=visit.ask("open-item.list", case=view.case.id),
        effects=visit.ask("feedback.effects", case=view.case.id),
        shares=shares,
        begun=begun_on(view.case, shares),
        drafted=drafted_on(view.case.id, shares),
        people={one.id: one.name for one in visit.ask("user.list")},
        reasons=list(ReopenReason),
        kinds=list(EffectKind),
        today=visit.desk.clock.now().date(),
        seen=visit.state_of(view.case.id),
    )


def closed(visit: Visit) -> Page:
    """It ends; what still hangs becomes open items with the day that was given."""
    form, case = visit.form, visit.params["case"]
    after = visit.ask(
        "case.close",
        case=case,
        summary=form.get("summary"),
        who_else=form.get("who_else"),
        check_on=form.get("check_on") or None,
    )
    left = len(after.open_items)
    said = _("The case is closed.")
    if left:
        items = WORDS.count(left, _("open item stays"), _("open items stay"))
        said = _("The case is closed. {items} with an owner and a day.").format(items=items)
    return to(f"/cases/{case}/close", said)


def reopened(visit: Visit) -> Page:
    """It goes on; where it was opened from a share that is to be corrected, there."""
    form, case = visit.form, visit.params["case"]
    share = visit.ask("share.show", share=form.get("share")).share if form.has("share") else ""
    visit.ask("case.reopen", case=case, reason=form.get("reason"), because=form.get("because"))
    place = f"/shares/{share}" if share else f"/cases/{case}/close"
    return to(place, with_next(visit, case, _("The case is open again.")))


def added(visit: Visit) -> Page:
    """Something unresolved, with an owner and a day."""
    form, case = visit.form, visit.params["case"]
    visit.ask(
        "open-item.add",
        case=case,
        what=form.get("what"),
        closes_when=form.get("closes_when"),
        check_on=form.get("check_on"),
        owner=form.get("owner"),
    )
    return to(f"/cases/{case}/close", _("Recorded as unresolved."))


def resolved(visit: Visit) -> Page:
    """How an open item was resolved."""
    form, case = visit.form, visit.params["case"]
    visit.ask("open-item.resolve", case=case, open_item=form.get("open_item"), because=form.get("because"))
    return to(f"/cases/{case}/close", _("Resolved."))


def changed(visit: Visit) -> Page:
    """What changed because of a share of this case."""
    form, case = visit.form, visit.params["case"]
    visit.ask(
        "feedback.effect",
        case=case,
        kind=form.get("kind"),
        what=form.get("what"),
        because_of=form.all("because_of"),
        on=form.get("on") or None,
    )
    return to(f"/cases/{case}/close", _("Recorded, with what caused it."))


ROWS = (
    get("/cases/{case}/close", closing),
    post("/cases/{case}/close", closed),
    post("/cases/{case}/reopen", reopened),
    post("/cases/{case}/open-items", added),
    post("/cases/{case}/resolve", resolved),
    post("/cases/{case}/effects", changed),
)
