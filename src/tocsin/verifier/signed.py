"""What can be checked of bytes: JSON, keys, notes, proofs, signed claims.

Sources: RFC 9901 (SD-JWT), RFC 9162 section 2.1 (Merkle tree), RFC 8785 (canonical JSON); C2SP signed-note,
tlog-checkpoint, tlog-cosignature and tlog-proof (c2sp.org, repository commit 5ba5ee8, 22 July 2026).
"""

import json
import re
from base64 import b64decode, b64encode, urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

RECORD_TYP = "tocsin-record+sd-jwt"
HALF_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551 // 2  # P-256: SEC 2 section 2.4.2
MAX_SIGNATURES = 100  # of one note; C2SP signed-note asks that at least 16 be accepted
MAX_DEPTH = 32  # nesting of JSON; a claim has eight levels
MAX_PATH = 63  # hashes: no tree of fewer than 2**63 leaves has a longer path
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")  # RFC 3339, UTC, to the second

# Kinds of keys by the type bytes of C2SP signed-note; 0xff introduces a kind that has no byte of its own, by its name.
LOG, WITNESS, ES256 = b"\x01", b"\x04", b"\xfftocsin/es256"
KEY_BYTES = {LOG: 32, WITNESS: 32, ES256: 33}

Json = dict[str, Any]


class Unreadable(ValueError):
    """What was handed over is no claim file, no policy, or no key."""


class Refused(ValueError):
    """A check failed."""


class Key(NamedTuple):
    """A public key under its owner's name."""

    name: str
    kind: bytes
    public: bytes

    @property
    def id(self) -> str:
        """Eight hex digits: C2SP signed-note, "Signatures"."""
        return sha256(self.name.encode() + b"\n" + self.kind + self.public).hexdigest()[:8]

    @property
    def text(self) -> str:
        """The verifier key string."""
        return f"{self.name}+{self.id}+{b64encode(self.kind + self.public).decode()}"


class Proof(NamedTuple):
    """A place in a log, the path from there to the root, and a checkpoint as a note; nothing of it is verified."""

    place: int
    path: tuple[bytes, ...]
    note: str


class Checkpoint(NamedTuple):
    """What a log says of itself, and who of the known keys signed it, when (0 for a signature without a time)."""

    origin: str
    size: int
    root: bytes
    signed: dict[Key, int]


def expect(holds: object, otherwise: str) -> None:
    """Refuse unless it holds."""
    if not holds:
        raise Refused(otherwise)


def check_depth(raw: bytes) -> None:
    """Refuse JSON that is nested too deeply, before it is parsed; strings are stepped over."""
    depth = 0
    if raw.count(b"[") + raw.count(b"{") <= MAX_DEPTH:
        return  # most are this small, and need no walk
    for token in re.finditer(rb'"[^"\\]*(?:\\.[^"\\]*)*"?|[\[\]{}]', raw, re.DOTALL):
        depth += (token[0] in {b"[", b"{"}) - (token[0] in {b"]", b"}"})
        expect(depth <= MAX_DEPTH, f"nested more than {MAX_DEPTH} levels deep")


def load(text: bytes | str) -> Any:
    """JSON without duplicate keys, floats, or integers that are not exact everywhere; keys in ASCII; not too deep.

    It is UTF-8 without a byte order mark and nothing else (RFC 8259 section 8.1).
    """
    raw = text.encode() if isinstance(text, str) else text
    check_depth(raw)

    def unique(pairs: list[tuple[str, Any]]) -> Json:
        expect(len(dict(pairs)) == len(pairs), "a key stands twice in one JSON object")
        expect(all(key.isascii() for key, _ in pairs), "a key of a JSON object is not ASCII")
        return dict(pairs)

    def whole(digits: str) -> int:
        expect(len(digits) < 18 and abs(int(digits)) < 2**53, "an integer beyond 2**53 - 1")
        return int(digits)

    def never(word: str) -> None:
        raise Refused(f"a number that is no integer: {word[:20]}")

    return json.loads(raw.decode(), object_pairs_hook=unique, parse_int=whole, parse_float=never, parse_constant=never)


def canonical(value: Any) -> bytes:
    """The RFC 8785 bytes of what `load` gives: with ASCII keys and no floats, sorting and spelling are this simple."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def unbase64(text: str, *, url: bool = False) -> bytes:
    """The bytes of base64 with padding, or of base64url without, in their one spelling."""
    signs = r"[A-Za-z0-9_-]*" if url else r"[A-Za-z0-9+/]*={0,2}"
    expect(re.fullmatch(signs, text), "no base64 where it is expected")
    try:
        padded = text + "=" * (-len(text) % 4)
        value = urlsafe_b64decode(padded) if url else b64decode(text.encode("ascii"), validate=True)
    except ValueError as fault:
        raise Refused("no base64 where it is expected") from fault
    expect(text == (base64url(value) if url else b64encode(value).decode()), "base64 in an odd spelling")
    return value


def base64url(value: bytes) -> str:
    """base64url without padding: RFC 7515 section 2."""
    return urlsafe_b64encode(value).decode().rstrip("=")


def moment(text: Any) -> float:
    """POSIX seconds of a moment in the one form that is accepted."""
    expect(isinstance(text, str) and MOMENT.fullmatch(text), "a moment that does not read YYYY-MM-DDThh:mm:ssZ")
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp()


def read_key(text: str) -> Key:
    """The key of a verifier key string; Unreadable where it is none, or its key id is not the one it should have."""
    try:
        parts = text.split("+", 2)
        expect(len(parts) == 3, "it has not three parts")
        name, _, material = parts  # base64 may hold a plus of its own, a name may not
        raw = unbase64(material)
        kind = ES256 if raw.startswith(ES256) else raw[:1]
        key = Key(name, kind, raw.removeprefix(kind))
        expect(name.split() == [name] and key.text == text, "its key id should be another")
        expect(len(key.public) == KEY_BYTES.get(kind), "a kind that is not known here")
    except ValueError as fault:
        raise Unreadable(f"not a verifier key: {text[:100]!r} ({fault})") from fault
    return key


def check_es256(key: Key, message: bytes, signature: bytes, *, low: bool = False) -> None:
    """Refuse unless these 64 bytes r || s are the key's signature; `low` demands the lower of the two values of s."""
    expect(len(signature) == 64, "an ES256 signature that has not 64 bytes")
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    expect(not low or s <= HALF_ORDER, "a signature with the higher s")
    try:
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), key.public)
        public.verify(encode_dss_signature(r, s), message, ec.ECDSA(SHA256()))
    except (InvalidSignature, ValueError) as fault:
        raise Refused(f"a signature of {key.name} does not hold") from fault


def open_note(text: str, known: Sequence[Key]) -> tuple[str, dict[Key, int]]:
    """A note's text, and who of the known keys signed it; one of theirs that fails refuses the note.

    Signatures of unknown keys are ignored, also under a known name (C2SP signed-note, "Signatures").
    """
    expect(text.endswith("\n") and not re.search(r"[\x00-\x09\x0b-\x1f]", text), "a note of another form")
    body, blank, tail = text.rpartition("\n\n")
    lines = tail[:-1].split("\n")
    expect(blank and len(lines) <= MAX_SIGNATURES, "a note without signatures, or with too many")
    signed = dict[Key, int]()
    for line in lines:
        name, material = [*line.split(" "), "", ""][1:3]
        raw = unbase64(material)
        expect(line == f"\u2014 {name} {material}" and name and len(raw) > 4, "a signature line of another form")
        for key in known:
            if key.kind in {LOG, WITNESS} and (key.name, key.id) == (name, raw[:4].hex()):
                signed[key] = _signed_at(key, f"{body}\n", raw[4:])
    return f"{body}\n", signed


def _signed_at(key: Key, text: str, signature: bytes) -> int:
    at, head = 0, ""
    if key.kind == WITNESS:  # C2SP tlog-cosignature, "Ed25519 signed message"
        at, signature = int.from_bytes(signature[:8], "big"), signature[8:]
        head = f"cosignature/v1\ntime {at}\n"
        expect(at < 2**63, "a cosignature of a time beyond all clocks")
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, f"{head}{text}".encode())
    except (InvalidSignature, ValueError) as fault:
        raise Refused(f"the signature of {key.name} under a checkpoint does not hold") from fault
    return at


def open_checkpoint(text: str, known: Sequence[Key]) -> Checkpoint:
    """The checkpoint in a note: origin, size, root."""
    body, signed = open_note(text, known)
    origin, size, root, *more = body.split("\n")
    expect(origin and more and len(unbase64(root)) == 32, "a checkpoint of another form")
    return Checkpoint(origin, _number(size), unbase64(root), signed)


def read_proof(text: str) -> Proof:
    """The proof in a tlog-proof text without extra data."""
    head, _, note = text.partition("\n\n")
    header, index, *path = head.split("\n")
    expect(header == "c2sp.org/tlog-proof@v1" and index.startswith("index "), "a proof of another form")
    expect(len(path) <= MAX_PATH, "a proof that is too long")
    return Proof(_number(index.removeprefix("index ")), tuple(map(unbase64, path)), note)


def _number(text: str) -> int:
    expect(re.fullmatch("0|[1-9][0-9]{0,18}", text) and int(text) < 2**63, "a number in an odd spelling")
    return int(text)


def leaf_hash(data: bytes) -> bytes:
    """SHA-256(0x00 || data)."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right)."""
    return sha256(b"\x01" + left + right).digest()


def root_from(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """The root that an inclusion proof leads to from a leaf hash: RFC 9162 section 2.1.3.2."""
    expect(0 <= index < size, "an entry beyond the end of the log")
    place, last, seen = index, size - 1, leaf
    for step in path:
        expect(last > 0 and len(step) == 32, "a path of another length")
        if place & 1 or place == last:
            seen = node_hash(step, seen)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            seen = node_hash(seen, step)
        place, last = place >> 1, last >> 1
    expect(last == 0, "a path that is too short")
    return seen


def root_over(first: int, before: Sequence[bytes], leaves: Sequence[bytes]) -> bytes:
    """The root of a tree whose first `first` leaves are given by its complete subtrees, largest first."""
    roots, size = [*before], first
    expect(first.bit_count() == len(roots) and leaves, "the subtrees do not fit the place where the list begins")
    expect(all(len(one) == 32 for one in (*roots, *leaves)), "a hash of another length")
    for leaf in leaves:
        node, height = leaf, size
        while height & 1:
            node, height = node_hash(roots.pop(), node), height >> 1
        roots.append(node)
        size += 1
    while len(roots) > 1:
        right = roots.pop()
        roots.append(node_hash(roots.pop(), right))
    return roots[0]


def open_sdjwt(compact: str, keys: Sequence[Key]) -> tuple[Json, Key]:
    """The claims of a record with what it shows, and the key that signed it: RFC 9901 section 7.1, made narrower.

    Digests stand at the top only, of object members only, as records have them. Refused is: base64url or JSON in a
    second spelling; another `alg`, `typ` or `_sd_alg`, any `crit`; no key of this issuer with this id; a digest twice;
    a disclosure that is not a salt, a name and a value, that no digest refers to, or that stands twice; a name that is
    reserved or there already; anything behind the last `~`.
    """
    signed, *disclosures = compact.split("~")
    expect(disclosures and not disclosures.pop(), "a record that does not end in ~")
    message, _, signature = signed.rpartition(".")
    header, payload = (load(unbase64(part, url=True)) for part in message.split("."))
    expect({"alg": "ES256", "typ": RECORD_TYP, "kid": header.get("kid")} == header, "a record with another header")
    known = [key for key in keys if (key.name, key.id) == (payload.get("iss"), header["kid"])]
    expect(len(known) == 1, f"no key of {payload.get('iss')} with the id {header['kid']}")
    check_es256(known[0], message.encode(), unbase64(signature, url=True))
    expect(payload.pop("_sd_alg", "sha-256") == "sha-256", "an _sd_alg other than sha-256")
    digests = payload.pop("_sd", [])
    expect(
        all(isinstance(one, str) for one in digests) and len({*digests}) == len(digests), "an odd digest, or one twice"
    )
    for text in disclosures:
        digest, array = base64url(sha256(text.encode()).digest()), load(unbase64(text, url=True))
        expect(isinstance(array, list) and len(array) == 3, "a disclosure that is not a salt, a name and a value")
        salt, name, value = array
        expect(isinstance(salt, str) and isinstance(name, str), "a disclosure whose salt or name is no text")
        expect(digest in digests, "a disclosure that no digest refers to, or that stands twice")
        expect(name not in payload, "a disclosed member that is there already")
        digests.remove(digest)
        payload[name] = value
    expect(not {"_sd", "_sd_alg", "..."} & _names_in(payload), "a reserved name")
    return payload, known[0]


def _names_in(value: Any) -> set[str]:
    inner = [*value.values()] if isinstance(value, dict) else value if isinstance(value, list) else []
    return {*(value if isinstance(value, dict) else ())}.union(*map(_names_in, inner))
