"""Search: words in names, titles and notes, newest cases first."""

from collections.abc import Iterator
from itertools import islice
from typing import TypeVar

from msgspec import Struct

from tocsin.stages.desk import Desk
from tocsin.stages.evidence import is_privileged, needs_reason
from tocsin.vocab.boundary import PRELIMINARY
from tocsin.vocab.case import Case, Item, Report
from tocsin.vocab.errors import Gone
from tocsin.vocab.exercise import EXERCISE
from tocsin.vocab.sheet import CaseSheet, ForeignIdSheet, ItemSheet, ReportSheet
from tocsin.vocab.triage import EventClass

SheetT = TypeVar("SheetT", bound=Struct)

MOST_CASES = 1_000  # cases looked through; each sheet is decrypted for it
MOST_HITS = 200
AROUND = 40  # signs shown on either side of a hit


class Hit(Struct, frozen=True, kw_only=True):
    """Where a text was found, and what its case is."""

    case: str
    case_name: str
    exercise: bool
    event_class: str
    preliminary: str = PRELIMINARY
    kind: str
    where: str
    snippet: str


def search(desk: Desk, text: str) -> list[Hit]:
    """The places whose text contains the words, whatever their case.

    No item is searched whose look needs a reason, and no report of what is counsel's.
    """
    wanted = " ".join(text.split()).casefold()
    cases = islice(desk.index.all("case", newest_first=True), MOST_CASES)
    hits = (hit for case in cases if isinstance(case, Case) for hit in _in_case(desk, case, wanted))
    return list(islice(hits, MOST_HITS)) if wanted else []


def _in_case(desk: Desk, case: Case, wanted: str) -> Iterator[Hit]:
    name = _sheet(desk, case.sheet, CaseSheet)
    for kind, where, text in _texts(desk, case):
        place = text.casefold().find(wanted)
        if place >= 0:
            snippet = text[max(0, place - AROUND) : place + len(wanted) + AROUND]
            shown = f"{EXERCISE}: {snippet}" if case.exercise else snippet
            yield Hit(
                case=case.id,
                case_name=name.name if name else "(purged)",
                exercise=case.exercise,
                event_class=case.judged.event_class if case.judged else EventClass.NEEDS_INFORMATION,
                kind=kind,
                where=where,
                snippet=" ".join(shown.split()),
            )


def _texts(desk: Desk, case: Case) -> Iterator[tuple[str, str, str]]:
    if (name := _sheet(desk, case.sheet, CaseSheet)) is not None:
        yield "case", case.id, f"{name.name} {name.summary}"
    for linked in case.foreign_ids:
        if (number := _sheet(desk, linked.sheet, ForeignIdSheet)) is not None:
            yield linked.key, case.id, number.value
    for report in desk.index.all("report", stream=case.id):
        if (
            isinstance(report, Report)
            and not is_privileged(desk, desk.item(report.item))
            and (told := _sheet(desk, report.sheet, ReportSheet)) is not None
        ):
            yield "report", report.id, f"{told.title} {told.reporter}"
    for item in desk.index.all("item", stream=case.id):
        if (
            isinstance(item, Item)
            and needs_reason(desk, item) is None
            and (kept := _sheet(desk, item.sheet, ItemSheet)) is not None
        ):
            details = " ".join(f"{detail.name} {detail.value}" for detail in kept.details)
            yield str(item.kind), item.id, f"{kept.name} {kept.note} {kept.source} {details}"


def _sheet(desk: Desk, commit: str | None, type_: type[SheetT]) -> SheetT | None:
    try:
        return desk.sheet(commit, type_)
    except Gone:
        return None
