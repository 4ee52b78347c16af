"""An ID token holds under one key of the provider's own, in all of its parts, or not at all."""

import json
from base64 import urlsafe_b64decode
from hashlib import sha256, sha512

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc.jwk import ECKey, OctKey, RSAKey
from joserfc.jws import serialize_compact

from tests.web.provider import EC, KEYS, OKP, RSA, b64, signed
from tocsin.web.oidc_fault import OidcFault, Trouble
from tocsin.web.oidc_token import ALGORITHMS, MOST_KEYS, Header, Key, Wanted, claims_of, header_of, key_for, subject_of

NOW = 1_770_000_000.0
WANTED = Wanted(issuer="https://id.example", client="desk", nonce="n", now=NOW, access="an access token")
CLAIMS: dict[str, object] = {
    "iss": "https://id.example",
    "sub": "ada",
    "aud": "desk",
    "exp": NOW + 60,
    "iat": NOW,
    "nonce": "n",
}
NAMES = {"RS256": "rsa", "ES256": "ec", "EdDSA": "okp", "Ed25519": "okp"}
SET: list[Key] = [dict(key.as_dict(private=False)) for key in (RSA, EC, OKP)]


def subject(token: str, keys: list[Key], wanted: Wanted = WANTED) -> str:
    """Whom a token is about, by every step."""
    header = header_of(token)
    key = key_for(header, keys)
    if key is None:
        raise OidcFault(Trouble.TOKEN_KEY)
    return subject_of(claims_of(token, header, key), header, wanted)


def trouble(token: str, keys: list[Key], wanted: Wanted = WANTED) -> Trouble:
    """Why it is refused."""
    with pytest.raises(OidcFault) as caught:
        subject(token, keys, wanted)
    return caught.value.trouble


@pytest.mark.filterwarnings("ignore:EdDSA is deprecated")
@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_each_algorithm_of_the_list_is_understood_with_the_hash_of_the_access_token(algorithm: str) -> None:
    digest = (sha512 if algorithm.startswith("Ed") else sha256)(b"an access token").digest()
    right = b64(digest[: len(digest) // 2])
    header: dict[str, object] = {"alg": algorithm, "kid": NAMES[algorithm]}
    assert subject(signed(CLAIMS | {"at_hash": right}, header), SET) == "ada"
    assert trouble(signed(CLAIMS | {"at_hash": right[:-1]}, header), SET) is Trouble.TOKEN_ACCESS
    assert set(KEYS) == set(ALGORITHMS) == set(NAMES)


TOKEN = signed(CLAIMS, {"kid": "rsa"})


@settings(max_examples=150)
@given(st.integers(min_value=0, max_value=len(TOKEN) - 1), st.integers(min_value=0, max_value=5))
def test_every_flipped_bit_breaks_it(at: int, bit: int) -> None:
    other = TOKEN[:at] + chr(ord(TOKEN[at]) ^ (1 << bit)) + TOKEN[at + 1 :]
    try:
        found = subject(other, SET)
    except OidcFault:
        return
    head, body, tail = (urlsafe_b64decode(part + "==") for part in other.split("."))
    assert found == "ada"  # stray bits behind the last byte of the signature say nothing
    assert (head, body, tail) == tuple(urlsafe_b64decode(part + "==") for part in TOKEN.split("."))


def test_a_single_audience_may_stand_in_a_list_and_the_party_may_be_named() -> None:
    assert subject(signed(CLAIMS | {"aud": ["desk"], "azp": "desk"}), SET) == "ada"


@pytest.mark.parametrize("audience", [[], ["other"], ["desk", "desk"], {"desk": 1}, "Desk", "desk ", None])
def test_every_other_audience_is_refused(audience: object) -> None:
    assert trouble(signed(CLAIMS | {"aud": audience}), SET) is Trouble.TOKEN_AUDIENCE


@pytest.mark.parametrize(
    ("name", "last", "first_wrong"),
    [("exp", -59.0, -60.0), ("iat", 60.0, 61.0), ("iat", -600.0, -601.0), ("nbf", 60.0, 61.0)],
)
def test_clocks_may_differ_by_a_minute_and_no_more(name: str, last: float, first_wrong: float) -> None:
    assert subject(signed(CLAIMS | {name: NOW + last}), SET) == "ada"
    wrong = trouble(signed(CLAIMS | {name: NOW + first_wrong}), SET)
    assert wrong is (Trouble.TOKEN_OVER if name == "exp" else Trouble.TOKEN_TIME)


@pytest.mark.parametrize("text", ["1e400", "NaN", "-1e400", '"1770000000"', "null", "[]", "true"])
def test_a_moment_that_is_none_holds_at_no_time(text: str) -> None:
    claims = {name: value for name, value in CLAIMS.items() if name != "exp"}
    body = json.dumps(claims).encode()[:-1] + f', "exp": {text}}}'.encode()
    assert trouble(signed(body), SET) in {Trouble.TOKEN_TIME, Trouble.TOKEN_FORM}


@pytest.mark.parametrize("text", ["", "a.b", "a.b.c.d", "a.b.", "..", "a.b.c\n", "é.b.c", "a.b.c" * 9_000, "[].e30.AA"])
def test_what_is_no_token_is_refused_before_anything_is_read(text: str) -> None:
    with pytest.raises(OidcFault):
        header_of(text)


@pytest.mark.parametrize(
    ("header", "wrong"),
    [
        ('{"alg": "RS256", "alg": "none"}', Trouble.TOKEN_FORM),
        ('{"alg": "RS256", "crit": []}', Trouble.TOKEN_FORM),
        ('{"alg": "RS256", "b64": false}', Trouble.TOKEN_FORM),
        ('{"alg": "RS256", "kid": 7}', Trouble.TOKEN_FORM),
        ('{"alg": "RS256"', Trouble.TOKEN_FORM),
        ('["RS256"]', Trouble.TOKEN_FORM),
        ("{}", Trouble.TOKEN_ALGORITHM),
        *(
            (json.dumps({"alg": one}), Trouble.TOKEN_ALGORITHM)
            for one in ("none", "None", "HS256", "RS1", "PS256", "", 7)
        ),
    ],
)
def test_a_header_names_one_algorithm_of_the_list(header: str, wrong: Trouble) -> None:
    with pytest.raises(OidcFault) as caught:
        header_of(f"{b64(header.encode())}.e30.AAAA")
    assert caught.value.trouble is wrong


def test_without_a_name_the_key_is_the_only_one_that_fits() -> None:
    header = Header(algorithm="RS256", key_id=None)
    assert key_for(header, SET) == SET[0]
    assert key_for(header, [*SET, {**SET[0], "kid": "second"}]) is None
    assert key_for(Header(algorithm="RS256", key_id="rsa"), [*SET, SET[0]]) is None  # a name that is not one key's
    assert key_for(header, []) is None
    assert key_for(header, [{"kty": "oct"}] * MOST_KEYS + SET) is None


@pytest.mark.parametrize(
    "other",
    [{"use": "enc"}, {"alg": "PS256"}, {"key_ops": ["encrypt"]}, {"key_ops": "verify"}, {"kty": "EC"}, {"kid": "x"}],
)
def test_a_key_for_something_else_is_not_taken(other: dict[str, object]) -> None:
    assert key_for(Header(algorithm="RS256", key_id="rsa"), [{**SET[0], **other}]) is None


def test_a_symmetric_key_of_a_set_is_nobodys_key() -> None:
    secret = OctKey.import_key("a secret that everybody reads", {"kid": "rsa"})
    head = {"alg": "HS256", "kid": "rsa"}
    token = serialize_compact(head, json.dumps(CLAIMS).encode(), secret, ["HS256"])
    assert trouble(token, [dict(secret.as_dict())]) is Trouble.TOKEN_ALGORITHM


def test_a_key_that_comes_with_the_token_is_not_looked_at() -> None:
    own = RSAKey.generate_key(2048)
    head: dict[str, object] = {
        "alg": "RS256",
        "kid": "rsa",
        "jwk": own.as_dict(private=False),
        "jku": "https://evil.example",
    }
    body = f"{b64(json.dumps(head).encode())}.{b64(json.dumps(CLAIMS).encode())}"
    signature = serialize_compact({"alg": "RS256"}, json.dumps(CLAIMS).encode(), own, ["RS256"]).split(".")[2]
    assert trouble(f"{body}.{signature}", SET) is Trouble.TOKEN_SIGNATURE


@pytest.mark.filterwarnings("ignore:Key size")
def test_short_keys_and_other_curves_are_not_taken() -> None:
    short = RSAKey.import_key(rsa.generate_private_key(public_exponent=65537, key_size=1024))  # noqa: S505  # on purpose
    public = {**short.as_dict(private=False), "kid": "rsa"}
    token = serialize_compact({"alg": "RS256", "kid": "rsa"}, json.dumps(CLAIMS).encode(), short, ["RS256"])
    assert trouble(token, [public]) is Trouble.TOKEN_SIGNATURE
    curve = ECKey.generate_key("P-384", {"kid": "ec"})
    assert key_for(Header(algorithm="ES256", key_id="ec"), [dict(curve.as_dict(private=False))]) is None


@pytest.mark.parametrize("broken", [{"n": "AA"}, {"n": "!"}, {"e": 7}, {"n": None}, {"e": "AA"}])
def test_a_key_that_is_none_opens_nothing(broken: dict[str, object]) -> None:
    assert trouble(TOKEN, [{**SET[0], **broken}]) is Trouble.TOKEN_SIGNATURE


def test_who_was_to_be_asked_anew_was_asked_within_the_round_trip() -> None:
    wanted = Wanted(issuer="https://id.example", client="desk", nonce="n", now=NOW, since=NOW - 100)
    for asked, is_right in ((NOW, True), (NOW - 160, True), (NOW - 161, False), (NOW + 61, False), ("now", False)):
        token = signed(CLAIMS | {"auth_time": asked})
        if is_right:
            assert subject(token, SET, wanted) == "ada"
        else:
            assert trouble(token, SET, wanted) in {Trouble.TOKEN_NOT_ANEW, Trouble.TOKEN_TIME}
    assert trouble(signed(CLAIMS), SET, wanted) is Trouble.TOKEN_NOT_ANEW
