"""Checkpoints of a log: its origin, its size, its root, signed.

Source: C2SP tlog-checkpoint (c2sp.org, repository commit 5ba5ee8, 22 July 2026).
"""

from collections.abc import Sequence

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Struct

from tocsin.ledger import note
from tocsin.ledger.fault import Malformed, ProofError
from tocsin.ledger.lines import LARGEST, check_controls, decode_base64, decode_decimal, encode_base64
from tocsin.ledger.merkle import EMPTY_ROOT, HASH_BYTES
from tocsin.ledger.note import Note, Verified, VerifierKey


class Checkpoint(Struct, frozen=True, kw_only=True):
    """What a log says of itself at one size."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()  # not recommended by the source: nobody audits them

    def __post_init__(self) -> None:
        for line in (self.origin, *self.extensions):
            if not line or "\n" in line:
                raise Malformed("checkpoint: the origin and every extension are one line each, not empty")
            check_controls(line, "checkpoint")
        if not 0 <= self.size <= LARGEST:
            raise Malformed(f"checkpoint: a size of {self.size}")
        if len(self.root) != HASH_BYTES:
            raise Malformed(f"checkpoint: a root of {len(self.root)} bytes, expected {HASH_BYTES}")
        if self.size == 0 and self.root != EMPTY_ROOT:
            raise Malformed("checkpoint: the empty tree has another root")

    def to_text(self) -> str:
        """The note text: three lines, then the extensions."""
        lines = (self.origin, str(self.size), encode_base64(self.root), *self.extensions)
        return "".join(f"{line}\n" for line in lines)


class Opened(Struct, frozen=True, kw_only=True):
    """A checkpoint whose signatures hold, with the note it came in."""

    checkpoint: Checkpoint
    note: Note
    log: tuple[Verified, ...]  # by the log's own keys, at least one
    witnesses: tuple[Verified, ...]  # by known witnesses, perhaps none: who suffices is the caller's judgement


def parse(text: str) -> Checkpoint:
    """The checkpoint in a note's text; what parses gives the same text back."""
    lines = text.split("\n")
    if len(lines) < 4 or lines[-1]:
        raise Malformed("checkpoint: expected three lines or more, each ended by a newline")
    return Checkpoint(
        origin=lines[0],
        size=decode_decimal(lines[1], "checkpoint, line 2, tree size"),
        root=decode_base64(lines[2], "checkpoint, line 3, root hash", length=HASH_BYTES),
        extensions=tuple(lines[3:-1]),
    )


def sign(checkpoint: Checkpoint, private: Ed25519PrivateKey) -> Note:
    """The checkpoint as a note signed by its log; the key's name is the origin, as the source recommends."""
    text = checkpoint.to_text()
    return Note(text=text, signatures=(note.sign(text, checkpoint.origin, private),))


def open_note(
    signed: Note, *, origin: str, log: Sequence[VerifierKey], witnesses: Sequence[VerifierKey] = ()
) -> Opened:
    """The checkpoint of a note, if it is of this origin and one of the log's keys signed it; ProofError otherwise.

    A failing signature of any known key, log or witness, refuses the whole note. A key given both as the log's and as
    a witness's is refused: a log that witnesses itself adds nothing.
    """
    if {key.public for key in log} & {key.public for key in witnesses}:
        raise ProofError("checkpoint: one key is given both as the log's and as a witness's")
    verified = note.verify(signed, (*log, *witnesses))
    by_log = tuple(one for one in verified if one.key in log)
    if not by_log:
        raise ProofError("checkpoint: not signed by a known key of the log")
    checkpoint = parse(signed.text)
    if checkpoint.origin != origin:
        raise ProofError(f"checkpoint: of the log {checkpoint.origin}, expected {origin}")
    by_witnesses = tuple(one for one in verified if one.key not in log)
    return Opened(checkpoint=checkpoint, note=signed, log=by_log, witnesses=by_witnesses)
