"""Offline proof, as one text, that an entry stands in a log.

Source: C2SP tlog-proof (c2sp.org, repository commit 5ba5ee8, 22 July 2026). Files end in `.tlog-proof`.
"""

from collections.abc import Sequence

from msgspec import Struct

from tocsin.ledger import checkpoint, note
from tocsin.ledger.checkpoint import Opened
from tocsin.ledger.fault import Malformed
from tocsin.ledger.lines import LARGEST, decode_base64, decode_decimal, decode_text, encode_base64
from tocsin.ledger.merkle import HASH_BYTES, leaf_hash, verify_inclusion
from tocsin.ledger.note import Note, VerifierKey

HEADER = "c2sp.org/tlog-proof@v1"
MAX_PATH = 63  # no tree of fewer than 2**63 leaves has a longer path
MAX_PROOF_BYTES = note.MAX_NOTE_BYTES + 100_000  # a note, 63 hashes, and some extra data


class LogProof(Struct, frozen=True, kw_only=True):
    """The place of an entry, its path, and a signed checkpoint; nothing of it is verified yet."""

    index: int
    path: tuple[bytes, ...]  # the leaf's sibling first
    signed: Note
    extra: bytes | None = None  # not authenticated by anything: never trust it by itself

    def __post_init__(self) -> None:
        if not 0 <= self.index <= LARGEST:
            raise Malformed(f"proof: an index of {self.index}")
        if len(self.path) > MAX_PATH or any(len(step) != HASH_BYTES for step in self.path):
            raise Malformed(f"proof: expected at most {MAX_PATH} hashes of {HASH_BYTES} bytes")
        if self.extra == b"":
            raise Malformed("proof: where there is no extra data the line is left out")

    def to_bytes(self) -> bytes:
        """The text, with the checkpoint verbatim."""
        extra = () if self.extra is None else (f"extra {encode_base64(self.extra)}",)
        lines = (HEADER, *extra, f"index {self.index}", *map(encode_base64, self.path), "")
        return "".join(f"{line}\n" for line in lines).encode() + self.signed.to_bytes()


def parse(raw: bytes) -> LogProof:
    """The proof in these bytes, nothing verified; what parses gives the same bytes back."""
    whole = decode_text(raw, "proof", limit_bytes=MAX_PROOF_BYTES)
    head, blank, tail = whole.partition("\n\n")
    if not blank:
        raise Malformed("proof: no empty line before the checkpoint")
    header, *lines = head.split("\n")
    if header != HEADER:
        raise Malformed(f"proof, line 1: expected {HEADER}")
    extra = None
    if lines and lines[0].startswith("extra "):
        extra = decode_base64(lines.pop(0).removeprefix("extra "), "proof, extra data")
    if not lines or not lines[0].startswith("index "):
        raise Malformed("proof: expected an index line")
    return LogProof(
        index=decode_decimal(lines[0].removeprefix("index "), "proof, index"),
        path=tuple(decode_base64(line, "proof, path", length=HASH_BYTES) for line in lines[1:]),
        signed=note.parse(tail.encode()),
        extra=extra,
    )


def verify(
    proof: LogProof, data: bytes, *, origin: str, log: Sequence[VerifierKey], witnesses: Sequence[VerifierKey] = ()
) -> Opened:
    """The checkpoint that proves it, if these leaf data stand in the log `origin` at the proof's index.

    1. The log's signature holds and the origin is the one expected.
    2. Cosignatures of known witnesses hold; how many suffice is the caller's judgement of `Opened.witnesses`.
    3. The path leads from the leaf to the checkpoint's root.
    """
    # 1, 2
    opened = checkpoint.open_note(proof.signed, origin=origin, log=log, witnesses=witnesses)
    # 3
    verify_inclusion(
        leaf_hash(data),
        index=proof.index,
        size=opened.checkpoint.size,
        proof=proof.path,
        root=opened.checkpoint.root,
    )
    return opened
