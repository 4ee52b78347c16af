"""`feedback …`: what came back, what may have followed, what changed."""

from typing import Annotated

import typer

from tocsin.cli.case import CaseArgument, moment_of
from tocsin.cli.options import Home, Json, case_of, desk_of
from tocsin.cli.share import ShareArgument, day_of, share_of

app = typer.Typer(no_args_is_help=True, help="What came back because of a share, and what changed because of it.")

From = Annotated[str, typer.Option("--with", help="The party that said it.")]
Text = Annotated[str, typer.Option("--text", help="Its words, or yours; kept in the vault.")]


@app.command("add", epilog="Example: tocsin feedback add s4 affected --with vendor --text 'we run that version'")
def add(
    share: ShareArgument,
    kind: Annotated[
        str, typer.Argument(help="acknowledged, affected, not_affected, investigating, fixed, question, …")
    ],
    with_: From,
    text: Text = "",
    means: Annotated[str, typer.Option(help="How it reached us: voice, mail, portal, page, taxii.")] = "voice",
    known_since: Annotated[str | None, typer.Option(help="Known already: since when.")] = None,
    known_from: Annotated[str | None, typer.Option(help="Known already: from what kind of source.")] = None,
    answers: Annotated[str | None, typer.Option(help="The question that this answers.")] = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Take down what a party said because of a share."""
    from tocsin.cli.output import tell
    from tocsin.stages.feedback import Said, receive
    from tocsin.stages.party import find_party
    from tocsin.vocab.ids import short

    with desk_of(home) as desk:
        said = Said(
            party=find_party(desk, with_).id,
            kind=kind,
            text=text,
            means=means,
            known_since=moment_of(known_since) if known_since else None,
            known_from=known_from,
            answers=answers,
        )
        found = receive(desk, share_of(desk, share), said)
    tell(found, f"{short(found.id)}: {found.kind}", as_json)


@app.command("list", epilog="Example: tocsin feedback list s4")
def list_feedback(share: ShareArgument, home: Home = None, as_json: Json = False) -> None:
    """What came back because of a share, and which questions are open."""
    from tocsin.cli.output import moment, tell_table
    from tocsin.stages.preview import account_of
    from tocsin.vocab.ids import short

    with desk_of(home) as desk:
        found = account_of(desk, share_of(desk, share)).feedback
    rows = [
        (short(one.id), one.name, one.kind, moment(one.at), _state(one.kind, one.answered), one.text) for one in found
    ]
    columns = ("feedback", "from", "what", "when", "state", "words")
    tell_table(found, columns, rows, as_json, empty="nothing came back yet: silence is not an answer")


@app.command("after", epilog="Example: tocsin feedback after s4 distributed stated_by_recipient --with cisa")
def after(
    share: ShareArgument,
    step: Annotated[str, typer.Argument(help="analysed, used, enhanced_coordination, distributed, …")],
    state: Annotated[str, typer.Argument(help="stated_by_recipient, seen_by_us, denied_by_recipient, not_known")],
    with_: From,
    on: Annotated[str | None, typer.Option(help="The day on which it was learnt; today where not given.")] = None,
    because: Annotated[str, typer.Option(help="The evidence.")] = "",
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Note what is known of one of the six things that may happen after receipt; until then it is not known."""
    from tocsin.cli.output import tell
    from tocsin.stages.feedback import note_after_receipt
    from tocsin.stages.party import find_party

    with desk_of(home) as desk:
        found = note_after_receipt(
            desk,
            share_of(desk, share),
            given=find_party(desk, with_).id,
            step=step,
            state=state,
            on=day_of(on) if on else desk.clock.now().date(),
            because=because,
        )
    tell(found, f"{step}: {found.state} on {found.on}", as_json)


@app.command("effect", epilog="Example: tocsin feedback effect c7 mitigation 'rule is live' --because-of f2")
def effect(
    case: CaseArgument,
    kind: Annotated[str, typer.Argument(help="mitigation, disclosure or coordination")],
    what: Annotated[str, typer.Argument(help="What changed.")],
    because_of: Annotated[list[str], typer.Option(help="A share or an answer that caused it; again for each.")],
    on: Annotated[str | None, typer.Option(help="On which day; today where not given.")] = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Record what changed because of a share. An effect without a cause is not recorded."""
    from tocsin.cli.output import tell
    from tocsin.stages.feedback import record_effect
    from tocsin.vocab.ids import short

    with desk_of(home) as desk:
        day = day_of(on) if on else desk.clock.now().date()
        found = record_effect(desk, case_of(desk, case), kind=kind, because_of=tuple(because_of), on=day, text=what)
    tell(found, f"{short(found.id)}: {found.kind} on {found.on}", as_json)


def _state(kind: str, answered: bool) -> str:
    from tocsin.vocab.feedback import ASKING

    if kind not in ASKING:
        return ""
    return "answered" if answered else "open"
