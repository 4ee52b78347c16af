"""`feedback …`: what came back, what followed, what changed."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.case import CaseArgument, moment_of
from tocsin.cli.options import Home, Json, case_of, desk_of
from tocsin.cli.share import ShareArgument, day_of, share_of

if TYPE_CHECKING:
    from tocsin.stages.delivery_note import Arrived
    from tocsin.stages.desk import Desk
    from tocsin.stages.receipt import Taken

app = typer.Typer(no_args_is_help=True, help="What came back because of a share, and what changed because of it.")

From = Annotated[str, typer.Option("--with", help="The party that said it.")]
Text = Annotated[str, typer.Option("--text", help="Its words, or yours; kept in the vault.")]


@app.command("add", epilog="Example: tocsin feedback add s4 affected --with vendor --text 'we run that version'")
def add(
    share: ShareArgument,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="[KIND]", help="acknowledged, affected, not_affected, investigating, fixed, question, …"
        ),
    ] = "",
    with_: Annotated[str, typer.Option("--with", help="The party that said it; a receipt says so itself.")] = "",
    receipt: Annotated[
        str, typer.Option(metavar="FILE", help="A receipt or feedback that the party signed; `-` reads standard input.")
    ] = "",
    text: Text = "",
    means: Annotated[str, typer.Option(help="How it reached us: voice, mail, portal, page, taxii, other.")] = "",
    known_since: Annotated[str | None, typer.Option(help="Known already: since when.")] = None,
    known_from: Annotated[str | None, typer.Option(help="Known already: from what kind of source.")] = None,
    answers: Annotated[str | None, typer.Option(help="The question that this answers.")] = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Take down what a party said because of a share; or take in what it signed (--receipt).

    A receipt counts only for the very delivery it names, signed with the key that was declared for its recipient.
    """
    from tocsin.cli.output import tell
    from tocsin.stages.feedback import Said, receive
    from tocsin.stages.party import find_party
    from tocsin.vocab.errors import BadInput
    from tocsin.vocab.ids import short

    if receipt:
        if kind or text or known_since or known_from or answers:
            raise BadInput("a receipt says itself what it says", hint="give SHARE, --receipt FILE, at most --with")
        with desk_of(home) as desk:
            _tell_taken(desk, _take_in(desk, share, receipt, with_, means), as_json)
        return
    if not kind or not with_:
        raise BadInput("who said what is missing", hint="give KIND and --with PARTY, or --receipt FILE")
    with desk_of(home) as desk:
        said = Said(
            party=find_party(desk, with_).id,
            kind=kind,
            text=text,
            means=means or "voice",
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
        (short(one.id), one.name, one.kind, moment(one.at), _state(one.kind, one.answered), one.evidence, one.text)
        for one in found
    ]
    columns = ("feedback", "from", "what", "when", "state", "evidence", "words")
    tell_table(found, columns, rows, as_json, empty="nothing came back yet: silence is not an answer")


@app.command(
    "receipt", epilog="Example: tocsin feedback receipt report.json.note.json --document report.json --out r.txt"
)
def receipt(
    note: Annotated[str, typer.Argument(metavar="NOTE", help="The delivery note that the sender gave you.")],
    document: Annotated[Path, typer.Option(help="The document as you received it.")],
    out: Annotated[Path | None, typer.Option(help="Sign, and write what you sign to this new file.")] = None,
    grade: Annotated[str, typer.Option(help="E1 received; feedback on it: E2 used or changed, E3 found.")] = "E1",
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Sign for a document that another organization shared with you, under the terms it came with.

    Without --out nothing is signed: it shows whether note and document fit, and which terms you would accept.
    """
    from tocsin.cli.output import emit, new_file, say
    from tocsin.cli.triage import read_document
    from tocsin.stages.delivery_note import open_note, sign_for
    from tocsin.vocab.delivery_note import read_note

    with desk_of(home) as desk:
        arrived = open_note(desk, read_note(read_document(note)), read_document(str(document)))
        if not as_json:
            _show_arrived(desk, arrived, grade)
        elif out is None:
            emit(arrived)
        if arrived.recipient not in ("", desk.record_key.name):
            say(f"the sender calls its recipient {arrived.recipient!r}; you sign as {desk.record_key.name!r}")
        if out is None:
            say("nothing was signed: --out FILE signs it")
            return
        with new_file(out) as target:
            signed = sign_for(desk, arrived, grade=grade)
            target.write(f"{signed.sd_jwt}\n".encode())
    if not signed.is_new:
        say("you signed this before: it is the same record again")
    if as_json:
        emit({"record": signed.record, "grade": signed.grade, "file": str(out), "is_new": signed.is_new})


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


def _take_in(desk: "Desk", share: str, file: str, given: str, means: str) -> "Taken":
    from tocsin.cli.triage import read_document
    from tocsin.stages.party import find_party
    from tocsin.stages.receipt import take_in

    whom = find_party(desk, given).id if given else ""
    return take_in(desk, share_of(desk, share), read_document(file), given=whom, means=means or "other")


def _tell_taken(desk: "Desk", taken: "Taken", as_json: bool) -> None:
    from tocsin.cli.output import say, tell
    from tocsin.stages.preview import name_of_party
    from tocsin.vocab.ids import short

    what = f"signed {taken.record} ({taken.grade}) of {name_of_party(desk, taken.party)}"
    joined = "" if taken.is_new else ", which was taken in before: nothing was recorded"
    tell(taken, f"{short(taken.feedback.id)}: {what}{joined}", as_json)
    if not taken.as_offered:
        say("it accepts other terms than were offered: it is kept and shown, and no claim rests on it")
    if taken.contradicts:
        say(f"it contradicts {short(taken.contradicts)}: both are kept, and a claim over this case says CONTRADICTED")


def _show_arrived(desk: "Desk", arrived: "Arrived", grade: str) -> None:
    from tocsin.cli.output import show

    show(f"from {arrived.sender}, key {arrived.tied}")
    show(f"  {arrived.key}")
    show(
        f"released {arrived.released_at or 'at a time not shown'}; the document is {arrived.document_sha256} (SHA-256)"
    )
    for name, words in arrived.terms:
        show(f"  {name}: {words}")
    what = "you received it, under these terms" if grade == "E1" else f"{grade} of it"
    show(f"signed as {desk.record_key.name}: {what}")


def _state(kind: str, answered: bool) -> str:
    from tocsin.vocab.feedback import ASKING

    if kind not in ASKING:
        return ""
    return "answered" if answered else "open"
