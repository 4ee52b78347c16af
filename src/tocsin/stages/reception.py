"""Stage 1, whole: files in, the case classified, look-alikes grouped."""

from collections.abc import Callable, Sequence
from itertools import islice
from typing import TypeVar

from msgspec import Struct

from tocsin.rules.similarity import NEAR, READ_CHARS, likeness, shingles
from tocsin.stages.desk import Desk
from tocsin.stages.evidence import needs_reason
from tocsin.stages.intake import PLAINLY, TRIES, Handing, take
from tocsin.stages.triage import classify_case
from tocsin.stages.understanding import Offer, Taken
from tocsin.vocab.acts.intake import CaseRelated
from tocsin.vocab.boundary import PRELIMINARY
from tocsin.vocab.case import Case, Item, Report
from tocsin.vocab.errors import ChangedMeanwhile, Gone
from tocsin.vocab.triage import Verdict

T = TypeVar("T")

COMPARED = 200  # newest reports that a new one is compared with: a flood comes in a row, and the cost stays bounded
NEAR_DUPLICATE = "near_duplicate"


class Arrival(Struct, frozen=True, kw_only=True):
    """What handing in files led to. `case` is None where every file was declined."""

    taken: tuple[Taken, ...]
    case: Case | None
    verdict: Verdict | None
    preliminary: str = PRELIMINARY
    near: tuple[str, ...] = ()  # cases with a report that reads almost the same


def receive(
    desk: Desk,
    offers: Sequence[Offer],
    *,
    case_id: str | None = None,
    handing: Handing = PLAINLY,
    progress: Callable[[Taken], None] = lambda _: None,
) -> Arrival:
    """Keep the files, classify the case by every fact known now, and group it with near-duplicate reports."""
    taken = take(desk, offers, case_id=case_id, handing=handing, progress=progress)
    homes = [one.case for one in taken if one.case]
    if not homes:
        return Arrival(taken=tuple(taken), case=None, verdict=None)
    case, verdict = _repeated(desk, homes[0], lambda now: classify_case(desk, now))
    near: tuple[str, ...] = ()
    if any(one.receipt for one in taken if one.case == case.id):
        case, near = _repeated(desk, case.id, lambda now: _group(desk, now))
    return Arrival(taken=tuple(taken), case=case, verdict=verdict, near=near)


def _repeated(desk: Desk, case_id: str, step: Callable[[Case], T]) -> T:
    """A step that follows from the case as it is, tried again on the newest case while others record on it."""
    for _ in range(TRIES - 1):
        try:
            return step(desk.case(case_id))
        except ChangedMeanwhile:
            continue
    return step(desk.case(case_id))


def _group(desk: Desk, case: Case) -> tuple[Case, tuple[str, ...]]:
    """Relate the case to others whose reports read almost the same; a suggestion, nothing is merged."""
    known = {linked.key for linked in case.related}
    own = [shingles(text) for report in _reports(desk, case.id) if (text := _text(desk, report))]
    near: list[str] = []
    for report in _newest_reports(desk):
        if report.case == case.id or report.case in known or report.case in near:
            continue
        if desk.case(report.case).exercise is not case.exercise:
            continue  # practice stays beside practice
        other = shingles(_text(desk, report))
        if any(likeness(one, other) >= NEAR for one in own):
            near.append(report.case)
    if not near:
        return case, ()
    draft = desk.draft(case)
    for other_case in near:
        draft.add(CaseRelated(other=other_case, relation=NEAR_DUPLICATE))
    return draft.record_case(), tuple(near)


def _reports(desk: Desk, case_id: str) -> list[Report]:
    return [report for report in desk.index.all("report", stream=case_id) if isinstance(report, Report)]


def _newest_reports(desk: Desk) -> list[Report]:
    newest = islice(desk.index.all("report", newest_first=True), COMPARED)
    return [report for report in newest if isinstance(report, Report)]


def _text(desk: Desk, report: Report) -> str:
    item = desk.index.get("item", report.item)
    if not isinstance(item, Item) or item.state != "kept" or needs_reason(desk, item) is not None:
        return ""  # what is sealed, RED or privileged is not read in passing
    gathered = b""
    try:
        for piece in desk.vault.open(item.content):
            gathered += piece
            if len(gathered) >= READ_CHARS:
                break
    except Gone:
        return ""
    return gathered[:READ_CHARS].decode("utf-8", "replace")
