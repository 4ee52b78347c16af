"""The clean copy: what may leave, what was taken out."""

from typing import Any

from tocsin.vocab.coarse import Coarse
from tocsin.vocab.errors import BadInput
from tocsin.vocab.release import ShareState
from tocsin.web.desk.door import get, post
from tocsin.web.desk.visit import Page, Visit, to
from tocsin.web.desk.words import WORDS
from tocsin.web.texts import _

KINDS = (
    *("domain", "url", "ipv4", "ipv6", "email", "sha256", "sha1", "md5", "sha512", "hash", "wallet"),
    *("file_name", "package", "prompt_pattern", "tool_name"),
)
INDICATORS = 5  # empty rows of a form, beside those of the newest copy; more are added by another look at it
MOST = 1_000  # rows of one form that are read
FOUND = 40  # values of the evidence that are offered, the most frequent first


def clean(visit: Visit) -> Page:
    """The newest copy, read as it will leave, and what goes into the next."""
    view = visit.ask("case.show", case=visit.params["case"])
    copies = visit.ask("clean.list", case=view.case.id)
    newest = next((one for one in copies if one.is_newest), None)
    made = visit.ask("clean.show", case=view.case.id, copy=newest.id) if newest is not None else None
    before = made.copy.indicators if made is not None else ()
    found = visit.ask("evidence.found", case=view.case.id) if visit.may("clean.make") else None
    known = {one.value for one in before}
    sent = next(iter(visit.ask("share.list", case=view.case.id, state=ShareState.SHARED, limit=1).items), None)
    return visit.page(
        "clean.html",
        here="cases",
        view=view,
        copies=copies,
        made=made,
        seen=visit.state_of(view.case.id),
        kinds=KINDS,
        times=tuple(Coarse),
        before=before,
        found=[one for one in found.values if one.value not in known][:FOUND] if found else [],
        sent=sent,
        rows=range(len(before) + INDICATORS),
    )


def cleaned(visit: Visit) -> Page:
    """Make a copy from what was chosen; what nothing found is not clean, so a person reads it."""
    form, case = visit.form, visit.params["case"]
    made = visit.ask(
        "clean.make",
        case=case,
        leave_out=form.all("leave_out"),
        indicators=tuple(_indicators(visit)),
        remove=form.lines("remove"),
        keep=form.lines("keep"),
        times=form.get("times") or Coarse.EXACT,
        note=form.get("note"),
    )
    taken = made.entry.removed
    places = WORDS.count(taken, _("place was"), _("places were"))
    said = _("{places} taken out. Now read the copy: what nothing found can still be there.")
    return to(f"/cases/{case}/clean", said.format(places=places))


def _indicators(visit: Visit) -> Any:
    form = visit.form
    for row in range(MOST):
        value, context = form.get(f"value.{row}"), form.get(f"context.{row}")
        if value and not context:
            raise BadInput(f"{value[:60]!r} stands without its context", hint="say where and how it was seen")
        if value:
            yield {"kind": form.get(f"kind.{row}"), "value": value, "context": context}
    for row in range(FOUND):
        if form.has(f"take.{row}"):
            yield _taken(visit, row)


def _taken(visit: Visit, row: int) -> dict[str, str]:
    """A value that was found in the evidence and ticked: its kind stands in front of it."""
    kind, _equals, value = visit.form.get(f"take.{row}").partition("=")
    context = visit.form.get("means")
    if not context:
        raise BadInput(f"{value[:60]!r} stands without its context", hint="say where and how it was seen")
    return {"kind": kind, "value": value, "context": context}


ROWS = (get("/cases/{case}/clean", clean), post("/cases/{case}/clean", cleaned))
