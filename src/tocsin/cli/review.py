"""`case findings`, `judge`, `learn`: what would leave, looked at before."""

from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.case import CaseArgument, word
from tocsin.cli.options import Elsewhere, Home, Json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tocsin.operations.review import Findings
    from tocsin.vocab.review import Entry


def add_to(app: typer.Typer) -> None:
    """Put these commands into the tree of `case`."""
    app.command("findings", epilog="Example: tocsin case findings c7 --open")(findings)
    app.command("judge", epilog="Example: tocsin case judge c7 'Harbour Clinic' --ours --label VICTIM")(judge)
    app.command("learn", epilog="Example: tocsin case learn c7")(learn)


def findings(
    case: CaseArgument,
    item: Annotated[list[str] | None, typer.Option(help="As if the text of this item went along too.")] = None,
    only_open: Annotated[bool, typer.Option("--open", help="Only those of which nobody said anything.")] = False,
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """What was found in what would leave, and first what was not found and a person should look at.

    It looks at what the next clean copy would hold: rows, the name, components, contexts, chosen items. A look records
    nothing. Say what you think of a value with `case judge`; then `case clean --again` makes the copy.
    """
    from msgspec.structs import replace

    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import emit
    from tocsin.operations import review as operations
    from tocsin.operations.operation import MOST

    with door_of(home, there) as door:
        asked = operations.FindingsAsked(
            case=meant(door, "case", case), items=tuple(item or ()), open=only_open, limit=MOST
        )
        found = door.ask(operations.show, asked)
        page = found
        while page.next:
            page = door.ask(operations.show, replace(asked, cursor=page.next))
            found = replace(found, items=(*found.items, *page.items), next="")
    if as_json:
        emit(found)
    else:
        _show(found)


def judge(
    case: CaseArgument,
    values: Annotated[list[str], typer.Argument(metavar="VALUE…", help="Values as they stand there.")],
    ours: Annotated[bool, typer.Option("--ours", help="Ours or a victim's: it goes, wherever it stands.")] = False,
    theirs: Annotated[bool, typer.Option("--theirs", help="The attacker's, or public: it stays.")] = False,
    accept: Annotated[bool, typer.Option("--accept", help="The rule is right.")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="There is nothing to hide: it stays.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take back what was said.")] = False,
    label: Annotated[str, typer.Option(help="What it goes as: PERSON, EMAIL, INTERNAL_HOST, VICTIM, …")] = "",
    alike: Annotated[bool, typer.Option("--alike", help="And of all that are there for the same reason.")] = False,
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Say whose a value is, or whether a rule is right. The whole case learns it; the next clean copy is made so."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import tell
    from tocsin.operations import review as operations
    from tocsin.vocab.errors import BadInput
    from tocsin.vocab.finding import Label
    from tocsin.vocab.review import Verdict
    from tocsin.vocab.visible import counted

    said = {"ours": ours, "theirs": theirs, "accept": accept, "reject": reject, "undo": undo}
    chosen = [name for name, is_said in said.items() if is_said]
    if len(chosen) != 1:
        raise BadInput("one verdict is needed", hint="--ours, --theirs, --accept, --reject or --undo")
    with door_of(home, there) as door:
        given = operations.JudgementGiven(
            case=meant(door, "case", case),
            verdict=Verdict(chosen[0]),
            values=tuple(values),
            label=word(Label, label, "label") if label else None,
            alike=alike,
        )
        found = door.ask(operations.say, given)
    open_ = found.counts.open
    left = f"{counted(open_, 'value')} left to look at" if open_ else "nothing on the list is left to look at"
    tell(found, f"said of {counted(max(len(found.entries), len(values)), 'value')}; {left}", as_json)


def learn(case: CaseArgument, home: Home = None, there: Elsewhere = "", as_json: Json = False) -> None:
    """Words of ours that the case shows and your dictionary does not hold. Nothing is taken in: you say which."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import say, tell_table
    from tocsin.operations import dictionary as operations
    from tocsin.operations.case import Named

    with door_of(home, there) as door:
        found = door.ask(operations.learn, Named(case=meant(door, "case", case)))
    rows = ((f"{one.word.field}={one.word.value}", one.count, one.why) for one in found)
    empty = "this case shows no word of yours that the dictionary lacks"
    tell_table(found, ("word", "places", "why"), rows, as_json, empty=empty)
    if found and not as_json:
        say("take one in: `tocsin dictionary add FIELD=WORD`")


def _show(found: "Findings") -> None:
    from tocsin.cli.output import heading, say, show, table
    from tocsin.vocab.visible import counted

    counts = found.counts
    show(
        f"{counted(counts.values, 'value')}: {counts.open:,} left to look at, "
        f"{counts.left:,} of these found by no rule; {counted(counts.goes, 'place')} would be taken out"
    )
    columns = ("risk", "value", "what", "places", "around the first", "verdict")
    for title, some in _parts(found.items):
        heading(title)
        table(columns, _rows(some), empty="")
    heading("Looked for")
    for one in found.looked_for:
        show(f"- {one}")
    for each in found.not_looked_at:
        show(f"not looked at: {each.count:,} {each.why}")
    say(found.note)


def _parts(items: "Sequence[Entry]") -> "Iterator[tuple[str, list[Entry]]]":
    left = [one for one in items if one.left is not None]
    stays = [one for one in items if one.left is None and one.goes < one.count]
    goes = [one for one in items if one.left is None and one.goes == one.count]
    parts = {"Not taken out: look at these first": left, "Found, and stays": stays, "Taken out": goes}
    return ((title, some) for title, some in parts.items() if some)


def _rows(items: "Sequence[Entry]") -> "Iterator[tuple[object, ...]]":
    for one in items:
        place = one.places[0]
        around = f"…{place.before[-24:]}[{place.shown}]{place.after[:24]}…"
        what = (one.left or one.label or "").replace("_", " ")
        yield one.risk, one.value, f"{what}: {one.reason}", f"{one.goes} of {one.count} go", around, one.verdict or ""
