"""A provider is named in plain signs, over TLS; its addresses lead to hosts that somebody wrote down."""

import pytest

from tocsin.vocab.identity import IdentityProvider

RIGHT = {"issuer": "https://id.example/realm", "client_id": "desk", "secret_file": "secret", "name": "Example"}


def provider(**fields: object) -> IdentityProvider:
    """A provider in which some fields are others."""
    return IdentityProvider(**(RIGHT | fields))  # type: ignore[arg-type]  # wrong ones on purpose


def test_what_is_right_is_taken() -> None:
    assert provider().issuer == RIGHT["issuer"]
    assert provider(issuer="http://127.0.0.1:8000").is_on_this_machine
    assert provider(issuer="http://localhost:8000").is_on_this_machine
    assert not provider().is_on_this_machine


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("issuer", ""),
        ("issuer", "id.example"),
        ("issuer", "http://id.example"),
        ("issuer", "https://"),
        ("issuer", "https://user@id.example"),
        ("issuer", "https://id.example?x=1"),
        ("issuer", "https://id.example?"),
        ("issuer", "https://id.example#x"),
        ("issuer", "https://id.example/ x"),
        ("issuer", "https://id.example\\evil"),
        ("issuer", "https://[::1"),
        ("issuer", "https://id.example:0"),
        ("issuer", "https://ïd.example"),
        ("issuer", "https://id.example/" + "x" * 2000),
        ("issuer", "ftp://127.0.0.1"),
        ("client_id", ""),
        ("client_id", "a b"),
        ("client_id", "x" * 201),
        ("secret_file", ""),
        ("name", " "),
        ("name", "x" * 61),
        ("name", "two\nlines"),
        ("hosts", ("https://keys.example",)),
        ("hosts", ("Keys.example",)),
        ("hosts", ("keys.example/x",)),
        ("hosts", ("*",)),
        ("hosts", tuple(f"h{number}.example" for number in range(11))),
    ],
)
def test_what_is_wrong_is_refused(field: str, wrong: object) -> None:
    with pytest.raises(ValueError, match=rf"oidc\.{field}"):
        provider(**{field: wrong})


@pytest.mark.parametrize(
    ("url", "is_allowed"),
    [
        ("https://id.example/token", True),
        ("https://ID.example/token?x=1", True),
        ("https://keys.example/jwks", True),
        ("https://keys.example:8443/jwks", False),
        ("https://other.example:8443/jwks", True),
        ("https://other.example/jwks", False),
        ("https://evil.example/token", False),
        ("https://id.example.evil.example/token", False),
        ("https://id.example@evil.example/token", False),
        ("https://evil.example\\@id.example/", False),
        ("https://id.example#@evil.example", False),
        ("http://id.example/token", False),
        ("javascript:alert(1)", False),
        ("//id.example/token", False),
        ("/token", False),
        ("https://id.example/a\nb", False),
        ("", False),
    ],
)
def test_an_address_leads_to_a_host_of_the_settings_by_tls(url: str, is_allowed: bool) -> None:
    assert provider(hosts=("keys.example", "other.example:8443")).allows(url) is is_allowed


def test_without_tls_only_this_machine_is_asked_and_only_for_a_provider_on_it() -> None:
    here = provider(issuer="http://127.0.0.1:8000", hosts=("id.example",))
    assert here.allows("http://127.0.0.1:8000/token")
    assert not here.allows("http://127.0.0.1:8001/token")
    assert not here.allows("http://id.example/token")
    assert not provider(hosts=("127.0.0.1:8000",)).allows("http://127.0.0.1:8000/token")
