"""Claims made: one file with records, proofs, and what they license.

The statement is derived by the verifier's own grammar, and the finished file is verified before it is handed out: no
claim leaves that says more than its records, or that would not hold. A claim file is named `*.claim.json`; its bytes
are canonical JSON (RFC 8785), and any changed byte makes it fail.
"""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from tocsin.ledger.canonical import Json, canonical_exact
from tocsin.ledger.fault import ProofError
from tocsin.ledger.lines import encode_base64
from tocsin.ledger.merkle import Edge
from tocsin.ledger.note import Note
from tocsin.ledger.proof import LogProof
from tocsin.ledger.record import Moment, RecordKey, digest, leaf_data
from tocsin.ledger.sdjwt import Sign, encode
from tocsin.verifier import claim as verifier
from tocsin.verifier.signed import Key, load, open_sdjwt, read_key
from tocsin.verifier.signed import leaf_hash as verifier_leaf_hash
from tocsin.verifier.statement import Record, derive


class Period(Struct, frozen=True, kw_only=True):
    """From the first moment up to, not including, the last; RFC 3339, UTC, to the second."""

    first: Moment
    last: Moment


class Stated(Struct, frozen=True, kw_only=True):
    """What the sender says of the claim; all else follows from records.

    `by` is the log's origin, which is also the name of the sender's record key. `asks` is what the claim is about: with
    `acknowledged`, a share without a receipt that its recipient signed makes it UNANSWERED. With a `period`, every
    share has to show `released_at`.
    """

    by: str
    asks: Literal["sent", "acknowledged"]
    stated_at: Moment
    period: Period | None = None


class Shown(Struct, frozen=True, kw_only=True):
    """A record as it is to be shown: an SD-JWT with chosen disclosures, and its place in the sender's log.

    Records of the sender need the proof; those of others have one where the sender entered them in its own log.
    """

    sd_jwt: str
    proof: LogProof | None


class Entry(Struct, frozen=True, kw_only=True):
    """An act that is shown whole: its leaf data and its place in the log."""

    leaf: bytes
    proof: LogProof


class Listed(Struct, frozen=True, kw_only=True):
    """One entry of a completeness list: its leaf hash, its type (`act` where it is no record), its grade if any.

    The grade of a share is the highest that its records license, shown or not; of feedback, its own.
    """

    leaf: bytes
    typ: str
    grade: str | None = None


class Completeness(Struct, frozen=True, kw_only=True):
    """Every entry from some place on to the end of the log; `before` is the tree's edge at that place."""

    before: Edge
    leaves: tuple[Listed, ...]


def make_claim(
    stated: Stated,
    *,
    records: Sequence[Shown],
    entries: Sequence[Entry],
    keys: Sequence[RecordKey],
    signed_by: RecordKey,
    sign: Sign,
    beacons: Sequence[Note] = (),
    completeness: Completeness | None = None,
) -> bytes:
    """The bytes of a claim file; ProofError, with the check that failed, where it would not hold.

    What the caller fetches:
    1. `records`: every share of the claim with its receipts, feedback, effects and recalls, each already presented with
       what is to be shown (`ledger.record.present`). What an answer refers to must be among them.
    2. `entries`, with `leaf` as it stands in the log: the act that opened it (`log_opened/1`), every exchange of its
       key (`log_key_rotated/1`), and the acts that named the sender's record keys in use (`record_key_added/1`); where
       the transport is to be shown, also `record_entered/1` of a share and `delivery_moved/1` of its delivery.
    3. All proofs under one and the same checkpoint, the newest.
    4. `keys`: the record keys of the recipients, and those of the sender that signed a record shown here.
    5. `sign` signs with the private part of `signed_by`, one of the sender's keys that `entries` name.
    6. `beacons`: the checkpoints that shares quote in `beacon`, where they are to be shown.
    """
    known = [_key(key) for key in {signed_by, *keys}]
    seen = [_record(one.sd_jwt, known) for one in records]
    acts = [load(entry.leaf)["act"] for entry in sorted(entries, key=lambda entry: entry.proof.index)]
    period = None if stated.period is None else {"from": stated.period.first, "to": stated.period.last}
    said = {"by": stated.by, "asks": stated.asks, "stated_at": stated.stated_at, "period": period}
    body: dict[str, Json] = {
        "format": verifier.FORMAT,
        "statement": derive(said, seen, acts),
        "records": [{"sdjwt": one.sd_jwt, "proof": _text(one.proof)} for one in records],
        "entries": [{"leaf": one.leaf.decode(), "proof": _text(one.proof)} for one in entries],
        "keys": sorted(key.to_text() for key in {*keys} if key.name != stated.by),
        "beacons": [note.to_bytes().decode() for note in beacons],
        "completeness": None if completeness is None else _list(completeness),
        "kid": signed_by.id,
    }
    raw = signed_claim(body, sign)
    report = verifier.verify(raw)
    if report["verdict"] == "FAILED":
        (failed,) = (check for check in report["checks"] if check["state"] == "failed")
        raise ProofError(f"claim: {failed['name']}: {failed['said']}")
    return raw


def check_foreign(sd_jwt: str, key: RecordKey) -> None:
    """ProofError where the verifier of claims would not read a record of this key: then it could stand in no claim."""
    try:
        verifier.read_record(sd_jwt, [_key(key)], {}, {})
    except ValueError as fault:
        raise ProofError(f"record: {fault}") from fault


def signed_claim(body: dict[str, Json], sign: Sign) -> bytes:
    """The canonical bytes with a signature over all other members; nothing is verified."""
    signature = sign(verifier.SIGNED_AS + canonical_exact(body))
    return canonical_exact({**body, "signature": encode(signature)})


def _key(key: RecordKey) -> Key:
    return read_key(key.to_text())


def _record(sd_jwt: str, known: Sequence[Key]) -> Record:
    claims, _ = open_sdjwt(sd_jwt, known)
    return Record(digest(sd_jwt), verifier_leaf_hash(leaf_data(sd_jwt)).hex(), claims)


def _text(proof: LogProof | None) -> str:
    return "" if proof is None else proof.to_bytes().decode()


def _list(completeness: Completeness) -> Json:
    return {
        "first": completeness.before.size,
        "before": [encode_base64(root) for root in completeness.before.roots],
        "leaves": [[one.leaf.hex(), one.typ, one.grade] for one in completeness.leaves],
    }
