"""`evidence …`: custody."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from tocsin.cli.case import CaseArgument, word
from tocsin.cli.intake import name_shown
from tocsin.cli.options import Home, Json, case_of, desk_of, item_document, item_of
from tocsin.vocab.visible import counted

app = typer.Typer(no_args_is_help=True, help="Evidence: keep, look at, hand over, seal, hold, purge, check.")

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
    as_json: Json = False,
) -> None:
    """Keep one item as it is, without reading it as a format."""
    from tocsin.cli.output import tell
    from tocsin.stages.evidence import Described, keep
    from tocsin.vocab.errors import BadInput
    from tocsin.vocab.evidence import ItemKind, MitigationLayer
    from tocsin.vocab.ports import Compartment

    if sealed and privileged:
        raise BadInput("an item is sealed or privileged, not both", hint="privileged has a key of its own already")
    if layer:
        word(MitigationLayer, layer, "layer")
    compartment = Compartment.SEALED if sealed else Compartment.PRIVILEGED if privileged else Compartment.ORDINARY
    described = Described(
        kind=word(ItemKind, kind, "kind of item"),
        name="standard input" if file == "-" else name_shown(Path(file).name),
        source=source,
        collected_at=collected_at,
        note=note,
        layer=layer,
        compartment=compartment,
    )
    with desk_of(home) as desk:
        found = case_of(desk, case)
        with _opened(file) as stream:
            _, item = keep(desk, found, described, stream)
        tell(item_document(desk, item), f"kept {item.id} ({item.kind}, {item.compartment})", as_json)


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    from tocsin.vocab.errors import BadInput

    if file == "-":
        yield sys.stdin.buffer
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
    as_json: Json = False,
) -> None:
    """What is kept, with its custody; or what still is not."""
    from tocsin.cli.output import emit, emit_line, moment, table
    from tocsin.stages.evidence import items_of, sheet_of
    from tocsin.stages.overview import overview
    from tocsin.stages.sealing import holds_on

    with desk_of(home) as desk:
        found = case_of(desk, case)
        if missing:
            lines = [line for line in overview(desk, found).preservation if line.state != "kept"]
            if as_json:
                emit(lines)
                return
            rows: list[tuple[object, ...]] = [
                (line.row.order, line.row.title, line.state, moment(line.due_at), "; ".join(line.row.keep))
                for line in lines
            ]
            table(("", "what", "state", "suggested by", "keep"), rows, empty="everything on the list is kept")
            return
        if as_json:
            for item in items_of(desk, found):
                emit_line(item_document(desk, item))
            return
        rows = [
            (item.id[:13], item.kind, item.state, sheet_of(desk, item).name, moment(item.kept_at), len(item.custody))
            for item in items_of(desk, found)
        ]
        holds = [(one.on[:13], one.reason, one.hold[:12], one.text) for one in holds_on(desk, found)]
    table(
        ("item", "kind", "state", "name", "kept", "handlings"),
        rows,
        empty=f"nothing is kept yet: `tocsin evidence add {case} FILE`",
    )
    if holds:
        table(("held", "for", "hold", "why"), holds, empty="")


@app.command("show", epilog="Example: tocsin evidence show i3 --out copy.bin --reason reproduction --because '…'")
def show_item(
    item: ItemArgument,
    out: Annotated[Path | None, typer.Option(help="Write the content to this new file instead.")] = None,
    reason: Annotated[str, typer.Option(help="Needed for sealed, RED and privileged items; recorded first.")] = "",
    because: Because = "",
    home: Home = None,
    as_json: Json = False,
) -> None:
    """An item's sheet and custody, and its content as inert text. The look is recorded where it needs a reason."""
    from tocsin.cli.output import emit, moment, new_file, say, show, table
    from tocsin.stages.evidence import CLOSED, open_item, record_look, sheet_of, sheet_once_looked, words_of

    with desk_of(home) as desk:
        found = item_of(desk, item)
        if out is not None:
            with new_file(out) as target:
                for piece in open_item(desk, found, reason=reason, text=because):
                    target.write(piece)
            return
        sheet = sheet_of(desk, found)
        if as_json:
            if reason:
                record_look(desk, found, reason=reason, text=because)
                sheet = sheet_once_looked(desk, found)
            said = [] if sheet is CLOSED else [words_of(desk, step) for step in found.custody]
            emit({"item": item_document(desk, found), "sheet": sheet, "said": said})
            return
        show(f"{found.id}  {found.kind}  {found.state}  in {found.case}")
        show(f"name {sheet.name}   {sheet.size_bytes:,} bytes   kept {moment(found.kept_at)}   {sheet.source}")
        said = ["" if sheet is CLOSED else words_of(desk, step) for step in found.custody]
        steps = [
            (moment(step.at), step.action, step.by[:15], words) for step, words in zip(found.custody, said, strict=True)
        ]
        table(("when", "handling", "by", "said about it"), steps, empty="not handled since it was kept")
        content, pieces = b"", open_item(desk, found, reason=reason, text=because)
        if sheet is CLOSED:
            sheet = sheet_once_looked(desk, found)
            show(f"name {sheet.name}   {sheet.size_bytes:,} bytes   {sheet.source}   {sheet.note}")
        for piece in pieces:
            content += piece
            if len(content) > SHOWN_BYTES:
                break
    try:
        text = content[:SHOWN_BYTES].decode("utf-8")
        show(text)
    except UnicodeDecodeError:
        show(content[:256].hex(" ", 2))
        say("not text: the first 256 bytes in hex; --out FILE writes it whole")
    if len(content) > SHOWN_BYTES:
        say(f"the first {SHOWN_BYTES:,} bytes; --out FILE writes it whole")


SHOWN_BYTES = 16 * 1024  # about four screens


@app.command("objects", epilog="Example: tocsin evidence objects i3 --kind tool_call")
def objects(
    item: ItemArgument,
    kind: Annotated[str | None, typer.Option(help="Only this kind.")] = None,
    reason: Annotated[str, typer.Option(help="Needed where the item is sealed, RED or privileged; recorded.")] = "",
    because: Because = "",
    home: Home = None,
    as_json: Json = False,
) -> None:
    """The objects that were understood inside an item."""
    from tocsin.cli.output import emit_line, table
    from tocsin.stages.custody import objects_in

    with desk_of(home) as desk:
        inside = objects_in(desk, item_of(desk, item), reason=reason, text=because)
        found = [one for one in inside if kind is None or one.object.kind == kind]
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
    as_json: Json = False,
) -> None:
    """Read every item and compare it with what was committed to when it was kept. Exit 1 where one is broken."""
    from tocsin.cli.output import emit, show, table
    from tocsin.stages.custody import verify_evidence

    with desk_of(home) as desk:
        found = list(verify_evidence(desk, case_of(desk, case) if case is not None else None))
    broken = [one for one in found if one.verdict == "broken"]
    if as_json:
        emit({"checked": len(found), "broken": broken})
    else:
        table(("what", "why"), [(one.what, one.why) for one in broken], empty="")
        show(f"{len(found)} checked, {len(broken)} broken" if found else "there was nothing to check")
    if broken or not found:
        raise typer.Exit(1)


@app.command("hand-over", epilog="Example: tocsin evidence hand-over i3 --to 'forensics lab' --means 'encrypted disk'")
def hand_over(
    item: ItemArgument,
    to: Annotated[str, typer.Option("--to", "--from", help="The other side.")],
    action: Annotated[str, typer.Option(help="handed_over, received_back, copied, examined, exported")] = "handed_over",
    means: Annotated[str, typer.Option(help="How: courier, encrypted disk, …")] = "",
    because: Because = "",
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Record a handling of an item."""
    from tocsin.cli.output import tell
    from tocsin.stages.evidence import hand_over as record
    from tocsin.vocab.evidence import CustodyAction

    with desk_of(home) as desk:
        after = record(
            desk,
            item_of(desk, item),
            word(CustodyAction, action, "handling"),
            counterpart=to,
            means=means,
            because=because,
        )
        tell(
            item_document(desk, after),
            f"{after.id}: {after.custody[-1].action}, {counted(len(after.custody), 'handling')} in all",
            as_json,
        )


@app.command("seal", epilog="Example: tocsin evidence seal i3 --because 'it runs when it is loaded'")
def seal(
    item: ItemArgument,
    because: Annotated[str, typer.Option(help="Why it is hazardous.")],
    hazard: Annotated[str, typer.Option(help="A closed code.")] = "enabling",
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Put the content behind the key for hazardous content."""
    from tocsin.cli.output import tell
    from tocsin.stages import sealing

    with desk_of(home) as desk:
        after = sealing.seal(desk, item_of(desk, item), hazard=hazard, because=because)
        tell(item_document(desk, after), f"{after.id} is sealed; a look at it needs a reason now", as_json)


@app.command("unseal", epilog="Example: tocsin evidence unseal i3 --because 'a second look found it inert'")
def unseal(
    item: ItemArgument,
    because: Annotated[str, typer.Option(help="Why it is harmless enough.")],
    reason: Annotated[str, typer.Option(help="A closed code.")] = "reviewed",
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Put the content back behind the ordinary key."""
    from tocsin.cli.output import tell
    from tocsin.stages import sealing

    with desk_of(home) as desk:
        after = sealing.unseal(desk, item_of(desk, item), reason=reason, because=because)
        tell(item_document(desk, after), f"{after.id} is no longer sealed", as_json)


@app.command(
    "hold", epilog="Example: tocsin evidence hold --case c7 --reason litigation --because 'letter of 12 November'"
)
def hold(
    item: Annotated[str | None, typer.Argument(metavar="[ITEM]", help="One item; or use --case.")] = None,
    case: Annotated[str | None, typer.Option(help="Hold the whole case.")] = None,
    reason: Annotated[
        str, typer.Option(help="litigation, investigation, regulator, contract, partner_request, other")
    ] = "other",
    because: Because = "",
    lift: Annotated[bool, typer.Option("--lift", help="End the hold instead.")] = False,
    which: Annotated[str, typer.Option(help="Of several for one reason: the one to lift.")] = "",
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Stop deleting (or, with --lift, allow it again). A hold beats a purge."""
    from tocsin.cli.output import tell
    from tocsin.stages import sealing
    from tocsin.vocab.case import Item
    from tocsin.vocab.errors import BadInput
    from tocsin.vocab.hold import PreserveReason

    if (item is None) == (case is None):
        raise BadInput("name one item, or a case with --case", hint="tocsin evidence hold ITEM, or --case CASE")
    why = word(PreserveReason, reason, "reason")
    with desk_of(home) as desk:
        one = item_of(desk, item) if item else None
        whole = desk.case(one.case) if one else case_of(desk, str(case))
        if lift:
            sealing.lift_hold(desk, whole, one, reason=why, because=because, which=which)
        else:
            sealing.hold(desk, whole, one, reason=why, because=because)
        after = desk.item(one.id) if one else desk.case(whole.id)
        document = item_document(desk, after) if isinstance(after, Item) else after
        tell(document, f"{after.id}: holds now: {', '.join(after.holds) or 'none'}", as_json)


@app.command("purge", epilog="Example: tocsin evidence purge i3 --reason retention --because 'policy 4.2' --yes")
def purge(
    item: ItemArgument,
    because: Annotated[str, typer.Option(help="Why it has to go.")],
    reason: Annotated[str, typer.Option(help="A closed code: retention, personal_data, court_order, …")] = "retention",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Destroy content and salts for good. That it was kept, and when, stays provable; a hold forbids it.

    Before, and in the result: in which clean copies and documents the content lies. What was not sent may not leave
    after it; what was delivered cannot be called back by a purge.
    """
    from tocsin.cli.output import say, tell
    from tocsin.stages import sealing
    from tocsin.stages.derivation import derived_from, words_of
    from tocsin.vocab.reason import PurgeReason, closed

    with desk_of(home) as desk:
        found = item_of(desk, item)
        closed(PurgeReason, reason, "reason to purge")  # before anything is said or asked
        say("\n".join(words_of(derived_from(desk, found))))
        if not yes:
            typer.confirm(
                f"Destroy the content of {found.id} for good? Nothing brings it back but a backup.", abort=True
            )
        after = sealing.purge(desk, found, reason=reason, because=because)
        lies_in = derived_from(desk, after)
        said = f"{after.id} is purged. Copies in backups, and what others were given, are not reached by this."
        tell(item_document(desk, after) | {"lies_in": lies_in}, "\n".join((said, *words_of(lies_in))), as_json)


@app.command("letter", epilog="Example: tocsin evidence letter c7 --provider 'Example Model API' --out letter.md")
def letter(
    case: CaseArgument,
    provider: Annotated[str, typer.Option(help="Who is asked to preserve.")],
    out: Annotated[Path | None, typer.Option(help="Write it to this new file, too.")] = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """A preservation letter to a provider: what they hold for us evaporates first. Kept on the case."""
    from contextlib import nullcontext

    from tocsin.cli.output import new_file, tell
    from tocsin.stages.letter import write

    with desk_of(home) as desk, new_file(out) if out else nullcontext() as target:
        text, item = write(desk, case_of(desk, case), provider)
        document = item_document(desk, item)
        if target is not None:
            target.write(text.encode())
    tell({"item": document, "text": text}, text, as_json)
