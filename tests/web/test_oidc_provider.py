"""What a provider says of itself is looked at before it is used, kept for a while, and not asked again at once."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from msgspec.structs import replace

from tests.web.provider import CLIENT_ID, RSA, SECRET, LocalProvider, a_provider
from tocsin.vocab.identity import IdentityProvider
from tocsin.web.oidc_fault import OidcFault, Trouble
from tocsin.web.oidc_provider import AFTER_FAULT_S, AGAIN_S, KEPT_S, Going, Provider, describe, keys_of
from tocsin.web.oidc_token import MOST_KEYS, Header

GOING = Going(back="http://127.0.0.1/back", state="s", nonce="n", challenge="c")
RS256 = Header(algorithm="RS256", key_id="rsa")
METADATA, KEYS = "/.well-known/openid-configuration", "/jwks"


@pytest.fixture
def local() -> Iterator[LocalProvider]:
    """A provider that listens."""
    with a_provider() as made:
        yield made


@pytest.fixture
def told(local: LocalProvider, tmp_path: Path) -> IdentityProvider:
    """What the settings say of it."""
    (tmp_path / "secret").write_text(SECRET + "\n")
    return IdentityProvider(
        issuer=local.issuer, client_id=CLIENT_ID, secret_file=str(tmp_path / "secret"), name="Example"
    )


class Seconds:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def trouble(provider: Provider) -> Trouble:
    """Why nobody can be sent there."""
    with pytest.raises(OidcFault) as caught:
        provider.address(GOING)
    return caught.value.trouble


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"issuer": "https://evil.example"}, Trouble.METADATA_ISSUER),
        ({"issuer": None}, Trouble.METADATA_ISSUER),
        ({"token_endpoint": None}, Trouble.METADATA_INCOMPLETE),
        ({"jwks_uri": ""}, Trouble.METADATA_INCOMPLETE),
        ({"authorization_endpoint": 7}, Trouble.METADATA_INCOMPLETE),
        ({"authorization_endpoint": "https://evil.example/"}, Trouble.METADATA_HOST),
        ({"token_endpoint": "https://evil.example/"}, Trouble.METADATA_HOST),
        ({"jwks_uri": "http://127.0.0.1:9/"}, Trouble.METADATA_HOST),
        ({"authorization_endpoint": "javascript:alert(1)"}, Trouble.METADATA_HOST),
        ({"response_types_supported": ["id_token"]}, Trouble.METADATA_INCOMPLETE),
        ({"response_types_supported": "code"}, Trouble.METADATA_INCOMPLETE),
        ({"id_token_signing_alg_values_supported": ["HS256", "none"]}, Trouble.METADATA_INCOMPLETE),
    ],
)
def test_what_cannot_be_trusted_is_not_used(
    local: LocalProvider, told: IdentityProvider, said: dict[str, object], wrong: Trouble
) -> None:
    local.manners.metadata = said
    assert trouble(Provider(told, Seconds())) is wrong
    assert local.asked == [METADATA]


def test_a_host_that_the_settings_name_may_be_gone_to(local: LocalProvider, told: IdentityProvider) -> None:
    local.manners.metadata = {"authorization_endpoint": "https://login.example/go?tenant=a"}
    assert trouble(Provider(told, Seconds())) is Trouble.METADATA_HOST
    place = urlsplit(Provider(replace(told, hosts=("login.example",)), Seconds()).address(GOING))
    assert (place.netloc, place.path) == ("login.example", "/go")
    assert parse_qs(place.query)["tenant"] == ["a"]
    assert parse_qs(place.query)["state"] == ["s"]


def test_whoever_writes_the_settings_is_shown_where_its_addresses_lead(
    local: LocalProvider, told: IdentityProvider
) -> None:
    assert describe(told).trouble == ""
    local.manners.metadata = {
        "authorization_endpoint": "https://Login.example/go",
        "jwks_uri": "https://keys.example:8443/jwks",
        "token_endpoint": "https://[evil",
    }
    found = describe(told)
    assert found.hosts == ("keys.example:8443", "login.example")
    assert found.addresses["jwks_uri"] == "https://keys.example:8443/jwks"
    assert found.trouble == Trouble.METADATA_HOST
    local.manners.metadata["token_endpoint"] = f"{local.issuer}/token"
    assert describe(replace(told, hosts=describe(told).hosts)).trouble == ""


def test_what_it_said_is_kept_for_an_hour(local: LocalProvider, told: IdentityProvider) -> None:
    clock = Seconds()
    provider = Provider(told, clock)
    for _ in range(3):
        provider.address(GOING)
        provider.key(RS256)
    assert local.asked == [METADATA, KEYS]
    clock.now += KEPT_S
    provider.key(RS256)
    assert local.asked == [METADATA, KEYS] * 2


def test_a_key_that_is_not_there_is_looked_for_once_a_minute(local: LocalProvider, told: IdentityProvider) -> None:
    clock = Seconds()
    provider = Provider(told, clock)
    provider.key(RS256)
    for number in range(50):
        clock.now += AGAIN_S / 60
        with pytest.raises(OidcFault, match=Trouble.TOKEN_KEY):
            provider.key(Header(algorithm="RS256", key_id=f"evil {number}"))
    assert local.asked.count(KEYS) == 1
    clock.now += AGAIN_S
    local.manners.keys = [{**RSA.as_dict(private=False), "kid": "new"}]
    assert provider.key(Header(algorithm="RS256", key_id="new"))["kid"] == "new"  # keys were exchanged there
    assert local.asked.count(KEYS) == 2
    with pytest.raises(OidcFault, match=Trouble.TOKEN_KEY):
        provider.key(RS256)  # and the old one holds no longer


def test_a_provider_that_fails_is_left_alone_for_a_moment(local: LocalProvider, told: IdentityProvider) -> None:
    clock = Seconds()
    provider = Provider(told, clock)
    local.manners.raw = {METADATA: (500, b"", {})}
    assert [trouble(provider) for _ in range(5)] == [Trouble.STATUS] * 5
    assert local.asked == [METADATA]
    clock.now += AFTER_FAULT_S
    local.manners.raw = {}
    assert provider.address(GOING)


@pytest.mark.parametrize(
    ("answer", "wrong"),
    [
        ((200, b"[]", {}), Trouble.NOT_JSON),
        ((200, b"", {}), Trouble.NOT_JSON),
        ((200, b'{"issuer": "a", "issuer": "b"}', {}), Trouble.NOT_JSON),
        ((404, b"{}", {}), Trouble.STATUS),
        ((302, b"", {"Location": "http://127.0.0.1:9/"}), Trouble.REDIRECTED),
    ],
)
def test_what_it_says_of_itself_is_one_object(
    local: LocalProvider, told: IdentityProvider, answer: tuple[int, bytes, dict[str, str]], wrong: Trouble
) -> None:
    local.manners.raw = {METADATA: answer}
    assert trouble(Provider(told, Seconds())) is wrong


@pytest.mark.parametrize(
    ("methods", "is_in_header"),
    [(None, True), (["client_secret_post"], False), (["client_secret_post", "client_secret_basic"], True), ([], True)],
)
def test_the_secret_goes_where_the_provider_wants_it(
    local: LocalProvider, told: IdentityProvider, methods: list[str] | None, is_in_header: bool
) -> None:
    local.manners.metadata = {"token_endpoint_auth_methods_supported": methods}
    provider = Provider(told, Seconds())
    with pytest.raises(OidcFault, match=Trouble.CODE_REFUSED):
        provider.tokens("none", verifier="v", back="b")
    ((fields, authorization),) = local.posted
    assert bool(authorization) is is_in_header
    assert fields.get("client_secret") == (None if is_in_header else [SECRET])


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe", b"x" * 1_001])
def test_without_its_secret_the_desk_asks_nothing_with_a_code(
    local: LocalProvider, told: IdentityProvider, content: bytes | None
) -> None:
    file = Path(told.secret_file)
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(OidcFault, match=Trouble.NO_SECRET):
        Provider(told, Seconds()).tokens("code", verifier="v", back="b")
    assert local.posted == []


def test_of_a_set_only_keys_are_looked_at_and_not_too_many() -> None:
    assert keys_of({"keys": [1, "x", {"kty": "RSA"}, None]}) == [{"kty": "RSA"}]
    assert len(keys_of({"keys": [{}] * 1_000})) == MOST_KEYS
    wrongs: tuple[dict[str, object], ...] = ({}, {"keys": {}}, {"keys": "x"})
    for wrong in wrongs:
        with pytest.raises(OidcFault, match=Trouble.NOT_JSON):
            keys_of(wrong)
