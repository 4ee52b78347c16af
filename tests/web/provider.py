"""An OpenID provider of our own for the tests, which does what it is told: right, or wrong in one way at a time."""

import hmac
import json
import re
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import httpx
import msgspec
import pytest
from joserfc.jwk import ECKey, OKPKey, RSAKey
from joserfc.jws import serialize_compact
from msgspec.structs import replace

from tests.builders import DeskOfStories, desk_in
from tests.web.browser import Browser
from tests.web.scene import running
from tocsin.stages.desk import Desk
from tocsin.stages.people import add
from tocsin.vocab.identity import IdentityProvider
from tocsin.web import office

NAME = "Example provider"

CLIENT_ID, SECRET = "tocsin-desk", "a secret: with/signs&"
SUBJECT = "subject-of-ada"
RSA, EC, OKP = (
    RSAKey.generate_key(2048, {"kid": "rsa"}),
    ECKey.generate_key("P-256", {"kid": "ec"}),
    OKPKey.generate_key("Ed25519", {"kid": "okp"}),
)
KEYS: dict[str, RSAKey | ECKey | OKPKey] = {"RS256": RSA, "ES256": EC, "EdDSA": OKP, "Ed25519": OKP}

Claims = dict[str, object]
Answer = tuple[int, bytes, dict[str, str]]


def b64(raw: bytes) -> str:
    """As a part of a token."""
    return urlsafe_b64encode(raw).decode().rstrip("=")


def signed(claims: Claims | bytes, header: dict[str, object] | None = None) -> str:
    """A token under one of the provider's own keys."""
    head: dict[str, object] = {"alg": "RS256", "kid": "rsa"}
    head |= header or {}
    body = claims if isinstance(claims, bytes) else json.dumps(claims).encode()
    return serialize_compact(head, body, KEYS[str(head["alg"])], list(KEYS))


def under_no_key(claims: Claims) -> str:
    """With the algorithm none."""
    return f"{b64(json.dumps({'alg': 'none'}).encode())}.{b64(json.dumps(claims).encode())}."


def under_the_public_key(claims: Claims) -> str:
    """HS256, with the text of the public key as the secret: whoever takes either kind of key takes it."""
    body = f"{b64(json.dumps({'alg': 'HS256', 'kid': 'rsa'}).encode())}.{b64(json.dumps(claims).encode())}"
    return f"{body}.{b64(hmac.digest(RSA.as_pem(private=False), body.encode(), 'sha256'))}"


@dataclass
class Manners:
    """How it behaves; every field is one way to be wrong."""

    claims: Callable[[Claims], Claims] = lambda claims: claims
    token: Callable[[Claims], str] = signed
    metadata: dict[str, object] = field(default_factory=dict)
    answer: dict[str, str | None] = field(default_factory=dict)  # parameters of the redirect back; None leaves one out
    raw: dict[str, Answer] = field(default_factory=dict)  # by path: what is answered instead
    slow_s: float = 0.0  # between two bytes of the answer of the token endpoint
    keys: list[dict[str, object]] | None = None
    auth_time: bool = True


@dataclass
class Kept:
    """What was asked for with a code."""

    nonce: str
    challenge: str
    back: str


class LocalProvider:
    """One provider; `asked` is every request that came, by its path."""

    def __init__(self) -> None:
        self.manners = Manners()
        self.subject = SUBJECT
        self.issuer = ""
        self.asked: list[str] = []
        self.wanted: list[dict[str, list[str]]] = []  # the parameters with which browsers came
        self.codes: dict[str, Kept] = {}
        self.posted: list[tuple[dict[str, list[str]], str]] = []
        self.now: Callable[[], float] = time.time
        self.lock = threading.Lock()

    def reply(self, path: str, query: str, body: bytes, authorization: str) -> Answer:
        """What is answered to one request."""
        self.asked.append(path)
        if path in self.manners.raw:
            return self.manners.raw[path]
        match path:
            case "/.well-known/openid-configuration":
                return _json(self.metadata())
            case "/jwks":
                public = [key.as_dict(private=False) for key in (RSA, EC, OKP)]
                return _json({"keys": public if self.manners.keys is None else self.manners.keys})
            case "/authorize":
                return self._authorized(parse_qs(query))
            case "/token":
                return self._exchanged(parse_qs(body.decode()), authorization)
        return 404, b"", {}

    def metadata(self) -> dict[str, object]:
        """What it says of itself."""
        said: dict[str, object] = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "response_types_supported": ["code"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
            "authorization_response_iss_parameter_supported": True,
        }
        found = said | self.manners.metadata
        return {name: value for name, value in found.items() if value is not None}

    def _authorized(self, asked: dict[str, list[str]]) -> Answer:
        self.wanted.append(asked)
        code = f"code-{len(self.codes)}"
        self.codes[code] = Kept(
            nonce=asked["nonce"][0], challenge=asked["code_challenge"][0], back=asked["redirect_uri"][0]
        )
        said: dict[str, str | None] = {"code": code, "state": asked["state"][0], "iss": self.issuer}
        said |= self.manners.answer
        fields = urlencode({name: value for name, value in said.items() if value is not None})
        return 302, b"", {"Location": f"{asked['redirect_uri'][0]}?{fields}"}

    def _exchanged(self, asked: dict[str, list[str]], authorization: str) -> Answer:
        self.posted.append((asked, authorization))
        with self.lock:
            kept = self.codes.pop(asked["code"][0], None)
        verifier = asked.get("code_verifier", [""])[0]
        if (
            kept is None
            or kept.back != asked["redirect_uri"][0]
            or b64(sha256(verifier.encode()).digest()) != kept.challenge
        ):
            return 400, b'{"error": "invalid_grant", "error_description": "<script>alert(1)</script>"}', {}
        now = int(self.now())
        claims: Claims = {
            "iss": self.issuer,
            "sub": self.subject,
            "aud": CLIENT_ID,
            "exp": now + 300,
            "iat": now,
            "nonce": kept.nonce,
        }
        if self.manners.auth_time:
            claims["auth_time"] = now
        token = self.manners.token(self.manners.claims(claims))
        return _json({"token_type": "Bearer", "access_token": "an access token", "id_token": token})


def _json(said: object) -> Answer:
    return 200, json.dumps(said).encode(), {"Content-Type": "application/json"}


@contextmanager
def a_provider() -> Iterator[LocalProvider]:
    """A provider that listens."""
    provider = LocalProvider()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer(b"")

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers.get("Content-Length", "0"))))

        def _answer(self, body: bytes) -> None:
            parts = urlsplit(self.path)
            status, said, headers = provider.reply(parts.path, parts.query, body, self.headers.get("Authorization", ""))
            with suppress(OSError):  # whoever asked may have left
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(said)))
                self.send_header("Connection", "close")
                self.end_headers()
                slow_s = provider.manners.slow_s if parts.path == "/token" else 0.0
                for piece in [said] if not slow_s else [said[at : at + 1] for at in range(len(said))]:
                    self.wfile.write(piece)
                    if slow_s:
                        time.sleep(slow_s)

        def log_message(self, *_said: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    provider.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()


class Told:
    """A desk for which the provider signs people in, at a real server; nobody is slowed down for being wrong."""

    def __init__(self, story: DeskOfStories, provider: LocalProvider, base: str) -> None:
        self.story, self.desk, self.provider, self.base = story, story.desk, provider, base
        self.bo = add(self.desk, "Bo", address="", roles=("analyst",)).id

    def connected(self, person: str = "") -> Browser:
        """A browser in which a person, else Bo, has connected the identity that the provider gives."""
        browser = self.in_by_link(person)
        answer = self.back(browser, self.link_on(browser, "connect"))
        assert answer.headers.get("location", "").startswith("/account?done="), answer.text
        return browser

    def in_by_link(self, person: str = "") -> Browser:
        """A browser in which a person, else Bo, has come by a link."""
        browser = Browser(self.base)
        browser.come_by_link(self.desk, person or self.bo)
        return browser

    def link_on(self, browser: Browser, purpose: str) -> str:
        """Where the page leads that is shown before somebody goes to the provider."""
        browser.get("/account")
        csrf = browser.hidden("/sign-out")["csrf"]
        browser.shown = browser.client.post("/sign-in/oidc", data={"csrf": csrf, "for": purpose})
        found = re.search(r'class="button do" href="([^"]+)"', browser.shown.text)
        assert found is not None, browser.shown.text
        return unescape(found[1])

    def back(self, browser: Browser, address: str) -> httpx.Response:
        """What the desk answers once the browser has been to the provider."""
        found = browser.client.get(address)
        assert found.status_code == 302, found.text
        browser.shown = browser.client.get(found.headers["location"])
        return browser.shown

    def sign_in(self, browser: Browser, wanted: str = "") -> httpx.Response:
        """Begin a sign-in, and come back from the provider."""
        gone = browser.get(f"/sign-in/oidc?next={quote(wanted)}")
        assert gone.status_code == 303, gone.text
        return self.back(browser, gone.headers["location"])


def told_of(story: DeskOfStories, issuer: str, **more: object) -> Desk:
    """The desk, with the provider in its settings."""
    secret = story.desk.home / "client-secret"
    secret.write_text(SECRET + "\n")
    fields = {"issuer": issuer, "client_id": CLIENT_ID, "secret_file": str(secret), "name": NAME} | more
    told = msgspec.convert(fields, IdentityProvider)
    return replace(story.desk, settings=replace(story.desk.settings, oidc=told))


@contextmanager
def told_desk(home: Path) -> Iterator[Told]:
    """A desk in a copy of this home, its server and its provider."""
    with desk_in(home) as story, a_provider() as provider, pytest.MonkeyPatch.context() as patch:
        patch.setattr(office, "WRONG_SECRETS", 1_000_000)
        provider.now = lambda: story.clock.now().timestamp()
        with running(told_of(story, provider.issuer)) as base:
            yield Told(story, provider, base)
