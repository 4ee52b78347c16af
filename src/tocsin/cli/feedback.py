"""`feedback …`: what came back, what followed, what changed."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tocsin.cli.case import CaseArgument, moment_of, word
from tocsin.cli.options import Elsewhere, Home, Json
from tocsin.cli.share import ShareArgument, day_of

if TYPE_CHECKING:
    from tocsin.cli.door import Door
    from tocsin.stages.delivery_note import Arrived
    from tocsin.stages.receipt import Taken

app = typer.Typer(no_args_is_help=True)

WAY = "way in which it reached us"

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
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Take down what a party said because of a share; or take in what it signed (--receipt).

    A receipt counts only for the very delivery it names, signed with the key that was declared for its recipient.
    """
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import tell
    from tocsin.operations import feedback as operations
    from tocsin.vocab.errors import BadInput
    from tocsin.vocab.feedback import FeedbackKind, KnownFrom, Means
    from tocsin.vocab.ids import short

    with door_of(home, there) as door:
        if receipt:
            _take_in(door, (share, with_, means), receipt, any((kind, text, known_since, known_from, answers)), as_json)
            return
        if not kind or not with_:
            raise BadInput("who said what is missing", hint="give KIND and --with PARTY, or --receipt FILE")
        said = operations.FeedbackGiven(
            share=meant(door, "share", share),
            party=with_,
            kind=word(FeedbackKind, kind, "kind of feedback"),
            text=text,
            means=word(Means, means or "voice", WAY),
            known_since=moment_of(known_since) if known_since else None,
            known_from=word(KnownFrom, known_from, "kind of source") if known_from else None,
            answers=answers,
        )
        found = door.ask(operations.add, said)
    tell(found, f"{short(found.id)}: {found.kind}", as_json)


@app.command("list", epilog="Example: tocsin feedback list s4")
def list_feedback(share: ShareArgument, home: Home = None, there: Elsewhere = "", as_json: Json = False) -> None:
    """What came back because of a share, and which questions are open."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import moment, tell_table
    from tocsin.operations import feedback as operations
    from tocsin.operations.share import ShareAsked
    from tocsin.vocab.ids import short

    with door_of(home, there) as door:
        found = door.ask(operations.list_feedback, ShareAsked(share=meant(door, "share", share)))
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
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Sign for a document that another organization shared with you, under the terms it came with.

    Without --out nothing is signed: it shows whether note and document fit, and which terms you would accept.
    """
    from tocsin.cli.door import door_of
    from tocsin.cli.output import emit, new_file, say
    from tocsin.cli.triage import read_document
    from tocsin.operations import receipt as operations

    signing = operations.SigningWanted(note=_note(note), document=read_document(str(document)), grade=_grade(grade))
    with door_of(home, there) as door:
        arrived = door.ask(operations.look, operations.ArrivedGiven(note=signing.note, document=signing.document))
        if not as_json:
            _show_arrived(arrived, signing.grade)
        elif out is None:
            emit(arrived)
        if arrived.recipient not in ("", arrived.signs_as):
            say(f"the sender calls its recipient {arrived.recipient!r}; you sign as {arrived.signs_as!r}")
        if out is None:
            say("nothing was signed: --out FILE signs it")
            return
        with new_file(out) as target:
            signed = door.ask(operations.sign, signing)
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
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Note what is known of one of the six things that may happen after receipt; until then it is not known."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import tell
    from tocsin.operations import feedback as operations
    from tocsin.vocab.feedback import AfterReceipt, Knowledge

    what, known = word(AfterReceipt, step, "thing that may happen after receipt"), word(Knowledge, state, "state")
    with door_of(home, there) as door:
        given = operations.AfterGiven(
            share=meant(door, "share", share),
            party=with_,
            step=what,
            state=known,
            on=day_of(on) if on else None,
            because=because,
        )
        found = door.ask(operations.note_after, given)
    tell(found, f"{step}: {found.state} on {found.on}", as_json)


@app.command("effect", epilog="Example: tocsin feedback effect c7 mitigation 'rule is live' --because-of f2")
def effect(
    case: CaseArgument,
    kind: Annotated[str, typer.Argument(help="mitigation, disclosure or coordination")],
    what: Annotated[str, typer.Argument(help="What changed.")],
    because_of: Annotated[list[str], typer.Option(help="A share or an answer that caused it; again for each.")],
    on: Annotated[str | None, typer.Option(help="On which day; today where not given.")] = None,
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Record what changed because of a share. An effect without a cause is not recorded."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import tell
    from tocsin.operations import feedback as operations
    from tocsin.vocab.feedback import EffectKind
    from tocsin.vocab.ids import short

    changed = word(EffectKind, kind, "kind of effect")
    with door_of(home, there) as door:
        given = operations.EffectGiven(
            case=meant(door, "case", case),
            kind=changed,
            what=what,
            because_of=tuple(because_of),
            on=day_of(on) if on else None,
        )
        found = door.ask(operations.effect, given)
    tell(found, f"{short(found.id)}: {found.kind} on {found.on}", as_json)


def _note(name: str) -> str:
    """A delivery note as text; bytes that are none are said to be none where it is read."""
    from tocsin.cli.triage import read_document

    return read_document(name).decode("utf-8", "replace")


def _grade(given: str) -> Literal["E1", "E2", "E3"]:
    from tocsin.vocab.errors import BadInput

    match given:
        case "E1" | "E2" | "E3":
            return given
    raise BadInput(f"{given[:60]!r} is no grade of a receipt", hint="one of: E1, E2, E3")


def _take_in(door: "Door", of: tuple[str, str, str], file: str, is_said: bool, as_json: bool) -> None:
    from io import BytesIO

    from tocsin.cli.door import meant
    from tocsin.cli.triage import read_document
    from tocsin.operations import feedback as operations
    from tocsin.vocab.errors import BadInput
    from tocsin.vocab.feedback import Means

    if is_said:
        raise BadInput("a receipt says itself what it says", hint="give SHARE, --receipt FILE, at most --with")
    share, party, means = of
    given = operations.ReceiptGiven(
        share=meant(door, "share", share), party=party, means=word(Means, means or "other", WAY)
    )
    taken = door.hand_in(operations.take_receipt, given, BytesIO(read_document(file)))
    _tell_taken(door, taken, given.share, as_json)


def _tell_taken(door: "Door", taken: "Taken", share: str, as_json: bool) -> None:
    from tocsin.cli.output import say, tell
    from tocsin.operations.share import ShareAsked, show
    from tocsin.vocab.ids import short

    names = {one.party: one.name for one in door.ask(show, ShareAsked(share=share)).recipients}
    what = f"signed {taken.record} ({taken.grade}) of {names.get(taken.party, taken.party)}"
    joined = "" if taken.is_new else ", which was taken in before: nothing was recorded"
    tell(taken, f"{short(taken.feedback.id)}: {what}{joined}", as_json)
    if not taken.as_offered:
        say("it accepts other terms than were offered: it is kept and shown, and no claim rests on it")
    if taken.contradicts:
        say(f"it contradicts {short(taken.contradicts)}: both are kept, and a claim over this case says CONTRADICTED")


def _show_arrived(arrived: "Arrived", grade: str) -> None:
    from tocsin.cli.output import show

    show(f"from {arrived.sender}, key {arrived.tied}")
    show(f"  {arrived.key}")
    show(
        f"released {arrived.released_at or 'at a time not shown'}; the document is {arrived.document_sha256} (SHA-256)"
    )
    for name, words in arrived.terms:
        show(f"  {name}: {words}")
    what = "you received it, under these terms" if grade == "E1" else f"{grade} of it"
    show(f"signed as {arrived.signs_as}: {what}")


def _state(kind: str, answered: bool) -> str:
    from tocsin.vocab.feedback import ASKING

    if kind not in ASKING:
        return ""
    return "answered" if answered else "open"
