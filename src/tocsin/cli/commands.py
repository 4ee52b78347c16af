"""The tree of commands, in the order of the route."""

from collections.abc import Callable
from functools import cache
from typing import Annotated

import typer
from typer.main import get_command

from tocsin import __version__
from tocsin.cli import (
    bench,
    beside,
    care,
    case_list,
    claim,
    clean,
    codes,
    contact,
    custody,
    demo,
    dictionary,
    evidence,
    feedback,
    home,
    impact,
    intake,
    keys,
    ledger,
    login,
    looking,
    marks,
    ours,
    outbox,
    party,
    policy,
    ready,
    recall,
    report,
    scan,
    serve,
    share,
    timeline,
    token,
    triage,
    user,
    verify,
)
from tocsin.cli.case import app as cases
from tocsin.cli.options import acting

app = typer.Typer(
    name="tocsin",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="The AI security sharing desk: from raw evidence to the right facts in the right hands, provably.",
    epilog="Start with `tocsin demo`, or make a home of your own with `tocsin init`.",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tocsin {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
    person: Annotated[
        str,
        typer.Option(
            "--as",
            metavar="PERSON",
            envvar="TOCSIN_AS",
            help="Who acts, by name or id, or the beginning of either; `acting` of the home where not given.",
        ),
    ] = "",
) -> None:
    """The AI security sharing desk."""
    acting.set(person)


for part in (demo, home, ready, intake, triage, impact, scan, verify, outbox, serve, login, care, bench):
    part.add_to(app)
case_list.add_to(cases)
timeline.add_to(cases)
marks.add_to(cases)
codes.add_to(cases)
contact.add_to(cases)
clean.add_to(cases)
custody.add_to(evidence.app)
looking.add_to(evidence.app)
ours.add_to(share.app)
recall.add_to(share.app)
cases.add_typer(triage.score_app, name="score")
app.add_typer(report.app, name="report")
app.add_typer(cases, name="case")
app.add_typer(evidence.app, name="evidence")
app.add_typer(beside.duty_app, name="duty")
app.add_typer(beside.record_app, name="record")
app.add_typer(party.app, name="party")
app.add_typer(token.app, name="token")
app.add_typer(policy.app, name="policy")
app.add_typer(dictionary.app, name="dictionary")
app.add_typer(share.app, name="share")
app.add_typer(feedback.app, name="feedback")
app.add_typer(claim.app, name="claim")
app.add_typer(ledger.app, name="ledger")
app.add_typer(user.app, name="user")
app.add_typer(keys.app, name="key")


@cache
def tree() -> Callable[..., object]:
    """The whole tree, ready to run; made once a process, for making it takes longer than most commands."""
    return get_command(app)
