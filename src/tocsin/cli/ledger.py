"""`ledger …`: the record and its proofs."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.options import Elsewhere, Home, Json, desk_of
from tocsin.vocab.visible import counted

app = typer.Typer(no_args_is_help=True)


@app.command("verify", epilog="Example: tocsin ledger verify --against checkpoint-of-last-week.txt")
def verify(
    against: Annotated[Path | None, typer.Option(help="A checkpoint you kept elsewhere: hold the log to it.")] = None,
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Check every act, the tree, the checkpoints and the index; name each place that does not hold. Exit 1 if any."""
    from io import BytesIO

    from tocsin.cli.door import door_of
    from tocsin.cli.output import emit, show, table
    from tocsin.cli.triage import read_document
    from tocsin.operations import ledger as operations
    from tocsin.operations.operation import Nothing

    kept = read_document(str(against)) if against else None
    with door_of(home, there) as door:
        if kept is None:
            found = door.ask(operations.verify, Nothing())
        else:
            found = door.hand_in(operations.hold_to, Nothing(), BytesIO(kept))
    if as_json:
        emit(found)
    else:
        if found.findings:
            table(("place", "what is wrong"), [(one.place, one.what) for one in found.findings], empty="")
        entries = counted(found.entries, "entry", "entries")
        show(f"{'holds' if found.holds else 'DOES NOT HOLD'}: {entries}, root {found.root}")
        if found.held_to is not None:
            show(f"the kept checkpoint signed the first {counted(found.held_to, 'entry', 'entries')} as they stand")
        show(found.limit)
    if not found.holds:
        raise typer.Exit(1)


@app.command("prove", epilog="Example: tocsin ledger prove 41 --out act-41.tlog-proof")
def prove(
    index: Annotated[int, typer.Argument(help="The entry, as `case log` shows it.")],
    out: Annotated[Path | None, typer.Option(help="Write the proof to this new file.")] = None,
    leaf: Annotated[Path | None, typer.Option(help="Write the entry's own bytes to this new file.")] = None,
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """An offline proof (C2SP tlog-proof) that an entry stands in the log."""
    from tocsin.cli.door import door_of
    from tocsin.cli.output import emit, new_file, say
    from tocsin.operations import ledger as operations
    from tocsin.vocab.exercise import EXERCISE

    with door_of(home, there) as door:
        found = door.ask(operations.prove, operations.EntryAsked(index=index))
    if found.exercise:
        say(f"{EXERCISE} {EXERCISE} {EXERCISE}: the entry is of a practice case")
    for target, content in ((out, found.proof), (leaf, found.leaf)):
        if target is not None:
            with new_file(target) as file:
                file.write(content.encode())
    if as_json:
        emit(found)
    elif out is None:
        sys.stdout.write(found.proof)


@app.command("growth", epilog="Example: tocsin ledger growth 120 --json")
def growth(
    old: Annotated[int, typer.Argument(help="How many entries the log had then.")],
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """A consistency proof (RFC 9162) that the log then is the beginning of the log now."""
    from tocsin.cli.door import door_of
    from tocsin.cli.output import tell
    from tocsin.operations import ledger as operations

    with door_of(home, there) as door:
        found = door.ask(operations.prove_growth, operations.GrowthAsked(old=old))
    tell(found, "\n  ".join((f"from {found.old} to {counted(found.new, 'entry', 'entries')}", *found.proof)), as_json)


@app.command("checkpoint", epilog="Example: tocsin ledger checkpoint > checkpoint.txt")
def checkpoint(home: Home = None, there: Elsewhere = "", as_json: Json = False) -> None:
    """The newest signed checkpoint: keep it elsewhere, and nobody can rewrite what is before it unnoticed."""
    from tocsin.cli.door import door_of
    from tocsin.cli.output import emit
    from tocsin.operations import ledger as operations
    from tocsin.operations.operation import Nothing

    with door_of(home, there) as door:
        found = door.ask(operations.checkpoint, Nothing())
    if as_json:
        emit(found)
    else:
        sys.stdout.write(found.checkpoint)


@app.command("rebuild", epilog="Example: tocsin ledger rebuild")
def rebuild(home: Home = None, as_json: Json = False) -> None:
    """Throw the index away and make it anew from the acts."""
    from tocsin.cli.output import tell
    from tocsin.stages.ledger import rebuild as anew

    with desk_of(home) as desk:
        different = anew(desk)
    words = f"rebuilt; {counted(different, 'row')} had been different" if different else "rebuilt; it is identical"
    tell({"different": different}, words, as_json)
