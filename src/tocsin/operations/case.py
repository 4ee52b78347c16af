"""Cases: opened, looked at, classified, filled in."""

from msgspec import Struct
from msgspec.structs import asdict

from tocsin.operations import cursor
from tocsin.operations.operation import READERS, WRITERS, Method, Nothing, Operation
from tocsin.stages import casework
from tocsin.stages.desk import Desk
from tocsin.stages.fields import Filled
from tocsin.stages.fields import fill as fill_rows
from tocsin.stages.history import Told, history
from tocsin.stages.intake import Opening, open_case
from tocsin.stages.overview import Overview, checklist_version, overview
from tocsin.stages.people import who_acts
from tocsin.stages.template import named_after, template_named, templates
from tocsin.stages.triage import Answering, classify_case
from tocsin.stages.words import Words, rows_filled, words_on
from tocsin.vocab.case import Case
from tocsin.vocab.checklist import Line as ChecklistLine
from tocsin.vocab.template import Template
from tocsin.vocab.triage import Answer, Confidence, FactKey, Statement

LOG_PAGE = 500


class CaseView(Overview, frozen=True, kw_only=True):
    """A case as a whole, with the words that were said about it."""

    words: Words


class Opened(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A case to open; a template gives a name where none is given."""

    name: str = ""
    template: str = ""
    component: str = "component"  # for the name that a template gives
    exercise: bool = False  # practice: it can never reach a real channel


class Named(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One case, by its id or the first signs of it."""

    case: str


class LogAsked(Named, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The acts of a case, from its place `after` on."""

    after: int = 0
    limit: int = LOG_PAGE


class AnswersGiven(Named, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Answers to facts, one reason and one confidence for all of them."""

    answers: dict[FactKey, str]
    because: str = ""
    statement: Statement = Statement.FACT
    confidence: Confidence = Confidence.NOT_SPECIFIED


class RowsFilled(Named, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Rows of the playbook checklist with their text; with `not_required` the text says why the row is not needed.

    Without `statement` and `confidence` a row keeps what was said of it before; a new one is a fact, how sure not said.
    """

    rows: dict[str, str]
    not_required: bool = False
    statement: Statement | None = None
    confidence: Confidence | None = None


class Assigned(Named, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who answers for the case from now on, by name or id."""

    person: str


class ChecklistAsked(Named, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which rows of the playbook checklist."""

    missing: bool = False  # only rows that are missing
    core: bool = False  # only rows without which a report is not usable


class ChecklistRow(ChecklistLine, frozen=True, kw_only=True):
    """A row as it stands, with what was said to it."""

    said: str


def view_of(desk: Desk, case: Case) -> CaseView:
    """A case as every door shows it."""
    return CaseView(**asdict(overview(desk, case)), words=words_on(desk, case))


def show(desk: Desk, asked: Named) -> CaseView:
    """One case: what happened, what is known, what is missing, what comes next."""
    return view_of(desk, desk.case(asked.case))


def open_new(desk: Desk, asked: Opened) -> CaseView:
    """Open a case without files."""
    found = template_named(desk, asked.template) if asked.template else None
    opening = Opening(
        name=asked.name or (named_after(desk, found, asked.component) if found else ""),
        template=found.key if found else None,
        exercise=asked.exercise,
        checklist=checklist_version(desk),
    )
    return view_of(desk, open_case(desk, opening))


def list_templates(desk: Desk, _asked: Nothing) -> tuple[Template, ...]:
    """The templates that a case can start from."""
    return templates(desk)


def classify(desk: Desk, asked: AnswersGiven) -> CaseView:
    """Answer facts; the class follows from them, and what is missing is asked, never guessed."""
    given = [
        Answering(
            answer=Answer(key=key, value=value, statement=asked.statement, confidence=asked.confidence),
            because=asked.because,
        )
        for key, value in asked.answers.items()
    ]
    case, _ = classify_case(desk, desk.case(asked.case), given)
    return view_of(desk, case)


def fill(desk: Desk, asked: RowsFilled) -> CaseView:
    """Fill rows of the playbook checklist."""
    case = desk.case(asked.case)
    filled = [
        Filled(
            row=row,
            text=text,
            not_required=asked.not_required,
            statement=asked.statement or (before.statement if before else Statement.FACT),
            confidence=asked.confidence or (Confidence(before.confidence) if before else Confidence.NOT_SPECIFIED),
        )
        for row, text in asked.rows.items()
        for before in (case.rows.get(row),)
    ]
    return view_of(desk, fill_rows(desk, case, filled))


def checklist(desk: Desk, asked: ChecklistAsked) -> tuple[ChecklistRow, ...]:
    """The playbook checklist of the case's lane: filled, missing, not required."""
    case = desk.case(asked.case)
    said = rows_filled(desk, case)
    return tuple(
        ChecklistRow(**asdict(line), said=said.get(line.row.key, ""))
        for line in overview(desk, case).checklist
        if (not asked.missing or line.state == "missing") and (not asked.core or line.row.weight == "core")
    )


def assign(desk: Desk, asked: Assigned) -> CaseView:
    """Name who answers for the case."""
    return view_of(desk, casework.assign(desk, desk.case(asked.case), who_acts(desk, asked.person)))


def log(desk: Desk, asked: LogAsked) -> tuple[Told, ...]:
    """The acts of a case, oldest first, with the words beside them; what is privileged stays closed."""
    limit = cursor.bounded(asked.limit)
    told = (one for one in history(desk, desk.case(asked.case)) if one.leaf.seq >= asked.after)
    return tuple(one for one, _ in zip(told, range(limit), strict=False))


OPERATIONS = (
    Operation(
        name="case.templates",
        method=Method.GET,
        path="/templates",
        may=READERS,
        takes=Nothing,
        gives=tuple[Template, ...],
        does=list_templates,
    ),
    Operation(
        name="case.new", method=Method.POST, path="/cases", may=WRITERS, takes=Opened, gives=CaseView, does=open_new
    ),
    Operation(
        name="case.show",
        method=Method.GET,
        path="/cases/{case}",
        may=READERS,
        takes=Named,
        gives=CaseView,
        does=show,
    ),
    Operation(
        name="case.classify",
        method=Method.POST,
        path="/cases/{case}/classify",
        may=WRITERS,
        takes=AnswersGiven,
        gives=CaseView,
        does=classify,
    ),
    Operation(
        name="case.fill",
        method=Method.POST,
        path="/cases/{case}/fill",
        may=WRITERS,
        takes=RowsFilled,
        gives=CaseView,
        does=fill,
    ),
    Operation(
        name="case.checklist",
        method=Method.GET,
        path="/cases/{case}/checklist",
        may=READERS,
        takes=ChecklistAsked,
        gives=tuple[ChecklistRow, ...],
        does=checklist,
    ),
    Operation(
        name="case.assign",
        method=Method.POST,
        path="/cases/{case}/assign",
        may=WRITERS,
        takes=Assigned,
        gives=CaseView,
        does=assign,
    ),
    Operation(
        name="case.log",
        method=Method.GET,
        path="/cases/{case}/log",
        may=READERS,
        takes=LogAsked,
        gives=tuple[Told, ...],
        does=log,
    ),
)
