"""Public keys of others for their records, in the forms people have.

A private key is refused by name, so that whoever hands one over learns at once that it should never have left them.
"""

import json
import re
from base64 import urlsafe_b64decode
from hashlib import sha256

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key
from msgspec import Struct

from tocsin.ledger.fault import Malformed
from tocsin.ledger.record import parse_key
from tocsin.ledger.sdjwt import encode

MAX_BYTES = 16 * 1024  # a PEM file of P-256 has 178 bytes, a JWK with every optional member below 4 kB
FORMS = "a PEM public key, a JWK, a verifier key (name+id+key), or a point of P-256 in hex"

# RFC 9278: a name for a key that says nothing but which key it is.
_URN = "urn:ietf:params:oauth:jwk-thumbprint:sha-256:"
_POINT = re.compile(r"0[23][0-9A-Fa-f]{64}|04[0-9A-Fa-f]{128}")  # SEC 1 version 2.0 section 2.3.3
_VERIFIER = re.compile(r"[!-*,-~]{1,200}\+[0-9a-f]{8}\+[A-Za-z0-9+/=]{4,100}")  # C2SP signed-note, "Verifier keys"


class GivenKey(Struct, frozen=True):
    """A public key on P-256 as a compressed point; `name` is whose it is, where its form says so, else ""."""

    point: bytes
    name: str = ""


def is_inline(text: str) -> bool:
    """Whether this is a key itself on one line, and no name of a file that holds one."""
    return bool(_POINT.fullmatch(text) or _VERIFIER.fullmatch(text))


def read_public_key(raw: bytes) -> GivenKey:
    """The key in these bytes; Malformed says what was expected. Sources: RFC 7468 (PEM), RFC 7517 and 7518 (JWK)."""
    if len(raw) > MAX_BYTES:
        raise Malformed(f"public key: more than {MAX_BYTES} bytes")
    try:
        text = raw.decode("ascii").strip()
    except UnicodeDecodeError as fault:
        raise Malformed(f"public key: expected {FORMS}") from fault
    if "PRIVATE KEY" in text:
        raise Malformed("public key: this is a private key, which nobody but its owner may have")
    if text.startswith("-----BEGIN PUBLIC KEY-----"):
        return GivenKey(_compressed(_from_pem(text)))
    if text.startswith("{"):
        return GivenKey(_compressed(_from_jwk(text)))
    if _POINT.fullmatch(text):
        return GivenKey(_compressed(_from_point(bytes.fromhex(text))))
    if _VERIFIER.fullmatch(text):
        key = parse_key(text)
        return GivenKey(key.point, key.name)
    raise Malformed(f"public key: expected {FORMS}")


def thumbprint(point: bytes) -> str:
    """SHA-256 over the key as a JWK in its one spelling, in base64url: the same whatever form it came in (RFC 7638)."""
    numbers = _from_point(point).public_numbers()
    x, y = (encode(number.to_bytes(32, "big")) for number in (numbers.x, numbers.y))
    return encode(sha256(f'{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}'.encode()).digest())


def name_from(point: bytes) -> str:
    """The name of a key whose owner has given it none: its thumbprint as a URN (RFC 9278)."""
    return _URN + thumbprint(point)


def _compressed(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)


def _from_point(point: bytes) -> ec.EllipticCurvePublicKey:
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except (ValueError, UnsupportedAlgorithm) as fault:
        raise Malformed("public key: no point of P-256") from fault


def _from_pem(text: str) -> ec.EllipticCurvePublicKey:
    try:
        key = load_pem_public_key(text.encode())
    except (ValueError, UnsupportedAlgorithm) as fault:
        raise Malformed("public key: the PEM text cannot be read") from fault
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise Malformed("public key: records are signed with ES256, so a key on P-256 was expected")
    return key


def _from_jwk(text: str) -> ec.EllipticCurvePublicKey:
    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        if len(dict(pairs)) != len(pairs):
            raise Malformed("public key: a key stands twice in the JWK")
        return dict(pairs)

    try:
        jwk = json.loads(text, object_pairs_hook=unique)
    except (ValueError, RecursionError) as fault:
        if isinstance(fault, Malformed):
            raise
        raise Malformed("public key: the JWK is no JSON") from fault
    if "d" in jwk:
        raise Malformed("public key: this is a private key, which nobody but its owner may have")
    if (jwk.get("kty"), jwk.get("crv")) != ("EC", "P-256"):
        raise Malformed("public key: records are signed with ES256, so a JWK of kty EC and crv P-256 was expected")
    return _from_point(b"\x04" + _coordinate(jwk.get("x")) + _coordinate(jwk.get("y")))


def _coordinate(text: object) -> bytes:
    """32 bytes in base64url without padding, one spelling only: RFC 7518 section 6.2.1.2."""
    try:
        value = urlsafe_b64decode(f"{text}=")
    except ValueError as fault:
        raise Malformed("public key: x and y of a JWK are base64url") from fault
    if len(value) != 32 or encode(value) != text:
        raise Malformed("public key: x and y of a JWK are base64url of 32 bytes each")
    return value
