"""Beside a case: duties, counsel's notes, protections, other records."""

from msgspec import Struct

from tocsin.operations.case import Named
from tocsin.operations.moment import Moment, in_utc
from tocsin.operations.operation import COUNSEL, EVERYBODY, READERS, WRITERS, Method, Nothing, Operation
from tocsin.rules.duty import DutyLine
from tocsin.rules.protection import ProtectionStatus
from tocsin.stages import beside
from tocsin.stages.beside import CounselsNote, DutyStep
from tocsin.stages.desk import Desk
from tocsin.vocab.case import Clock
from tocsin.vocab.duty import DutyAnswer, DutyCatalogue
from tocsin.vocab.errors import BadInput, NotHere
from tocsin.vocab.reason import LookReason
from tocsin.vocab.record import RecordKind, RecordLink, RecordState


class Duties(Struct, frozen=True, kw_only=True):
    """Every duty of the catalogue, and what each protective statute is known to be today."""

    duties: tuple[DutyCatalogue, ...]
    protections: tuple[ProtectionStatus, ...]


class Board(Struct, frozen=True, kw_only=True):
    """Every duty with what was answered on a case and which clocks run, and the protections of today."""

    duties: tuple[DutyLine, ...]
    protections: tuple[ProtectionStatus, ...]


class DutyNamed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One duty, by its key."""

    duty: str


class DutyAnswerGiven(Named, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was answered about a duty, and perhaps one event that happened or one stage that was met."""

    duty: str
    answer: DutyAnswer
    event: str = ""
    met: str = ""
    at: Moment | None = None  # when, for the event or the stage
    zone: str = ""  # the recipient's time zone, for example Europe/Berlin
    counsel_note: str = ""  # privileged; closed to everybody but counsel


class NotesAsked(Named, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Counsel's notes on a duty, and why they are read; the look is recorded first."""

    duty: str
    reason: LookReason
    because: str


class RecordGiven(Named, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a record lies, or why none is needed: one of the two."""

    record: RecordKind
    at: str = ""
    not_needed: str = ""


def list_duties(desk: Desk, _asked: Nothing) -> Duties:
    """Every duty that may apply, and which protections hold today; ask counsel."""
    return Duties(duties=beside.duties(desk), protections=beside.protections(desk))


def show_duty(desk: Desk, asked: DutyNamed) -> DutyCatalogue:
    """One duty whole: trigger, stages, recipient, source."""
    found = next((one for one in beside.duties(desk) if one.duty.key == asked.duty), None)
    if found is None:
        raise NotHere(f"there is no duty {asked.duty[:60]!r}", hint="`tocsin duty list` shows them")
    return found


def board(desk: Desk, asked: Named) -> Board:
    """The duties of a case: what was answered and which clocks run. A share never stops, meets or closes one."""
    return Board(duties=beside.duty_board(desk, desk.case(asked.case)), protections=beside.protections(desk))


def answer(desk: Desk, asked: DutyAnswerGiven) -> Clock:
    """Record what was answered about a duty; only this moves its clock."""
    if bool(asked.event or asked.met) != (asked.at is not None) or (asked.event and asked.met):
        raise BadInput("`at` goes with one `event` or one `met`", hint="record them one after the other")
    at = in_utc(asked.at) if asked.at else None
    step = DutyStep(
        answer=asked.answer,
        zone=asked.zone,
        event=asked.event,
        event_at=at if asked.event else None,
        stage_met=asked.met,
        met_at=at if asked.met else None,
        counsel_note=asked.counsel_note,
    )
    return beside.answer_duty(desk, desk.case(asked.case), asked.duty, step).duties[asked.duty]


def notes(desk: Desk, asked: NotesAsked) -> tuple[CounselsNote, ...]:
    """Counsel's notes on a duty of a case, after the look is recorded with its reason."""
    case = desk.case(asked.case)
    return beside.counsels_notes(desk, case, asked.duty, reason=asked.reason, text=asked.because)


def list_protections(desk: Desk, _asked: Nothing) -> tuple[ProtectionStatus, ...]:
    """What each protective statute is known to be today."""
    return beside.protections(desk)


def list_records(desk: Desk, asked: Named) -> tuple[RecordLink, ...]:
    """The four other records of a case: linked, not needed, or missing."""
    return beside.records(desk, desk.case(asked.case))


def link(desk: Desk, asked: RecordGiven) -> tuple[RecordLink, ...]:
    """Say where a record lies, or why none is needed."""
    if bool(asked.at.strip()) == bool(asked.not_needed.strip()):
        raise BadInput("say where it lies or why none is needed", hint="give `at` or `not_needed`, one of the two")
    state = RecordState.LINKED if asked.at.strip() else RecordState.NOT_NEEDED
    made = RecordLink(kind=asked.record, state=state, text=asked.at if asked.at.strip() else asked.not_needed)
    return beside.records(desk, beside.link_record(desk, desk.case(asked.case), made))


OPERATIONS = (
    Operation(
        name="duty.list",
        method=Method.GET,
        path="/duties",
        may=EVERYBODY,
        takes=Nothing,
        gives=Duties,
        does=list_duties,
    ),
    Operation(
        name="duty.show",
        method=Method.GET,
        path="/duties/{duty}",
        may=EVERYBODY,
        takes=DutyNamed,
        gives=DutyCatalogue,
        does=show_duty,
    ),
    Operation(
        name="duty.board",
        method=Method.GET,
        path="/cases/{case}/duties",
        may=READERS,
        takes=Named,
        gives=Board,
        does=board,
    ),
    Operation(
        name="duty.answer",
        method=Method.POST,
        path="/cases/{case}/duties/{duty}",
        may=WRITERS | COUNSEL,
        takes=DutyAnswerGiven,
        gives=Clock,
        does=answer,
    ),
    Operation(
        name="duty.notes",
        method=Method.POST,  # the look is recorded
        path="/cases/{case}/duties/{duty}/notes",
        may=COUNSEL,
        takes=NotesAsked,
        gives=tuple[CounselsNote, ...],
        does=notes,
    ),
    Operation(
        name="protection.list",
        method=Method.GET,
        path="/protections",
        may=EVERYBODY,
        takes=Nothing,
        gives=tuple[ProtectionStatus, ...],
        does=list_protections,
    ),
    Operation(
        name="record.list",
        method=Method.GET,
        path="/cases/{case}/records",
        may=READERS,
        takes=Named,
        gives=tuple[RecordLink, ...],
        does=list_records,
    ),
    Operation(
        name="record.link",
        method=Method.POST,
        path="/cases/{case}/records/{record}",
        may=WRITERS,
        takes=RecordGiven,
        gives=tuple[RecordLink, ...],
        does=link,
    ),
)
