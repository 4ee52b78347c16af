"""One key in every form is one key; what is none, or is private, is refused by name."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from tocsin.ledger.fault import Malformed
from tocsin.ledger.public_key import MAX_BYTES, GivenKey, is_inline, name_from, read_public_key, thumbprint
from tocsin.ledger.record import RecordKey, key_of
from tocsin.ledger.sdjwt import encode

PRIVATE = ec.derive_private_key(5, ec.SECP256R1())
PUBLIC = PRIVATE.public_key()
KEY = key_of("isac.example", PUBLIC)
NUMBERS = PUBLIC.public_numbers()
JWK = {
    "kty": "EC",
    "crv": "P-256",
    "x": encode(NUMBERS.x.to_bytes(32, "big")),
    "y": encode(NUMBERS.y.to_bytes(32, "big")),
}
PEM = PUBLIC.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
OTHER_CURVE = ec.derive_private_key(5, ec.SECP384R1()).public_key()
EDWARDS = ed25519.Ed25519PrivateKey.from_private_bytes(b"\1" * 32).public_key()


@pytest.mark.parametrize(
    "raw",
    [
        PEM,
        b"\n" + PEM.replace(b"\n", b"\r\n"),
        json.dumps(JWK | {"use": "sig", "alg": "ES256", "kid": "1"}).encode(),
        KEY.point.hex().encode(),
        KEY.point.hex().upper().encode() + b"\n",
        PUBLIC.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint).hex().encode(),
    ],
    ids=["pem", "pem with other line ends", "jwk", "point", "point in capitals", "uncompressed point"],
)
def test_every_form_gives_the_same_point(raw: bytes) -> None:
    assert read_public_key(raw) == GivenKey(KEY.point)


def test_a_verifier_key_says_whose_it_is() -> None:
    assert read_public_key(KEY.to_text().encode()) == GivenKey(KEY.point, "isac.example")


def test_the_thumbprint_is_that_of_the_standard() -> None:
    """The key of RFC 7517 appendix A.1; RFC 7638 section 3: SHA-256 over the required members in canonical order."""
    jwk = {
        "kty": "EC",
        "crv": "P-256",
        "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
        "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
    }
    given = read_public_key(json.dumps(jwk).encode())
    assert thumbprint(given.point) == "cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s"
    assert thumbprint(given.point) == encode(sha256(rfc8785.dumps(jwk)).digest())


def test_a_key_without_a_name_can_sign_records_under_its_own() -> None:
    name = name_from(KEY.point)
    assert name.startswith("urn:ietf:params:oauth:jwk-thumbprint:sha-256:")
    assert RecordKey(name, KEY.point).name == name


REFUSED = {
    "a private key in PEM": PRIVATE.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
    "a private key in JWK": json.dumps(JWK | {"d": JWK["x"]}).encode(),
    "another curve": OTHER_CURVE.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
    "another kind": EDWARDS.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
    "a JWK of another kind": b'{"kty": "OKP", "crv": "Ed25519", "x": "AA"}',
    "a JWK without y": json.dumps({name: JWK[name] for name in ("kty", "crv", "x")}).encode(),
    "a JWK with padding": json.dumps(JWK | {"x": JWK["x"] + "="}).encode(),
    "a JWK that is no point": json.dumps(JWK | {"y": JWK["x"]}).encode(),
    "a JWK with a member twice": json.dumps(JWK).replace('"crv"', '"kty": "EC", "crv"').encode(),
    "a set of JWKs": json.dumps({"keys": [JWK]}).encode(),
    "no JSON": b"{",
    "deep JSON": b'{"a":' + b"[" * 10_000,
    "cut PEM": PEM[:60],
    "broken PEM": b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
    "a point beside the curve": b"02" + b"ff" * 32,
    "a short point": KEY.point.hex()[:-2].encode(),
    "a verifier key with another id": KEY.to_text().replace(KEY.id, "00000000").encode(),
    "nothing": b"",
    "not ASCII": "clé".encode(),
    "too much": b" " * (MAX_BYTES + 1),
}


@pytest.mark.parametrize("raw", REFUSED.values(), ids=REFUSED)
def test_what_is_no_public_key_is_refused(raw: bytes) -> None:
    with pytest.raises(Malformed, match=r"(public|record) key"):
        read_public_key(raw)


def test_a_private_key_is_called_one() -> None:
    for name in ("a private key in PEM", "a private key in JWK"):
        with pytest.raises(Malformed, match="private key"):
            read_public_key(REFUSED[name])


def test_a_key_on_one_line_is_told_from_a_files_name() -> None:
    assert is_inline(KEY.point.hex())
    assert is_inline(KEY.to_text())
    assert not is_inline(str(Path("keys") / "isac.pem"))
