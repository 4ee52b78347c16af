"""The identity provider: what it says of itself, and a token for a code.

Only the configured issuer is asked where its addresses are, and only addresses on hosts of the settings are asked then.
What it said is kept in the process for a while; what it did not say is not asked again at once, so that nobody makes
this desk ask by clicking.
Sources: OpenID Connect Discovery 1.0 (with errata set 2), section 4; RFC 6749, section 4.1; RFC 9207; RFC 7636.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlencode, urlsplit

from msgspec import Struct

from tocsin.vocab.document import parse_json
from tocsin.vocab.errors import BadInput
from tocsin.vocab.identity import IdentityProvider
from tocsin.web.oidc_fault import OidcFault, Trouble
from tocsin.web.oidc_fetch import Answered, Posted, ask
from tocsin.web.oidc_token import ALGORITHMS, JSON, MOST_KEYS, Header, Key, key_for
from tocsin.web.once import Once

KEPT_S = 3600.0  # what a provider says of itself; keys that are exchanged are found by their name before
AGAIN_S = 60.0  # between two looks for a key that was not there: whoever sends unknown ones makes us ask no more often
AFTER_FAULT_S = 10.0  # a provider that is down is asked this often

SaidT = TypeVar("SaidT")

_WELL_KNOWN = "/.well-known/openid-configuration"
_SECRET_SIGNS = 1000


class Metadata(Struct, frozen=True, kw_only=True):
    """What is used of what a provider says of itself."""

    authorization: str
    token: str
    keys: str
    is_in_header: bool  # where it wants the client secret
    says_issuer: bool  # whether it names itself in its answers (RFC 9207, section 3)


class Described(Struct, frozen=True, kw_only=True):
    """What a provider says of itself, for whoever writes the settings; nothing of it is believed yet."""

    issuer: str
    addresses: dict[str, str]
    hosts: tuple[str, ...]  # where its addresses lead, and the settings do not name: to be looked at and written down
    trouble: str  # the reason why it is not used; empty where it is


class Tokens(Struct, frozen=True, kw_only=True):
    """What came for a code."""

    id_token: str
    access: str


class Going(Struct, frozen=True, kw_only=True):
    """With what a browser is sent to the provider."""

    back: str
    state: str
    nonce: str
    challenge: str
    is_asked: bool = False  # whoever is there has to show who they are, signed in there or not
    is_anew: bool = False  # and the provider has to say when they did


class Provider:
    """One provider, for one running server. `clock` gives seconds that only go on."""

    def __init__(self, told: IdentityProvider, clock: Callable[[], float]) -> None:
        self.told = told
        self.ended = Once()  # the round trips that came back
        self._clock = clock
        self._lock = threading.Lock()
        self._metadata: tuple[Metadata, float] | None = None
        self._keys: tuple[Sequence[Key], float] | None = None
        self._fault: tuple[OidcFault, float] | None = None

    def address(self, going: Going) -> str:
        """Where a browser is sent: the code flow with PKCE, and nothing asked but who somebody is."""
        place = self.metadata().authorization
        fields = {
            "response_type": "code",
            "client_id": self.told.client_id,
            "redirect_uri": going.back,
            "scope": "openid",
            "state": going.state,
            "nonce": going.nonce,
            "code_challenge": going.challenge,
            "code_challenge_method": "S256",
        }
        if going.is_asked:
            fields["prompt"] = "login"
        if going.is_anew:
            fields["max_age"] = "0"  # OpenID Connect Core 1.0, section 3.1.2.1: with it auth_time has to be said
        return place + ("&" if urlsplit(place).query else "?") + urlencode(fields)

    def metadata(self) -> Metadata:
        """What it says of itself, no older than an hour."""
        with self._lock:
            if self._metadata is None or self._clock() >= self._metadata[1] + KEPT_S:
                said = self._asked(lambda: metadata_of(self.told, fetched(self.told.issuer.rstrip("/") + _WELL_KNOWN)))
                self._metadata = said, self._clock()
            return self._metadata[0]

    def key(self, header: Header) -> Key:
        """The key under which a token says that it is signed. Where it is not known its set is asked for again."""
        place = self.metadata().keys
        with self._lock:
            found = key_for(header, self._keys[0]) if self._keys and self._clock() < self._keys[1] + KEPT_S else None
            if found is None and (self._keys is None or self._clock() >= self._keys[1] + AGAIN_S):
                self._keys = self._asked(lambda: keys_of(fetched(place))), self._clock()
                found = key_for(header, self._keys[0])
        if found is None:
            raise OidcFault(Trouble.TOKEN_KEY)
        return found

    def tokens(self, code: str, *, verifier: str, back: str) -> Tokens:
        """Exchange a code (RFC 6749, section 4.1.3); the provider sees that it is us, and that we began."""
        metadata = self.metadata()
        fields = (("grant_type", "authorization_code"), ("code", code), ("redirect_uri", back))
        posted = Posted(
            fields=(*fields, ("code_verifier", verifier)),
            client=self.told.client_id,
            secret=_secret(self.told.secret_file),
            is_in_header=metadata.is_in_header,
        )
        answer = ask(metadata.token, posted)
        if 400 <= answer.status <= 499:
            raise OidcFault(Trouble.CODE_REFUSED)
        said = _read(answer)
        token, access = said.get("id_token"), said.get("access_token", "")
        if not isinstance(token, str) or not isinstance(access, str):
            raise OidcFault(Trouble.TOKEN_MISSING)
        return Tokens(id_token=token, access=access)

    def _asked(self, ask_for: Callable[[], SaidT]) -> SaidT:
        """What the provider says; where it did not say it a moment ago, it is not asked again yet."""
        if self._fault is not None and self._clock() < self._fault[1] + AFTER_FAULT_S:
            raise OidcFault(self._fault[0].trouble)
        try:
            return ask_for()
        except OidcFault as fault:
            self._fault = fault, self._clock()
            raise


def fetched(url: str) -> Mapping[str, object]:
    """The JSON object at an address that was looked at."""
    return _read(ask(url))


def describe(told: IdentityProvider) -> Described:
    """Ask the provider of some settings what it says of itself; OidcFault where it does not answer."""
    said = fetched(told.issuer.rstrip("/") + _WELL_KNOWN)
    addresses = addresses_of(said)
    hosts = {_netloc(place) for place in addresses.values() if not told.allows(place)} - {""}
    try:
        metadata_of(told, said)
        trouble = ""
    except OidcFault as fault:
        trouble = str(fault)
    return Described(issuer=told.issuer, addresses=addresses, hosts=tuple(sorted(hosts)), trouble=trouble)


def metadata_of(told: IdentityProvider, said: Mapping[str, object]) -> Metadata:
    """What a provider says of itself, checked; OidcFault where it cannot be used.

    1. It is the issuer that was asked (Discovery 1.0, section 4.3); 2. its addresses are there; 3. each leads to a host
    of the settings, by TLS; 4. it gives codes, and signs with an algorithm that is known here.
    """
    if said.get("issuer") != told.issuer:  # 1
        raise OidcFault(Trouble.METADATA_ISSUER)
    places = addresses_of(said)
    if len(places) < 3:  # 2
        raise OidcFault(Trouble.METADATA_INCOMPLETE)
    if not all(told.allows(place) for place in places.values()):  # 3
        raise OidcFault(Trouble.METADATA_HOST)
    algorithms = _texts(said, "id_token_signing_alg_values_supported", "RS256")
    if "code" not in _texts(said, "response_types_supported", "code") or not algorithms & set(ALGORITHMS):  # 4
        raise OidcFault(Trouble.METADATA_INCOMPLETE)
    methods = _texts(said, "token_endpoint_auth_methods_supported", "client_secret_basic")
    return Metadata(
        authorization=places["authorization_endpoint"],
        token=places["token_endpoint"],
        keys=places["jwks_uri"],
        is_in_header="client_secret_basic" in methods or "client_secret_post" not in methods,
        says_issuer=said.get("authorization_response_iss_parameter_supported") is True,
    )


def addresses_of(said: Mapping[str, object]) -> dict[str, str]:
    """The addresses that a provider names for what is asked of it here, by their names in the standard."""
    names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    return {name: place for name in names if isinstance(place := said.get(name), str) and place}


def keys_of(said: Mapping[str, object]) -> Sequence[Key]:
    """The keys of a set (RFC 7517, section 5); what is none is left out."""
    found = said.get("keys")
    if not isinstance(found, list):
        raise OidcFault(Trouble.NOT_JSON)
    return [key for key in found[:MOST_KEYS] if isinstance(key, dict)]


def _netloc(place: str) -> str:
    try:
        return urlsplit(place).netloc.lower()
    except ValueError:
        return ""


def _read(answer: Answered) -> Mapping[str, object]:
    if answer.status != 200:
        raise OidcFault(Trouble.STATUS)
    try:
        found = parse_json(answer.body, limits=JSON)
    except BadInput as fault:
        raise OidcFault(Trouble.NOT_JSON) from fault
    if not isinstance(found, dict):
        raise OidcFault(Trouble.NOT_JSON)
    return found


def _texts(said: Mapping[str, object], name: str, otherwise: str) -> set[str]:
    found = said.get(name, [otherwise])
    return {one for one in found if isinstance(one, str)} if isinstance(found, list) else set()


def _secret(file: str) -> str:
    try:
        secret = Path(file).read_text("utf-8").removesuffix("\n")
    except (OSError, ValueError) as fault:
        raise OidcFault(Trouble.NO_SECRET) from fault
    if not 1 <= len(secret) <= _SECRET_SIGNS:
        raise OidcFault(Trouble.NO_SECRET)
    return secret
