"""What the receipt of a public report proves, and what it does not.

Only the file and keys that somebody has from the log's owner are looked at: no desk, no network.
"""

import json
from collections.abc import Callable, Sequence
from hashlib import sha256

import msgspec
from msgspec import Struct

from tocsin.ledger import checkpoint, commitment, note, proof
from tocsin.ledger.fault import ProofError
from tocsin.vocab.act import Leaf, read_leaf
from tocsin.vocab.acts.evidence import ItemKept
from tocsin.vocab.errors import BadInput, ProofFailed
from tocsin.vocab.public_report import RECEIPT, PublicReport, ReceiptFile

PASSED, FAILED = "SELF-LOGGED", "FAILED"  # no more than the log says of itself: a receipt names no witness to ask
_NO_RECEIPT = "ask for the file that was downloaded as the receipt, whole and unchanged"


class Check(Struct, frozen=True, kw_only=True):
    """One thing that was looked at; the state is `holds`, `fails` or `not checked`."""

    name: str
    state: str
    said: str


class Checked(Struct, frozen=True, kw_only=True):
    """A receipt after every check. `recorded_at` is as the log's own clock said; nothing of it is told where one fails.

    `key` is the key that the receipt names, `is_pinned` whether it is one that was given beside it.
    """

    verdict: str
    report: str
    key: str
    is_pinned: bool
    log: str = ""
    recorded_at: str = ""
    entry: int | None = None
    size: int | None = None
    checks: tuple[Check, ...]
    not_proven: tuple[str, ...]


def is_receipt(data: bytes) -> bool:
    """Whether these bytes say that they are such a receipt."""
    if RECEIPT.encode() not in data:  # most files are claims, and some of those are large
        return False
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        return False
    return isinstance(said, dict) and said.get("kind") == RECEIPT


def check_receipt(data: bytes, known: Sequence[str] = ()) -> Checked:
    """Every check by name; BadInput where these bytes are no receipt, or a key that was given is none.

    1. The document is the one that the receipt's SHA-256 names, and a public report.
    2. Salt and document are behind the commitment.
    3. The leaf is an act that kept just this, at the moment that the receipt names.
    4. The leaf stands in the log, under a checkpoint that the key signed.
    5. The key is one that was given, where any was.
    """
    receipt = _read(data)
    checks = [
        _checked("document", lambda: _document(receipt)),
        _checked("commitment", lambda: _commitment(receipt)),
        _checked("act", lambda: _act(receipt)),
        _checked("log", lambda: _log(receipt)),
        _key(receipt, known),
    ]
    holds = all(one.state != "fails" for one in checks)
    found = proof.parse(receipt.proof.encode()) if holds else None
    stands = checkpoint.parse(found.signed.text) if found else None
    return Checked(
        verdict=PASSED if holds else FAILED,
        report=receipt.report,
        key=receipt.key,
        is_pinned=receipt.key in known,
        log=stands.origin if stands else "",
        recorded_at=_leaf(receipt).at.isoformat() if holds else "",
        entry=found.index if found else None,
        size=stands.size if stands else None,
        checks=tuple(checks),
        not_proven=tuple(_not_proven(receipt, known)),
    )


def _read(data: bytes) -> ReceiptFile:
    try:
        json.loads(data, object_pairs_hook=_once)
        return msgspec.json.decode(data, type=ReceiptFile)
    except (ValueError, RecursionError, msgspec.MsgspecError) as fault:
        raise BadInput(f"this is no receipt of a public report: {fault}", hint=_NO_RECEIPT) from fault


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands there twice")
    return found


def _checked(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name=name, state="holds", said=look())
    except (ProofError, ProofFailed, BadInput, ValueError) as fault:
        return Check(name=name, state="fails", said=str(fault))


def _document(receipt: ReceiptFile) -> str:
    """1."""
    data = receipt.document.encode()
    if sha256(data).hexdigest() != receipt.sha256:
        raise ProofFailed("the document is not the one that the SHA-256 of the receipt names")
    try:
        msgspec.json.decode(data, type=PublicReport)
    except msgspec.MsgspecError as fault:
        raise ProofFailed(f"the document is no public report: {fault}") from fault
    return f"the document is a public report with the SHA-256 {receipt.sha256}"


def _commitment(receipt: ReceiptFile) -> str:
    """2."""
    if not commitment.holds(receipt.commitment, salt=bytes.fromhex(receipt.salt), data=receipt.document.encode()):
        raise ProofFailed("salt and document are not behind the commitment")
    return "salt and document are behind the commitment"


def _act(receipt: ReceiptFile) -> str:
    """3."""
    leaf = _leaf(receipt)
    if not isinstance(leaf.act, ItemKept) or leaf.act.content != receipt.commitment:
        raise ProofFailed("the entry of the log did not keep this document")
    if leaf.at.isoformat() != receipt.received_at:
        raise ProofFailed(f"the entry was recorded at {leaf.at.isoformat()}, not at {receipt.received_at}")
    return f"the entry kept just this document, at {leaf.at.isoformat()}"


def _log(receipt: ReceiptFile) -> str:
    """4."""
    key = note.parse_key(receipt.key)
    found = proof.parse(receipt.proof.encode())
    opened = proof.verify(found, receipt.leaf.encode(), origin=key.name, log=[key])
    return f"the entry is number {found.index} of {opened.checkpoint.size} in the log {key.name}"


def _key(receipt: ReceiptFile, known: Sequence[str]) -> Check:
    """5."""
    if not known:
        return Check(
            name="key",
            state="not checked",
            said="the key came with the receipt; give the one that you have from the organization itself",
        )
    if receipt.key in known:
        return Check(name="key", state="holds", said="the key is one that you gave")
    return Check(name="key", state="fails", said="the key is none of those that you gave")


def _leaf(receipt: ReceiptFile) -> Leaf:
    return read_leaf(receipt.leaf.encode())


def _not_proven(receipt: ReceiptFile, known: Sequence[str]) -> list[str]:
    said = [
        "that the moment is right: it is what the log's own clock said",
        "that the log shows everybody the same: only somebody else who saw this checkpoint can say so",
        f"that the report is called {receipt.report}: its number stands in no entry that is shown here",
        "that the files of the report were kept: the document names them by their SHA-256 and holds none",
        "that anybody read the report, or that what it says is so",
    ]
    return said if known else [f"whose key this is: {receipt.key}", *said]
