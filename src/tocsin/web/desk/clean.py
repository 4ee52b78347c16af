"""The clean copy: what may leave, what was taken out."""

from collections.abc import Iterable, Iterator
from typing import Any

from tocsin.operations.clean import CopyLine
from tocsin.stages.cleaning import NOT_CHOSEN, Made
from tocsin.stages.found import FoundValue
from tocsin.vocab.clean_copy import SharedIndicator
from tocsin.vocab.coarse import Coarse
from tocsin.vocab.errors import BadInput
from tocsin.vocab.release import ShareState
from tocsin.vocab.triage import Confidence
from tocsin.web.desk.door import get, post
from tocsin.web.desk.visit import Page, Visit, to
from tocsin.web.desk.words import WORDS
from tocsin.web.texts import _, mark

KINDS = (
    *("domain", "url", "ipv4", "ipv6", "email", "sha256", "sha1", "md5", "sha512", "hash", "wallet"),
    *("file_name", "package", "prompt_pattern", "tool_name"),
)
DATES = ("first_seen", "last_seen", "expires_at")
INDICATORS = 5  # empty rows of a form, beside those of the newest copy; more are added by another look at it
MOST = 1_000  # rows of one form that are read
FOUND = 100  # values of the evidence that are offered, the most frequent first
# What is found, by kind, in the order of the form.
FINDABLE: dict[str, str] = {
    "domain": mark("Domains"),
    "url": mark("Web addresses"),
    "ipv4": mark("IPv4 addresses"),
    "ipv6": mark("IPv6 addresses"),
    "email": mark("Mail addresses"),
    "sha256": mark("SHA-256 digests"),
    "sha1": mark("SHA-1 digests"),
    "md5": mark("MD5 digests"),
    "sha512": mark("SHA-512 digests"),
    "hash": mark("Other digests"),
    "wallet": mark("Wallets"),
}


def clean(visit: Visit) -> Page:
    """The newest copy, read as it will leave, and what goes into the next."""
    view = visit.ask("case.show", case=visit.params["case"])
    copies = visit.ask("clean.list", case=view.case.id)
    made = _newest(visit, copies)
    before = made.copy.indicators if made is not None else ()
    offered, left = _offered(visit, view.case.id, before) if visit.may("clean.make") else ([], 0)
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
        not_chosen=[one.name for one in made.left_out if one.value == NOT_CHOSEN] if made is not None else (),
        sureness=tuple(Confidence),
        found=[
            (kind, _(name), rows)
            for kind, name in FINDABLE.items()
            if (rows := [one for one in offered if one[1].kind == kind])
        ],
        left=left,
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
        items=form.all("items"),
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


def _newest(visit: Visit, copies: Iterable[CopyLine]) -> Made | None:
    """The copy that documents are written from now."""
    newest = next((one for one in copies if one.is_newest), None)
    return None if newest is None else visit.ask("clean.show", case=newest.case, copy=newest.id)


def _indicators(visit: Visit) -> Any:
    form = visit.form
    newest = _newest(visit, visit.ask("clean.list", case=visit.params["case"]))
    before = {(one.kind, one.value): one for one in newest.copy.indicators} if newest is not None else {}
    for row in range(MOST):
        value, context = form.get(f"value.{row}"), form.get(f"context.{row}")
        if value and not context:
            raise BadInput(f"{value[:60]!r} stands without its context", hint="say where and how it was seen")
        if value:
            kind = form.get(f"kind.{row}")
            known = before.get((kind, value))
            # What the form does not ask for stays as it was: nobody said otherwise.
            dates = {date: found for date in DATES if known and (found := getattr(known, date)) is not None}
            sure = form.get(f"confidence.{row}") or (known.confidence if known else Confidence.MED)
            yield {"kind": kind, "value": value, "context": context, "confidence": sure, **dates}
    yield from _taken(visit, newest.copy.indicators if newest is not None else ())


def _offered(visit: Visit, case: str, before: Iterable[SharedIndicator]) -> tuple[list[tuple[int, FoundValue]], int]:
    """What was found in the evidence and is no indicator yet, by its number in the form; how many more there are."""
    known = {one.value for one in before}
    found = [one for one in visit.ask("evidence.found", case=case).values if one.value not in known]
    return list(enumerate(found[:FOUND])), max(0, len(found) - FOUND)


def _taken(visit: Visit, before: Iterable[SharedIndicator]) -> Iterator[dict[str, str]]:
    """Values that were found in the evidence and ticked, or all of a kind; each with its own context or its kind's."""
    form, whole = visit.form, frozenset(visit.form.all("take_all"))
    taken = {row: form.get(f"take.{row}").partition("=") for row in range(FOUND) if form.has(f"take.{row}")}
    if whole:
        offered, _left = _offered(visit, visit.params["case"], before)
        usable = ((row, one) for row, one in offered if one.kind in whole and one.value.isprintable())
        taken |= {row: (one.kind, "=", one.value) for row, one in usable}
    for row, (kind, _equals, value) in sorted(taken.items()):
        context = form.get(f"means.{row}") or form.get(f"meaning-{kind}")
        if not context:
            raise BadInput(f"{value[:60]!r} stands without its context", hint="say where and how it was seen")
        yield {"kind": kind, "value": value, "context": context}


ROWS = (get("/cases/{case}/clean", clean), post("/cases/{case}/clean", cleaned))
