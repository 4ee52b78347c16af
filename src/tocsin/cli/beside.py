"""`duty` and `record`: what runs beside a case, never mixed with a share."""

from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from tocsin.cli.case import CaseArgument, moment_of, word
from tocsin.cli.options import Elsewhere, Home, Json

if TYPE_CHECKING:
    from tocsin.cli.door import Door
    from tocsin.rules.duty import DutyLine

duty_app = typer.Typer(no_args_is_help=True)
record_app = typer.Typer(no_args_is_help=True)


@duty_app.command("list", epilog="Example: tocsin duty list c7")
def list_duties(
    case: Annotated[str | None, typer.Argument(help="With a case: its answers and clocks.")] = None,
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Every duty that may apply; with a case, what was answered and which clocks run."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import emit, show, table
    from tocsin.operations import beside as operations
    from tocsin.operations.case import Named
    from tocsin.operations.operation import Nothing

    found: operations.Duties | operations.Board
    with door_of(home, there) as door:
        if case is None:
            found = door.ask(operations.list_duties, Nothing())
            rows: list[tuple[object, ...]] = [
                (one.duty.key, one.duty.regime, one.duty.trigger_question, one.duty.standing, one.header.read_on)
                for one in found.duties
            ]
            columns: tuple[str, ...] = ("duty", "regime", "it may apply if", "state", "read on")
        else:
            found = door.ask(operations.board, Named(case=meant(door, "case", case)))
            rows = [row for line in found.duties for row in _stage_rows(line)]
            columns = ("duty", "answer", "in force", "stage", "state", "due")
    if as_json:
        emit(found)
        return
    table(columns, rows, empty="no duty in the catalogue")
    for state in found.protections:
        show(f"{state.statute}: {state.state}. {state.text}")
    show("A share never stops, meets or closes one of these clocks. They may apply; ask counsel. Not legal advice.")


def _stage_rows(line: "DutyLine") -> "list[tuple[object, ...]]":
    """A row for every stage, so that no due date is ever cut off at the end of a line."""
    from tocsin.cli.output import moment

    said = (line.duty, line.answer or "not answered", line.force)
    stages = [(one.name, str(one.state), moment(one.due_at) if one.due_at else "") for one in line.stages]
    first, *others = stages or [("", "", "")]
    return [(*said, *first), *(("", "", "", *stage) for stage in others)]


@duty_app.command("show", epilog="Example: tocsin duty show c7 nis2_23 --reason legal_review --because 'the answer'")
def show_duty(
    given: Annotated[
        list[str], typer.Argument(metavar="[CASE] DUTY", help="The duty's key; with a case, counsel's notes on it.")
    ],
    reason: Annotated[str, typer.Option(help="Needed to read counsel's notes; recorded first. A closed code.")] = "",
    because: Annotated[str, typer.Option(help="Why they are read, in your own words; it is kept.")] = "",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """One duty whole: trigger, stages, recipient, source. With a case: counsel's notes, after the look is recorded."""
    from tocsin.cli.door import door_of
    from tocsin.vocab.errors import BadInput

    if len(given) > 2:
        raise BadInput("that is more than a case and a duty", hint="`tocsin duty show DUTY`, or with a case before it")
    if len(given) == 1 and (reason or because):
        raise BadInput("counsel's notes lie on a case", hint="name it: `tocsin duty show CASE DUTY --reason …`")
    with door_of(home, there) as door:
        if len(given) == 2:
            _show_notes(door, given[0], given[1], _Look(reason, because), as_json)
        else:
            _show_duty(door, given[0], as_json)


class _Look(NamedTuple):
    reason: str
    because: str


def _show_notes(door: "Door", case: str, duty: str, look: _Look, as_json: bool) -> None:
    from tocsin.cli.door import meant
    from tocsin.cli.output import emit, moment, show
    from tocsin.operations import beside as operations
    from tocsin.vocab.errors import ActNotAllowed
    from tocsin.vocab.reason import LookReason

    found_case = meant(door, "case", case)
    if not look.reason or not look.because.strip():
        raise ActNotAllowed(
            "counsel's notes need a reason to be read", hint="say why with --reason CODE --because TEXT"
        )
    asked = operations.NotesAsked(
        case=found_case,
        duty=duty,
        reason=word(LookReason, look.reason, "reason code for a look"),
        because=look.because,
    )
    found = door.ask(operations.notes, asked)
    if as_json:
        emit(found)
        return
    for note in found:
        show(f"{moment(note.at)}   {note.by[:15]}   answered {note.answer}\n{note.text}")


def _show_duty(door: "Door", duty: str, as_json: bool) -> None:
    from tocsin.cli.output import emit, show, table
    from tocsin.operations import beside as operations
    from tocsin.operations.operation import Nothing
    from tocsin.vocab.errors import BadInput

    known = {one.duty.key: one for one in door.ask(operations.list_duties, Nothing()).duties}
    found = known.get(duty)
    if found is None:
        near = [key for key in known if key.startswith(duty)] if duty else []
        hint = f"such as `tocsin duty show {near[0]}`" if near else "`tocsin duty list` shows their keys"
        raise BadInput(f"there is no duty {duty[:60]!r}", hint=f"{hint}; counsel's notes: `tocsin duty show CASE DUTY`")
    if as_json:
        emit(found)
        return
    about = found.duty
    show(
        f"{about.regime} ({about.key}): {about.who}\n"
        f"may apply if: {about.trigger_question}\nstarts: {about.start_event}"
    )
    show(f"recipient: {about.recipient}\nstatus: {about.status}")
    rows = [(stage.key, stage.name, stage.offset or "", stage.unit or "", stage.condition) for stage in about.stages]
    table(("stage", "what", "after", "unit", "condition"), rows, empty="no stage is known")
    show(f"source: {found.header.source}, read on {found.header.read_on}, {found.header.certainty}. Ask counsel.")


@duty_app.command("answer", epilog="Example: tocsin duty answer c7 nis2_23 yes --event start --at 2026-11-20T08:00Z")
def answer(
    case: CaseArgument,
    duty: Annotated[str, typer.Argument(help="The duty's key.")],
    answered: Annotated[str, typer.Argument(metavar="ANSWER", help="yes, no or unknown")],
    event: Annotated[str, typer.Option(help="An event that happened, for example start.")] = "",
    met: Annotated[str, typer.Option(help="A stage that was met.")] = "",
    at: Annotated[str, typer.Option(help="When, for the event or the stage; UTC without a zone.")] = "",
    zone: Annotated[str, typer.Option(help="The recipient's time zone, for example Europe/Berlin.")] = "",
    counsel_note: Annotated[str, typer.Option(help="Counsel's note; privileged, closed to everyone else.")] = "",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Record what was answered about a duty; only this moves its clock."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import tell
    from tocsin.operations import beside as operations
    from tocsin.vocab.duty import DutyAnswer
    from tocsin.vocab.errors import BadInput

    if bool(event or met) != bool(at) or (event and met):
        raise BadInput("--at goes with one --event or one --met", hint="record them one after the other")
    said = word(DutyAnswer, answered, "answer")
    with door_of(home, there) as door:
        given = operations.DutyAnswerGiven(
            case=meant(door, "case", case),
            duty=duty,
            answer=said,
            event=event,
            met=met,
            at=moment_of(at) if at else None,
            zone=zone,
            counsel_note=counsel_note,
        )
        found = door.ask(operations.answer, given)
    tell(found, f"{duty}: {answered}. It may apply; ask counsel.", as_json)


@record_app.command("list", epilog="Example: tocsin record list c7")
def list_records(case: CaseArgument, home: Home = None, there: Elsewhere = "", as_json: Json = False) -> None:
    """The four other records: linked, not needed, or missing."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import tell_table
    from tocsin.operations import beside as operations
    from tocsin.operations.case import Named

    with door_of(home, there) as door:
        found = door.ask(operations.list_records, Named(case=meant(door, "case", case)))
    rows = ((one.kind, one.state, one.text) for one in found)
    tell_table(found, ("record", "state", "where, or why not"), rows, as_json, empty="")


@record_app.command("link", epilog="Example: tocsin record link c7 incident_response --at 'ticket IR-2041'")
def link(
    case: CaseArgument,
    record: Annotated[str, typer.Argument(help="incident_response, legal, user_communication or remediation")],
    at: Annotated[str, typer.Option(help="Where it lies.")] = "",
    not_needed: Annotated[str, typer.Option(help="Why none is needed.")] = "",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Say where a record lies, or why none is needed."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import tell
    from tocsin.operations import beside as operations
    from tocsin.vocab.errors import BadInput
    from tocsin.vocab.record import RecordKind

    if bool(at.strip()) == bool(not_needed.strip()):
        raise BadInput("say where it lies or why none is needed", hint="--at PLACE, or --not-needed REASON")
    kind = word(RecordKind, record, "record")
    with door_of(home, there) as door:
        given = operations.RecordGiven(
            case=meant(door, "case", case), record=kind, at=at.strip() and at, not_needed=not_needed
        )
        found = door.ask(operations.link, given)
    tell(found, f"{record}: {next(one.state for one in found if one.kind == kind)}", as_json)
