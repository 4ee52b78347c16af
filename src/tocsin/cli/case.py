"""`case …`: the case, from its opening to its marks."""

from datetime import UTC, datetime
from enum import Enum
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from tocsin.cli.options import Home, Json, case_of, desk_of, person_of

if TYPE_CHECKING:
    from tocsin.stages.desk import Desk
    from tocsin.stages.overview import Overview
    from tocsin.vocab.case import Case
    from tocsin.vocab.onward import Onward

app = typer.Typer(no_args_is_help=True, help="Cases: open, look at, classify, mark, block, assign.")

EnumT = TypeVar("EnumT", bound=Enum)

CaseArgument = Annotated[str, typer.Argument(metavar="CASE", help="The case's name or id, or the beginning of either.")]


@app.command("new", epilog="Example: tocsin case new --name 'Poisoned eval set' --template poisoned-dataset")
def new(
    name: Annotated[str, typer.Option(help="One plain-language name; a template gives one where you give none.")] = "",
    template: Annotated[str | None, typer.Option(help="A template; `case templates` lists them.")] = None,
    component: Annotated[str, typer.Option(help="The component, for the name that the template gives.")] = "component",
    exercise: Annotated[bool, typer.Option(help="A practice case: it can never reach a real channel.")] = False,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Open a case without files."""
    from tocsin.stages.intake import Opening, open_case
    from tocsin.stages.overview import checklist_version
    from tocsin.stages.template import named_after, template_named

    with desk_of(home) as desk:
        found = template_named(desk, template) if template else None
        opening = Opening(
            name=name or (named_after(desk, found, component) if found else ""),
            template=found.key if found else None,
            exercise=exercise,
            checklist=checklist_version(desk),
        )
        case = open_case(desk, opening)
        _answer(desk, case, as_json)


@app.command("templates", epilog="Example: tocsin case templates")
def templates(home: Home = None, as_json: Json = False) -> None:
    """The templates a case can start from."""
    from tocsin.cli.output import tell_table
    from tocsin.stages.template import templates as all_of

    with desk_of(home) as desk:
        found = all_of(desk)
    rows = ((one.key, one.about) for one in found)
    tell_table(found, ("template", "for"), rows, as_json, empty="no template in the catalogue")


@app.command("list", epilog="Example: tocsin case list --class incident")
def list_cases(
    event_class: Annotated[str | None, typer.Option("--class", help="Only this class.")] = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Every case, newest first."""
    from tocsin.cli.output import emit_line, moment, table
    from tocsin.stages.marking import case_marking
    from tocsin.stages.overview import name_of
    from tocsin.vocab.boundary import PRELIMINARY
    from tocsin.vocab.case import Case
    from tocsin.vocab.marking import TLP_NAMES
    from tocsin.vocab.reason import OWN

    with desk_of(home) as desk:
        found = (
            case for case in desk.index.all("case", state=event_class, newest_first=True) if isinstance(case, Case)
        )
        if as_json:
            for case in found:
                emit_line({"id": case.id, "name": name_of(desk, case), "preliminary": PRELIMINARY, "case": case})
            return
        rows = [
            (
                case.id[:13],
                case.judged.event_class if case.judged else "needs_information",
                TLP_NAMES[case_marking(case).tlp] + ("" if OWN in case.marks else " (unmarked)"),
                moment(case.opened_at),
                name_of(desk, case),
            )
            for case in found
        ]
    table(
        ("case", "class (preliminary)", "marking", "opened", "name"),
        rows,
        empty="no case yet: `tocsin add FILE…` opens one",
    )


@app.command("show", epilog="Example: tocsin case show c7")
def show(case: CaseArgument, home: Home = None, as_json: Json = False) -> None:
    """What happened, what we know, what is missing, what comes next."""
    with desk_of(home) as desk:
        _answer(desk, case_of(desk, case), as_json)


@app.command("classify", epilog="Example: tocsin case classify c7 integrity=actual without_lawful_authority=yes")
def classify(
    case: CaseArgument,
    answers: Annotated[list[str] | None, typer.Argument(metavar="[FACT=ANSWER]…", help="Answers to record.")] = None,
    because: Annotated[str, typer.Option(help="Why you say so, in your own words.")] = "",
    statement: Annotated[str, typer.Option(help="fact, or hypothesis")] = "fact",
    confidence: Annotated[str, typer.Option(help="none, low, med, high, not_specified (STIX 2.1)")] = "not_specified",
    ask: Annotated[bool, typer.Option("--ask", help="Ask the missing questions one by one.")] = False,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Answer facts; the class follows from them, and what is missing is asked, never guessed."""
    from tocsin.cli.caseview import show_classified
    from tocsin.stages.overview import overview
    from tocsin.stages.triage import Answering, classify_case
    from tocsin.vocab.triage import Answer, Confidence, FactKey, Statement

    def answering(fact: str, value: str) -> Answering:
        answer = Answer(
            key=word(FactKey, fact, "fact"),
            value=value,
            statement=word(Statement, statement, "statement"),
            confidence=word(Confidence, confidence, "confidence"),
        )
        return Answering(answer=answer, because=because)

    with desk_of(home) as desk:
        given = [answering(*pair(text)) for text in answers or []]
        before = case_of(desk, case)
        found, verdict = classify_case(desk, before, given)
        while ask and verdict.missing:
            question = overview(desk, found).asked[0][1]
            value = typer.prompt(f"{question} (Enter: not known, stop asking)", default="", show_default=False)
            if not value:
                break
            found, verdict = classify_case(desk, found, [answering(verdict.missing[0], value)])
        if as_json:
            _answer(desk, found, as_json)
        else:
            show_classified(before, *_seen(desk, found))


@app.command("fill", epilog="Example: tocsin case fill c7 plain_account='An agent followed text in a web page'")
def fill(
    case: CaseArgument,
    rows: Annotated[list[str], typer.Argument(metavar="ROW=TEXT…", help="Checklist rows with their text.")],
    not_required: Annotated[bool, typer.Option(help="The text says why the row is not needed.")] = False,
    statement: Annotated[str, typer.Option(help="fact, or hypothesis")] = "fact",
    confidence: Annotated[str, typer.Option(help="none, low, med, high, not_specified (STIX 2.1)")] = "not_specified",
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Fill rows of the playbook checklist; `case checklist` shows them."""
    from tocsin.cli.caseview import show_filled
    from tocsin.stages.fields import Filled
    from tocsin.stages.fields import fill as fill_rows
    from tocsin.vocab.triage import Confidence, Statement

    with desk_of(home) as desk:
        filled = [
            Filled(
                row=row,
                text=text,
                not_required=not_required,
                statement=word(Statement, statement, "statement"),
                confidence=word(Confidence, confidence, "confidence"),
            )
            for row, text in map(pair, rows)
        ]
        before = case_of(desk, case)
        found = fill_rows(desk, before, filled)
        if as_json:
            _answer(desk, found, as_json)
        else:
            show_filled(before, *_seen(desk, found))


@app.command("checklist", epilog="Example: tocsin case checklist c7")
def checklist(
    case: CaseArgument,
    everything: Annotated[bool, typer.Option("--all", help="Rows that are not required, too.")] = False,
    missing: Annotated[bool, typer.Option("--missing", help="Only rows that are missing.")] = False,
    core: Annotated[bool, typer.Option("--core", help="Only rows without which a report is not usable.")] = False,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """The playbook checklist of the case's lane: filled, missing, not required."""
    from msgspec.structs import asdict

    from tocsin.cli.caseview import SAID
    from tocsin.cli.output import emit, show, table
    from tocsin.stages.overview import overview
    from tocsin.stages.words import rows_filled
    from tocsin.vocab.ids import short
    from tocsin.vocab.visible import one_line

    with desk_of(home) as desk:
        found = case_of(desk, case)
        every, said = overview(desk, found).checklist, rows_filled(desk, found)
    lines = [
        line for line in every if (not missing or line.state == "missing") and (not core or line.row.weight == "core")
    ]
    if as_json:
        emit([{**asdict(line), "said": said.get(line.row.key, "")} for line in lines])
        return
    rows = [
        (line.row.key, line.state, line.row.weight, line.row.text, one_line(said.get(line.row.key, ""), SAID))
        for line in lines
        if everything or line.state != "not_required"
    ]
    empty = "this class has no checklist in the playbook"
    if any(line.state != "not_required" for line in every):
        empty = f"no row is so; every row: tocsin case checklist {short(found.id)} --all"
    table(("row", "state", "weight", "what", "said"), rows, empty=empty)
    if any(line.row.key in said for line in lines):
        show(f"what was said stands here in short; all of it: tocsin case log {short(found.id)}")


@app.command("assign", epilog="Example: tocsin case assign c7 p2")
def assign(
    case: CaseArgument,
    person: Annotated[str, typer.Argument(help="The person's name or id, or the beginning of either.")],
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Name who answers for the case."""
    from tocsin.cli.output import show
    from tocsin.stages.casework import assign as give
    from tocsin.stages.people import people
    from tocsin.vocab.ids import short

    with desk_of(home) as desk:
        found = give(desk, case_of(desk, case), person_of(desk, person))
        if as_json:
            _answer(desk, found, as_json)
        else:
            name = next(one.name for one in people(desk) if one.id == found.assigned)
            show(f"{name} answers for {short(found.id)} now")


@app.command("log", epilog="Example: tocsin case log c7")
def log(case: CaseArgument, home: Home = None, as_json: Json = False) -> None:
    """Every act of the case, oldest first, with the words beside it; what is privileged stays closed."""
    from tocsin.cli.output import emit_line, moment, table
    from tocsin.stages.history import history
    from tocsin.vocab.act import tag_of

    with desk_of(home) as desk:
        told = list(history(desk, case_of(desk, case)))
    if as_json:
        for one in told:
            emit_line(one)
        return
    rows = [
        (one.index, one.leaf.seq, moment(one.leaf.at), tag_of(one.leaf.act), one.leaf.by[:15], one.codes, one.said)
        for one in told
    ]
    table(("entry", "act", "when", "what", "by", "codes", "said about it"), rows, empty="no act")


@app.command(
    "open-items", epilog="Example: tocsin case open-items c7 --add 'Which tenants ran 1.82.8?' --check-on 2026-12-01"
)
def open_items(
    case: CaseArgument,
    add: Annotated[str, typer.Option(help="Add an unresolved item.")] = "",
    closes_when: Annotated[str, typer.Option(help="What would close it.")] = "",
    check_on: Annotated[str, typer.Option(help="The day to look again, YYYY-MM-DD.")] = "",
    resolve: Annotated[str, typer.Option(help="The id of an item that is resolved.")] = "",
    because: Annotated[str, typer.Option(help="How it was resolved.")] = "",
    home: Home = None,
    as_json: Json = False,
) -> None:
    """What is unresolved, with an owner and a day to look again."""
    from tocsin.cli.output import tell_table
    from tocsin.stages import casework

    with desk_of(home) as desk:
        found = case_of(desk, case)
        if add:
            found = casework.add_open_item(desk, found, what=add, closes_when=closes_when, check_on=check_on)
        if resolve:
            found = casework.resolve_open_item(desk, found, resolve, because)
        lines = casework.open_items(desk, found)
    rows = ((line.id[:13], line.state, line.check_on, line.what, line.closes_when) for line in lines)
    columns = ("item", "state", "check on", "what", "closes when")
    tell_table(lines, columns, rows, as_json, empty="nothing is recorded as unresolved")


def show_case(desk: "Desk", case: "Case") -> None:
    """Print a case for people."""
    _answer(desk, case, as_json=False)


def _answer(desk: "Desk", case: "Case", as_json: bool) -> None:
    from msgspec.structs import asdict

    from tocsin.cli import caseview
    from tocsin.cli.output import emit
    from tocsin.stages.words import words_on

    (view, steps), words = _seen(desk, case), words_on(desk, case)
    if as_json:
        emit({**asdict(view), "words": words})
    else:
        caseview.show_overview(view, words, steps)


def _seen(desk: "Desk", case: "Case") -> "tuple[Overview, tuple[Onward, ...]]":
    from tocsin.stages.onward import onward
    from tocsin.stages.overview import overview

    view = overview(desk, case)
    return view, onward(desk, view)


def pair(text: str) -> tuple[str, str]:
    """KEY=VALUE as typed."""
    from tocsin.vocab.errors import BadInput

    key, sign, value = text.partition("=")
    if not sign or not key.strip() or not value.strip():
        raise BadInput(
            f"{text[:60]!r} is no KEY=VALUE", hint="write it with one equals sign, for example integrity=actual"
        )
    return key.strip(), value.strip()


def word(enum: type[EnumT], given: str, what: str) -> EnumT:
    """The member of a vocabulary that was typed."""
    from tocsin.vocab.errors import BadInput

    try:
        return enum(given)
    except ValueError:
        words = ", ".join(str(member.value) for member in enum)
        raise BadInput(f"{given[:60]!r} is no {what}", hint=f"one of: {words}") from None


def moment_of(text: str) -> datetime:
    """A moment as typed: ISO date or date and time; without a zone it is UTC."""
    from tocsin.vocab.errors import BadInput

    try:
        found = datetime.fromisoformat(text)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):  # the zone can move it out of the calendar
        raise BadInput(f"{text[:40]!r} is no moment", hint="write it as 2026-12-01T18:00Z") from None
