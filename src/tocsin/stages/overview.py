"""A case as a whole: what happened, what is missing, what comes next."""

from datetime import datetime
from typing import TypeVar

from msgspec import Struct

from tocsin.rules.checklist import content_held, lane_of
from tocsin.rules.checklist import stand as checklist_stand
from tocsin.rules.exit import exits_for
from tocsin.rules.preservation import stand as preservation_stand
from tocsin.rules.triage import classify, explain
from tocsin.stages.beside import duty_board, records
from tocsin.stages.coding import codes, foreign_ids
from tocsin.stages.desk import Desk
from tocsin.stages.marking import case_marking
from tocsin.stages.triage import facts_on
from tocsin.store.catalogues import load
from tocsin.vocab.boundary import PRELIMINARY
from tocsin.vocab.case import Case
from tocsin.vocab.checklist import Checklist, Lane, SharedContent
from tocsin.vocab.checklist import Line as ChecklistLine
from tocsin.vocab.errors import Gone
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.exercise import EXERCISE
from tocsin.vocab.exit import Exit, Exits
from tocsin.vocab.marking import Marking
from tocsin.vocab.preservation import PreservationLine, PreservationList
from tocsin.vocab.question import Questions
from tocsin.vocab.reason import OWN
from tocsin.vocab.record import RecordLink
from tocsin.vocab.sheet import CaseSheet
from tocsin.vocab.technique import Code
from tocsin.vocab.template import Template
from tocsin.vocab.triage import EventClass, Verdict

SheetT = TypeVar("SheetT", bound=Struct)
PURGED = CaseSheet(name="(purged)")


class Overview(Struct, frozen=True, kw_only=True):
    """Everything a screen about one case shows, computed once."""

    case: Case
    name: str
    verdict: Verdict
    reasons: tuple[str, ...]
    lane: Lane | None
    asked: tuple[tuple[str, str], ...]  # the missing facts with their questions, most deciding first
    exits: tuple[Exit, ...]
    template: Template | None
    codes: tuple[Code, ...]
    foreign_ids: tuple[tuple[str, str], ...]
    preliminary: str
    marking: Marking
    is_marked: bool
    checklist: tuple[ChecklistLine, ...]
    content: dict[SharedContent, bool]
    preservation: tuple[PreservationLine, ...]
    records: tuple[RecordLink, ...]
    running_clocks: tuple[tuple[str, str, datetime], ...]  # duty, stage, due
    seen_at: datetime


def overview(desk: Desk, case: Case) -> Overview:
    """The whole of a case as it stands now."""
    facts = facts_on(case)
    verdict = classify(facts)
    lane = lane_of(EventClass(verdict.class_))
    kinds = {ItemKind(kind) for kind in (*case.kinds, *case.inside)}
    checklist = _one(desk, "checklists", Checklist)
    lines = checklist_stand(
        checklist,
        lane,
        answered={row for row, given in case.rows.items() if given.value == "filled"} | _rows_marks_fill(case),
        set_aside={row for row, given in case.rows.items() if given.value == "not_required"},
        facts=facts,
        evidence=kinds,
    )
    now = desk.clock.now()
    running = [
        (line.duty, stage.name, stage.due_at)
        for line in duty_board(desk, case)
        for stage in line.stages
        if stage.due_at is not None and stage.met_at is None
    ]
    return Overview(
        case=case,
        name=name_of(desk, case),
        verdict=verdict,
        reasons=explain(verdict),
        lane=lane,
        asked=_asked(desk, case, verdict),
        template=_template(desk, case),
        codes=tuple(codes(desk, case)),
        foreign_ids=tuple(foreign_ids(desk, case)),
        exits=exits_for(_one(desk, "exits", Exits), verdict, facts),
        preliminary=PRELIMINARY,
        marking=case_marking(case),
        is_marked=OWN in case.marks,
        checklist=lines,
        content=content_held(lines),
        preservation=preservation_stand(
            _one(desk, "preservation", PreservationList), opened_at=case.opened_at, now=now, kept=kinds
        ),
        records=records(desk, case),
        running_clocks=tuple(sorted(running, key=lambda clock: clock[2])),
        seen_at=now,
    )


def _asked(desk: Desk, case: Case, verdict: Verdict) -> tuple[tuple[str, str], ...]:
    """The missing facts as questions: in the template's words where the case has one, else in the catalogue's."""
    questions = _one(desk, "questions", Questions)
    template = _template(desk, case)
    own = {str(asked.fact): asked.question for asked in template.facts} if template else {}
    return tuple((str(fact), own.get(str(fact)) or questions.text_of(fact)) for fact in verdict.missing)


def _template(desk: Desk, case: Case) -> Template | None:
    """The template a case began with, where the catalogue still has it."""
    return next((one for one in load("templates", Template, desk.home) if one.key == case.template), None)


def name_of(desk: Desk, case: Case) -> str:
    """The plain-language name of a case; an exercise says so in its name everywhere (R13)."""
    try:
        sheet = desk.sheet(case.sheet, CaseSheet) or PURGED
    except Gone:
        sheet = PURGED
    return f"{EXERCISE}: {sheet.name}" if case.exercise else sheet.name


def checklist_version(desk: Desk) -> str:
    """id@version of the checklist a new case is worked under."""
    header = _one(desk, "checklists", Checklist).header
    return f"{header.catalogue_id}@{header.version}"


def _rows_marks_fill(case: Case) -> set[str]:
    """The rows of the handling checklist that marks and assertions on the case answer."""
    marks = case.marks.values()
    answers = {
        "tlp_label": bool(marks),
        "source_attribution": any(mark.attribution for mark in marks),
        "permitted_actions": any(mark.permitted_actions for mark in marks),
        "affected_party_notification": any(mark.affected_party_notification for mark in marks),
        "embargo_until": any(mark.embargo_until or mark.expires_at for mark in marks),
        "cisa2015_claim": bool(case.assertions),
        "proprietary_designation": bool(case.assertions),
    }
    return {row for row, is_answered in answers.items() if is_answered}


def _one(desk: Desk, folder: str, type_: "type[SheetT]") -> SheetT:
    found = load(folder, type_, desk.home)  # type: ignore[type-var]  # each of these has a header
    return found[0]
