"""`dictionary …`: the organization's own words that must not leave."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.options import Elsewhere, Home, Json

if TYPE_CHECKING:
    from tocsin.vocab.dictionary import Dictionary, Word

app = typer.Typer(no_args_is_help=True)


@app.command("import", epilog="Example: tocsin dictionary import ours.json")
def take(
    file: Annotated[
        Path, typer.Argument(help="A JSON object: org_names, domains, hosts, netblocks, victims, people, …")
    ],
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Take in the words that every cleaning looks for from now on, in place of the ones before."""
    from io import BytesIO

    from tocsin.cli.door import door_of
    from tocsin.cli.output import tell
    from tocsin.cli.triage import read_document
    from tocsin.operations import dictionary as operations
    from tocsin.operations.operation import Nothing

    data = read_document(str(file))
    with door_of(home, there) as door:
        found = door.hand_in(operations.take, Nothing(), BytesIO(data))
    count = sum(len(getattr(found, name)) for name in found.__struct_fields__)
    tell(found, f"{count} words are looked for from now on; clean cases again: `tocsin case clean CASE`", as_json)


@app.command("show", epilog="Example: tocsin dictionary show")
def show(home: Home = None, there: Elsewhere = "", as_json: Json = False) -> None:
    """The words that are looked for."""
    from tocsin.cli.door import door_of
    from tocsin.cli.output import tell_table
    from tocsin.operations import dictionary as operations
    from tocsin.operations.operation import Nothing

    with door_of(home, there) as door:
        found = door.ask(operations.show, Nothing())
    rows = [(name, ", ".join(getattr(found, name))) for name in found.__struct_fields__ if getattr(found, name)]
    empty = "no words yet: nothing of yours is known here. `tocsin dictionary import FILE`"
    tell_table(found, ("what", "words"), rows, as_json, empty=empty)


Words = Annotated[
    list[str], typer.Argument(metavar="FIELD=WORD…", help="Such as people='Jane Roe' or hosts=db-prod-07")
]


@app.command("add", epilog="Example: tocsin dictionary add people='Jane Roe' hosts=db-prod-07")
def add(words: Words, home: Home = None, there: Elsewhere = "", as_json: Json = False) -> None:
    """Put words beside those that are looked for already."""
    from tocsin.cli.door import door_of
    from tocsin.cli.output import tell
    from tocsin.operations import dictionary as operations

    with door_of(home, there) as door:
        found = door.ask(operations.add, operations.WordsGiven(words=_words(words)))
    tell(found, _count(found), as_json)


@app.command("drop", epilog="Example: tocsin dictionary drop people='Jane Roe'")
def drop(words: Words, home: Home = None, there: Elsewhere = "", as_json: Json = False) -> None:
    """Take words out again: cleaning looks for them no longer."""
    from tocsin.cli.door import door_of
    from tocsin.cli.output import tell
    from tocsin.operations import dictionary as operations

    with door_of(home, there) as door:
        found = door.ask(operations.drop, operations.WordsGiven(words=_words(words)))
    tell(found, _count(found), as_json)


@app.command("assets", epilog="Example: tocsin dictionary assets inventory.csv --dry-run")
def assets(
    file: Annotated[
        Path, typer.Argument(help="CSV with a line of names on top: hostname, ip, owner, email, domain, …")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what it would add, and add nothing.")] = False,
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Take in the words of an asset list. What in it is no host, address or mailbox is listed by its line."""
    from io import BytesIO

    from tocsin.cli.door import door_of
    from tocsin.cli.output import emit, say, show, table
    from tocsin.cli.triage import read_document
    from tocsin.operations import dictionary as operations

    data = read_document(str(file))
    with door_of(home, there) as door:
        found = door.hand_in(operations.preview, operations.ListGiven(name=file.name), BytesIO(data))
        if found.new and not dry_run:
            door.ask(operations.add, operations.WordsGiven(words=found.new))
    if as_json:
        emit(found)
        return
    rows = [(word.field, word.value) for word in found.new] if dry_run else []
    table(("list", "word"), rows, empty="")
    for one in found.wrong:
        say(f"line {one.line}, {one.column}: {one.why}")
    if found.wrong_count > len(found.wrong):
        say(f"and {found.wrong_count - len(found.wrong):,} cells more that were not taken")
    if found.not_read:
        say(f"columns of which nothing was read: {', '.join(found.not_read)}")
    done = "would be added" if dry_run else "added"
    show(f"{len(found.new):,} new words {done}, {found.known:,} were known, {found.lines:,} lines read")


def _words(given: list[str]) -> "tuple[Word, ...]":
    from tocsin.vocab.dictionary import Word
    from tocsin.vocab.errors import BadInput

    pairs = [one.partition("=") for one in given]
    wrong = next((one for one, pair in zip(given, pairs, strict=True) if not pair[1] or not pair[2].strip()), None)
    if wrong is not None:
        raise BadInput(f"{wrong[:60]!r} is no FIELD=WORD", hint="such as people='Jane Roe' or hosts=db-prod-07")
    return tuple(Word(field=field, value=value) for field, _, value in pairs)


def _count(found: "Dictionary") -> str:
    count = sum(len(getattr(found, name)) for name in found.__struct_fields__)
    return f"{count:,} words are looked for from now on; clean cases again: `tocsin case clean CASE --again`"
