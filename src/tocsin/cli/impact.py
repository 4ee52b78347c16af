"""`impact`: who and what is downstream of a component, and whom to tell."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.options import Home, Json, case_of, desk_of, home_of
from tocsin.vocab.visible import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tocsin.rules.impact import Reached
    from tocsin.stages.desk import Desk
    from tocsin.stages.impact import Impact, Sources
    from tocsin.vocab.bill import Bill
    from tocsin.vocab.case import Case

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
    as_json: Json = False,
) -> None:
    """Who and what is downstream of a component, by which path, and whom to tell. Nobody is told by this.

    Without a home it looks in the files you name; with one also in the bills of materials kept as evidence and in what
    parties declared.
    """
    from tocsin.settings import FILE
    from tocsin.stages.impact import Look, Sources, impact_of, sources
    from tocsin.stages.impact import impact as work_out
    from tocsin.vocab.errors import BadInput

    if bool(component) == bool(case) or ((involve or reason or because) and not case) or (case and bom):
        raise BadInput(
            "name either a component (with --bom FILE) or a case (with --involve, --reason)",
            hint="tocsin impact pkg:pypi/litellm --bom gateway.cdx.json, or tocsin impact --case CASE",
        )
    bills = _bills(bom or [])
    if case:
        with desk_of(home) as desk:
            look = Look(reason=reason, because=because) if reason or because else None
            found = impact_of(desk, case_of(desk, case), look)
            _show_impact(found, as_json)
            if involve:
                _involve(desk, case_of(desk, case), found)
        return
    looked_in = Sources()
    if (home_of(home) / FILE).exists():
        with desk_of(home) as desk:
            looked_in = sources(desk)
    _show_impact(work_out(component, _with(looked_in, bills)), as_json)


def _involve(desk: "Desk", case: "Case", found: "Impact") -> None:
    from tocsin.cli.output import say
    from tocsin.stages.contact import Part, involve
    from tocsin.stages.impact import because
    from tocsin.stages.party import find_party
    from tocsin.vocab.contact import ProposedBy

    proposed = [one for one in found.proposals if one.party not in case.parties]
    parts = [
        Part(
            party=find_party(desk, one.party),
            group=one.group,
            roles=one.roles,
            because=because(one),
            proposed_by=ProposedBy.GRAPH,
        )
        for one in proposed
    ]
    involve(desk, case, *parts)
    have = f"{counted(len(parts), 'party has', 'parties have')} a part in the case now"
    say(f"{have}; `tocsin case parties` shows who is told")


def _bills(names: list[str]) -> "tuple[Bill, ...]":
    from tocsin.cli.triage import read_document
    from tocsin.stages.impact import read_bill
    from tocsin.vocab.sample import Sample

    return tuple(read_bill(Sample(name, read_document(name)), Path(name).name) for name in names)


def _with(found: "Sources", bills: "tuple[Bill, ...]") -> "Sources":
    from msgspec.structs import replace

    return replace(found, bills=(*bills, *found.bills))


def _show_impact(found: "Impact", as_json: bool) -> None:
    from tocsin.cli.output import emit, heading, show
    from tocsin.stages.impact import because

    if as_json:
        emit(_document(found))
        return
    for begin in found.begins:
        heading(str(begin))
    if found.listed_in:
        show(f"named in {', '.join(found.listed_in)}")
    reached = list(found.reach.reached())
    for line in _tree(sorted(reached[:MOST_LINES], key=lambda one: one.places)):
        show(line)
    if len(reached) > MOST_LINES:
        show(f"and {len(reached) - MOST_LINES:,} more; --json has them all")
    if found.proposals:
        heading("to tell")
        for one in found.proposals:
            name, roles = found.names.get(one.party, one.party), ", ".join(one.roles)
            show(f"{one.group.replace('_', ' ')}: {name} ({roles})\n   {because(one)}")
    for sentence in found.words:
        show(sentence)


def _tree(reached: "list[Reached]") -> "Iterator[str]":
    """A line for each component, below the one that leads to it; what leads there is repeated where it has moved."""
    from tocsin.stages.impact import RELATED
    from tocsin.vocab.visible import one_line

    before: tuple[int, ...] = ()
    for one in reached:
        for depth in range(1, len(one.places)):
            if one.places[: depth + 1] != before[: depth + 1]:
                step = one.path[depth]
                assert step.relation is not None
                where = f"   [{one_line(step.source, 60)}]" if step.source else ""
                yield f"{'   ' * (depth - 1)}└─ {RELATED[step.relation]} {one_line(str(step.naming), 100)}{where}"
        before = one.places


def _document(found: "Impact") -> dict[str, object]:
    from tocsin.stages.impact import because

    reached = list(found.reach.reached())
    begins = {place: naming for naming in found.begins for place in (found.reach.place_of(naming),)}
    nodes = [{"id": place, "steps": 0, "naming": naming} for place, naming in begins.items()]
    nodes += [{"id": one.places[-1], "steps": one.steps, "naming": one.naming} for one in reached]
    return {
        "begins": [str(naming) for naming in found.begins],
        "listed_in": found.listed_in,
        "words": found.words,
        "nodes": nodes,
        "edges": [
            {"from": one.upstream, "to": one.downstream, "relation": one.relation, "source": one.source}
            for one in found.reach.edges()
        ],
        "paths": [{"to": one.places[-1], "through": one.places} for one in reached],
        "parties": [
            {
                "party": one.party,
                "name": found.names.get(one.party, ""),
                "group": one.group,
                "roles": one.roles,
                "because": because(one),
                "path": [str(step.naming) for step in one.path],
            }
            for one in found.proposals
        ],
    }
