"""`claim …`: one file that a stranger checks, of what was shared."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from tocsin.cli.options import Elsewhere, Home, Json
from tocsin.vocab.visible import counted

app = typer.Typer(no_args_is_help=True)

Members = Annotated[list[str] | None, typer.Option(help="A member of the records; again for each.")]


@app.command("make", epilog="Example: tocsin claim make c7 --out share.claim.json --show recipient")
def make(
    cases: Annotated[list[str], typer.Argument(metavar="CASE…", help="The cases whose shares are claimed.")],
    out: Annotated[Path, typer.Option(help="A new file; it is named *.claim.json.")] = Path("tocsin.claim.json"),
    asks: Annotated[
        Literal["sent", "acknowledged"],
        typer.Option(help="acknowledged: a share without a signed receipt is UNANSWERED."),
    ] = "sent",
    show: Members = None,
    hide: Members = None,
    since: Annotated[str | None, typer.Option(help="Only of this period: from this moment on.")] = None,
    until: Annotated[str | None, typer.Option(help="Up to, not including, this moment.")] = None,
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Write a claim over everything that left of these cases. Who got it stays withheld unless you show it.

    It is verified before it is written. `tocsin verify FILE` checks it anywhere, offline, without a home.
    """
    from tocsin.cli.case import moment_of
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import new_file, say, tell
    from tocsin.operations import claim as operations
    from tocsin.verifier.claim import verify

    first, last = (moment_of(one) if one is not None else None for one in (since, until))
    with door_of(home, there) as door:
        claimed = tuple(meant(door, "case", case) for case in cases)
        wanted = operations.ClaimWanted(
            cases=claimed, asks=asks, show=tuple(show or ()), hide=tuple(hide or ()), since=first, until=last
        )
        claim = b"".join(door.ask(operations.make, wanted).pieces)
        for one in door.ask(operations.list_left_out, operations.CasesAsked(cases=claimed)):
            say(f"left out: a receipt of {one.signer}, which accepts other terms than were offered")
    with new_file(out) as target:
        target.write(claim)
    found = verify(claim)
    shares, reached = len(found["statement"]["shares"]), found["statement"]["reached"]
    grades = ", ".join(f"{count} {grade}" for grade, count in reached.items() if count)
    what = f"{counted(shares, 'share')} ({grades}), {found['verdict']}"
    said = f"{out}: {what}; check it anywhere with `tocsin verify {out}`"
    made = {"file": str(out), "verdict": found["verdict"], "shares": shares, "reached": reached}
    tell({**made, "size_bytes": len(claim)}, said, as_json)
