"""`evidence …`: custody."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from tocsin.cli.case import CaseArgument, word
from tocsin.cli.intake import name_shown
from tocsin.cli.options import Elsewhere, Home, Json

if TYPE_CHECKING:
    from tocsin.cli.door import Door
    from tocsin.operations.case import Named
    from tocsin.operations.evidence import ItemShown, Looked

app = typer.Typer(no_args_is_help=True)

ItemArgument = Annotated[str, typer.Argument(metavar="ITEM", help="The item's id, or the first signs of it.")]
Because = Annotated[str, typer.Option(help="Why, in your own words; it is kept.")]


@app.command("add", epilog="Example: tocsin evidence add c7 prompt.txt --kind system_prompt --source 'gateway config'")
def add(
    case: CaseArgument,
    file: Annotated[str, typer.Argument(help="The file; `-` reads standard input.")],
    kind: Annotated[
        str, typer.Option(help="What it is: system_prompt, log, dataset, artifact, mitigation, …")
    ] = "artifact",
    source: Annotated[str, typer.Option(help="Where it was taken from.")] = "",
    collected_at: Annotated[str, typer.Option(help="When it was taken or happened.")] = "",
    note: Annotated[str, typer.Option(help="Anything the next person needs to know.")] = "",
    layer: Annotated[str, typer.Option(help="Of a mitigation: input_filter, system_prompt, tool_policy, …")] = "",
    sealed: Annotated[bool, typer.Option("--sealed", help="Hazardous: every look needs a reason.")] = False,
    privileged: Annotated[bool, typer.Option("--privileged", help="Counsel's: it can never be sent.")] = False,
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Keep one item as it is, without reading it as a format."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import tell
    from tocsin.operations import evidence as operations
    from tocsin.vocab.errors import BadInput
    from tocsin.vocab.evidence import ItemKind, MitigationLayer
    from tocsin.vocab.ports import Compartment

    if sealed and privileged:
        raise BadInput("an item is sealed or privileged, not both", hint="privileged has a key of its own already")
    what, where = word(ItemKind, kind, "kind of item"), word(MitigationLayer, layer, "layer") if layer else None
    with door_of(home, there) as door:
        handed = operations.ItemHandedIn(
            case=meant(door, "case", case),
            file_name="standard input" if file == "-" else name_shown(Path(file).name),
            kind=what,
            source=source,
            collected_at=collected_at,
            note=note,
            layer=where,
            compartment=Compartment.SEALED
            if sealed
            else Compartment.PRIVILEGED
            if privileged
            else Compartment.ORDINARY,
        )
        with _opened(door, file) as stream:
            item = door.hand_in(operations.add, handed, stream)
        tell(item, f"kept {item.id} ({item.kind}, {item.compartment})", as_json)


@contextmanager
def _opened(door: "Door", file: str) -> Iterator[IO[bytes]]:
    """The file, to be read as often as it takes; standard input is held without a name until it is handed in."""
    import tempfile
    from shutil import copyfileobj

    from tocsin.vocab.errors import BadInput

    if file == "-":
        with tempfile.TemporaryFile(dir=door.home / "tmp" if door.home else None) as held:
            copyfileobj(sys.stdin.buffer, held)
            held.seek(0)
            yield held
        return
    path = Path(file)
    if path.exists() and not path.is_file():  # a pipe may never end, and a device neither
        raise BadInput(f"{file} is no plain file", hint="name a file, or pipe its content in and give `-`")
    try:
        stream = path.open("rb")
    except OSError as fault:
        raise BadInput(f"{file}: {fault.strerror}", hint="check its name and rights") from fault
    with stream:
        yield stream


@app.command("list", epilog="Example: tocsin evidence list c7 --missing")
def list_items(
    case: CaseArgument,
    missing: Annotated[bool, typer.Option("--missing", help="What is still to be preserved instead.")] = False,
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """What is kept, with its custody; or what still is not."""
    from tocsin.cli.door import door_of, every, meant
    from tocsin.cli.output import emit_line, moment, table
    from tocsin.operations import evidence as operations
    from tocsin.operations.case import Named

    with door_of(home, there) as door:
        named = Named(case=meant(door, "case", case))
        if missing:
            _list_missing(door, named, as_json)
            return
        found = every(door, operations.list_items, operations.ItemsAsked(case=named.case))
        if as_json:
            for item in found:
                emit_line(item)
            return
        rows = [
            (item.id[:13], item.kind, item.state, item.shown.name, moment(item.kept_at), len(item.custody))
            for item in found
        ]
        holds = [(one.on[:13], one.reason, one.hold[:12], one.text) for one in door.ask(operations.list_holds, named)]
    table(
        ("item", "kind", "state", "name", "kept", "handlings"),
        rows,
        empty=f"nothing is kept yet: `tocsin evidence add {case} FILE`",
    )
    if holds:
        table(("held", "for", "hold", "why"), holds, empty="")


def _list_missing(door: "Door", named: "Named", as_json: bool) -> None:
    from tocsin.cli.output import moment, tell_table
    from tocsin.operations.evidence import list_missing

    lines = door.ask(list_missing, named)
    rows = (
        (line.row.order, line.row.title, line.state, moment(line.due_at), "; ".join(line.row.keep)) for line in lines
    )
    columns = ("", "what", "state", "suggested by", "keep")
    tell_table(lines, columns, rows, as_json, empty="everything on the list is kept")


@app.command("show", epilog="Example: tocsin evidence show i3 --out copy.bin --reason reproduction --because '…'")
def show_item(
    item: ItemArgument,
    out: Annotated[Path | None, typer.Option(help="Write the content to this new file instead.")] = None,
    reason: Annotated[str, typer.Option(help="Needed for sealed, RED and privileged items; recorded first.")] = "",
    because: Because = "",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """An item's sheet and custody, and its content as inert text. The look is recorded where it needs a reason."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import emit, new_file
    from tocsin.operations import evidence as operations
    from tocsin.vocab.reason import LookReason

    with door_of(home, there) as door:
        looked = operations.Looked(
            item=meant(door, "item", item),
            reason=word(LookReason, reason, "reason code for a look") if reason else None,
            because=because,
        )
        if out is not None:
            with new_file(out) as target:
                for piece in door.ask(operations.content, looked).pieces:
                    target.write(piece)
            return
        if as_json and reason:
            emit(door.ask(operations.look, looked))
            return
        found = door.ask(operations.show, operations.ItemNamed(item=looked.item))
        if as_json:
            emit(found)
        else:
            _show_item(door, found, looked)


def _show_item(door: "Door", found: "ItemShown", looked: "Looked") -> None:
    from itertools import zip_longest

    from tocsin.cli.output import moment, say, show, table
    from tocsin.operations.evidence import GLIMPSE_BYTES, glimpse
    from tocsin.stages.evidence import CLOSED

    item, sheet = found.item, found.sheet
    show(f"{item.id}  {item.kind}  {item.state}  in {item.case}")
    show(f"name {sheet.name}   {sheet.size_bytes:,} bytes   kept {moment(item.kept_at)}   {sheet.source}")
    steps = [
        (moment(step.at), step.action, step.by[:15], words)
        for step, words in zip_longest(item.custody, found.said, fillvalue="")
        if not isinstance(step, str)
    ]
    table(("when", "handling", "by", "said about it"), steps, empty="not handled since it was kept")
    seen = door.ask(glimpse, looked)
    if sheet == CLOSED:
        show(f"name {seen.sheet.name}   {seen.sheet.size_bytes:,} bytes   {seen.sheet.source}   {seen.sheet.note}")
    try:
        show(seen.beginning.decode("utf-8"))
    except UnicodeDecodeError:
        show(seen.beginning[:256].hex(" ", 2))
        say("not text: the first 256 bytes in hex; --out FILE writes it whole")
    if not seen.is_whole:
        say(f"the first {GLIMPSE_BYTES:,} bytes; --out FILE writes it whole")


@app.command("objects", epilog="Example: tocsin evidence objects i3 --kind tool_call")
def objects(
    item: ItemArgument,
    kind: Annotated[str | None, typer.Option(help="Only this kind.")] = None,
    reason: Annotated[str, typer.Option(help="Needed where the item is sealed, RED or privileged; recorded.")] = "",
    because: Because = "",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """The objects that were understood inside an item."""
    from tocsin.cli.door import door_of, every, meant
    from tocsin.cli.output import emit_line, table
    from tocsin.operations import evidence as operations
    from tocsin.vocab.evidence import ItemKind
    from tocsin.vocab.reason import LookReason

    with door_of(home, there) as door:
        asked = operations.ObjectsAsked(
            item=meant(door, "item", item),
            kind=word(ItemKind, kind, "kind of object") if kind is not None else None,
            reason=word(LookReason, reason, "reason code for a look") if reason else None,
            because=because,
        )
        found = list(every(door, operations.list_objects, asked))
    if as_json:
        for one in found:
            emit_line(one)
        return
    rows = [
        (
            f"{one.batch[:14]}/{one.position}",
            one.object.kind,
            one.object.label,
            one.object.at or "",
            f"line {one.object.place.line}" if one.object.place.line else one.object.place.pointer or "",
        )
        for one in found
    ]
    table(("object", "kind", "label", "when", "place"), rows, empty="nothing was understood inside this item")


@app.command("verify", epilog="Example: tocsin evidence verify")
def verify(
    case: Annotated[str | None, typer.Argument(help="One case; all of them where not given.")] = None,
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Read every item and compare it with what was committed to when it was kept. Exit 1 where one is broken."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import emit, show, table
    from tocsin.operations import evidence as operations

    with door_of(home, there) as door:
        asked = operations.VerifyAsked(case="" if case is None else meant(door, "case", case))
        found = door.ask(operations.verify, asked)
    if as_json:
        emit(found)
    else:
        table(("what", "why"), [(one.what, one.why) for one in found.broken], empty="")
        is_any = found.checked > 0
        show(f"{found.checked} checked, {len(found.broken)} broken" if is_any else "there was nothing to check")
    if found.broken or not found.checked:
        raise typer.Exit(1)
