"""Stage 1, the reporter's side: a receipt, a state, answers to read."""

import hmac
from collections.abc import Iterator, Sequence
from datetime import datetime

from msgspec import Struct

from tocsin.stages.desk import Desk
from tocsin.vocab.acts.intake import ReportAnswered
from tocsin.vocab.case import Linked, Report
from tocsin.vocab.errors import ActNotAllowed, BadInput, Gone
from tocsin.vocab.exercise import EXERCISE
from tocsin.vocab.ids import KEY
from tocsin.vocab.public_report import REPLIED
from tocsin.vocab.sheet import NoteSheet, ReportSheet

# What a reporter may read about their report: a state and a sentence, nothing of the case.
STATES: dict[str, str] = {
    "received": "We have it. Nobody has looked at it yet.",
    "reviewing": "We are looking at it. Whether we will work on it is not decided yet.",
    "accepted": "We are working on it.",
    "needs_information": "We need more from you: see the note.",
    REPLIED: "We have your answer. Nobody has read it yet.",
    "passed_on": "It belongs to another team, which has it now: see the note.",
    "declined": "We will not work on it: see the note for the reason.",
    "resolved": "We are done with it: see the note.",
}
TOLD = tuple(state for state in STATES if state not in {"received", REPLIED})  # what the desk can tell a reporter
_WITHOUT_WORDS = frozenset({"reviewing", "accepted"})


class Followed(Struct, frozen=True, kw_only=True):
    """What the holder of a receipt reads."""

    report: str
    state: str
    meaning: str
    received_at: str
    notes: tuple[tuple[str, str, str], ...]  # (when, state, text)


class Said(Struct, frozen=True, kw_only=True):
    """One thing that the reporter was told, or answered: when, as which state, and the words."""

    at: datetime
    state: str
    text: str


class Line(Struct, frozen=True, kw_only=True):
    """A report in a list; where its case is practice, the title says so."""

    report: Report
    title: str
    exercise: bool


def follow(desk: Desk, code: str) -> Followed:
    """What the reporter may know, by the receipt code; every wrong code gets the same answer."""
    report = with_receipt(desk, code)
    if report is None:
        raise BadInput(
            "no report fits this receipt code, or what it reported was purged",
            hint="copy the whole code, with the dot in it",
        )
    notes = [(said.at.isoformat(), said.state, said.text) for said in said_in(desk, report.answers)]
    return Followed(
        report=report.id,
        state=report.state,
        meaning=f"{EXERCISE}: {STATES[report.state]}" if desk.case(report.case).exercise else STATES[report.state],
        received_at=report.received_at.isoformat(),
        notes=tuple(notes),
    )


def with_receipt(desk: Desk, code: str) -> Report | None:
    """The report whose receipt this is; None for whatever reason, it looks the same."""
    identifier = code.strip().partition(".")[0]
    report = desk.index.get("report", identifier) if KEY.match(identifier) else None
    return report if isinstance(report, Report) and _is_receipt(desk, report, code.strip()) else None


def said_in(desk: Desk, linked: Sequence[Linked]) -> tuple[Said, ...]:
    """What stands in the notes of these acts; what was purged says nothing."""
    notes = desk.sheets((one.sheet for one in linked if one.sheet), NoteSheet)
    return tuple(
        Said(at=one.at, state=one.state, text=notes[one.sheet].text if one.sheet in notes else "") for one in linked
    )


def answer(desk: Desk, report: Report, state: str, text: str) -> Report:
    """Tell the reporter: a state of `TOLD` and a note they will read."""
    if state not in TOLD:
        raise BadInput(f"{state[:60]!r} is nothing that a reporter is told", hint=f"one of: {', '.join(TOLD)}")
    if state not in _WITHOUT_WORDS and not text.strip():
        raise BadInput("the reporter needs a sentence with this state", hint="say it with --note TEXT")
    if desk.item(report.item).state == "purged":
        raise ActNotAllowed(f"{report.item} was purged, and the receipt with it: nobody could read an answer")
    draft = desk.draft(desk.case(report.case))
    draft.add(ReportAnswered(report=report.id, state=state, sheet=draft.sheet(NoteSheet(text=text))))
    draft.record()
    return get(desk, report.id)


def get(desk: Desk, identifier: str) -> Report:
    """A report by its id or the first signs of it."""
    found = desk.index.get("report", desk.full_id("report", identifier))
    assert isinstance(found, Report)
    return found


def listed(desk: Desk) -> Iterator[Report]:
    """Every report, newest first."""
    for report in desk.index.all("report", newest_first=True):
        assert isinstance(report, Report)
        yield report


def line_of(desk: Desk, report: Report) -> Line:
    """A report as a list shows it."""
    exercise, title = desk.case(report.case).exercise, sheet_of(desk, report).title
    return Line(report=report, title=f"{EXERCISE}: {title}" if exercise else title, exercise=exercise)


def sheet_of(desk: Desk, report: Report) -> ReportSheet:
    """Who reported, as far as they said and as far as it was not purged."""
    try:
        return desk.sheet(report.sheet, ReportSheet) or ReportSheet()
    except Gone:
        return ReportSheet()


def _is_receipt(desk: Desk, report: Report, code: str) -> bool:
    try:
        return hmac.compare_digest(desk.vault.read(report.receipt), code.encode(errors="replace"))
    except Gone:
        return False
