"""`evidence hand-over`, `seal`, `hold`, `purge`, `letter`: custody."""

from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.case import CaseArgument, word
from tocsin.cli.evidence import Because, ItemArgument
from tocsin.cli.options import Elsewhere, Home, Json
from tocsin.vocab.visible import counted


def add_to(app: typer.Typer) -> None:
    """Put these commands into the tree."""
    app.command(
        "hand-over", epilog="Example: tocsin evidence hand-over i3 --to 'forensics lab' --means 'encrypted disk'"
    )(hand_over)
    app.command("seal", epilog="Example: tocsin evidence seal i3 --because 'it runs when it is loaded'")(seal)
    app.command("unseal", epilog="Example: tocsin evidence unseal i3 --because 'a second look found it inert'")(unseal)
    app.command(
        "hold", epilog="Example: tocsin evidence hold --case c7 --reason litigation --because 'letter of 12 November'"
    )(hold)
    app.command("purge", epilog="Example: tocsin evidence purge i3 --reason retention --because 'policy 4.2' --yes")(
        purge
    )
    app.command("letter", epilog="Example: tocsin evidence letter c7 --provider 'Example Model API' --out letter.md")(
        letter
    )


def hand_over(
    item: ItemArgument,
    to: Annotated[str, typer.Option("--to", "--from", help="The other side.")],
    action: Annotated[str, typer.Option(help="handed_over, received_back, copied, examined, exported")] = "handed_over",
    means: Annotated[str, typer.Option(help="How: courier, encrypted disk, …")] = "",
    because: Because = "",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Record a handling of an item."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import tell
    from tocsin.operations import custody as operations
    from tocsin.vocab.evidence import CustodyAction

    done = word(CustodyAction, action, "handling")
    with door_of(home, there) as door:
        handed = operations.Handed(item=meant(door, "item", item), to=to, action=done, means=means, because=because)
        after = door.ask(operations.hand_over, handed)
    said = f"{after.id}: {after.custody[-1].action}, {counted(len(after.custody), 'handling')} in all"
    tell(after, said, as_json)


def seal(
    item: ItemArgument,
    because: Annotated[str, typer.Option(help="Why it is hazardous.")],
    hazard: Annotated[str, typer.Option(help="A closed code.")] = "enabling",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Put the content behind the key for hazardous content."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import tell
    from tocsin.operations import custody as operations
    from tocsin.vocab.reason import Hazard

    why = word(Hazard, hazard, "hazard")
    with door_of(home, there) as door:
        sealed = operations.Sealed(item=meant(door, "item", item), because=because, hazard=why)
        after = door.ask(operations.seal, sealed)
    tell(after, f"{after.id} is sealed; a look at it needs a reason now", as_json)


def unseal(
    item: ItemArgument,
    because: Annotated[str, typer.Option(help="Why it is harmless enough.")],
    reason: Annotated[str, typer.Option(help="A closed code.")] = "reviewed",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Put the content back behind the ordinary key."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import tell
    from tocsin.operations import custody as operations
    from tocsin.vocab.reason import UnsealReason

    why = word(UnsealReason, reason, "reason to unseal")
    with door_of(home, there) as door:
        unsealed = operations.Unsealed(item=meant(door, "item", item), because=because, reason=why)
        after = door.ask(operations.unseal, unsealed)
    tell(after, f"{after.id} is no longer sealed", as_json)


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
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Stop deleting (or, with --lift, allow it again). A hold beats a purge."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import tell
    from tocsin.operations import custody as o
    from tocsin.operations.evidence import ItemView
    from tocsin.vocab.case import Case
    from tocsin.vocab.errors import BadInput
    from tocsin.vocab.hold import PreserveReason

    if (item is None) == (case is None):
        raise BadInput("name one item, or a case with --case", hint="tocsin evidence hold ITEM, or --case CASE")
    why = word(PreserveReason, reason, "reason")
    after: ItemView | Case
    with door_of(home, there) as door:
        one = meant(door, "item", item) if item is not None else ""
        whole = meant(door, "case", case) if case is not None else ""
        if one and lift:
            after = door.ask(o.lift_item, o.ItemLifted(item=one, reason=why, because=because, which=which))
        elif one:
            after = door.ask(o.hold_item, o.ItemHeld(item=one, reason=why, because=because))
        elif lift:
            after = door.ask(o.lift_case, o.CaseLifted(case=whole, reason=why, because=because, which=which))
        else:
            after = door.ask(o.hold_case, o.CaseHeld(case=whole, reason=why, because=because))
    tell(after, f"{after.id}: holds now: {', '.join(after.holds) or 'none'}", as_json)


def purge(
    item: ItemArgument,
    because: Annotated[str, typer.Option(help="Why it has to go.")],
    reason: Annotated[str, typer.Option(help="A closed code: retention, personal_data, court_order, …")] = "retention",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Destroy content and salts for good. That it was kept, and when, stays provable; a hold forbids it.

    Before, and in the result: in which clean copies and documents the content lies. What was not sent may not leave
    after it; what was delivered cannot be called back by a purge.
    """
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import say, tell
    from tocsin.operations import custody as operations
    from tocsin.operations.evidence import ItemNamed, derived
    from tocsin.stages.derivation import words_of
    from tocsin.vocab.reason import PurgeReason

    why = word(PurgeReason, reason, "reason to purge")  # before anything is said or asked
    with door_of(home, there) as door:
        one = meant(door, "item", item)
        say("\n".join(words_of(door.ask(derived, ItemNamed(item=one)))))
        if not yes:
            typer.confirm(f"Destroy the content of {one} for good? Nothing brings it back but a backup.", abort=True)
        after = door.ask(operations.purge, operations.Purged(item=one, because=because, reason=why))
    said = f"{after.id} is purged. Copies in backups, and what others were given, are not reached by this."
    tell(after, "\n".join((said, *words_of(after.lies_in))), as_json)


def letter(
    case: CaseArgument,
    provider: Annotated[str, typer.Option(help="Who is asked to preserve.")],
    out: Annotated[Path | None, typer.Option(help="Write it to this new file, too.")] = None,
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """A preservation letter to a provider: what they hold for us evaporates first. Kept on the case."""
    from contextlib import nullcontext

    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import new_file, tell
    from tocsin.operations import evidence as operations

    with door_of(home, there) as door, new_file(out) if out else nullcontext() as target:
        asked = operations.LetterAsked(case=meant(door, "case", case), provider=provider)
        found = door.ask(operations.letter, asked)
        if target is not None:
            target.write(found.text.encode())
    tell(found, found.text, as_json)
