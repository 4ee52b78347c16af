"""`verify`: a claim, or the receipt of a report, checked offline."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tocsin.cli.options import Json
from tocsin.vocab.visible import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NEVER_A_HOME = "give it the claim's file; nothing else of this machine is read"


def add_to(app: typer.Typer) -> None:
    """Put this command into the tree."""
    app.command("verify", epilog="Example: tocsin verify march.claim.json --policy our-witnesses.txt")(verify)


def verify(
    claim: Annotated[
        str, typer.Argument(metavar="FILE", help="The claim file, or the receipt of a report; - for standard input.")
    ] = "",
    policy: Annotated[
        Path | None, typer.Option(help="Your logs and witnesses (C2SP tlog-policy), not from the sender.")
    ] = None,
    key: Annotated[
        list[str] | None,
        typer.Option(help="A key you have from its owner: a verifier key, or NAME=FILE (PEM, JWK); again for each."),
    ] = None,
    hand_out: Annotated[
        Path | None, typer.Option(help="Write the verifier itself to this new file, to be run by anybody.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Check a claim file offline, without a home: every check by name, every key's tie, what is not proven.

    The receipt of a report that came through a public form is checked in the same way; --key is then the log's key.
    Exit 0 for VERIFIED and SELF-LOGGED; 1 for UNANSWERED, CONTRADICTED, INCOMPLETE and FAILED; 2 for no claim file.
    """
    from tocsin.cli.triage import read_document
    from tocsin.rules.intake_receipt import is_receipt
    from tocsin.vocab.errors import BadInput

    if hand_out is not None:
        _hand_out(hand_out)
        if not claim:
            return
    if not claim:
        raise BadInput("no claim file is named", hint=NEVER_A_HOME)
    data = read_document(claim)
    if is_receipt(data):
        _check_receipt(data, key or (), as_json)
    else:
        _check_claim(claim, data, read_document(str(policy)) if policy else None, key or (), as_json)


def _check_claim(name: str, data: bytes, policy: bytes | None, keys: "Sequence[str]", as_json: bool) -> None:
    from tocsin.cli.output import emit
    from tocsin.verifier.claim import verify as check
    from tocsin.verifier.relations import PASSED
    from tocsin.verifier.signed import Unreadable
    from tocsin.vocab.errors import BadInput

    try:
        report = check(data, policy, [*map(_pin, keys)])
    except Unreadable as fault:
        raise BadInput(
            f"{name}: {fault}", hint="ask its sender for a `.claim.json` file, whole and unchanged"
        ) from fault
    if as_json:
        emit(report)
    else:
        _show(report)
    if report["verdict"] not in PASSED:
        raise typer.Exit(1)


def _check_receipt(data: bytes, keys: "Sequence[str]", as_json: bool) -> None:
    from tocsin.cli.output import emit, heading, show, table
    from tocsin.rules.intake_receipt import FAILED, check_receipt

    found = check_receipt(data, keys)
    if as_json:
        emit(found)
    else:
        show(found.verdict)
        table(("check", "state", "what it says"), [(one.name, one.state, one.said) for one in found.checks], empty="")
        heading("not proven")
        for one in found.not_proven:
            show(f"  {one}")
    if found.verdict == FAILED:
        raise typer.Exit(1)


def _pin(given: str) -> str:
    """The verifier key that is meant; of NAME=FILE the key in the file, under the name of whose it is."""
    from tocsin.cli.triage import read_document
    from tocsin.ledger.fault import Malformed
    from tocsin.ledger.public_key import is_inline, read_public_key
    from tocsin.ledger.record import RecordKey
    from tocsin.vocab.errors import BadInput

    name, equals, file = given.partition("=")
    if is_inline(given) or "+" in name or not equals:
        return given
    try:
        key = read_public_key(file.encode() if is_inline(file) else read_document(file))
        if key.name not in ("", name):
            raise BadInput(f"{file} holds the key of {key.name!r}, not of {name!r}", hint="name its owner as it does")
        return RecordKey(name, key.point).to_text()
    except Malformed as fault:
        raise BadInput(f"--key {name}: {fault}", hint="ask its owner for the key again") from fault


def _hand_out(target: Path) -> None:
    from importlib.resources import files

    from tocsin.cli.output import new_file
    from tocsin.verifier.bundle import ROOMS, bundle

    rooms = files("tocsin.verifier")
    whole = bundle({room: (rooms / f"{room}.py").read_text("utf-8") for room in ROOMS})
    with new_file(target) as file:
        file.write(whole.encode())


def _show(report: dict[str, Any]) -> None:
    from tocsin.cli.output import heading, show, table

    show(report["verdict"])
    table(
        ("check", "state", "what it says"),
        [(one["name"], one["state"], one["said"]) for one in report["checks"]],
        empty="",
    )
    if report["keys"]:
        heading("keys, and how each is tied to its owner")
        for one in report["keys"]:
            show(f"  {one['key']}\n    {one['tied']}")
    if report["statement"] is not None:
        heading("what the records say")
        for line in _lines(report["statement"]):
            show(line)
    for one in report["unknown"]:
        show(f"not known here, and not looked into: {one}")
    heading("not proven")
    for one in report["not_proven"]:
        show(f"  {one}")


def _lines(statement: dict[str, Any]) -> "Iterator[str]":
    period = statement["period"]
    yield f"{statement['by']}, " + (f"from {period['from']} to {period['to']}" if period else "no period claimed")
    for share in statement["shares"]:
        yield f"share {share['record'][:16]}: {share['grade']}"
        for slot in ("recipient", "what", "when", "channel", "restrictions", "effect", "approved_by", "transport"):
            yield f"  {slot}: {_words(share[slot])}"
        for one in share["says"]:
            yield f"  {one['grade']}  {one['verb']} ({', '.join(digest[:16] for digest in one['records'])})"
        if share["recalled"]:
            yield "  recalled by the sender"
    reached = statement["reached"]
    sent = f"of {counted(reached['E0'], 'share')} sent: "
    yield sent + "{E1} delivered (E1), {E2} used (E2), {E3} found (E3)".format(**reached)
    yield statement["boundary"]


def _words(slot: Any) -> str:
    """A slot's value on one line."""
    if isinstance(slot, dict):
        return ", ".join(f"{name} {_words(value)}" for name, value in slot.items() if value != {})  # says nothing
    return "; ".join(map(_words, slot)) if isinstance(slot, list) else str(slot)
