"""`case clean`, `close`, `reopen`: what may leave, and how a case ends."""

from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.case import CaseArgument, word
from tocsin.cli.options import Elsewhere, Home, Json

if TYPE_CHECKING:
    from tocsin.cli.door import Door
    from tocsin.operations.clean import CopyWanted
    from tocsin.stages.cleaning import Made


Again = Annotated[
    bool, typer.Option("--again", help="What went into the newest copy, with what was said of values since.")
]
Anew = Annotated[bool, typer.Option("--anew", help="Without the indicators and items of the copy before.")]


def add_to(app: typer.Typer) -> None:
    """Put these commands into the tree."""
    app.command("clean", epilog="Example: tocsin case clean c7 --remove 'Harbour' --keep evil.example")(clean)
    app.command("close", epilog="Example: tocsin case close c7 --summary 'vendor fixed it' --check-on 2026-12-01")(
        close
    )
    app.command("reopen", epilog="Example: tocsin case reopen c7 new_evidence")(reopen)


def clean(
    case: CaseArgument,
    field: Annotated[list[str] | None, typer.Option(help="Only this checklist row; again for each.")] = None,
    leave_out: Annotated[list[str] | None, typer.Option(help="Not this row; again for each.")] = None,
    item: Annotated[list[str] | None, typer.Option(help="The text of this item of evidence too.")] = None,
    indicator: Annotated[list[str] | None, typer.Option(help="KIND=VALUE, such as domain=evil.example.")] = None,
    context: Annotated[str, typer.Option(help="What the indicators mean and what to do about them.")] = "",
    remove: Annotated[list[str] | None, typer.Option(help="A text that is ours or a victim's.")] = None,
    keep: Annotated[list[str] | None, typer.Option(help="A text that is the attacker's, or public.")] = None,
    times: Annotated[str, typer.Option(help="How exactly times are said: exact, hour, day, week, month.")] = "exact",
    note: Annotated[str, typer.Option(help="Why it was chosen so.")] = "",
    again: Again = False,
    anew: Anew = False,
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Copy what may leave out of the case, cleaned. Read it before it leaves: what nothing found is not clean."""
    from tocsin.cli.door import door_of, meant
    from tocsin.operations import clean as operations
    from tocsin.operations import review
    from tocsin.vocab.coarse import Coarse
    from tocsin.vocab.errors import BadInput
    from tocsin.vocab.indicator import chosen_indicators

    chosen = field, leave_out, indicator, remove, keep, context, times != "exact"
    if again and any(chosen):
        raise BadInput("--again makes the copy from what went into the newest one", hint="leave the other options out")
    with door_of(home, there) as door:
        if again:
            once_more = review.CopyAgain(case=meant(door, "case", case), items=tuple(item or ()), note=note)
            _tell(door.ask(review.copy, once_more), as_json)
            return
        wanted = operations.CopyWanted(
            case=meant(door, "case", case),
            fields=tuple(field) if field else None,
            leave_out=tuple(leave_out or ()),
            items=tuple(item or ()),
            indicators=tuple(
                operations.Indicator(kind=one.kind, value=one.value, context=one.context)
                for one in chosen_indicators(indicator or (), context)
            ),
            remove=tuple(remove or ()),
            keep=tuple(keep or ()),
            times=word(Coarse, times, "exactness of times"),
            note=note,
        )
        _tell(_made(door, wanted, anew=anew), as_json)


def _made(door: "Door", wanted: "CopyWanted", *, anew: bool) -> "Made":
    from tocsin.operations import clean as operations

    if not anew:
        _refuse_to_lose(door, wanted)
    return door.ask(operations.make, wanted)


def _refuse_to_lose(door: "Door", wanted: "CopyWanted") -> None:
    """BadInput where the copy before shows indicators or items and this one would show none: that is said, or kept."""
    from tocsin.operations import clean as operations
    from tocsin.operations.case import Named
    from tocsin.vocab.errors import BadInput, Gone
    from tocsin.vocab.ids import short

    newest = [one for one in door.ask(operations.list_copies, Named(case=wanted.case)) if one.is_newest]
    try:
        before = [door.ask(operations.show, operations.CopyAsked(case=wanted.case, copy=one.id)) for one in newest]
    except Gone:
        return
    lost = [f"{one.kind}={one.value}" for made in before for one in made.copy.indicators if not wanted.indicators]
    lost += [short(one) for made in before for one in made.items if not wanted.items]
    if lost:
        raise BadInput(
            f"the copy before holds what this one would not: {', '.join(lost[:5])}{', …' if len(lost) > 5 else ''}",
            hint="`--again` makes it from the same, `--anew` without; or name what goes in",
        )


def close(
    case: CaseArgument,
    summary: Annotated[str, typer.Option(help="How it ended.")],
    who_else: Annotated[str, typer.Option(help="Who else could act.")] = "",
    check_on: Annotated[
        str | None, typer.Option(help="The day on which what is loose is looked at again (YYYY-MM-DD).")
    ] = None,
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Close a case. It never ends in silence over a share that nobody answered: each such end is left open by name."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import tell
    from tocsin.cli.share import day_of
    from tocsin.operations import closing as operations
    from tocsin.vocab.ids import short

    with door_of(home, there) as door:
        closing = operations.Ending(
            case=meant(door, "case", case),
            summary=summary,
            who_else=who_else,
            check_on=day_of(check_on) if check_on else None,
        )
        found = door.ask(operations.close, closing)
        left = len(found.open_items)
        stays = "nothing is left open" if not left else f"left open, each with an owner and a day: {left}"
        words = f"{short(found.id)} is closed; {stays}"
        tell(found, words, as_json)


def reopen(
    case: CaseArgument,
    reason: Annotated[str, typer.Argument(help="new_evidence, late_answer, closed_by_mistake, correction, other")],
    because: Annotated[str, typer.Option(help="Why, in your own words.")] = "",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Open a closed case again."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import tell
    from tocsin.operations import closing as operations
    from tocsin.vocab.feedback import ReopenReason
    from tocsin.vocab.ids import short

    why = word(ReopenReason, reason, "reason to reopen")
    with door_of(home, there) as door:
        given = operations.Reopening(case=meant(door, "case", case), reason=why, because=because)
        found = door.ask(operations.reopen, given)
        tell(found, f"{short(found.id)} is open again", as_json)


def _tell(made: "Made", as_json: bool) -> None:
    from tocsin.cli.output import emit, heading, show, table
    from tocsin.vocab.ids import short
    from tocsin.vocab.visible import counted

    if as_json:
        emit(made)
        return
    copy = made.copy
    show(f"{short(made.entry.id)}  {copy.title}")
    gone = f"{counted(made.entry.removed, 'place')} {'was' if made.entry.removed == 1 else 'were'} removed"
    show(f"{gone} by the rules {made.by_rules}; what nothing found is not clean.")
    table(("removed", "times"), made.found, empty="nothing was found by these rules; that is no proof of absence")
    heading("what may leave")
    rows = [(one.key, one.text) for one in copy.passages]
    rows += [("mitigation", one.text) for one in copy.mitigations]
    rows += [(f"component {one.standing}", f"{one.name} {one.version} {one.purl}") for one in copy.components]
    rows += [(f"indicator {one.kind}", f"{one.value}: {one.context}") for one in copy.indicators]
    rows += [(f"{one.scheme} {one.version}", f"{one.id} {one.name}") for one in copy.techniques]
    rows += [(f"{one.role}", one.text or f"sha256 {one.sha256}") for one in copy.prompts]
    table(("what", "text"), rows, empty="nothing: fill in the checklist first, `tocsin case fill`")
    left = [(one.name, one.value) for one in made.left_out]
    table(("left out", "why"), left, empty="")
