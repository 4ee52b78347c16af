"""Signed notes of C2SP: a text, and lines that say who signed it.

Source: C2SP signed-note v1.0.0 and tlog-cosignature (c2sp.org, repository commit 5ba5ee8, 22 July 2026).
The text must not be used before `verify` has passed. A note that parses serialises back to the same bytes.
Signature types known here are Ed25519 (0x01) and the timestamped Ed25519 cosignature (0x04). A line of any other type,
ML-DSA-44 (0x06) among them, is a signature of an unknown key: kept as it came, and never counted.
"""

from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from msgspec import Struct

from tocsin.ledger.fault import Malformed, ProofError
from tocsin.ledger.lines import LARGEST, check_controls, decode_base64, decode_text, encode_base64

MAX_NOTE_BYTES = 1_000_000  # room for 100 of the largest known signatures (ML-DSA-44 in base64, about 3.3 kB each)
MAX_SIGNATURES = 100  # the format asks that at least 16 be accepted
DASH = "\u2014"
ID_BYTES = 4
KEY_BYTES = 32
TIME_BYTES = 8


class SignatureType(IntEnum):
    """What a key signs, as the type byte that goes into its key id."""

    ED25519 = 0x01  # the note text
    COSIGNATURE_ED25519 = 0x04  # a time and the note text: "cosignature/v1"


class VerifierKey(Struct, frozen=True):
    """A public key under its name; name and key id together say which key signed."""

    name: str
    type: SignatureType
    public: bytes  # 32 bytes, RFC 8032

    def __post_init__(self) -> None:
        _check_name(self.name, "verifier key")
        if len(self.public) != KEY_BYTES:
            raise Malformed(f"verifier key: {len(self.public)} bytes of public key, expected {KEY_BYTES}")

    @property
    def id(self) -> bytes:
        """SHA-256(name || 0x0A || type || public key), its first four bytes."""
        return sha256(self.name.encode() + b"\n" + bytes([self.type]) + self.public).digest()[:ID_BYTES]

    def to_text(self) -> str:
        """The verifier key string: name + key id in hex + base64 of type and public key."""
        return f"{self.name}+{self.id.hex()}+{encode_base64(bytes([self.type]) + self.public)}"


class Signature(Struct, frozen=True):
    """One signature line: who claims to have signed, and the bytes."""

    name: str
    key_id: bytes
    signature: bytes

    def __post_init__(self) -> None:
        _check_name(self.name, "signature line")
        if len(self.key_id) != ID_BYTES or not self.signature:
            raise Malformed(f"signature line: a key id of {ID_BYTES} bytes and a signature are expected")

    def to_text(self) -> str:
        """The line, with its newline."""
        return f"{DASH} {self.name} {encode_base64(self.key_id + self.signature)}\n"


class Verified(Struct, frozen=True):
    """A signature that holds; a cosignature also says when."""

    key: VerifierKey
    timestamp_s: int | None  # POSIX seconds; None for a signature without a time


class Note(Struct, frozen=True, kw_only=True):
    """A text that ends in a newline, and its signatures in their order."""

    text: str
    signatures: tuple[Signature, ...]

    def __post_init__(self) -> None:
        check_text(self.text)
        if not 0 < len(self.signatures) <= MAX_SIGNATURES:
            raise Malformed(f"note: {len(self.signatures)} signatures, expected 1 to {MAX_SIGNATURES}")

    def to_bytes(self) -> bytes:
        """Text, blank line, signature lines, in UTF-8."""
        return f"{self.text}\n{''.join(line.to_text() for line in self.signatures)}".encode()


def parse(raw: bytes) -> Note:
    """The note in these bytes, nothing verified; what parses gives the same bytes back."""
    whole = decode_text(raw, "note", limit_bytes=MAX_NOTE_BYTES)
    text, blank, tail = whole.rpartition("\n\n")
    if not blank:
        raise Malformed("note: no blank line between text and signatures")
    lines = tail.split("\n")[:-1]
    if len(lines) > MAX_SIGNATURES:
        raise Malformed(f"note: {len(lines)} signatures, at most {MAX_SIGNATURES} are read")
    return Note(text=f"{text}\n", signatures=tuple(map(_parse_signature, lines)))


def parse_key(text: str) -> VerifierKey:
    """The key of a verifier key string; its key id must be the one that its name and key give."""
    parts = text.split("+", 2)  # base64 may hold a plus of its own, a name may not
    if len(parts) != 3:
        raise Malformed("verifier key: expected name+keyid+key")
    material = decode_base64(parts[2], "verifier key")
    if not material or material[0] not in tuple(SignatureType):
        raise Malformed("verifier key: a signature type that is not known here; known: Ed25519 (0x01, 0x04)")
    key = VerifierKey(parts[0], SignatureType(material[0]), material[1:])
    if key.to_text() != text:
        raise Malformed(f"verifier key: the key id should read {key.id.hex()}")
    return key


def key_of(name: str, private: Ed25519PrivateKey, type_: SignatureType = SignatureType.ED25519) -> VerifierKey:
    """The verifier key that belongs to a private key under a name."""
    return VerifierKey(name, type_, private.public_key().public_bytes_raw())


def sign(text: str, name: str, private: Ed25519PrivateKey) -> Signature:
    """An Ed25519 signature over the text."""
    check_text(text)
    return Signature(name, _id_of(name, private), private.sign(text.encode()))


@lru_cache(maxsize=16)
def _id_of(name: str, private: Ed25519PrivateKey) -> bytes:
    """The id of the key that signs; a log signs with one, and deriving it each time costs half a signature."""
    return key_of(name, private).id


def cosign(text: str, name: str, private: Ed25519PrivateKey, *, timestamp_s: int) -> Signature:
    """A timestamped cosignature over a checkpoint's whole text, at POSIX seconds given by the caller."""
    check_text(text)
    if not 0 <= timestamp_s <= LARGEST:
        raise ValueError(f"a timestamp is between 0 and {LARGEST}, not {timestamp_s}")
    key = key_of(name, private, SignatureType.COSIGNATURE_ED25519)
    signed = private.sign(_cosigned_message(text, timestamp_s))
    return Signature(name, key.id, timestamp_s.to_bytes(TIME_BYTES, "big") + signed)


def verify(note: Note, keys: Sequence[VerifierKey]) -> tuple[Verified, ...]:
    """The signatures of known keys, in order; ProofError unless there is one and every one of them holds.

    1. Two keys that share name and key id are refused: nobody could say which one signed.
    2. Signatures of unknown keys are ignored, also where they share a name or an id with a known key.
    3. A signature of a known key that fails refuses the whole note.
    4. No good signature of a known key refuses the note. Which keys suffice is the caller's judgement.
    """
    # 1
    known = {(key.name, key.id): key for key in keys}
    if len(known) != len(set(keys)):
        raise ProofError("note: two known keys share a name and a key id")
    # 2, 3
    verified = tuple(
        _verify_one(note.text, line, known[line.name, line.key_id])
        for line in note.signatures
        if (line.name, line.key_id) in known
    )
    # 4
    if not verified:
        raise ProofError("note: not signed by any known key")
    return verified


def check_text(text: str) -> None:
    """Malformed unless the text may stand in a note: it ends in a newline and holds no other control character."""
    if not text.endswith("\n"):
        raise Malformed("note: the text does not end in a newline")
    check_controls(text, "note")


def _parse_signature(line: str) -> Signature:
    dash, *parts = line.split(" ")
    if dash != DASH or len(parts) != 2:
        raise Malformed("signature line: expected an em dash, a key name and base64, one space between")
    material = decode_base64(parts[1], "signature line")
    return Signature(parts[0], material[:ID_BYTES], material[ID_BYTES:])


def _verify_one(text: str, line: Signature, key: VerifierKey) -> Verified:
    message, signature, timestamp_s = text.encode(), line.signature, None
    if key.type is SignatureType.COSIGNATURE_ED25519:
        timestamp_s = int.from_bytes(signature[:TIME_BYTES], "big")
        message, signature = _cosigned_message(text, timestamp_s), signature[TIME_BYTES:]
        if timestamp_s > LARGEST:
            raise ProofError(f"note: the cosignature of {key.name} is of a time beyond {LARGEST}")
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, message)
    except (InvalidSignature, ValueError) as error:
        raise ProofError(f"note: the signature of {key.name} does not hold") from error
    return Verified(key, timestamp_s)


def _cosigned_message(text: str, timestamp_s: int) -> bytes:
    """C2SP tlog-cosignature, "Ed25519 signed message"."""
    return f"cosignature/v1\ntime {timestamp_s}\n{text}".encode()


def _check_name(name: str, what: str) -> None:
    if "+" in name or name.split() != [name]:
        raise Malformed(f"{what}: a key name is not empty and holds no space and no plus sign")
    check_controls(name, what)
