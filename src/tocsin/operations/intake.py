"""Intake: what comes in, what was understood of it, and its reporter."""

from collections.abc import Callable, Sequence
from typing import IO

import msgspec
from msgspec import Struct
from msgspec.structs import asdict, replace

from tocsin.operations.listing import Kept, Part, listed
from tocsin.operations.operation import KEEPERS, READERS, WRITERS, Content, Method, Nothing, Operation, Page
from tocsin.operations.privy import is_privy
from tocsin.operations.stream import anew, size_of
from tocsin.operations.upload import document_in
from tocsin.rules.triage import triage_line
from tocsin.stages import public_report, report
from tocsin.stages.desk import Desk
from tocsin.stages.evidence import CLOSED, is_privileged
from tocsin.stages.intake import Handing, Opening, Teller
from tocsin.stages.overview import checklist_version
from tocsin.stages.public_report import MOST_WAITING
from tocsin.stages.reception import Arrival, receive
from tocsin.stages.report import STATES, Followed, Said
from tocsin.stages.understanding import Offer, Taken
from tocsin.stages.understanding import look as look_at
from tocsin.vocab.case import Report
from tocsin.vocab.document import json_lines
from tocsin.vocab.errors import BadInput

PATH = "/intake"  # of the public form


class LookedAt(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file that is handed in only to be told what would be understood of it."""

    file_name: str
    format: str = "auto"


class HandedIn(LookedAt, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file that is handed in: joined to the case that is named, else to the one that has it, else to a new one."""

    case: str = ""
    name: str = ""  # of a new case, in plain language
    template: str = ""
    exercise: bool = False  # practice: it can never reach a real channel
    reporter: str = ""
    contact: str = ""
    anonymous: bool = False  # keep no name; the receipt still works


class ReportsAsked(Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which reports."""

    state: str | None = None
    case: str = ""


class ReportLine(Report, frozen=True, kw_only=True):
    """A report in a list; where its case is practice, the title says so."""

    title: str
    exercise: bool


class ReportRead(ReportLine, frozen=True, kw_only=True):
    """One report with what its reporter said of themselves, what they were told, and what they answered."""

    meaning: str  # what they read now
    reporter: str
    contact: str
    told: tuple[Said, ...]
    said: tuple[Said, ...]


class PublicForm(Struct, frozen=True, kw_only=True):
    """How the form for people without an account stands. From `most` waiting reports on it sends them another way."""

    is_open: bool
    path: str
    waiting: int
    most: int


class ReportNamed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One report, by its id or the first signs of it."""

    report: str


class ReportAccepted(ReportNamed, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A report that is worked on, and perhaps a sentence that its reporter reads."""

    note: str = ""


class ReportStandGiven(ReportNamed, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a report stands, and the sentence that its reporter reads."""

    state: str  # reviewing, accepted, needs_information, passed_on, declined, resolved
    note: str = ""


class ReceiptShown(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A receipt code, whole, with the dot in it."""

    code: str


class FactsHandedIn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """JSON Lines with `facts` in every line."""


def look(desk: Desk, asked: LookedAt, content: IO[bytes]) -> Taken:
    """What would be understood of a file, and what not; nothing is kept or recorded."""
    return look_at(desk, _offer(asked.file_name, content), asked.format)


def add(desk: Desk, asked: HandedIn, content: IO[bytes]) -> Arrival:
    """Take in a report or evidence of any known format; open a case or join one."""
    handed = replace(asked, case=desk.case(asked.case).id) if asked.case else asked
    return receive_all(desk, handed, [_offer(asked.file_name, content)])


def receive_all(
    desk: Desk, asked: HandedIn, offers: Sequence[Offer], progress: Callable[[Taken], None] = lambda _: None
) -> Arrival:
    """Files that were handed in together, whatever `asked` calls the file."""
    opening = Opening(
        name=asked.name,
        template=asked.template or None,
        exercise=asked.exercise,
        checklist=checklist_version(desk),
    )
    teller = Teller(name=asked.reporter, contact=asked.contact, anonymous=asked.anonymous)
    handing = Handing(wanted=asked.format, opening=opening, teller=teller)
    return receive(desk, offers, case_id=asked.case or None, handing=handing, progress=progress)


def triage(_desk: Desk, _asked: FactsHandedIn, content: IO[bytes]) -> Content:
    """Classify by facts: one line out for every line in, in order. Preliminary, not a legal determination."""
    lines = (
        msgspec.json.encode(triage_line(line, number)) + b"\n" for number, line in json_lines(document_in(content))
    )
    return Content(media_type="application/jsonl", file_name="triage.jsonl", pieces=lines)


def list_reports(desk: Desk, asked: ReportsAsked) -> Page[ReportLine]:
    """Reports with their state, newest first."""
    if asked.state is not None and asked.state not in STATES:
        raise BadInput(f"{asked.state[:60]!r} is no state of a report", hint=f"one of: {', '.join(STATES)}")
    return listed(
        desk,
        Kept(kind="report", state=asked.state, stream=desk.case(asked.case).id if asked.case else None),
        asked,
        as_=lambda one: one if isinstance(one, Report) else None,
        made=lambda one: line_of(desk, one),
    )


def line_of(desk: Desk, one: Report) -> ReportLine:
    """A report in a list; what is counsel's has no title for those to whom it is closed."""
    line = report.line_of(desk, one)
    is_closed = not is_privy(desk) and is_privileged(desk, desk.item(one.item))
    return ReportLine(**asdict(one), title=CLOSED.name if is_closed else line.title, exercise=line.exercise)


def show(desk: Desk, asked: ReportNamed) -> ReportRead:
    """One report, what its reporter was told, and what they answered."""
    one = report.get(desk, asked.report)
    line, sheet = line_of(desk, one), report.sheet_of(desk, one)
    is_closed = line.title == CLOSED.name
    return ReportRead(
        **asdict(line),
        meaning=STATES[one.state],
        reporter="" if is_closed else sheet.reporter,
        contact="" if is_closed else sheet.contact,
        told=() if is_closed else report.said_in(desk, one.answers),
        said=() if is_closed else report.said_in(desk, one.replies),
    )


def form(desk: Desk, _asked: Nothing) -> PublicForm:
    """Whether people without an account may report here, and how many of their reports nobody has looked at."""
    is_open = desk.settings.public_intake
    return PublicForm(
        is_open=is_open, path=PATH if is_open else "", waiting=public_report.waiting(desk), most=MOST_WAITING
    )


def accept(desk: Desk, asked: ReportAccepted) -> Report:
    """Tell the reporter that their report is worked on."""
    return report.answer(desk, report.get(desk, asked.report), "accepted", asked.note)


def answer(desk: Desk, asked: ReportStandGiven) -> Report:
    """Tell the reporter how it stands; they read it with their receipt."""
    return report.answer(desk, report.get(desk, asked.report), asked.state, asked.note)


def follow(desk: Desk, asked: ReceiptShown) -> Followed:
    """What the holder of a receipt may read about their report."""
    return report.follow(desk, asked.code)


def _offer(name: str, content: IO[bytes]) -> Offer:
    return Offer(name=name, size_bytes=size_of(content), open=lambda: anew(content))


OPERATIONS = (
    Operation(
        name="intake.look",
        method=Method.POST,
        path="/intake/look",
        may=READERS,
        takes=LookedAt,
        gives=Taken,
        does_with=look,
    ),
    Operation(
        name="intake.add",
        method=Method.POST,
        path="/intake",
        may=WRITERS,
        takes=HandedIn,
        gives=Arrival,
        does_with=add,
    ),
    Operation(
        name="triage.lines",
        method=Method.POST,
        path="/triage",
        may=READERS,
        takes=FactsHandedIn,
        gives=Content,
        does_with=triage,
    ),
    Operation(
        name="report.list",
        method=Method.GET,
        path="/reports",
        may=READERS,
        takes=ReportsAsked,
        gives=Page[ReportLine],
        does=list_reports,
    ),
    Operation(
        name="report.show",
        method=Method.GET,
        path="/reports/{report}",
        may=READERS,
        takes=ReportNamed,
        gives=ReportRead,
        does=show,
    ),
    Operation(
        name="report.form",
        method=Method.GET,
        path="/report-form",
        may=READERS | KEEPERS,
        takes=Nothing,
        gives=PublicForm,
        does=form,
    ),
    Operation(
        name="report.accept",
        method=Method.POST,
        path="/reports/{report}/accept",
        may=WRITERS,
        takes=ReportAccepted,
        gives=Report,
        does=accept,
    ),
    Operation(
        name="report.answer",
        method=Method.POST,
        path="/reports/{report}/answer",
        may=WRITERS,
        takes=ReportStandGiven,
        gives=Report,
        does=answer,
    ),
    Operation(
        name="report.follow",
        method=Method.POST,  # the code is a secret: it stands in no address
        path="/receipts/follow",
        may=READERS,
        takes=ReceiptShown,
        gives=Followed,
        does=follow,
    ),
)
