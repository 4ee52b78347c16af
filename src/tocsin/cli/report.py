"""`report`: how a report stands, what its reporter was told and answered."""

from typing import Annotated

import typer

from tocsin.cli.options import Elsewhere, Home, Json

app = typer.Typer(no_args_is_help=True)


@app.command("follow", epilog="Example: tocsin report follow report-4d….9f…")
def follow(
    code: Annotated[str, typer.Argument(help="The receipt code.")],
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """What the holder of a receipt may read about their report."""
    from tocsin.cli.door import door_of
    from tocsin.cli.output import tell
    from tocsin.operations import intake as operations

    with door_of(home, there) as door:
        found = door.ask(operations.follow, operations.ReceiptShown(code=code))
    notes = (f"  {at}  {state}: {text}" for at, state, text in found.notes)
    words = (f"{found.report}: {found.state}, received {found.received_at}", found.meaning, *notes)
    tell(found, "\n".join(words), as_json)


@app.command("answer", epilog="Example: tocsin report answer 4d resolved --note 'Both releases are blocked.'")
def answer(
    report: Annotated[str, typer.Argument(help="The report's id.")],
    state: Annotated[str, typer.Argument(help="reviewing, accepted, needs_information, passed_on, declined, resolved")],
    note: Annotated[str, typer.Option(help="The sentence the reporter reads.")] = "",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Tell the reporter how it stands; they read it with their receipt."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import tell
    from tocsin.operations import intake as operations

    with door_of(home, there) as door:
        given = operations.ReportStandGiven(report=meant(door, "report", report), state=state, note=note)
        after = door.ask(operations.answer, given)
    tell(after, f"{after.id}: {after.state}", as_json)


@app.command("show", epilog="Example: tocsin report show 4d")
def show_report(
    report: Annotated[str, typer.Argument(help="The report's id.")],
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """One report: what its reporter was told, and what they answered."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import moment, tell
    from tocsin.operations import intake as operations

    with door_of(home, there) as door:
        found = door.ask(operations.show, operations.ReportNamed(report=meant(door, "report", report)))
    lines = [(one.at, f"we: {one.state} {one.text}") for one in found.told]
    lines += [(one.at, f"they: {one.text}") for one in found.said]
    words = (
        f"{found.id}: {found.state}, received {moment(found.received_at)}{_through(found.means)}",
        found.title,
        f"from {found.reporter or 'nobody named'}; reached by {found.contact or 'nothing that they said'}",
        *(f"  {moment(at)}  {line}" for at, line in sorted(lines)),
    )
    tell(found, "\n".join(words), as_json)


@app.command("form", epilog="Example: tocsin report form")
def form_stands(home: Home = None, there: Elsewhere = "", as_json: Json = False) -> None:
    """Whether people without an account may report here, and how many of their reports nobody has looked at."""
    from tocsin.cli.door import door_of
    from tocsin.cli.output import tell
    from tocsin.operations import intake as operations
    from tocsin.operations.operation import Nothing

    with door_of(home, there) as door:
        found = door.ask(operations.form, Nothing())
    stands = f"open at {found.path}" if found.is_open else "closed (public_intake in tocsin.toml)"
    tell(found, f"the public form is {stands}; {found.waiting} of at most {found.most} reports wait unread", as_json)


@app.command("list", epilog="Example: tocsin report list")
def list_reports(home: Home = None, there: Elsewhere = "", as_json: Json = False) -> None:
    """Every report, newest first, with its state."""
    from tocsin.cli.door import door_of, every
    from tocsin.cli.output import case_cell, emit_line, moment, table
    from tocsin.operations import intake as operations

    with door_of(home, there) as door:
        found = every(door, operations.list_reports, operations.ReportsAsked())
        if as_json:
            for one in found:
                emit_line(one)
            return
        rows = [
            (
                one.id[:15],
                f"{one.state}{_through(one.means)}",
                moment(one.received_at),
                case_cell(one.case, one.exercise),
                one.title,
            )
            for one in found
        ]
    table(("report", "state", "received", "case", "title"), rows, empty="no report yet: `tocsin add FILE`")


def _through(means: str) -> str:
    return ", through the public form" if means else ""
