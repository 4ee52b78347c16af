"""Signed records of sharing: share, receipt, feedback, effect, recall.

Each is an SD-JWT (RFC 9901) that its own party signs with ES256. A record's leaf data are its issuer-signed JWT, what
stands before the first `~`; its digest is SHA-256 over the same characters, so that a link between two records
survives any choice of what is shown. Every record of every type has the same number of digests: each member that may
be withheld is there, null where unknown, and decoys make up the rest.
"""

from collections.abc import Callable, Collection
from hashlib import sha256
from typing import Annotated, ClassVar, Literal, TypeAlias

import msgspec
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from msgspec import UNSET, Meta, Struct, UnsetType

from tocsin.ledger import sdjwt
from tocsin.ledger.fault import Malformed
from tocsin.ledger.lines import decode_base64, encode_base64
from tocsin.ledger.sdjwt import Hidden, Sign

TYP = "tocsin-record+sd-jwt"  # RFC 9901 section 9.11: a media type of its own keeps other JWTs out
DIGESTS = 16  # of every record: more than the largest type hides, so that a later member changes nothing to see
ID_BYTES = 16

# C2SP signed-note: 0xff introduces a signature type that has no byte of its own, by a longer name.
_KEY_TYPE = b"\xfftocsin/es256"
_POINT_BYTES = 33  # a compressed point of P-256: SEC 1 version 2.0 section 2.3.3

Name: TypeAlias = Annotated[str, Meta(pattern=r"^[!-*,-~]{1,200}\Z")]  # a key name of C2SP signed-note, in ASCII
Id: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9a-f]{32}\Z")]
Digest: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]  # SHA-256 in hex: of a record, or a commitment
Moment: TypeAlias = Annotated[
    str, Meta(pattern=r"^[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9]Z\Z")
]  # RFC 3339, UTC, to the second
Count: TypeAlias = Annotated[int, Meta(ge=0, le=2**53 - 1)]
Code: TypeAlias = Annotated[str, Meta(min_length=1, max_length=200)]
Word: TypeAlias = Annotated[str, Meta(pattern=r"^[!-~]{1,100}\Z")]  # a key of a JSON object, in ASCII: one way to sort


class RecordKey(Struct, frozen=True):
    """A public ES256 key under the name of its owner, who is the `iss` of the records it signs."""

    name: str
    point: bytes  # compressed

    def __post_init__(self) -> None:
        try:
            msgspec.convert(self.name, Name)
            self.public()
        except (ValueError, UnsupportedAlgorithm) as error:
            raise Malformed("record key: expected a name without spaces and a compressed point of P-256") from error

    @property
    def id(self) -> str:
        """SHA-256(name || 0x0A || type || point), its first four bytes in hex: the `kid` of its records."""
        return sha256(self.name.encode() + b"\n" + _KEY_TYPE + self.point).hexdigest()[:8]

    def to_text(self) -> str:
        """The verifier key string: name + key id + base64 of type and point."""
        return f"{self.name}+{self.id}+{encode_base64(_KEY_TYPE + self.point)}"

    def public(self) -> ec.EllipticCurvePublicKey:
        """The key to verify with."""
        if len(self.point) != _POINT_BYTES:
            raise Malformed(f"record key: a point of {len(self.point)} bytes, expected {_POINT_BYTES}")
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), self.point)


def key_of(name: str, public: ec.EllipticCurvePublicKey) -> RecordKey:
    """The record key of a public key under a name."""
    return RecordKey(name, public.public_bytes(Encoding.X962, PublicFormat.CompressedPoint))


def parse_key(text: str) -> RecordKey:
    """The key of a verifier key string; its key id must be the one that its name and key give."""
    parts = text.split("+", 2)  # base64 may hold a plus of its own, a name may not
    if len(parts) != 3:
        raise Malformed("record key: expected name+keyid+key")
    material = decode_base64(parts[2], "record key")
    if not material.startswith(_KEY_TYPE):
        raise Malformed("record key: not an ES256 key of this kind")
    key = RecordKey(parts[0], material.removeprefix(_KEY_TYPE))
    if key.to_text() != text:
        raise Malformed(f"record key: the key id should read {key.id}")
    return key


class Approver(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody who approved: in what role, and a salted commitment to who it was. Role `self` is self-approval."""

    role: Code
    person: Digest


class Share(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="typ", tag="share"):
    """The sender: this content went to this recipient under these terms.

    `content_commit` is SHA-256(nonce || bytes), `label_commit` the same over the terms. `beacon` is SHA-256 over the
    newest witnessed checkpoint the sender knew (a note, all its bytes): the record cannot be older. `recipient` is the
    name under which the recipient signs; of one that signs nothing, whatever the sender calls it.
    """

    iss: Name
    id: Id
    content_commit: Digest
    label_commit: Digest
    beacon: Digest | None
    channel: Code | UnsetType | None = UNSET
    recipient: Code | UnsetType | None = UNSET
    tlp: Code | UnsetType | None = UNSET
    iep: dict[Word, str] | UnsetType | None = UNSET  # FIRST IEP 2.0 statements by name
    released_at: Moment | UnsetType | None = UNSET
    kind: Code | UnsetType | None = UNSET
    policy_row: Code | UnsetType | None = UNSET
    legal_basis_state: Code | UnsetType | None = UNSET
    redaction_profile: Code | UnsetType | None = UNSET
    counts: dict[Word, Count] | UnsetType | None = UNSET
    approvers: tuple[Approver, ...] | UnsetType | None = UNSET

    OPEN: ClassVar[frozenset[str]] = frozenset({"iss", "typ", "id", "content_commit", "label_commit", "beacon"})


class Receipt(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="typ", tag="receipt"):
    """The recipient: it came, under the terms behind this commitment. `share_digest` may name a recall instead."""

    iss: Name
    id: Id
    share_digest: Digest
    content_commit: Digest
    terms_accepted: Digest  # the share's label_commit
    received_at: Moment
    person_role: Code | UnsetType | None = UNSET
    system: Code | UnsetType | None = UNSET

    OPEN: ClassVar[frozenset[str]] = frozenset(
        {"iss", "typ", "id", "share_digest", "content_commit", "terms_accepted", "received_at"}
    )


class Feedback(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="typ", tag="feedback"):
    """The recipient: what came of it. E2 it was used, E3 something was found, E4 earlier than otherwise known."""

    iss: Name
    id: Id
    share_digest: Digest
    grade: Literal["E2", "E3", "E4"]
    sightings_ge_k: Count | UnsetType | None = UNSET
    hunted: bool | UnsetType | None = UNSET
    false_positive: bool | UnsetType | None = UNSET
    already_known_since: Moment | UnsetType | None = UNSET
    at: Moment | UnsetType | None = UNSET

    OPEN: ClassVar[frozenset[str]] = frozenset({"iss", "typ", "id", "share_digest", "grade"})


class Effect(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="typ", tag="effect"):
    """Sender or recipient: something changed because of these records."""

    iss: Name
    id: Id
    because_of: Annotated[tuple[Digest, ...], Meta(min_length=1)]
    change_kind: Literal["mitigation", "disclosure", "coordination"] | UnsetType | None = UNSET
    change_ref: Code | UnsetType | None = UNSET
    before_after: dict[Word, str] | UnsetType | None = UNSET
    at: Moment | UnsetType | None = UNSET

    OPEN: ClassVar[frozenset[str]] = frozenset({"iss", "typ", "id", "because_of"})


class Recall(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="typ", tag="recall"):
    """The sender: use this share no longer; a receipt answers it. `replacement` is the digest of another share."""

    iss: Name
    id: Id
    share_digest: Digest
    reason_class: Code
    replacement: Digest | UnsetType | None = UNSET
    deadline: Moment | UnsetType | None = UNSET

    OPEN: ClassVar[frozenset[str]] = frozenset({"iss", "typ", "id", "share_digest", "reason_class"})


Record: TypeAlias = Share | Receipt | Feedback | Effect | Recall
TYPES: tuple[type[Record], ...] = (Share, Receipt, Feedback, Effect, Recall)


def new_id(random_bytes: Callable[[int], bytes]) -> str:
    """A fresh record id: 128 random bits, for an id made from content or time can be guessed."""
    return random_bytes(ID_BYTES).hex()


def hidden_members(type_: type[Record]) -> tuple[str, ...]:
    """The members of a record that may be withheld."""
    return tuple(name for name in type_.__struct_fields__ if name not in type_.OPEN)


def issue(record: Record, key: RecordKey, *, sign: Sign, random_bytes: Callable[[int], bytes]) -> str:
    """The record as its party signs it, with every disclosure; what was not set is there as null.

    Malformed where the record is not of its form, or not its signer's: `key` is the public part of what `sign` uses.
    """
    plain = msgspec.to_builtins(record)
    try:
        msgspec.convert(plain, type(record))
    except msgspec.ValidationError as error:
        raise Malformed(f"record: {error}") from error
    if record.iss != key.name:
        raise Malformed(f"record: of {record.iss}, but the key is that of {key.name}")
    hidden = hidden_members(type(record))
    claims = {name: value for name, value in plain.items() if name not in hidden}
    claims |= {name: Hidden(plain.get(name)) for name in hidden}
    header = {"kid": key.id, "typ": TYP}
    return sdjwt.issue(claims, sign=sign, random_bytes=random_bytes, header=header, decoys=DIGESTS - len(hidden))


def present(compact: str, kept: Collection[str]) -> str:
    """The record showing only these of the members that may be withheld; Malformed for any other name."""
    return sdjwt.present(compact, {(name,) for name in kept})


def read(compact: str, key: RecordKey) -> Record:
    """The record, verified with its signer's key; what is withheld is UNSET, what its signer did not know None."""
    claims = sdjwt.verify(compact, key.public(), typ=TYP)
    header, _ = sdjwt.peek(compact)
    try:
        record: Record = msgspec.convert(claims, Record)
    except msgspec.ValidationError as error:
        raise Malformed(f"record: {error}") from error
    if (record.iss, header.get("kid")) != (key.name, key.id):
        raise Malformed("record: signed with the key of one party in the name of another")
    return record


def leaf_data(compact: str) -> bytes:
    """What stands in the log: the issuer-signed JWT. Its first byte is `e`, that of an act `{`."""
    return sdjwt.issuer_signed(compact).encode()


def digest(compact: str) -> str:
    """What other records call it by: SHA-256 over the issuer-signed JWT, in hex."""
    return sha256(leaf_data(compact)).hexdigest()
