"""Promises on the terminal: the most pressing of each side, or all."""

from typing import TYPE_CHECKING

from tocsin.vocab.visible import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tocsin.cli.door import Door
    from tocsin.stages.notice import NoticeLine
    from tocsin.stages.status import Status
    from tocsin.vocab.promise import Promise

MOST_SHOWN = 8  # of each side, so that both and what follows fit on one screen; a flag shows them all


def show_promises(found: "Status") -> None:
    """What concerns whoever acts, the most pressing of each side, and how to see the rest.

    Clocks of duties are not mixed in: they have a list of their own below.
    """
    from tocsin.stages.status import concerns
    from tocsin.vocab.promise import PromiseKind

    owe = [one for one in found.owe if one.kind is not PromiseKind.DUTY]
    for title, promises, flag in (("what I owe", owe, "--owe"), ("what is owed to us", found.owed, "--owed")):
        mine = [one for one in promises if concerns(one, found.person)]
        if not promises:
            continue
        _title(f"{title}: {len(mine)}, {sum(one.overdue for one in mine)} overdue")
        _table(mine[:MOST_SHOWN])
        if len(mine) > MOST_SHOWN or len(mine) < len(promises):
            _rest(len(mine[MOST_SHOWN:]), len(promises) - len(mine), flag)


def show_whole(promises: "Sequence[Promise]", names: dict[str, str], person: str) -> None:
    """One side as a list, with who answers for each and with whom."""
    from tocsin.cli.output import case_cell, table

    rows = (
        (
            _due(one),
            one.sentence,
            names.get(one.party, ""),
            "you" if person in one.who else ", ".join(who[:15] for who in one.who) or "anybody",
            case_cell(one.case, one.exercise),
            one.command,
        )
        for one in promises
    )
    table(("due", "what", "with", "who", "case", "next"), rows, empty="nothing: every promise is met")


def party_names(door: "Door", promises: "Sequence[Promise]") -> dict[str, str]:
    """What the parties of some promises are called, by id."""
    from tocsin.operations.party import PartyAsked, show

    return {one: door.ask(show, PartyAsked(party=one)).name for one in {promise.party for promise in promises} if one}


def show_notices(lines: "Sequence[NoticeLine]", as_json: bool) -> None:
    """Each road that people are told on, whether it is free, and what would be told."""
    from tocsin.cli.output import emit, moment, show

    if as_json:
        emit(lines)
        return
    if not lines:
        show("nobody is told: say in tocsin.toml who is, in a table [notices]")
    for line in lines:
        waits = f", not before {moment(line.not_before)}" if line.not_before else ""
        failed = f", failed {counted(line.failures, 'time')} in a row" if line.failures else ""
        _title(f"{line.road} to {line.end}{waits}{failed}{', quiet hours now' if line.quiet else ''}")
        show(line.text or "nothing to tell")


def _title(text: str) -> None:
    from tocsin.cli.output import heading

    heading(text)


def _table(promises: "Sequence[Promise]") -> None:
    from tocsin.cli.output import case_cell, table

    rows = [(_due(one), one.sentence, case_cell(one.case, one.exercise), one.command) for one in promises]
    table(("due", "what", "case", "next"), rows, empty="")


def _rest(more: int, of_others: int, flag: str) -> None:
    from tocsin.cli.output import show

    words = [f"{more} more" if more else "", f"{of_others} that others answer for" if of_others else ""]
    show(f"and {' and '.join(word for word in words if word)}: `tocsin status {flag}`")


def _due(promise: "Promise") -> str:
    from tocsin.cli.output import moment

    if promise.due is None:
        return "no date"
    return f"{moment(promise.due)}{' OVERDUE' if promise.overdue else ''}"
