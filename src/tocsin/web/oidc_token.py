"""The ID token of an identity provider: its key, and what it says.

Source: OpenID Connect Core 1.0 (with errata set 2), sections 2, 3.1.3.6 and 3.1.3.7; RFC 7515, RFC 7517, RFC 8725.
Three algorithms are known here. What a token says of keys (`jwk`, `jku`, `x5u`) is not read, and a symmetric key never
is one of a provider's.
"""

import hmac
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from hashlib import new as new_hash

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey, RSAKey
from joserfc.jws import JWSRegistry, deserialize_compact
from msgspec import Struct

from tocsin.vocab.document import parse_json
from tocsin.vocab.errors import BadInput
from tocsin.vocab.limits import LIMITS, Limits
from tocsin.web.oidc_fault import OidcFault, Trouble

MOST_SIGNS = 16 * 1024  # of a token; real ones have about one kB
MOST_KEYS = 50  # of a set that are looked at
SKEW_S = 60  # by how much the provider's clock may differ from ours
OLDEST_S = 600  # a token that comes straight from the provider was made a moment ago
MOST_SUBJECT_SIGNS = 255  # OpenID Connect Core 1.0, section 2, "sub"

JSON = Limits(document_bytes=LIMITS.record_bytes * 4, depth=16, string_chars=64 * 1024, number_digits=20)

_PARTS = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\Z")


class _Algorithm(Struct, frozen=True, kw_only=True):
    kind: str  # of key: `kty`, RFC 7517
    curve: str
    hash: str  # of at_hash: the algorithm's own (OpenID Connect Core 1.0, section 3.1.3.6)


# RS256 is what every provider has; ES256 and Ed25519 are what newer ones prefer. RFC 9864 calls EdDSA with Ed25519 so.
ALGORITHMS: dict[str, _Algorithm] = {
    "RS256": _Algorithm(kind="RSA", curve="", hash="sha256"),
    "ES256": _Algorithm(kind="EC", curve="P-256", hash="sha256"),
    "EdDSA": _Algorithm(kind="OKP", curve="Ed25519", hash="sha512"),
    "Ed25519": _Algorithm(kind="OKP", curve="Ed25519", hash="sha512"),
}
_PUBLIC = {
    "RSA": ("kty", "n", "e"),
    "EC": ("kty", "crv", "x", "y"),
    "OKP": ("kty", "crv", "x"),
}  # all that is taken from a key of a set
_LEAST_RSA_BITS, _MOST_RSA_BITS = 2048, 8192  # RFC 7518, section 3.3; beyond, a check takes long

Key = Mapping[str, object]  # a JSON Web Key as the provider wrote it


class Header(Struct, frozen=True, kw_only=True):
    """How a token says that it is signed, and under which key."""

    algorithm: str
    key_id: str | None


class Wanted(Struct, frozen=True, kw_only=True):
    """What a token has to say. `now` is in seconds since 1970; `access` is the access token that came with it."""

    issuer: str
    client: str
    nonce: str
    now: float
    access: str = ""
    since: float | None = None  # whoever is there was asked after this; None where that is not wanted


# Further members of a header are not read (RFC 7515, section 4).
_REGISTRY = JWSRegistry(algorithms=list(ALGORITHMS), strict_check_header=False)


def header_of(token: str) -> Header:
    """How a token says that it is signed; OidcFault for every form that is not taken.

    1. Three parts of plain signs, not too long; 2. an object without a key twice; 3. nothing critical that we would
    have to understand (RFC 7515, section 4.1.11); 4. an algorithm of the list: `none` and HS256 are not in it.
    """
    if len(token) > MOST_SIGNS or not _PARTS.match(token):  # 1
        raise OidcFault(Trouble.TOKEN_FORM)
    found = _object(token.partition(".")[0])  # 2
    algorithm, key_id = found.get("alg"), found.get("kid")
    if "crit" in found or "b64" in found or not isinstance(key_id, str | None):  # 3
        raise OidcFault(Trouble.TOKEN_FORM)
    if not isinstance(algorithm, str) or algorithm not in ALGORITHMS:  # 4
        raise OidcFault(Trouble.TOKEN_ALGORITHM)
    return Header(algorithm=algorithm, key_id=key_id)


def key_for(header: Header, keys: Sequence[Key]) -> Key | None:
    """The one key of a set under which the token can be signed; None where none fits, or more than one does."""
    fitting = [key for key in keys[:MOST_KEYS] if _fits(key, header)]
    return fitting[0] if len(fitting) == 1 else None


def claims_of(token: str, header: Header, key: Key) -> Mapping[str, object]:
    """What a token says, once its signature holds."""
    try:
        public = _public(key)
        if header.algorithm not in ALGORITHMS:  # as the header was read; said again where it counts
            raise OidcFault(Trouble.TOKEN_ALGORITHM)
        deserialize_compact(token, public, [header.algorithm], _REGISTRY)
    except (JoseError, ValueError, TypeError) as fault:
        raise OidcFault(Trouble.TOKEN_SIGNATURE) from fault
    return _object(token.split(".")[1])


def subject_of(claims: Mapping[str, object], header: Header, wanted: Wanted) -> str:
    """Whom a token is about, once all of it holds. Numbers are those of OpenID Connect Core 1.0, section 3.1.3.7.

    2. the issuer is the configured one; 3. the audience is this desk and nobody else; 4. and 5. so is the authorized
    party, where one is named; 9. it is not over; 10. it was made a moment ago, and holds already; 11. its nonce is that
    of this round trip; 13. somebody was asked anew, where that was wanted; its access token is the one that came with
    it, where it says so (3.1.3.6); and it names somebody. 1. and 6. to 8. are the caller's: nothing is encrypted, and
    the signature was checked.
    """
    if claims.get("iss") != wanted.issuer:  # 2
        raise OidcFault(Trouble.TOKEN_ISSUER)
    if claims.get("aud") not in (wanted.client, [wanted.client]):  # 3
        raise OidcFault(Trouble.TOKEN_AUDIENCE)
    if claims.get("azp", wanted.client) != wanted.client:  # 4, 5
        raise OidcFault(Trouble.TOKEN_PARTY)
    if wanted.now >= _moment(claims, "exp") + SKEW_S:  # 9
        raise OidcFault(Trouble.TOKEN_OVER)
    made = _moment(claims, "iat")  # 10
    if not made - SKEW_S <= wanted.now <= made + OLDEST_S:
        raise OidcFault(Trouble.TOKEN_TIME)
    if "nbf" in claims and wanted.now < _moment(claims, "nbf") - SKEW_S:
        raise OidcFault(Trouble.TOKEN_TIME)
    nonce = claims.get("nonce")
    if not isinstance(nonce, str) or not hmac.compare_digest(nonce.encode(), wanted.nonce.encode()):  # 11
        raise OidcFault(Trouble.TOKEN_NONCE)
    if "at_hash" in claims and claims["at_hash"] != _half_hash(wanted.access, header):
        raise OidcFault(Trouble.TOKEN_ACCESS)
    _check_anew(claims, wanted)  # 13
    return _subject(claims)


def _check_anew(claims: Mapping[str, object], wanted: Wanted) -> None:
    if wanted.since is None:
        return
    if "auth_time" not in claims:
        raise OidcFault(Trouble.TOKEN_NOT_ANEW)
    if not wanted.since - SKEW_S <= _moment(claims, "auth_time") <= wanted.now + SKEW_S:
        raise OidcFault(Trouble.TOKEN_NOT_ANEW)


def _subject(claims: Mapping[str, object]) -> str:
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 1 <= len(subject) <= MOST_SUBJECT_SIGNS or not subject.isascii():
        raise OidcFault(Trouble.TOKEN_SUBJECT)
    return subject


def _moment(claims: Mapping[str, object], name: str) -> float:
    """Seconds since 1970 (NumericDate, RFC 7519, section 2); what is none is a token that holds at no time."""
    found = claims.get(name)
    if not isinstance(found, int | float) or isinstance(found, bool):
        raise OidcFault(Trouble.TOKEN_TIME)
    return found


def _half_hash(access: str, header: Header) -> str:
    digest = new_hash(ALGORITHMS[header.algorithm].hash, access.encode()).digest()
    return urlsafe_b64encode(digest[: len(digest) // 2]).decode().rstrip("=")


def _fits(key: Key, header: Header) -> bool:
    """Whether a key is for such a signature: named so where one is named, of the kind, for signatures, for this one."""
    algorithm = ALGORITHMS[header.algorithm]
    is_named = header.key_id is None or key.get("kid") == header.key_id
    is_kind = key.get("kty") == algorithm.kind and key.get("crv", "") == algorithm.curve
    is_meant = key.get("use", "sig") == "sig" and key.get("alg", header.algorithm) == header.algorithm
    operations = key.get("key_ops", ["verify"])
    return is_named and is_kind and is_meant and isinstance(operations, list) and "verify" in operations


def _public(key: Key) -> RSAKey | ECKey | OKPKey:
    kind = key.get("kty")
    parts: dict[str, str | list[str]] = {
        name: text for name in _PUBLIC.get(str(kind), ()) if isinstance(text := key.get(name), str)
    }
    if kind == "EC":
        return ECKey.import_key(parts)
    if kind == "OKP":
        return OKPKey.import_key(parts)
    found = RSAKey.import_key(parts)
    public = found.public_key
    if not isinstance(public, RSAPublicKey) or not _LEAST_RSA_BITS <= public.key_size <= _MOST_RSA_BITS:
        raise ValueError("an RSA key of a length that is not taken")
    return found


def _object(part: str) -> Mapping[str, object]:
    """The JSON object of a part of a token; a key that stands there twice is refused."""
    try:
        found = parse_json(urlsafe_b64decode(part + "=" * (-len(part) % 4)), limits=JSON)
    except (BadInput, ValueError) as fault:
        raise OidcFault(Trouble.TOKEN_FORM) from fault
    if not isinstance(found, dict):
        raise OidcFault(Trouble.TOKEN_FORM)
    return found
