"""`case mark`, `assert`, `block`, `unblock`, `hand`: handling limits."""

from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.case import CaseArgument, EnumT, moment_of, word
from tocsin.cli.options import Elsewhere, Home, Json

if TYPE_CHECKING:
    from tocsin.operations.marking import ChangeJudged, MarkOutcome
    from tocsin.vocab.marking import Tlp


def add_to(app: typer.Typer) -> None:
    """Put these commands into the tree."""
    app.command("mark", epilog="Example: tocsin case mark c7 amber+strict --caveat proprietary")(mark)
    app.command("assert", epilog="Example: tocsin case assert c7 attack_description --as B_method")(assert_field)
    app.command("block", epilog="Example: tocsin case block c7 --until 2026-12-01 --lifts-when 'counsel read it'")(
        block
    )
    app.command("unblock", epilog="Example: tocsin case unblock c7 --because 'counsel has read it'")(unblock)
    app.command("hand", epilog="Example: tocsin case hand c7 also_safety safety_team --note 'told them on Monday'")(
        hand
    )


Item = Annotated[str | None, typer.Option(help="Mark this item instead of the case.")]
Field = Annotated[str | None, typer.Option(help="Mark this checklist row instead of the case.")]


def mark(
    case: CaseArgument,
    tlp: Annotated[str, typer.Argument(help="clear, green, amber, amber+strict or red (TLP 2.0)")],
    item: Item = None,
    field: Field = None,
    caveat: Annotated[list[str] | None, typer.Option(help="proprietary, privileged, personal_data, …")] = None,
    permitted_actions: Annotated[str | None, typer.Option(help="What recipients may do (FIRST IEP 2.0).")] = None,
    pap: Annotated[str | None, typer.Option(help="clear, green, amber or red (Permissible Actions Protocol)")] = None,
    may_tell_affected: Annotated[str | None, typer.Option(help="may, or must-not: telling affected parties.")] = None,
    attribution: Annotated[str | None, typer.Option(help="may, must or must-not: naming the source.")] = None,
    audience: Annotated[
        list[str] | None, typer.Option(help="Only for this sort of party, such as vendor or isac; again for each.")
    ] = None,
    encrypt_in_transit: Annotated[str | None, typer.Option(help="must, or may (FIRST IEP 2.0).")] = None,
    resale: Annotated[
        str | None, typer.Option(help="must-not, or may: selling it on unchanged (FIRST IEP 2.0).")
    ] = None,
    embargo_until: Annotated[str | None, typer.Option(help="Nothing goes out before this moment.")] = None,
    expires_at: Annotated[str | None, typer.Option(help="When the mark has to be looked at again.")] = None,
    source: Annotated[str, typer.Option(help="Whose mark it is; yours where not given.")] = "own",
    permission: Annotated[str, typer.Option(help="Who permitted a wider mark, and how; needed to widen.")] = "",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Mark a case, an item or a field. Tightening is free; widening needs the owner's recorded permission."""
    from tocsin.cli.door import door_of, meant
    from tocsin.operations import marking as operations
    from tocsin.vocab import marking as m

    with door_of(home, there) as door:
        given = operations.MarkGiven(
            case=meant(door, "case", case),
            item=item or "",
            field=field or "",
            tlp=tlp,
            source=source,
            audience=tuple(audience) if audience else None,
            caveat=tuple(word(m.Caveat, one, "caveat") for one in caveat or ()),
            encrypt_in_transit=_word(m.EncryptInTransit, encrypt_in_transit, "answer about encryption"),
            permitted_actions=_word(m.PermittedAction, permitted_actions, "permitted action"),
            may_tell_affected=_word(m.AffectedPartyNotification, may_tell_affected, "answer"),
            attribution=_word(m.Attribution, attribution, "attribution"),
            resale=_word(m.UnmodifiedResale, resale, "answer about resale"),
            pap=pap,
            embargo_until=moment_of(embargo_until) if embargo_until else None,
            expires_at=moment_of(expires_at) if expires_at else None,
            permission=permission,
        )
        _tell_change(m.parse_tlp(tlp).tlp, door.ask(operations.mark, given), as_json)


def _tell_change(tlp: "Tlp", found: "MarkOutcome", as_json: bool) -> None:
    from tocsin.cli.output import emit, show
    from tocsin.operations.marking import NEEDED
    from tocsin.vocab.marking import TLP_NAMES, TLP_WORDS

    if as_json:
        emit(found)
    elif found.outcome == NEEDED:
        _show_refusal(TLP_NAMES[tlp], found.change)
    else:
        show(f"marked {TLP_NAMES[tlp]} — {TLP_WORDS[tlp]}")
    if found.outcome == NEEDED:
        raise typer.Exit(1)


def _word(enum: type[EnumT], given: str | None, what: str) -> EnumT | None:
    """The member of a vocabulary that was typed; None where the mark says nothing about it."""
    return word(enum, given, what) if given else None


def _show_refusal(label: str, needed: "ChangeJudged") -> None:
    from tocsin.cli.output import show

    show(f"not marked: {label} is wider than the standing mark in {', '.join(needed.widened or ())}")
    for reason in needed.reasons or ():
        show(f"  {reason.replace('own has', 'your own organization has', 1)}")
    show("  say who permitted it with --permission TEXT; it is kept with the act")


def assert_field(
    case: CaseArgument,
    field: Annotated[str, typer.Argument(help="The checklist row.")],
    prong: Annotated[str, typer.Option("--as", help="A prong (A_reconnaissance …), defensive_measure, neither")],
    proprietary: Annotated[bool, typer.Option(help="Designated commercial, financial and proprietary.")] = False,
    counsel: Annotated[str, typer.Option(help="asked, not_asked or answered")] = "not_asked",
    because: Annotated[str, typer.Option(help="Why, in your own words.")] = "",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Record what a field is asserted to be under CISA 2015. An assertion, not a finding: counsel decides."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import tell
    from tocsin.operations import marking as operations
    from tocsin.vocab.assertion import Counsel, Prong
    from tocsin.vocab.boundary import NOT_LEGAL_ADVICE

    what, asked = word(Prong, prong, "prong"), word(Counsel, counsel, "answer about counsel")
    with door_of(home, there) as door:
        asserted = operations.Asserted(
            case=meant(door, "case", case),
            field=field,
            prong=what,
            proprietary=proprietary,
            counsel=asked,
            because=because,
        )
        found = door.ask(operations.assert_field, asserted)
    tell(found, f"{field}: asserted {prong}; counsel {counsel}. {NOT_LEGAL_ADVICE}", as_json)


def block(
    case: CaseArgument,
    until: Annotated[str, typer.Option(help="When the block ends by itself.")],
    lifts_when: Annotated[str, typer.Option(help="What would lift it.")],
    reason: Annotated[str, typer.Option(help="A closed reason: counsel_review, embargo, …")] = "counsel_review",
    owner: Annotated[str, typer.Option(help="Who owns the block, by name or id; you where not given.")] = "",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Stop sending. It always has an owner, an end, and what would lift it."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import moment, tell
    from tocsin.operations import marking as operations
    from tocsin.vocab.hold import BlockReason

    why, ends = word(BlockReason, reason, "reason"), moment_of(until)
    with door_of(home, there) as door:
        blocked = operations.Blocked(
            case=meant(door, "case", case), owner=owner, until=ends, reason=why, lifts_when=lifts_when
        )
        found = door.ask(operations.block, blocked)
    tell(found, f"blocked until {moment(found.until)}: nothing of {blocked.case} may be sent", as_json)


def unblock(
    case: CaseArgument,
    because: Annotated[str, typer.Option(help="Why it is lifted.")],
    reason: Annotated[str, typer.Option(help="A closed reason.")] = "done",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Lift the release block."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import tell
    from tocsin.operations import marking as operations
    from tocsin.vocab.reason import UnblockReason

    why = word(UnblockReason, reason, "reason to lift a block")
    with door_of(home, there) as door:
        unblocked = operations.Unblocked(case=meant(door, "case", case), reason=why, because=because)
        found = door.ask(operations.unblock, unblocked)
    tell(found, f"no release block stands on {found.id}", as_json)


def hand(
    case: CaseArgument,
    flag: Annotated[str, typer.Argument(help="What is not ours: also_safety, also_quality, not_ai, …")],
    owner: Annotated[str, typer.Argument(help="The owner's role, for example product_owner.")],
    note: Annotated[str, typer.Option(help="What was said to them, and when.")] = "",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Record that a matter went to its owner; the case keeps the record."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import tell
    from tocsin.operations import coding as operations
    from tocsin.vocab.reason import OwnerRole

    role = word(OwnerRole, owner, "role of an owner")
    with door_of(home, there) as door:
        handed = operations.HandedOn(case=meant(door, "case", case), flag=flag, owner=role, note=note)
        found = door.ask(operations.hand, handed)
    tell(found, f"{flag} went to {owner}", as_json)
