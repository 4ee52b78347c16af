"""SD-JWTs as somebody makes them who has the key and keeps no rule; each is refused for one reason."""

import json
from base64 import urlsafe_b64encode

from cryptography.hazmat.primitives.asymmetric import ec

from tocsin.ledger.record import TYP, key_of
from tocsin.ledger.sdjwt import MAX_DEPTH, digest_of, signer

KEY = ec.derive_private_key(11, ec.SECP256R1())
ISSUER = key_of("issuer.example", KEY.public_key())
HEADER = {"alg": "ES256", "typ": TYP, "kid": ISSUER.id}


def b64(value: object) -> str:
    """base64url of bytes, or of JSON in whatever spelling."""
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return urlsafe_b64encode(raw).decode().rstrip("=")


def forged(payload: object, *disclosures: str, header: dict[str, object] | None = None, tail: str = "") -> str:
    """An SD-JWT of this payload and these disclosures, well or badly made."""
    if isinstance(payload, dict):
        payload = {"iss": ISSUER.name, **payload}
    elif isinstance(payload, bytes):
        payload = b'{"iss": "issuer.example", ' + payload[1:]
    signed = f"{b64(HEADER | (header or {}))}.{b64(payload)}"
    return "~".join((f"{signed}.{b64(signer(KEY)(signed.encode()))}", *disclosures, tail))


def disclosure(*elements: object) -> str:
    """A disclosure of these elements."""
    return b64(list(elements))


NAME = disclosure("salt", "name", "Ada")
PLACE = disclosure("salt", "Rome")
BOTH = {"_sd": [digest_of(NAME)], "places": [{"...": digest_of(PLACE)}], "open": 1}
TWO, RESERVED_NAME, DOTS = disclosure("salt", "name"), disclosure("salt", "_sd", []), disclosure("salt", "...", "x")
OPEN_NAME, THREE = disclosure("salt", "open", 2), disclosure("salt", "name", "Rome")
TWICE = b64(b'["s", "n", {"a": 1, "a": 1}]')
INNER = disclosure("salt", "inner", {"_sd": [digest_of(NAME)]})


REFUSED = {
    "1 padding": forged(BOTH, NAME, PLACE).replace(".", "=.", 1),
    "1 a foreign character": forged(BOTH, NAME[:-1] + "+", PLACE),
    "1 stray bits": forged({"_sd": [digest_of(b64([""])[:-1] + "R")]}, b64([""])[:-1] + "R"),
    "1 a duplicate key in the payload": forged(b'{"a": 1, "a": 1}'),
    "1 a duplicate key in a disclosure": forged({"_sd": [digest_of(TWICE)]}, TWICE),
    "1 no JSON": forged(b'{"a": NaN}'),
    "2 alg none": forged(BOTH, header={"alg": "none"}),
    "2 another alg": forged(BOTH, header={"alg": "HS256"}),
    "2 crit": forged(BOTH, header={"alg": "ES256", "crit": ["exp"]}),
    "2 a short signature": forged(BOTH, NAME, PLACE).replace("~", "A~", 1),
    "3 an unknown _sd_alg": forged({**BOTH, "_sd_alg": "sha-512"}, NAME, PLACE),
    "4 an empty disclosure": forged(BOTH, NAME, ""),
    "4 the same disclosure twice": forged(BOTH, NAME, NAME),
    "4 no array": forged({"_sd": [digest_of(b64({"a": 1}))]}, b64({"a": 1})),
    "4 no salt": forged({"_sd": [digest_of(disclosure(1, "name", 1))]}, disclosure(1, "name", 1)),
    "5 a digest that is no text": forged({**BOTH, "_sd": [1, digest_of(NAME)]}, NAME),
    "5 an element digest that is no text": forged({"places": [{"...": 1}]}),
    "5 a digest twice": forged({"_sd": [digest_of(NAME)] * 2}, NAME),
    "5 a digest twice, and nothing shown": forged({"_sd": ["x", "x"]}),
    "5 a digest again inside a disclosure": forged({"_sd": [digest_of(INNER), digest_of(NAME)]}, INNER, NAME),
    "5 _sd is no array": forged({"_sd": digest_of(NAME)}, NAME),
    "6 a member of two elements": forged({"_sd": [digest_of(TWO)]}, TWO),
    "6 an element of three": forged({"places": [{"...": digest_of(THREE)}]}, THREE),
    "7 a member called _sd": forged({"_sd": [digest_of(RESERVED_NAME)]}, RESERVED_NAME),
    "7 a member called ...": forged({"_sd": [digest_of(DOTS)]}, DOTS),
    "7 a name that is no text": forged({"_sd": [digest_of(disclosure("s", 1, 1))]}, disclosure("s", 1, 1)),
    "7 a name that is there": forged({"_sd": [digest_of(OPEN_NAME)], "open": 1}, OPEN_NAME),
    "8 ... as a key": forged({"...": digest_of(PLACE)}, PLACE),
    "8 ... beside others": forged({"places": [{"...": digest_of(PLACE), "a": 1}]}, PLACE),
    "9 not referred to": forged(BOTH, NAME, disclosure("salt", "forged", True)),
    "9 changed": forged(BOTH, disclosure("salt", "name", "Eve")),
    "9 referred to by what is not shown": forged({"_sd": [digest_of(INNER)]}, NAME),
    "10 something behind": forged(BOTH, NAME, tail="x.y.z"),
    "10 rubbish without a ~": forged(BOTH, NAME, PLACE) + "rubbish",
    "no ~": forged(BOTH).rstrip("~"),
    "no JWT": "a.b~",
    "not ASCII": forged(BOTH) + "é~",
    "deeper than anybody needs": forged(b'{"a":' + b"[" * (MAX_DEPTH + 2) + b"]" * (MAX_DEPTH + 2) + b"}"),
    "deeper than Python reads": forged(b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
}  # fmt: skip
