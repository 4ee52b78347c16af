"""`case components`, `case parties`: what is hit, and who else could act."""

from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.case import CaseArgument, word
from tocsin.cli.options import Elsewhere, Home, Json

if TYPE_CHECKING:
    from tocsin.operations.contact import ContactGiven
    from tocsin.stages.contact import GroupLine
    from tocsin.vocab.contact import ContactAnswer


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
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """The components of a case: name them, or see which the documents of the case name."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import emit, heading, table
    from tocsin.operations import impact as operations
    from tocsin.operations.case import Named
    from tocsin.vocab.component import Standing
    from tocsin.vocab.ids import short

    how = word(Standing, standing, "standing")
    with door_of(home, there) as door:
        named = Named(case=meant(door, "case", case))
        given = operations.ComponentsNamed(
            case=named.case, components=tuple(component or ()), standing=how, item=item, note=note
        )
        found = door.ask(operations.name_components, given) if component else door.ask(operations.components, named)
    if as_json:
        emit(found)
        return
    rows = [(one.component, one.standing, short(one.item) if one.item else "", one.note) for one in found.components]
    table(("component", "standing", "found in", "note"), rows, empty="no component is named yet")
    if found.candidates:
        heading("named in the documents of this case, and by nobody here yet")
        seen = [
            (one.component, "affected" if one.is_affected else "", one.source, short(one.item))
            for one in found.candidates
        ]
        table(("component", "the document says", "document", "item"), seen, empty="")


def parties(
    case: CaseArgument,
    add: Annotated[str, typer.Option(help="Give this party a part in the case.")] = "",
    group: Annotated[
        str, typer.Option(help="vendor, adopter, sector_partner, dependency, critical_infrastructure, coordinator")
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
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Who else could act: every group that is asked about, told or deliberately not or open, and who is silent."""
    from msgspec.structs import replace

    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import emit
    from tocsin.operations import contact as operations
    from tocsin.operations.case import Named
    from tocsin.vocab.contact import ContactGroup
    from tocsin.vocab.party import PartyRole

    answer = _answer(contacted, bool(not_contacted), still_open)
    with door_of(home, there) as door:
        named = Named(case=meant(door, "case", case))
        if add:
            part = operations.PartGiven(
                case=named.case,
                party=add,
                group=word(ContactGroup, group, "group"),
                roles=tuple(word(PartyRole, one, "role") for one in role or []),
                because=because,
            )
            door.ask(operations.give_part, part)
        if answer is not None:
            decided = _decided(named.case, party or add, group, answer, not_contacted)
            door.ask(operations.decide, replace(decided, because=because))
        lines = door.ask(operations.show_board, named)
    if as_json:
        emit(lines)
    else:
        _show_board(lines)


def _answer(contacted: bool, not_contacted: bool, still_open: bool) -> "ContactAnswer | None":
    """The one answer that was given, if any."""
    from tocsin.vocab.contact import ContactAnswer
    from tocsin.vocab.errors import BadInput

    given = {
        ContactAnswer.CONTACTED: contacted,
        ContactAnswer.DELIBERATELY_NOT_CONTACTED: not_contacted,
        ContactAnswer.OPEN: still_open,
    }
    answers = [answer for answer, is_given in given.items() if is_given]
    if len(answers) > 1:
        raise BadInput("one answer at a time", hint="one of --contacted, --not-contacted REASON, --open")
    return answers[0] if answers else None


def _decided(case: str, party: str, group: str, answer: "ContactAnswer", not_contacted: str) -> "ContactGiven":
    from tocsin.operations.contact import ContactGiven
    from tocsin.vocab.contact import ContactGroup, NotContactedReason
    from tocsin.vocab.errors import BadInput

    if not party and not group:
        raise BadInput("who is meant?", hint="name a party with --party, or a whole group with --group")
    return ContactGiven(
        case=case,
        answer=answer,
        party=party,
        group=None if party else word(ContactGroup, group, "group"),
        reason=word(NotContactedReason, not_contacted, "reason") if not_contacted else None,
    )


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
