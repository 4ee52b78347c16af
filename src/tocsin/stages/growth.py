"""The log as it grew: what was kept elsewhere is still its beginning.

A checkpoint in somebody else's hands is what makes a rewritten log visible: give it away, and hold the log to it.
"""

from msgspec import Struct

from tocsin.ledger import checkpoint, merkle, note
from tocsin.ledger.fault import ProofError
from tocsin.ledger.lines import encode_base64
from tocsin.stages.desk import Desk
from tocsin.vocab.errors import BadInput, ProofFailed


class Growth(Struct, frozen=True, kw_only=True):
    """A consistency proof (RFC 9162 section 2.1.4): the log of `old` entries is the beginning of that of `new`."""

    old: int
    new: int
    proof: tuple[str, ...]  # base64, in the order of the RFC


def prove_growth(desk: Desk, old: int) -> Growth:
    """The proof that the log's first `old` entries are still its first."""
    new = desk.log.size()
    try:
        path = merkle.consistency_proof(old, new, merkle.from_stored(desk.log.fetch))
    except ProofError as fault:
        raise BadInput(str(fault), hint=f"the log has {new} entries; name a size from 1 to {new}") from fault
    return Growth(old=old, new=new, proof=tuple(map(encode_base64, path)))


def hold_to(desk: Desk, raw: bytes) -> checkpoint.Checkpoint:
    """The checkpoint in `raw`, if the log still begins with exactly what it signed.

    ProofFailed where it does not: the log was cut back or rewritten since. BadInput where it is no checkpoint of it.
    """
    log = desk.log_entry()
    try:
        signed = note.parse(raw)
        kept = checkpoint.open_note(signed, origin=log.origin, log=[note.parse_key(key) for key in log.keys]).checkpoint
    except ProofError as fault:
        raise BadInput(
            f"this is no checkpoint of this log: {fault}", hint="`tocsin ledger checkpoint` writes one"
        ) from fault
    now = checkpoint.parse(note.parse(desk.log.checkpoint().encode()).text)
    if kept.size > now.size:
        raise ProofFailed(f"{kept.size} entries were signed once, but the log has only {now.size}: it was cut back")
    if kept.size == 0:
        raise BadInput("a checkpoint of an empty log proves nothing", hint="keep a newer one")
    try:
        path = merkle.consistency_proof(kept.size, now.size, merkle.from_stored(desk.log.fetch))
        merkle.verify_consistency(old=kept.size, new=now.size, old_root=kept.root, new_root=now.root, proof=path)
    except ProofError as fault:
        raise ProofFailed(f"the first {kept.size} entries are not those that were signed then") from fault
    return kept
