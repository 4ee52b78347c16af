"""Beside the case: duties, protection by date, the four other records.

A share touches none of them; only what a person records here does.
"""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from tocsin.rules.duty import DutyLine, board_line, zone_of
from tocsin.rules.protection import ProtectionStatus, status_on
from tocsin.rules.record import record_board
from tocsin.stages.desk import Desk
from tocsin.store.catalogues import load
from tocsin.vocab.act import is_record, read_leaf
from tocsin.vocab.acts.marking import DutyAnswered, NoteOpened, RecordLinked
from tocsin.vocab.case import Case
from tocsin.vocab.case import Clock as KeptClock
from tocsin.vocab.duty import DutyAnswer, DutyCatalogue, DutyClock, EventAt, StageMet
from tocsin.vocab.errors import ActNotAllowed, BadInput, Gone
from tocsin.vocab.ports import Compartment
from tocsin.vocab.protection import ProtectionCatalogue
from tocsin.vocab.reason import LookReason, closed
from tocsin.vocab.record import RecordKind, RecordLink, RecordState
from tocsin.vocab.sheet import NoteSheet


class DutyStep(Struct, frozen=True, kw_only=True):
    """What a person says about one duty: the answer, and perhaps one event or one stage that was met."""

    answer: DutyAnswer
    zone: str = ""
    event: str = ""
    event_at: datetime | None = None
    stage_met: str = ""
    met_at: datetime | None = None
    counsel_note: str = ""  # privileged: it has a key of its own


class CounselsNote(Struct, frozen=True, kw_only=True):
    """A note of counsel's on a duty, with the answer it came with."""

    at: datetime
    by: str
    answer: str
    text: str


class _Answered(Struct, frozen=True, kw_only=True):
    at: datetime
    by: str
    act: DutyAnswered


def duties(desk: Desk) -> tuple[DutyCatalogue, ...]:
    """Every duty of the catalogue, the home's own included."""
    return load("duties", DutyCatalogue, desk.home)


def duty_board(desk: Desk, case: Case) -> tuple[DutyLine, ...]:
    """Each duty with what was answered and where its stages stand now."""
    now = desk.clock.now()
    return tuple(
        board_line(
            catalogue,
            clock_of(catalogue.duty.key, case.duties.get(catalogue.duty.key)),
            now,
            stale_after_days=desk.settings.stale_after_days,
        )
        for catalogue in duties(desk)
    )


def clock_of(duty: str, kept: KeptClock | None) -> DutyClock | None:
    """What the case holds about a duty, as the rule wants it."""
    if kept is None:
        return None
    return DutyClock(
        duty=duty,
        answer=DutyAnswer(kept.answer),
        zone=kept.zone,
        events=tuple(EventAt(event=event, at=at) for event, at in kept.events),
        met=tuple(StageMet(stage=stage, at=at, times=kept.times.get(stage, 1)) for stage, at in kept.met),
    )


def answer_duty(desk: Desk, case: Case, duty: str, step: DutyStep) -> Case:
    """Record an answer, an event or a met stage of a duty. Only this act moves its clock; a share never does."""
    found = next((catalogue.duty for catalogue in duties(desk) if catalogue.duty.key == duty), None)
    if found is None:
        raise BadInput(f"there is no duty {duty!r}", hint="`tocsin duty list` shows them")
    events = {"start", *(event.key for event in found.events)}
    stages = {stage.key for stage in found.stages}
    if step.event and step.event not in events:
        raise BadInput(f"{duty} has no event {step.event!r}", hint=f"one of: {', '.join(sorted(events))}")
    if step.stage_met and step.stage_met not in stages:
        raise BadInput(f"{duty} has no stage {step.stage_met!r}", hint=f"one of: {', '.join(sorted(stages))}")
    if bool(step.event) != (step.event_at is not None) or bool(step.stage_met) != (step.met_at is not None):
        raise BadInput("an event or a met stage needs its moment, and a moment its event or stage", hint="give --at")
    zone = step.zone or found.usual_zone or desk.settings.time_zone
    zone_of(zone)
    draft = desk.draft(case)
    note = draft.sheet(NoteSheet(text=step.counsel_note), Compartment.PRIVILEGED) if step.counsel_note else None
    draft.add(
        DutyAnswered(
            duty=duty,
            answer=step.answer,
            zone=zone,
            event=step.event or None,
            event_at=step.event_at,
            stage_met=step.stage_met or None,
            met_at=step.met_at,
            sheet=note,
        )
    )
    return draft.record_case()


def counsels_notes(desk: Desk, case: Case, duty: str, *, reason: str, text: str) -> tuple[CounselsNote, ...]:
    """Every note that counsel left on a duty, oldest first. The look is recorded first, durably, with its reason.

    ActNotAllowed where no reason is given, or where there is no note: then nothing is recorded.
    """
    if duty not in {catalogue.duty.key for catalogue in duties(desk)} | set(case.duties):
        raise BadInput(f"there is no duty {duty!r}", hint="`tocsin duty list` shows them")
    found = [leaf for leaf in _answers(desk, case, duty) if leaf.act.sheet is not None]
    if not found:
        raise ActNotAllowed(f"counsel left no note on {duty} of {case.id}")
    if not reason or not text.strip():
        raise ActNotAllowed(
            "looking at counsel's notes needs a reason, because they are privileged",
            hint="say why with --reason CODE --because TEXT",
        )
    code = closed(LookReason, reason, "reason code for a look")
    draft = desk.draft(case)
    draft.add(NoteOpened(duty=duty, reason=code, sheet=draft.sheet(NoteSheet(text=text))))
    draft.record()
    return tuple(
        CounselsNote(at=leaf.at, by=leaf.by, answer=leaf.act.answer, text=_note(desk, leaf.act.sheet)) for leaf in found
    )


def _answers(desk: Desk, case: Case, duty: str) -> Iterator[_Answered]:
    for entry in desk.log.stream(case.id):
        if not is_record(entry.leaf):
            leaf = read_leaf(entry.leaf)
            if isinstance(leaf.act, DutyAnswered) and leaf.act.duty == duty:
                yield _Answered(at=leaf.at, by=leaf.by, act=leaf.act)


def _note(desk: Desk, commit: str | None) -> str:
    try:
        note = desk.sheet(commit, NoteSheet)
    except Gone:
        return "(purged)"
    return note.text if note else ""


def protections(desk: Desk) -> tuple[ProtectionStatus, ...]:
    """What each protective statute is known to be today."""
    today = desk.clock.now().date()
    return tuple(
        status_on(catalogue, today, today=today, stale_after_days=desk.settings.stale_after_days)
        for catalogue in load("protections", ProtectionCatalogue, desk.home)
    )


def link_record(desk: Desk, case: Case, link: RecordLink) -> Case:
    """Say where one of the four other records lies, or why none is needed."""
    draft = desk.draft(case)
    sheet = draft.sheet(NoteSheet(text=link.text)) if link.text else None
    draft.add(RecordLinked(record=link.kind, state=link.state, sheet=sheet))
    return draft.record_case()


def records(desk: Desk, case: Case) -> tuple[RecordLink, ...]:
    """One line for each of the four other records; what nobody said is missing."""
    links = []
    for kind, linked in case.records.items():
        try:
            note = desk.sheet(linked.sheet, NoteSheet)
        except Gone:
            note = None
        state = RecordState(linked.state)
        text = note.text if note else ""
        links.append(RecordLink(kind=RecordKind(kind), state=state, text=text or ("purged" if linked.sheet else "")))
    return record_board(tuple(links))
