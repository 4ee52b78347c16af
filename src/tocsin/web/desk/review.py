"""The review by keyboard: what was found and what was not, judged."""

from collections.abc import Iterable
from typing import Any

from tocsin.vocab.finding import SENSITIVE
from tocsin.vocab.review import Entry, Verdict
from tocsin.web.desk.door import get, post
from tocsin.web.desk.visit import LISTED, Page, Visit, to
from tocsin.web.desk.words import WORDS
from tocsin.web.texts import _, mark

KINDS: dict[str, str] = {
    "removed_elsewhere": mark("taken out elsewhere"),
    "withheld": mark("stands in what stays here"),
    "address": mark("looks like an address"),
    "hidden": mark("hidden signs"),
    "file_name": mark("a name of evidence"),
    "guess": mark("stands like one of ours"),
    "number": mark("looks like a number"),
    "name": mark("looks like a name"),
    "encoded": mark("encoded"),
    "evidence": mark("stands in evidence"),
    "as_it_is": mark("leaves as it is"),
}
RISKS: dict[str, str] = {"high": mark("look first"), "med": mark("look"), "low": mark("look last")}
VERDICTS: dict[str, str] = {
    "accept": mark("the rule is right"),
    "reject": mark("nothing to hide"),
    "ours": mark("ours: it goes"),
    "theirs": mark("theirs: it stays"),
}


def findings(visit: Visit) -> Page:
    """What a person looks at before the copy is made, what has most to lose first."""
    view = visit.ask("case.show", case=visit.params["case"])
    is_whole = visit.query.get("show") == "all"
    found = visit.ask(
        "case.findings", case=view.case.id, open=not is_whole, cursor=visit.query.get("cursor", ""), limit=LISTED
    )
    return visit.page(
        "review.html",
        here="cases",
        view=view,
        found=found,
        is_whole=is_whole,
        **_said(visit, view.case.id, found.items),
    )


def judged(visit: Visit) -> Page:
    """Say something of a value; a page that is shown already gets the rows that changed."""
    form, case = visit.form, visit.params["case"]
    found = visit.ask(
        "case.judge",
        case=case,
        verdict=form.get("verdict"),
        values=form.all("value"),
        label=(form.get("label") or None) if form.get("verdict") == Verdict.OURS else None,
        alike=form.has("alike"),
    )
    if not visit.is_part:
        place = f"/cases/{case}/findings"
        return to(f"{place}?show=all" if form.has("whole") else place, _said_done(found))
    shown = frozenset(form.get("shown").split())
    rows = [one for one in found.entries if one.id in shown]
    return visit.page("review_part.html", found=found, is_whole=False, **_said(visit, case, rows))


def copied(visit: Visit) -> Page:
    """Make the clean copy as it was looked at."""
    case = visit.params["case"]
    made = visit.ask("clean.again", case=case, note=visit.form.get("note"))
    places = WORDS.count(made.entry.removed, _("place was"), _("places were"))
    said = _("{places} taken out. Now read the copy: what nothing found can still be there.")
    return to(f"/cases/{case}/clean", said.format(places=places))


def _said(visit: Visit, case: str, rows: Iterable[Entry]) -> dict[str, Any]:
    entries = list(rows)
    return {
        "case": case,
        "rows": entries,
        "names": visit.called(one.said_by for one in entries),
        "labels": sorted(SENSITIVE),
        "kinds": {code: _(said) for code, said in KINDS.items()},
        "risks": {code: _(said) for code, said in RISKS.items()},
        "verdicts": {code: _(said) for code, said in VERDICTS.items()},
        "given": list(Verdict),
    }


def _said_done(found: Any) -> str:
    values = WORDS.count(len(found.entries), _("value"), _("values"))
    left = WORDS.count(found.counts.open, _("value is"), _("values are"))
    return _("Said of {values}; {left} left to look at.").format(values=values, left=left)


ROWS = (
    get("/cases/{case}/findings", findings),
    post("/cases/{case}/findings", judged),
    post("/cases/{case}/findings/copy", copied),
)
