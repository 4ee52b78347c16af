"""`case …`: the case, from its opening to its marks."""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import Enum
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from tocsin.cli.options import Elsewhere, Home, Json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tocsin.cli.door import Door
    from tocsin.operations.case import CaseView
    from tocsin.stages.history import Told
    from tocsin.vocab.onward import Onward

app = typer.Typer(no_args_is_help=True)

EnumT = TypeVar("EnumT", bound=Enum)

CaseArgument = Annotated[str, typer.Argument(metavar="CASE", help="The case's name or id, or the beginning of either.")]


@app.command("new", epilog="Example: tocsin case new --name 'Poisoned eval set' --template poisoned-dataset")
def new(
    name: Annotated[str, typer.Option(help="One plain-language name; a template gives one where you give none.")] = "",
    template: Annotated[str | None, typer.Option(help="A template; `case templates` lists them.")] = None,
    component: Annotated[str, typer.Option(help="The component, for the name that the template gives.")] = "component",
    exercise: Annotated[bool, typer.Option(help="A practice case: it can never reach a real channel.")] = False,
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Open a case without files."""
    from tocsin.cli.door import door_of
    from tocsin.operations.case import Opened, open_new

    with door_of(home, there) as door:
        opened = Opened(name=name, template=template or "", component=component, exercise=exercise)
        answer(door, door.ask(open_new, opened), as_json)


@app.command("templates", epilog="Example: tocsin case templates")
def templates(home: Home = None, there: Elsewhere = "", as_json: Json = False) -> None:
    """The templates a case can start from."""
    from tocsin.cli.door import door_of
    from tocsin.cli.output import tell_table
    from tocsin.operations.case import list_templates
    from tocsin.operations.operation import Nothing

    with door_of(home, there) as door:
        found = door.ask(list_templates, Nothing())
    rows = ((one.key, one.about) for one in found)
    tell_table(found, ("template", "for"), rows, as_json, empty="no template in the catalogue")


@app.command("show", epilog="Example: tocsin case show c7")
def show(case: CaseArgument, home: Home = None, there: Elsewhere = "", as_json: Json = False) -> None:
    """What happened, what we know, what is missing, what comes next."""
    from tocsin.cli.door import door_of, meant
    from tocsin.operations import case as operations

    with door_of(home, there) as door:
        named = operations.Named(case=meant(door, "case", case))
        answer(door, door.ask(operations.show, named), as_json)


@app.command("classify", epilog="Example: tocsin case classify c7 integrity=actual without_lawful_authority=yes")
def classify(
    case: CaseArgument,
    answers: Annotated[list[str] | None, typer.Argument(metavar="[FACT=ANSWER]…", help="Answers to record.")] = None,
    because: Annotated[str, typer.Option(help="Why you say so, in your own words.")] = "",
    statement: Annotated[str, typer.Option(help="fact, or hypothesis")] = "fact",
    confidence: Annotated[str, typer.Option(help="none, low, med, high, not_specified (STIX 2.1)")] = "not_specified",
    ask: Annotated[bool, typer.Option("--ask", help="Ask the missing questions one by one.")] = False,
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Answer facts; the class follows from them, and what is missing is asked, never guessed."""
    from tocsin.cli.caseview import show_classified
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import say as tell_again
    from tocsin.operations import case as operations
    from tocsin.rules.triage import VALUES
    from tocsin.vocab.errors import BadInput
    from tocsin.vocab.triage import Confidence, FactKey, Statement

    given = {word(FactKey, fact, "fact"): value for fact, value in pairs(answers or [])}
    stated, sure = word(Statement, statement, "statement"), word(Confidence, confidence, "confidence")

    def say(door: "Door", case: str, answers: "dict[FactKey, str]") -> "CaseView":
        said = operations.AnswersGiven(case=case, answers=answers, because=because, statement=stated, confidence=sure)
        return door.ask(operations.classify, said)

    with door_of(home, there) as door:
        named = operations.Named(case=meant(door, "case", case))
        before = None if as_json else door.ask(operations.show, named).case
        found = say(door, named.case, given)
        while ask and found.asked:
            fact, question = found.asked[0]
            ways = ", ".join(VALUES[FactKey(fact)])
            value = typer.prompt(f"{question}\n  {ways} (Enter: stop asking)", default="", show_default=False)
            if not value:
                break
            try:
                found = say(door, named.case, {FactKey(fact): value})
            except BadInput as fault:
                tell_again(f"{fault}: {fault.hint}")
        if before is None:
            answer(door, found, as_json)
        else:
            show_classified(before, found, steps_of(door, found))


@app.command("fill", epilog="Example: tocsin case fill c7 plain_account='An agent followed text in a web page'")
def fill(
    case: CaseArgument,
    rows: Annotated[list[str], typer.Argument(metavar="ROW=TEXT…", help="Checklist rows with their text.")],
    not_required: Annotated[bool, typer.Option(help="The text says why the row is not needed.")] = False,
    statement: Annotated[str, typer.Option(help="fact, or hypothesis; as before where not given")] = "",
    confidence: Annotated[
        str, typer.Option(help="none, low, med, high, not_specified (STIX 2.1); as before where not given")
    ] = "",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Fill rows of the playbook checklist; `case checklist` shows them."""
    from tocsin.cli.caseview import show_filled
    from tocsin.cli.door import door_of, meant
    from tocsin.operations import case as operations
    from tocsin.vocab.triage import Confidence, Statement

    with door_of(home, there) as door:
        filled = operations.RowsFilled(
            case=meant(door, "case", case),
            rows=dict(pairs(rows)),
            not_required=not_required,
            statement=word(Statement, statement, "statement") if statement else None,
            confidence=word(Confidence, confidence, "confidence") if confidence else None,
        )
        before = None if as_json else door.ask(operations.show, operations.Named(case=filled.case)).case
        found = door.ask(operations.fill, filled)
        if before is None:
            answer(door, found, as_json)
        else:
            show_filled(before, found, steps_of(door, found))


@app.command("checklist", epilog="Example: tocsin case checklist c7")
def checklist(
    case: CaseArgument,
    everything: Annotated[bool, typer.Option("--all", help="Rows that are not required, too.")] = False,
    missing: Annotated[bool, typer.Option("--missing", help="Only rows that are missing.")] = False,
    core: Annotated[bool, typer.Option("--core", help="Only rows without which a report is not usable.")] = False,
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """The playbook checklist of the case's lane: filled, missing, not required."""
    from tocsin.cli.caseview import SAID
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import emit, show, table
    from tocsin.operations import case as operations
    from tocsin.vocab.ids import short
    from tocsin.vocab.visible import one_line

    with door_of(home, there) as door:
        asked = operations.ChecklistAsked(case=meant(door, "case", case), missing=missing, core=core)
        lines = door.ask(operations.checklist, asked)
        every = (
            lines if lines or as_json else door.ask(operations.checklist, operations.ChecklistAsked(case=asked.case))
        )
    if as_json:
        emit(lines)
        return
    rows = [
        (line.row.key, line.state, line.row.weight, line.row.text, one_line(line.said, SAID))
        for line in lines
        if everything or line.state != "not_required"
    ]
    empty = "this class has no checklist in the playbook"
    if any(line.state != "not_required" for line in every):
        empty = f"no row is so; every row: tocsin case checklist {short(asked.case)} --all"
    table(("row", "state", "weight", "what", "said"), rows, empty=empty)
    if any(line.said for line in lines):
        show(f"what was said stands here in short; all of it: tocsin case log {short(asked.case)}")


@app.command("assign", epilog="Example: tocsin case assign c7 p2")
def assign(
    case: CaseArgument,
    person: Annotated[str, typer.Argument(help="The person's name or id, or the beginning of either.")],
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Name who answers for the case."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import show
    from tocsin.operations import case as operations
    from tocsin.operations.operation import Nothing
    from tocsin.operations.user import list_people
    from tocsin.vocab.ids import short

    with door_of(home, there) as door:
        given = operations.Assigned(case=meant(door, "case", case), person=person)
        found = door.ask(operations.assign, given)
        if as_json:
            answer(door, found, as_json)
        else:
            people = door.ask(list_people, Nothing())
            name = next(one.name for one in people if one.id == found.case.assigned)
            show(f"{name} answers for {short(found.case.id)} now")


@app.command("log", epilog="Example: tocsin case log c7")
def log(case: CaseArgument, home: Home = None, there: Elsewhere = "", as_json: Json = False) -> None:
    """Every act of the case, oldest first, with the words beside it; what is privileged stays closed."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import emit_line, moment, table
    from tocsin.vocab.act import tag_of

    with door_of(home, there) as door:
        told = list(_acts(door, meant(door, "case", case)))
    if as_json:
        for one in told:
            emit_line(one)
        return
    rows = [
        (one.index, one.leaf.seq, moment(one.leaf.at), tag_of(one.leaf.act), _by(one.leaf.by), one.codes, one.said)
        for one in told
    ]
    table(("entry", "act", "when", "what", "by", "codes", "said about it"), rows, empty="no act")


def _by(person: str) -> str:
    from tocsin.vocab.public_report import FORM_NAME, PUBLIC_FORM

    return FORM_NAME if person == PUBLIC_FORM else person[:15]


def _acts(door: "Door", case: str) -> "Iterator[Told]":
    from tocsin.operations import case as operations
    from tocsin.operations.operation import MOST

    after = 0
    while True:
        some = door.ask(operations.log, operations.LogAsked(case=case, after=after, limit=MOST))
        yield from some
        if len(some) < MOST:
            return
        after = some[-1].leaf.seq + 1


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
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """What is unresolved, with an owner and a day to look again."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import tell_table
    from tocsin.operations import open_item as operations
    from tocsin.operations.case import Named

    with door_of(home, there) as door:
        found = meant(door, "case", case)
        if add:
            given = operations.UnresolvedGiven(case=found, what=add, closes_when=closes_when, check_on=check_on)
            door.ask(operations.add, given)
        if resolve:
            door.ask(operations.resolve, operations.ResolutionGiven(case=found, open_item=resolve, because=because))
        lines = door.ask(operations.list_open, Named(case=found))
    rows = ((line.id[:13], line.state, line.check_on, line.what, line.closes_when) for line in lines)
    columns = ("item", "state", "check on", "what", "closes when")
    tell_table(lines, columns, rows, as_json, empty="nothing is recorded as unresolved")


def answer(door: "Door", view: "CaseView", as_json: bool) -> None:
    """A case as a whole."""
    from tocsin.cli import caseview
    from tocsin.cli.output import emit

    if as_json:
        emit(view)
    else:
        caseview.show_overview(view, view.words, steps_of(door, view))


def steps_of(door: "Door", view: "CaseView") -> "tuple[Onward, ...]":
    """What to do next on a case."""
    from tocsin.operations.case import Named
    from tocsin.operations.status import next_of

    return door.ask(next_of, Named(case=view.case.id))


def pairs(texts: Iterable[str]) -> list[tuple[str, str]]:
    """Several KEY=VALUE as typed, each key once."""
    from tocsin.vocab.errors import BadInput

    found = [pair(text) for text in texts]
    names = [name for name, _ in found]
    for name in names:
        if names.count(name) > 1:
            raise BadInput(f"{name[:60]!r} was given twice", hint="say one of them")
    return found


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
