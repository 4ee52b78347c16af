"""`impact`: who and what is downstream of a component, and whom to tell."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.options import Elsewhere, Home, Json, home_of
from tocsin.vocab.visible import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tocsin.cli.door import Door
    from tocsin.operations.case import Named
    from tocsin.operations.impact import ImpactView
    from tocsin.vocab.bill import Bill

MOST_LINES = 200  # of a tree on a terminal: some screens; --json has all of it


def add_to(app: typer.Typer) -> None:
    """Put this command into the tree."""
    app.command("impact", epilog="Example: tocsin impact pkg:pypi/litellm@1.82.7 --bom gateway.cdx.json")(impact)


def impact(
    component: Annotated[
        str, typer.Argument(help="pkg:…, model:ID@REVISION, dataset:NAME, sha256:…, or a bare name.")
    ] = "",
    bom: Annotated[list[str] | None, typer.Option(help="A CycloneDX or SPDX 3 file to look in; may repeat.")] = None,
    case: Annotated[str, typer.Option(help="Of the affected and suspected components of this case.")] = "",
    involve: Annotated[bool, typer.Option("--involve", help="Record the proposed parties on the case.")] = False,
    reason: Annotated[str, typer.Option(help="Look into its bills marked TLP:RED too; recorded first.")] = "",
    because: Annotated[str, typer.Option(help="Why you look, in your own words; it is kept.")] = "",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Who and what is downstream of a component, by which path, and whom to tell. Nobody is told by this.

    Without a home it looks in the files you name; with one also in the bills of materials kept as evidence and in what
    parties declared.
    """
    from tocsin.cli.door import door_of, is_elsewhere
    from tocsin.vocab.errors import BadInput

    if bool(component) == bool(case) or ((involve or reason or because) and not case) or (case and bom):
        raise BadInput(
            "name either a component (with --bom FILE) or a case (with --involve, --reason)",
            hint="tocsin impact pkg:pypi/litellm --bom gateway.cdx.json, or tocsin impact --case CASE",
        )
    if case:
        with door_of(home, there) as door:
            _of_case(door, case, reason, because, involve, as_json)
    elif is_elsewhere(home, there):
        with door_of(home, there) as door:
            _show_impact(_of_component(door, component, bom or []), as_json)
    else:
        _show_impact(_here(home, component, _bills(bom or [])), as_json)


def _of_case(door: "Door", case: str, reason: str, because: str, is_involving: bool, as_json: bool) -> None:
    from tocsin.cli.door import meant
    from tocsin.operations import impact as operations
    from tocsin.operations.case import Named

    named = Named(case=meant(door, "case", case))
    if reason or because:
        look = operations.ImpactLook(case=named.case, reason=reason, because=because)
        found = door.ask(operations.look, look)
    else:
        found = door.ask(operations.of_case, named)
    _show_impact(found, as_json)
    if is_involving:
        _involve(door, named, found)


def _of_component(door: "Door", component: str, bom: list[str]) -> "ImpactView":
    from io import BytesIO

    from tocsin.cli.triage import read_document
    from tocsin.operations import impact as operations
    from tocsin.vocab.errors import BadInput

    if not bom:
        return door.ask(operations.of_component, operations.ImpactAsked(component=component))
    if len(bom) > 1:
        raise BadInput("a desk elsewhere looks into one file at a time", hint="give one --bom, and ask once for each")
    asked = operations.ImpactInBill(component=component, name=Path(bom[0]).name)
    return door.hand_in(operations.in_bill, asked, BytesIO(read_document(bom[0])))


def _here(home: Path | None, component: str, bills: "tuple[Bill, ...]") -> "ImpactView":
    """With a home also what is kept there; without one the files alone."""
    from msgspec.structs import replace

    from tocsin.cli.options import desk_of
    from tocsin.operations.impact import view_of
    from tocsin.settings import FILE
    from tocsin.stages.impact import Sources, sources
    from tocsin.stages.impact import impact as work_out

    looked_in = Sources()
    if (home_of(home) / FILE).exists():
        with desk_of(home) as desk:
            looked_in = sources(desk)
    return view_of(work_out(component, replace(looked_in, bills=(*bills, *looked_in.bills))))


def _involve(door: "Door", named: "Named", found: "ImpactView") -> None:
    from tocsin.cli.output import say
    from tocsin.operations.case import show
    from tocsin.operations.impact import involve_proposed

    had = door.ask(show, named).case.parties
    door.ask(involve_proposed, named)
    count = sum(one.party not in had for one in found.parties)
    have = f"{counted(count, 'party has', 'parties have')} a part in the case now"
    say(f"{have}; `tocsin case parties` shows who is told")


def _bills(names: list[str]) -> "tuple[Bill, ...]":
    from tocsin.cli.triage import read_document
    from tocsin.stages.impact import read_bill
    from tocsin.vocab.sample import Sample

    return tuple(read_bill(Sample(name, read_document(name)), Path(name).name) for name in names)


def _show_impact(found: "ImpactView", as_json: bool) -> None:
    from tocsin.cli.output import emit, heading, show

    if as_json:
        emit(found)
        return
    for begin in found.begins:
        heading(begin)
    if found.listed_in:
        show(f"named in {', '.join(found.listed_in)}")
    for line in _tree(found):
        show(line)
    if len(found.paths) > MOST_LINES:
        show(f"and {len(found.paths) - MOST_LINES:,} more; --json has them all")
    if found.parties:
        heading("to tell")
        for one in found.parties:
            name, roles = one.name or one.party, ", ".join(one.roles)
            show(f"{one.group.replace('_', ' ')}: {name} ({roles})\n   {one.because}")
    for sentence in found.words:
        show(sentence)


def _tree(found: "ImpactView") -> "Iterator[str]":
    """A line for each component, below the one that leads to it; what leads there is repeated where it has moved."""
    from tocsin.stages.impact import RELATED
    from tocsin.vocab.visible import one_line

    namings = {node.id: str(node.naming) for node in found.nodes}
    edges = {(edge.source_node, edge.target_node): edge for edge in reversed(found.edges)}  # the first of several
    before: tuple[int, ...] = ()
    for places in sorted(path.through for path in found.paths[:MOST_LINES]):
        for depth in range(1, len(places)):
            if places[: depth + 1] != before[: depth + 1]:
                edge = edges[places[depth - 1], places[depth]]
                where = f"   [{one_line(edge.source, 60)}]" if edge.source else ""
                named = one_line(namings[places[depth]], 100)
                yield f"{'   ' * (depth - 1)}└─ {RELATED[edge.relation]} {named}{where}"
        before = places
