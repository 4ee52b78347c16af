"""SD-JWT: what is shown is what was signed, and everything that is not of the standard's form is refused."""

from base64 import urlsafe_b64decode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]  # PyYAML has no types
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from tests.claims import Chance
from tests.sdjwts import BOTH, ISSUER, KEY, NAME, PLACE, REFUSED, b64, forged
from tocsin.ledger.fault import Malformed, ProofError
from tocsin.ledger.sdjwt import (
    ORDER,
    RESERVED,
    Binding,
    Hidden,
    bind,
    digest_of,
    disclosed,
    issue,
    issuer_signed,
    peek,
    present,
    signer,
    verify,
)

OTHER, HOLDER = (ec.derive_private_key(number, ec.SECP256R1()) for number in (12, 13))
SIGN = signer(KEY)


# RFC 9901 sections 4.2.1, 4.2.3 and 5.1: texts and digests as they stand there.
GIVEN_NAME = "WyIyR0xDNDJzS1F2ZUNmR2ZyeU5STjl3IiwgImdpdmVuX25hbWUiLCAiSm9obiJd"
FAMILY_NAME = "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0"
US = "WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIlVTIl0"


@pytest.mark.parametrize(
    ("text", "digest"),
    [
        (GIVEN_NAME, "jsu9yVulwQQlhFlM_3JlzMaSFzglhQG0DpfayQwLUK4"),
        (FAMILY_NAME, "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0"),
        (US, "pFndjkZ_VCzmyTa6UjlZo3dh-ko8aIKQc9DlGzhaVYo"),
    ],
)
def test_the_digests_of_the_standard_are_ours(text: str, digest: str) -> None:
    assert digest_of(text) == digest


def test_the_disclosures_of_the_standard_are_read() -> None:
    payload = {"_sd": [digest_of(GIVEN_NAME), digest_of(FAMILY_NAME)], "nationalities": [{"...": digest_of(US)}]}
    assert verify(forged(payload, GIVEN_NAME, FAMILY_NAME, US), KEY.public_key()) == {
        "iss": ISSUER.name,
        "given_name": "John",
        "family_name": "Möbius",
        "nationalities": ["US"],
    }


class _Marked(yaml.SafeLoader):  # type: ignore[misc]  # PyYAML has no types
    """YAML with the tag `!sd` of the working group's examples."""


def _hidden(loader: Any, node: Any) -> object:
    if isinstance(node, yaml.MappingNode):
        return Hidden(_mapping(loader, node))
    if isinstance(node, yaml.SequenceNode):
        return Hidden(loader.construct_sequence(node, deep=True))
    tag = loader.resolve(yaml.ScalarNode, node.value, (node.style is None, node.style is not None))
    return Hidden(loader.construct_object(yaml.ScalarNode(tag, node.value)))


def _mapping(loader: Any, node: Any) -> dict[str, object]:
    made = dict[str, object]()
    for key, value in node.value:
        inner = loader.construct_object(value, deep=True)
        if key.tag == "!sd":
            made[key.value] = Hidden(inner)
        else:
            made[loader.construct_object(key)] = inner
    return made


_Marked.add_constructor("!sd", _hidden)
_Marked.add_constructor("tag:yaml.org,2002:map", _mapping)


def opened(value: object) -> object:
    """The claims with all that is hidden in its place."""
    if isinstance(value, Hidden):
        return opened(value.value)
    if isinstance(value, dict):
        return {name: opened(part) for name, part in value.items()}
    return [opened(part) for part in value] if isinstance(value, list) else value


def shown(value: object, kept: object) -> object:
    """What is left of the claims where only what `kept` says is shown: the meaning of the examples."""
    if isinstance(value, Hidden):
        return shown(value.value, kept)
    if isinstance(value, dict):
        choice = kept if isinstance(kept, dict) else {}
        return {
            name: shown(part, choice.get(name))
            for name, part in value.items()
            if not isinstance(part, Hidden) or choice.get(name)
        }
    if isinstance(value, list):
        flags = kept if isinstance(kept, list) else []
        flags = flags + [None] * (len(value) - len(flags))
        return [
            shown(part, flag) for part, flag in zip(value, flags, strict=True) if not isinstance(part, Hidden) or flag
        ]
    return value


def paths(value: object, kept: object, at: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    """Where the hidden values stand that `kept` wants shown."""
    inner = value.value if isinstance(value, Hidden) else value
    found = {at} if isinstance(value, Hidden) and kept else set()
    if isinstance(inner, dict) and isinstance(kept, dict):
        for name, part in inner.items():
            found |= paths(part, kept.get(name), (*at, name))
    if isinstance(inner, list) and isinstance(kept, list):
        for place, (part, flag) in enumerate(zip(inner, kept, strict=False)):
            found |= paths(part, flag, (*at, place))
    return found


EXAMPLES = (
    "simple",
    "address_only_flat",
    "complex_eidas",
    "jsonld",
    "json_serialization_flattened",
    "json_serialization_general",
)


@pytest.mark.data
@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_of_the_working_group_show_what_they_should(reference_data: Path, name: str) -> None:
    text = (reference_data / "vectors" / "sd_jwt" / f"{name}.yml").read_text("utf-8")
    example = yaml.load(text, Loader=_Marked)  # noqa: S506 -- a SafeLoader with one tag more
    claims, kept = example["user_claims"], example["holder_disclosed_claims"]
    assert verify(issue(claims, sign=SIGN, random_bytes=Chance()), KEY.public_key()) == opened(claims)
    issued = issue(holder_bound(claims), sign=SIGN, random_bytes=Chance(), decoys=3)
    presented = present(issued, paths(claims, kept))
    expected = shown(claims, kept)
    assert isinstance(expected, dict)
    if not example.get("key_binding"):
        seen = verify(presented, KEY.public_key())
    else:
        bound = bind(presented, sign=signer(HOLDER), audience="verifier", nonce="1234567890", issued_at_s=1_683_000_000)
        seen = verify(bound, KEY.public_key(), binding=BINDING)
    assert seen == expected | {"cnf": CNF}


def jwk(key: ec.EllipticCurvePrivateKey) -> dict[str, str]:
    numbers = key.public_key().public_numbers()
    return {
        "kty": "EC",
        "crv": "P-256",
        "x": b64(numbers.x.to_bytes(32, "big")),
        "y": b64(numbers.y.to_bytes(32, "big")),
    }


CNF = {"jwk": jwk(HOLDER)}
BINDING = Binding(audience="verifier", nonce="1234567890", not_before_s=1_683_000_000, not_after_s=1_683_000_060)


def holder_bound(claims: Mapping[str, object]) -> dict[str, object]:
    return {**claims, "cnf": CNF}


WITH_ALL = {"iss": ISSUER.name, "open": 1, "name": "Ada", "places": ["Rome"]}


def test_a_well_formed_one_is_read() -> None:
    assert verify(forged(BOTH, NAME, PLACE), KEY.public_key()) == WITH_ALL
    assert verify(forged(BOTH), KEY.public_key()) == {"iss": ISSUER.name, "open": 1, "places": []}


@pytest.mark.parametrize("why", REFUSED)
def test_what_is_not_of_the_form_is_refused(why: str) -> None:
    with pytest.raises(Malformed):
        verify(REFUSED[why], KEY.public_key())


def test_another_key_or_another_typ_is_refused() -> None:
    with pytest.raises(ProofError, match="does not hold"):
        verify(forged(BOTH), OTHER.public_key())
    with pytest.raises(ProofError, match="P-256"):
        verify(forged(BOTH), ec.derive_private_key(5, ec.SECP384R1()).public_key())
    with pytest.raises(Malformed, match="typ"):
        verify(forged(BOTH), KEY.public_key(), typ="another+sd-jwt")


@pytest.mark.parametrize(
    ("why", "changed"),
    [
        ("another presentation", {"presented": True}),
        ("somebody else", {"audience": "other"}),
        ("another nonce", {"nonce": "0"}),
        ("another time", {"issued_at_s": 1}),
    ],
)
def test_a_key_binding_that_does_not_fit_is_refused(why: str, changed: dict[str, Any]) -> None:
    presented = issue(holder_bound({"a": Hidden(1)}), sign=SIGN, random_bytes=Chance())
    said: dict[str, Any] = {"audience": "verifier", "nonce": "1234567890", "issued_at_s": 1_683_000_030}
    verify(bind(presented, sign=signer(HOLDER), **said), KEY.public_key(), binding=BINDING)
    if changed.pop("presented", False):
        bound = bind(presented, sign=signer(HOLDER), **said)
        bound = present(presented, ()) + bound.removeprefix(presented)
    else:
        bound = bind(presented, sign=signer(HOLDER), **said | changed)
    with pytest.raises(ProofError):
        verify(bound, KEY.public_key(), binding=BINDING)


def test_a_key_binding_is_missing_or_of_another_key_or_kind() -> None:
    said: dict[str, Any] = {"audience": "verifier", "nonce": "1234567890", "issued_at_s": 1_683_000_030}
    presented = issue(holder_bound({}), sign=SIGN, random_bytes=Chance())
    with pytest.raises(ProofError, match="missing"):
        verify(presented, KEY.public_key(), binding=BINDING)
    with pytest.raises(ProofError, match="does not hold"):
        verify(bind(presented, sign=signer(OTHER), **said), KEY.public_key(), binding=BINDING)
    with pytest.raises(Malformed, match="typ"):
        verify(presented + issuer_signed(presented), KEY.public_key(), binding=BINDING)
    without = issue({}, sign=SIGN, random_bytes=Chance())
    with pytest.raises(Malformed, match="cnf"):
        verify(bind(without, sign=signer(HOLDER), **said), KEY.public_key(), binding=BINDING)
    odd = issue({"cnf": {"jwk": jwk(HOLDER) | {"x": "AA"}}}, sign=SIGN, random_bytes=Chance())
    with pytest.raises(Malformed, match="no point"):
        verify(bind(odd, sign=signer(HOLDER), **said), KEY.public_key(), binding=BINDING)


names = st.text(st.characters(codec="utf-8"), max_size=5).filter(lambda name: name not in RESERVED)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(codec="utf-8"), max_size=5),
    lambda inner: (
        st.lists(inner | inner.map(Hidden), max_size=3) | st.dictionaries(names, inner | inner.map(Hidden), max_size=3)
    ),
    max_leaves=8,
)
claims_ = st.dictionaries(names, values | values.map(Hidden), max_size=4)


@given(claims_, st.integers(0, 4), st.binary(max_size=8))
def test_what_is_shown_whole_is_what_was_issued(claims: dict[str, object], decoys: int, seed: bytes) -> None:
    issued = issue(claims, sign=SIGN, random_bytes=Chance(seed), decoys=decoys)
    assert verify(issued, KEY.public_key()) == opened(claims)


@given(st.sets(st.sampled_from("abcdef")), st.binary(max_size=8))
def test_what_is_withheld_is_in_no_byte(kept: set[str], seed: bytes) -> None:
    claims = {name: Hidden(f"value of {name}") for name in "abcdef"}
    presented = present(issue(claims, sign=SIGN, random_bytes=Chance(seed)), {(name,) for name in kept})
    assert verify(presented, KEY.public_key()) == {name: f"value of {name}" for name in kept}
    decoded = b"".join(urlsafe_b64decode(part + "==") for part in presented.replace("~", ".").split("."))
    for name in set("abcdef") - kept:
        assert f"value of {name}".encode() not in decoded


def test_withheld_values_change_nothing_but_digests_and_the_signature() -> None:
    one, other = (
        present(issue({"a": 1, "b": Hidden(value)}, sign=SIGN, random_bytes=Chance(), decoys=2), ())
        for value in ("yes", "a much longer no")
    )
    assert len(one) == len(other)
    assert {**peek(one)[1], "_sd": len(peek(one)[1]["_sd"])} == {**peek(other)[1], "_sd": 3}  # type: ignore[arg-type]  # a list


def test_what_an_sd_jwt_shows_is_named_without_its_being_verified() -> None:
    assert disclosed(forged(BOTH, NAME, PLACE)) == [("name", "Ada")]  # an element of an array has no name
    assert disclosed(forged(BOTH)) == []


def test_what_is_not_hidden_cannot_be_chosen() -> None:
    with pytest.raises(Malformed, match="nothing that may be withheld stands at a/0"):
        present(issue({"a": [1]}, sign=SIGN, random_bytes=Chance()), [("a", 0)])


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_a_claim_with_a_reserved_name_is_not_issued(name: str) -> None:
    with pytest.raises(Malformed):
        issue({"a": {name: 1}}, sign=SIGN, random_bytes=Chance())


def test_any_changed_character_is_refused() -> None:
    issued = issue({"a": 1, "b": Hidden("two")}, sign=SIGN, random_bytes=Chance())
    for place, sign in enumerate(issued):
        for other in "Aa0_.~":
            if other != sign:
                with pytest.raises(ProofError):
                    verify(issued[:place] + other + issued[place + 1 :], KEY.public_key())


@given(st.binary(max_size=40))
def test_a_signature_is_the_same_every_time_and_has_the_lower_s(message: bytes) -> None:
    made = SIGN(message)
    assert made == signer(KEY)(message)
    assert len(made) == 64
    assert int.from_bytes(made[32:], "big") <= ORDER // 2
