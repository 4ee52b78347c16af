"""`claim …`: one file that a stranger checks, of what was shared."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tocsin.cli.options import Home, Json, case_of, desk_of
from tocsin.vocab.visible import counted

if TYPE_CHECKING:
    from tocsin.ledger.claim import Period

app = typer.Typer(no_args_is_help=True, help="Claims: what was shared, when, by which road, under which terms.")

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
    as_json: Json = False,
) -> None:
    """Write a claim over everything that left of these cases. Who got it stays withheld unless you show it.

    It is verified before it is written. `tocsin verify FILE` checks it anywhere, offline, without a home.
    """
    from tocsin.cli.output import new_file, say, tell
    from tocsin.stages.claim import Asked, claim_of, left_out
    from tocsin.verifier.claim import verify

    asked = Asked(asks=asks, show=frozenset(show or ()), hide=frozenset(hide or ()), period=_period(since, until))
    with desk_of(home) as desk:
        claimed = [case_of(desk, case) for case in cases]
        claim = claim_of(desk, claimed, asked)
        for one in left_out(desk, claimed):
            say(f"left out: a receipt of {one.key.name}, which accepts other terms than were offered")
    with new_file(out) as target:
        target.write(claim)
    found = verify(claim)
    shares, reached = len(found["statement"]["shares"]), found["statement"]["reached"]
    grades = ", ".join(f"{count} {grade}" for grade, count in reached.items() if count)
    what = f"{counted(shares, 'share')} ({grades}), {found['verdict']}"
    said = f"{out}: {what}; check it anywhere with `tocsin verify {out}`"
    made = {"file": str(out), "verdict": found["verdict"], "shares": shares, "reached": reached}
    tell({**made, "size_bytes": len(claim)}, said, as_json)


def _period(since: str | None, until: str | None) -> "Period | None":
    from datetime import UTC

    from tocsin.cli.case import moment_of
    from tocsin.ledger.claim import Period
    from tocsin.vocab.errors import BadInput

    if since is None and until is None:
        return None
    if since is None or until is None:
        raise BadInput("a period has two ends", hint="give --since and --until")
    first, last = (moment_of(one).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") for one in (since, until))
    return Period(first=first, last=last)
