"""SD-JWT: signed claims of which each may be shown or withheld.

Source: RFC 9901, "Selective Disclosure for JWTs", November 2025. Signatures are ES256 over P-256.
ES256 is that of RFC 7518 section 3.4.
Verification is strict: what is not exactly of the standard's form is refused, never repaired or dropped.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Collection, Mapping, Sequence
from hashlib import sha256
from typing import cast

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from msgspec import Struct

from tocsin.ledger.canonical import Json, canonical
from tocsin.ledger.fault import Malformed, ProofError

MAX_BYTES = 1_000_000  # one SD-JWT with all that it shows; the records here have a few kB
MAX_DISCLOSURES = 1_000
MAX_DEPTH = 64  # nesting of what is revealed; the records here have three levels
SALT_BYTES = 16  # RFC 9901 section 9.3 recommends 128 bits
HALF_BYTES = 32  # of a signature: r and s, RFC 7518 section 3.4
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256: SEC 2 version 2.0, section 2.4.2
RESERVED = frozenset({"_sd", "_sd_alg", "..."})

Path = tuple[str | int, ...]  # names, and places in arrays, from the outside in
Sign = Callable[[bytes], bytes]  # a message to the 64 bytes r || s


class Hidden(Struct, frozen=True):
    """Marks a member or an element that may be withheld; what is inside may hold further ones."""

    value: object


class Binding(Struct, frozen=True, kw_only=True):
    """What a key binding must say: for whom, in answer to which nonce, made when (POSIX seconds)."""

    audience: str
    nonce: str
    not_before_s: int
    not_after_s: int


def signer(private: ec.EllipticCurvePrivateKey) -> Sign:
    """Sign with this key: the same message gives the same bytes (RFC 6979), and s is the lower of its two values.

    Whoever has no key can still turn s into its other value; what is signed here is therefore refused with a high s
    where one spelling only may be accepted.
    """

    def sign(message: bytes) -> bytes:
        r, s = decode_dss_signature(private.sign(message, ec.ECDSA(SHA256(), deterministic_signing=True)))
        return r.to_bytes(HALF_BYTES, "big") + min(s, ORDER - s).to_bytes(HALF_BYTES, "big")

    return sign


def issue(
    claims: Mapping[str, object],
    *,
    sign: Sign,
    random_bytes: Callable[[int], bytes],
    header: Mapping[str, str] | None = None,
    decoys: int = 0,
) -> str:
    """The SD-JWT of these claims with every disclosure; what stands in `Hidden` may be withheld later.

    `random_bytes(n)` yields n random bytes, for salts and for the decoy digests among the outermost ones (RFC 9901
    section 4.2.5).
    """
    disclosures: list[str] = []
    payload = _concealed(claims, disclosures, random_bytes)
    if not isinstance(payload, dict):
        raise Malformed("SD-JWT: the claims are not an object")
    digests = payload.get("_sd", [])
    payload["_sd"] = sorted([*digests, *(encode(sha256(random_bytes(32)).digest()) for _ in range(decoys))])
    if not payload["_sd"]:
        del payload["_sd"]
    payload["_sd_alg"] = "sha-256"
    head = {**(header or {}), "alg": "ES256"}
    signed = f"{encode(_written(head))}.{encode(_written(payload))}"
    return "~".join((f"{signed}.{encode(sign(signed.encode()))}", *disclosures, ""))


def present(compact: str, kept: Collection[Path]) -> str:
    """The same SD-JWT showing only what is at these paths, and what must be shown for them to be reached.

    Malformed where there is nothing hidden at one of the paths. Nothing is verified.
    """
    signed, disclosures, _ = _split(compact)
    places = dict[str, Path]()
    _reveal(_payload_of(signed), (), _by_digest(disclosures), set(), places)
    for path in kept:
        if path not in places.values():
            raise Malformed(f"SD-JWT: nothing that may be withheld stands at {'/'.join(map(str, path))}")
    shown = {
        digest for digest, place in places.items() if any(path[: len(place)] == place for path in kept)
    }  # a place on the way to a kept one is kept too
    return "~".join((signed, *(one for one in disclosures if digest_of(one) in shown), ""))


def bind(presented: str, *, sign: Sign, audience: str, nonce: str, issued_at_s: int) -> str:
    """A presentation with a key binding behind it (RFC 9901 section 4.3), signed by the holder's key."""
    head = {"alg": "ES256", "typ": "kb+jwt"}
    body = {"aud": audience, "iat": issued_at_s, "nonce": nonce, "sd_hash": digest_of(presented)}
    signed = f"{encode(_written(head))}.{encode(_written(body))}"
    return f"{presented}{signed}.{encode(sign(signed.encode()))}"


def verify(
    compact: str, public: ec.EllipticCurvePublicKey, *, typ: str | None = None, binding: Binding | None = None
) -> dict[str, object]:
    """The claims with everything that is shown in its place; ProofError, or Malformed where the form is at fault.

    Source: RFC 9901 sections 7.1 and 7.3. Refused is:
    1. base64url with padding, a foreign character or stray bits; JSON with a duplicate key;
    2. an `alg` other than ES256, any `crit`, a `typ` other than the one given, a signature that is not 64 bytes or
       does not hold;
    3. an `_sd_alg` other than sha-256;
    4. a disclosure that is empty, repeated, or no array beginning with a salt;
    5. a digest that is no string, or occurs twice, also inside disclosures;
    6. a disclosure that has not 3 elements where it is a member, 2 where it is an element;
    7. a disclosed name that is reserved, or is there already;
    8. `...` as an ordinary key, or beside others;
    9. a disclosure that no digest refers to;
    10. anything behind the last `~` where no key binding is expected, or nothing where one is;
    11. a key binding whose `typ`, `sd_hash`, `nonce`, `aud` or `iat` does not fit, or whose signature does not hold.
    Whether the key is the issuer's, and what the claims mean, is the caller's.
    """
    signed, disclosures, bound = _split(compact)  # 1, 4
    # 1, 2
    _check_signature(signed, public, typ)
    payload = _payload_of(signed)  # 3
    # 4
    found = _by_digest(disclosures)
    # 5, 6, 7, 8
    places = dict[str, Path]()
    claims = _reveal(payload, (), found, set(), places)
    assert isinstance(claims, dict)  # a payload is one, and revealing keeps the kind
    claims.pop("_sd_alg", None)
    # 9
    if len(places) != len(found):
        raise Malformed("SD-JWT: a disclosure that no digest refers to")
    # 10
    if (binding is None) != (not bound):
        raise Malformed("SD-JWT: " + ("something stands after the last ~" if bound else "the key binding is missing"))
    # 11
    if binding is not None:
        _check_binding(compact.removesuffix(bound), bound, claims, binding)
    return claims


def peek(compact: str) -> tuple[dict[str, object], dict[str, object]]:
    """Header and open payload, nothing verified: only to choose the key to verify with."""
    signed, _, _ = _split(compact)
    return _header_of(signed), _payload_of(signed)


def disclosed(compact: str) -> list[tuple[str, object]]:
    """Names and values of the object members shown, nothing verified: for what we signed ourselves."""
    _, disclosures, _ = _split(compact)
    return [(str(one[1]), one[2]) for one in _by_digest(disclosures).values() if len(one) == 3]


def issuer_signed(compact: str) -> str:
    """The issuer-signed JWT: what stands before the first ~."""
    return compact.split("~", 1)[0]


def encode(value: bytes) -> str:
    """base64url without padding (RFC 7515 section 2)."""
    return urlsafe_b64encode(value).decode("ascii").rstrip("=")


def digest_of(text: str) -> str:
    """base64url SHA-256 over the characters as they stand (RFC 9901 sections 4.2.3 and 4.3.1)."""
    return encode(sha256(text.encode()).digest())


def _concealed(value: object, disclosures: list[str], random_bytes: Callable[[int], bytes]) -> object:
    """The value with digests in the place of what is hidden in it."""

    def hide(hidden: Hidden, *name: str) -> str:
        inner = _concealed(hidden.value, disclosures, random_bytes)
        array = [encode(random_bytes(SALT_BYTES)), *name, inner]
        disclosures.append(encode(_written(array)))
        return digest_of(disclosures[-1])

    if isinstance(value, Mapping):
        if not RESERVED.isdisjoint(value):
            raise Malformed("SD-JWT: a claim may not be called _sd, _sd_alg or ...")
        made = {
            name: _concealed(part, disclosures, random_bytes)
            for name, part in value.items()
            if not isinstance(part, Hidden)
        }
        digests = [hide(part, name) for name, part in value.items() if isinstance(part, Hidden)]
        return made | {"_sd": sorted(digests)} if digests else made
    if isinstance(value, list | tuple):
        return [
            {"...": hide(part)} if isinstance(part, Hidden) else _concealed(part, disclosures, random_bytes)
            for part in value
        ]
    return value


def _reveal(
    value: object, at: Path, found: Mapping[str, Sequence[object]], seen: set[str], places: dict[str, Path]
) -> object:
    """The value with what is shown in its place; `places` learns where each disclosure belongs."""

    def reference(digest: object, here: Path | None, elements: int) -> Sequence[object] | None:
        # 5
        if not isinstance(digest, str) or digest in seen:
            raise Malformed("SD-JWT: a digest that is no string, or that occurs twice")
        seen.add(digest)
        disclosure = found.get(digest)
        # 6
        if disclosure is not None:
            if len(disclosure) != elements:
                raise Malformed(f"SD-JWT: a disclosure of {len(disclosure)} elements where {elements} are expected")
            places[digest] = at if here is None else here
        return disclosure

    if len(at) > MAX_DEPTH:
        raise Malformed(f"SD-JWT: nested more than {MAX_DEPTH} levels deep")
    if isinstance(value, list):
        made: list[object] = []
        for place, part in enumerate(value):
            if not isinstance(part, dict) or "..." not in part:
                made.append(_reveal(part, (*at, place), found, seen, places))
            # 8
            elif len(part) != 1:
                raise Malformed("SD-JWT: ... stands beside other keys")
            elif (shown := reference(part["..."], (*at, place), 2)) is not None:
                made.append(_reveal(shown[1], (*at, place), found, seen, places))
        return made
    if not isinstance(value, dict):
        return value
    if "..." in value:
        raise Malformed("SD-JWT: ... stands as an ordinary key")
    digests = value.get("_sd", [])
    if not isinstance(digests, list):
        raise Malformed("SD-JWT: _sd is no array")
    members = {name: _reveal(part, (*at, name), found, seen, places) for name, part in value.items() if name != "_sd"}
    for digest in digests:
        if (shown := reference(digest, None, 3)) is not None:
            name = shown[1]
            # 7
            if not isinstance(name, str) or name in RESERVED or name in members:
                raise Malformed("SD-JWT: a disclosed name that is no text, is reserved, or is there already")
            places[str(digest)] = (*at, name)
            members[name] = _reveal(shown[2], (*at, name), found, seen, places)
    return members


def _split(compact: str) -> tuple[str, list[str], str]:
    """Issuer-signed JWT, disclosures, key binding (empty where there is none)."""
    if len(compact) > MAX_BYTES or not compact.isascii():
        raise Malformed(f"SD-JWT: at most {MAX_BYTES} ASCII characters are read")
    signed, *rest = compact.split("~")
    if not rest:
        raise Malformed("SD-JWT: no ~ behind the signed part")
    if len(rest) > MAX_DISCLOSURES:
        raise Malformed(f"SD-JWT: {len(rest)} disclosures, at most {MAX_DISCLOSURES} are read")
    return signed, rest[:-1], rest[-1]


def _by_digest(disclosures: Sequence[str]) -> dict[str, Sequence[object]]:
    # 4
    found = dict[str, Sequence[object]]()
    for text in disclosures:
        array = _load(_decode(text, "a disclosure"), "a disclosure")
        if not isinstance(array, list) or not array or not isinstance(array[0], str):
            raise Malformed("SD-JWT: a disclosure that is no array beginning with a salt")
        found[digest_of(text)] = array
    if len(found) != len(disclosures):
        raise Malformed("SD-JWT: the same disclosure twice")
    return found


def _header_of(signed: str) -> dict[str, object]:
    header = _load(_decode(_part(signed, 0), "the header"), "the header")
    if not isinstance(header, dict):
        raise Malformed("SD-JWT: the header is no object")
    return header


def _payload_of(signed: str) -> dict[str, object]:
    payload = _load(_decode(_part(signed, 1), "the payload"), "the payload")
    if not isinstance(payload, dict):
        raise Malformed("SD-JWT: the payload is no object")
    # 3
    if payload.get("_sd_alg", "sha-256") != "sha-256":
        raise Malformed("SD-JWT: an _sd_alg other than sha-256")
    return payload


def _part(signed: str, place: int) -> str:
    parts = signed.split(".")
    if len(parts) != 3:
        raise Malformed("SD-JWT: a signed part has a header, a payload and a signature")
    return parts[place]


def _check_signature(signed: str, public: ec.EllipticCurvePublicKey, typ: str | None) -> None:
    # 2
    header = _header_of(signed)
    if header.get("alg") != "ES256" or "crit" in header:
        raise Malformed("SD-JWT: expected alg ES256 and no crit")
    if typ is not None and header.get("typ") != typ:
        raise Malformed(f"SD-JWT: expected typ {typ}")
    raw = _decode(_part(signed, 2), "the signature")
    if len(raw) != 2 * HALF_BYTES:
        raise Malformed(f"SD-JWT: a signature of {len(raw)} bytes, expected {2 * HALF_BYTES}")
    if not isinstance(public.curve, ec.SECP256R1):
        raise ProofError("SD-JWT: the key is not on P-256")
    r, s = (int.from_bytes(half, "big") for half in (raw[:HALF_BYTES], raw[HALF_BYTES:]))
    try:
        public.verify(encode_dss_signature(r, s), signed.rpartition(".")[0].encode(), ec.ECDSA(SHA256()))
    except InvalidSignature as error:
        raise ProofError("SD-JWT: the signature does not hold") from error


def _check_binding(presented: str, bound: str, claims: Mapping[str, object], expected: Binding) -> None:
    # 11
    _check_signature(bound, _holder_key(claims), "kb+jwt")
    body = _load(_decode(_part(bound, 1), "the key binding"), "the key binding")
    if not isinstance(body, dict) or body.get("sd_hash") != digest_of(presented):
        raise ProofError("SD-JWT: the key binding is of another presentation")
    if body.get("nonce") != expected.nonce or body.get("aud") != expected.audience:
        raise ProofError("SD-JWT: the key binding is for somebody else, or answers another nonce")
    made_s = body.get("iat")
    if type(made_s) is not int or not expected.not_before_s <= made_s <= expected.not_after_s:
        raise ProofError("SD-JWT: the key binding is of another time")


def _holder_key(claims: Mapping[str, object]) -> ec.EllipticCurvePublicKey:
    """The key of the `cnf` claim (RFC 7800 section 3.2), on P-256."""
    confirmed = claims.get("cnf")
    jwk = confirmed.get("jwk") if isinstance(confirmed, dict) else None
    if not isinstance(jwk, dict) or (jwk.get("kty"), jwk.get("crv")) != ("EC", "P-256"):
        raise Malformed("SD-JWT: no holder's key on P-256 in cnf")
    x, y = (_decode(str(jwk.get(name)), "the holder's key") for name in "xy")
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), b"\x04" + x + y)
    except ValueError as error:
        raise Malformed("SD-JWT: the holder's key is no point of P-256") from error


def _decode(text: str, what: str) -> bytes:
    """base64url without padding (RFC 7515 section 2), one spelling only."""
    # 1
    try:
        value = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError as error:
        raise Malformed(f"SD-JWT: {what} is not base64url") from error
    if encode(value) != text:
        raise Malformed(f"SD-JWT: {what} is base64url with padding, stray bits or foreign characters")
    return value


def _written(value: object) -> bytes:
    return canonical(cast(Json, value))  # which refuses what is not JSON


def _load(raw: bytes, what: str) -> Json:
    # 1
    def unique(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        made = dict(pairs)
        if len(made) != len(pairs):
            raise Malformed(f"SD-JWT: {what} has a duplicate key")
        return made

    def refuse(word: str) -> Json:
        raise Malformed(f"SD-JWT: {what} holds {word}, which is no JSON")

    try:
        loaded: Json = json.loads(raw.decode("utf-8"), object_pairs_hook=unique, parse_constant=refuse)
    except (ValueError, RecursionError) as error:
        if isinstance(error, Malformed):
            raise
        raise Malformed(f"SD-JWT: {what} is no JSON, or nested too deeply") from error
    return loaded
