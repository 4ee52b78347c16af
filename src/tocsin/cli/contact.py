"""`case components`, `case parties`: what is hit, and who else could act."""

from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.case import CaseArgument, word
from tocsin.cli.options import Home, Json, case_of, desk_of

if TYPE_CHECKING:
    from tocsin.stages.contact import GroupLine
    from tocsin.stages.desk import Desk
    from tocsin.vocab.case import Case


def add_to(app: typer.Typer) -> None:
    """Put these commands into the tree of `case`."""
    app.command("components", epilog="Example: tocsin case components c7 pkg:pypi/litellm@1.82.7")(components)
    app.command("parties", epilog="Example: tocsin case parties c7 --group vendor --not-contacted embargo")(parties)


def components(
    case: CaseArgument,
    component: Annotated[list[str] | None, typer.Argument(metavar="[COMPONENT]…", help="Components to name.")] = None,
    standing: Annotated[str, typer.Option(help="affected, suspected, context")] = "affected",
    item: Annotated[str, typer.Option(help="The item of evidence that it was found in.")] = "",
    note: Annotated[str, typer.Option(help="What else there is to know.")] = "",
    home: Home = None,
    as_json: Json = False,
) -> None:
    """The components of a case: name them, or see which the documents of the case name."""
    from tocsin.cli.output import emit, heading, table
    from tocsin.stages.impact import candidates, components_of, name_component
    from tocsin.vocab.component import Standing, naming_of
    from tocsin.vocab.ids import short

    namings = [naming_of(text) for text in component or ()]
    with desk_of(home) as desk:
        found = case_of(desk, case)
        how = word(Standing, standing, "standing")
        for naming in namings:
            found = name_component(desk, found, naming, how, item=item or None, note=note)
        named, open_ones = components_of(desk, found), candidates(desk, found)
    if as_json:
        emit({"components": named, "candidates": open_ones})
        return
    rows = [(one.component, one.standing, short(one.item) if one.item else "", one.note) for one in named]
    table(("component", "standing", "found in", "note"), rows, empty="no component is named yet")
    if open_ones:
        heading("named in the documents of this case, and by nobody here yet")
        seen = [
            (one.component, "affected" if one.is_affected else "", one.source, short(one.item)) for one in open_ones
        ]
        table(("component", "the document says", "document", "item"), seen, empty="")


def parties(
    case: CaseArgument,
    add: Annotated[str, typer.Option(help="Give this party a part in the case.")] = "",
    group: Annotated[
        str, typer.Option(help="vendor, sector_partner, dependency, critical_infrastructure, coordinator")
    ] = "",
    role: Annotated[
        list[str] | None, typer.Option(help="reporter, originator, affected, supplier, coordinator, recipient")
    ] = None,
    party: Annotated[str, typer.Option(help="Answer for this party alone.")] = "",
    because: Annotated[str, typer.Option(help="Why, in your own words.")] = "",
    contacted: Annotated[bool, typer.Option("--contacted", help="It was told, by telephone for example.")] = False,
    not_contacted: Annotated[
        str, typer.Option(help="Deliberately not told: not_concerned, marking, embargo, counsel, …")
    ] = "",
    still_open: Annotated[bool, typer.Option("--open", help="Nobody has decided yet.")] = False,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Who else could act: every group that is asked about, told or deliberately not or open, and who is silent."""
    from tocsin.cli.output import emit
    from tocsin.stages.contact import board
    from tocsin.vocab.contact import ContactAnswer
    from tocsin.vocab.errors import BadInput

    answers = [
        answer
        for answer, is_given in (
            (ContactAnswer.CONTACTED, contacted),
            (ContactAnswer.DELIBERATELY_NOT_CONTACTED, bool(not_contacted)),
            (ContactAnswer.OPEN, still_open),
        )
        if is_given
    ]
    if len(answers) > 1:
        raise BadInput("one answer at a time", hint="one of --contacted, --not-contacted REASON, --open")
    with desk_of(home) as desk:
        found = case_of(desk, case)
        if add:
            found = _add(desk, found, add, group, role or [], because)
        if answers:
            found = _decide(desk, found, party or add, group, answers[0], not_contacted, because)
        lines = board(desk, found)
    if as_json:
        emit(lines)
    else:
        _show_board(lines)


def _add(desk: "Desk", case: "Case", add: str, group: str, roles: list[str], because: str) -> "Case":
    from tocsin.stages.contact import Part, involve
    from tocsin.stages.party import find_party
    from tocsin.vocab.contact import ContactGroup
    from tocsin.vocab.party import PartyRole

    part = Part(
        party=find_party(desk, add),
        group=word(ContactGroup, group, "group"),
        roles=tuple(word(PartyRole, one, "role") for one in roles),
        because=because,
    )
    return involve(desk, case, part)


def _decide(
    desk: "Desk", case: "Case", party: str, group: str, answer: str, not_contacted: str, because: str
) -> "Case":
    from tocsin.stages.contact import Decision, decide_contact
    from tocsin.stages.party import find_party
    from tocsin.vocab.contact import ContactAnswer, ContactGroup, NotContactedReason
    from tocsin.vocab.errors import BadInput

    whom = find_party(desk, party) if party else None
    if whom is None and not group:
        raise BadInput("who is meant?", hint="name a party with --party, or a whole group with --group")
    decision = Decision(
        group=word(ContactGroup, group, "group") if whom is None else None,
        answer=ContactAnswer(answer),
        party=whom,
        reason=word(NotContactedReason, not_contacted, "reason") if not_contacted else None,
        because=because,
    )
    return decide_contact(desk, case, decision)


def _show_board(lines: "tuple[GroupLine, ...]") -> None:
    from tocsin.cli.output import heading, show
    from tocsin.vocab.ids import short

    for line in lines:
        heading(f"{line.group.replace('_', ' ')}: {line.answer.replace('_', ' ')}")
        if line.reason or line.words:
            show(f"  {': '.join(part for part in (line.reason or '', line.words) if part)}")
        if not line.parties:
            show("  nobody of this group has a part in the case")
        for one in line.parties:
            said = one.words or (one.reason or "")
            show(f"  {one.name} ({', '.join(one.roles)}, {short(one.party)}): {one.says}{f' ({said})' if said else ''}")
            show(f"     why: {one.because}")
