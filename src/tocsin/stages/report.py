"""Stage 1, the reporter's side: a receipt, a state, answers to read."""

import hmac
from collections.abc import Iterator

from msgspec import Struct

from tocsin.stages.desk import Desk
from tocsin.vocab.acts.intake import ReportAnswered
from tocsin.vocab.case import Report
from tocsin.vocab.errors import ActNotAllowed, BadInput, Gone
from tocsin.vocab.exercise import EXERCISE
from tocsin.vocab.ids import KEY
from tocsin.vocab.sheet import NoteSheet, ReportSheet

# What a reporter may read about their report: a state and a sentence, nothing of the case.
STATES: dict[str, str] = {
    "received": "We have it. Nobody has looked at it yet.",
    "accepted": "We are working on it.",
    "needs_information": "We need more from you: see the note.",
    "passed_on": "It belongs to another team, which has it now: see the note.",
    "declined": "We will not work on it: see the note for the reason.",
    "resolved": "We are done with it: see the note.",
}


class Followed(Struct, frozen=True, kw_only=True):
    """What the holder of a receipt reads."""

    report: str
    state: str
    meaning: str
    received_at: str
    notes: tuple[tuple[str, str, str], ...]  # (when, state, text)


class Line(Struct, frozen=True, kw_only=True):
    """A report in a list; where its case is practice, the title says so."""

    report: Report
    title: str
    exercise: bool


def follow(desk: Desk, code: str) -> Followed:
    """What the reporter may know, by the receipt code; every wrong code gets the same answer."""
    identifier = code.strip().partition(".")[0]
    report = desk.index.get("report", identifier) if KEY.match(identifier) else None
    if not isinstance(report, Report) or not _is_receipt(desk, report, code.strip()):
        raise BadInput(
            "no report fits this receipt code, or what it reported was purged",
            hint="copy the whole code, with the dot in it",
        )
    notes = []
    for answer in report.answers:
        note = desk.sheet(answer.sheet, NoteSheet)
        notes.append((answer.at.isoformat(), answer.state, note.text if note else ""))
    return Followed(
        report=report.id,
        state=report.state,
        meaning=f"{EXERCISE}: {STATES[report.state]}" if desk.case(report.case).exercise else STATES[report.state],
        received_at=report.received_at.isoformat(),
        notes=tuple(notes),
    )


def answer(desk: Desk, report: Report, state: str, text: str) -> Report:
    """Tell the reporter: a state of `STATES` and a note they will read."""
    if state not in STATES:
        raise BadInput(f"{state!r} is no state of a report", hint=f"one of: {', '.join(STATES)}")
    if state != "accepted" and not text.strip():
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
