"""`triage` without a home, and severity beside a case."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.options import Elsewhere, Home, Json

score_app = typer.Typer(no_args_is_help=True, help="Severity beside the class: CVSS 4.0 and OWASP AIVSS 0.8.")


def add_to(app: typer.Typer) -> None:
    """Put these commands into the tree."""
    app.command("triage", epilog="Example: tocsin triage --facts reports.jsonl")(triage)


def add_score_to(cases: typer.Typer) -> None:
    """Put `case score` into the tree."""
    cases.add_typer(score_app, name="score")


def triage(
    facts: Annotated[
        str, typer.Option("--facts", help="JSON Lines with `facts` in every line; `-` reads standard input.")
    ],
    as_json: Json = True,
) -> None:
    """Classify by facts: one line out for every line in, in order. Preliminary, not a legal determination."""
    from tocsin.cli.output import emit_line, say
    from tocsin.rules.triage import triage_line
    from tocsin.vocab.boundary import PRELIMINARY
    from tocsin.vocab.document import json_lines
    from tocsin.vocab.triage import BadLine

    is_bad = False
    for number, line in json_lines(read_document(facts)):
        answer = triage_line(line, number)
        is_bad = is_bad or isinstance(answer, BadLine)
        emit_line(answer)
    say(f"Of every class above: {PRELIMINARY[0].lower()}{PRELIMINARY[1:]}")
    if is_bad:
        raise typer.Exit(2)


def read_document(name: str) -> bytes:
    """The bytes of a file or of standard input, within the limit for documents."""
    from tocsin.vocab.errors import BadInput, TooMuch
    from tocsin.vocab.limits import LIMITS

    try:
        if name == "-":
            data = sys.stdin.buffer.read(LIMITS.document_bytes + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(LIMITS.document_bytes + 1)
    except OSError as fault:
        raise BadInput(f"{name}: {fault.strerror}", hint="check the file's name and rights") from fault
    if len(data) > LIMITS.document_bytes:
        raise TooMuch(f"{name} is larger than {LIMITS.document_bytes:,} bytes", hint="split it and run it in parts")
    return data


@score_app.command("cvss", epilog="Example: tocsin case score cvss c7 CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/…")
def cvss(
    case: Annotated[str, typer.Argument(metavar="CASE")],
    vector: Annotated[str, typer.Argument(help="A CVSS 4.0 vector: CVSS:4.0/AV:N/…")],
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Record a CVSS 4.0 score with its vector."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import tell
    from tocsin.operations import coding as operations

    with door_of(home, there) as door:
        given = operations.VectorGiven(case=meant(door, "case", case), vector=vector)
        found = door.ask(operations.cvss, given)
    tell(found, f"CVSS 4.0 {found.score} {found.band} ({found.nomenclature}). {SCORE_IS_NOT}", as_json)


@score_app.command("aivss", epilog="Example: tocsin case score aivss c7 CVSS:4.0/AV:N/… tools=1.0 autonomy=0.5")
def aivss(
    case: Annotated[str, typer.Argument(metavar="CASE")],
    vector: Annotated[str, typer.Argument(help="The CVSS 4.0 vector it stands on.")],
    inputs: Annotated[list[str] | None, typer.Argument(metavar="[FACTOR=LEVEL]…", help="0.0, 0.5 or 1.0 each.")] = None,
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Record an OWASP AIVSS 0.8 score; factors you do not know leave a range."""
    import msgspec

    from tocsin.cli.case import pair
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import tell
    from tocsin.operations import coding as operations
    from tocsin.rules.severity import write_aivss
    from tocsin.vocab.errors import BadInput
    from tocsin.vocab.severity import AivssInputs

    try:
        given = msgspec.convert({"vector": vector, **dict(map(pair, inputs or []))}, AivssInputs)
    except msgspec.ValidationError as error:
        raise BadInput(f"AIVSS inputs: {error}", hint="factors are 0.0, 0.5, 1.0 or unknown") from error
    with door_of(home, there) as door:
        found = door.ask(operations.aivss, operations.AivssGiven(case=meant(door, "case", case), inputs=given))
    tell(found, f"{write_aivss(found)}. {SCORE_IS_NOT}", as_json)


SCORE_IS_NOT = "A score is not disclosure, not a duty, and no proof of safety."
