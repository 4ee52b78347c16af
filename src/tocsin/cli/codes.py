"""`case technique`, `case foreign-id`: codes and numbers beside the class."""

from typing import Annotated

import typer

from tocsin.cli.case import CaseArgument, word
from tocsin.cli.options import Elsewhere, Home, Json


def add_to(app: typer.Typer) -> None:
    """Put these commands into the tree."""
    app.command("technique", epilog="Example: tocsin case technique c7 ATLAS 5.6.0 AML.T0051")(technique)
    app.command("foreign-id", epilog="Example: tocsin case foreign-id c7 cve CVE-2026-42208")(foreign_id)


def technique(
    case: CaseArgument,
    scheme: Annotated[str, typer.Argument(help="ATLAS, OWASP-LLM, CWE, …")],
    version: Annotated[str, typer.Argument(help="The edition the code is from.")],
    code: Annotated[str, typer.Argument(help="The code.")],
    name: Annotated[str, typer.Option(help="Its name there, where the edition is not shipped.")] = "",
    because: Annotated[str, typer.Option(help="Why it fits.")] = "",
    statement: Annotated[str, typer.Option(help="fact, or hypothesis")] = "hypothesis",
    confidence: Annotated[str, typer.Option(help="none, low, med, high, not_specified (STIX 2.1)")] = "not_specified",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Map a technique or weakness code, with its edition and the name it has there."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import emit, show
    from tocsin.operations import coding as operations
    from tocsin.vocab.triage import Confidence, Statement

    stated, sure = word(Statement, statement, "statement"), word(Confidence, confidence, "confidence")
    with door_of(home, there) as door:
        given = operations.TechniqueGiven(
            case=meant(door, "case", case),
            scheme=scheme,
            version=version,
            code=code,
            name=name,
            because=because,
            statement=stated,
            confidence=sure,
        )
        found = door.ask(operations.map_code, given)
    if as_json:
        emit(found)
        return
    for one in found.codes:
        show(f"{one.scheme} {one.version} {one.id}  {one.name}")
    for crossing in found.crossings:
        to = ", ".join(f"{target.scheme} {target.version} {target.id} {target.name}" for target in crossing.to)
        show(f"  since then {crossing.relation}: {to or 'nothing'} ({crossing.source})")


def foreign_id(
    case: CaseArgument,
    scheme: Annotated[str, typer.Argument(help="cve, ghsa, vu, vrf, avid, osv, cisa_incident, ticket, …")],
    number: Annotated[str, typer.Argument(help="The number as they write it.")],
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Record the number that somebody else gave this matter."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import tell
    from tocsin.operations import coding as operations

    with door_of(home, there) as door:
        given = operations.ForeignIdGiven(case=meant(door, "case", case), scheme=scheme, number=number)
        found = door.ask(operations.link_foreign, given)
    tell(found, "\n".join(f"{one} {value}" for one, value in found), as_json)
