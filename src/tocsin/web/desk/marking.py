"""Marking: how far a case may go; and the release block."""

from tocsin.vocab.hold import BlockReason
from tocsin.vocab.marking import TLP_NAMES, Caveat, PermittedAction, Tlp
from tocsin.vocab.reason import UnblockReason
from tocsin.web.desk.done import with_next
from tocsin.web.desk.door import get, post
from tocsin.web.desk.visit import Page, Visit, to
from tocsin.web.desk.words import WORDS
from tocsin.web.texts import _


def marking(visit: Visit) -> Page:
    """The marks that stand, by whom, and the one that counts."""
    view = visit.ask("case.show", case=visit.params["case"])
    return visit.page(
        "marking.html",
        here="cases",
        view=view,
        marks=visit.ask("marking.show", case=view.case.id),
        seen=visit.state_of(view.case.id),
        labels=sorted(Tlp, reverse=True),
        names=TLP_NAMES,
        caveats=list(Caveat),
        actions=list(PermittedAction),
        block_reasons=list(BlockReason),
        unblock_reasons=list(UnblockReason),
    )


def marked(visit: Visit) -> Page:
    """Set a mark; where it is wider and nobody permitted it, nothing is recorded and the page says so."""
    form, case = visit.form, visit.params["case"]
    found = visit.ask(
        "case.mark",
        case=case,
        tlp=form.get("tlp"),
        caveat=form.all("caveat"),
        permitted_actions=form.get("permitted_actions") or None,
        embargo_until=form.moment("embargo_until"),
        permission=form.get("permission"),
    )
    if found.outcome == "PermissionNeeded":
        said = _("Nothing was recorded: this is wider than before. Say below who permitted it, and how.")
        return to(f"/cases/{case}/marking", said)
    counts = visit.ask("marking.show", case=case).effective
    said = ", ".join((TLP_NAMES[counts.tlp], *map(WORDS.plain, counts.caveats)))
    done = _("The mark is recorded. What counts is {said}.").format(said=said)
    return to(f"/cases/{case}/marking", with_next(visit, case, done))


def blocked(visit: Visit) -> Page:
    """Stop sending."""
    form, case = visit.form, visit.params["case"]
    visit.ask(
        "case.block",
        case=case,
        until=form.moment("until"),
        lifts_when=form.get("lifts_when"),
        reason=form.get("reason") or BlockReason.COUNSEL_REVIEW,
    )
    return to(f"/cases/{case}/marking", _("Nothing of this case may be sent until the block ends or is lifted."))


def unblocked(visit: Visit) -> Page:
    """Lift the block."""
    form, case = visit.form, visit.params["case"]
    visit.ask("case.unblock", case=case, because=form.get("because"), reason=form.get("reason") or UnblockReason.DONE)
    return to(f"/cases/{case}/marking", _("The release block is lifted."))


ROWS = (
    get("/cases/{case}/marking", marking),
    post("/cases/{case}/marking", marked),
    post("/cases/{case}/block", blocked),
    post("/cases/{case}/unblock", unblocked),
)
