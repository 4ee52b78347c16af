"""Around everything: bounds before reading, headers of every answer.

It stands outside the framework, so that the framework's own errors pass through it as well.
"""

from collections.abc import Callable
from typing import cast

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from tocsin.vocab.limits import LIMITS
from tocsin.web.events import PATH as EVENTS
from tocsin.web.fault import Told, told
from tocsin.web.refusal import MAX_BODY_BYTES, MAX_REPLY_BYTES, refusal
from tocsin.web.render import policy

MAX_ADDRESS_BYTES = 16 * 1024
NOWHERE = ("/.well-known/nowhere", "/nowhere")  # no page, now and later; a no is said in other words to programs

# Source: W3C, "Content Security Policy Level 3"; Fetch Standard, section "Cross-Origin-Resource-Policy header".
HEADERS: dict[str, str] = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


_POLICY = b"content-security-policy"
_OUTSIDE = ("/p/", "/intake", "/taxii2/", "/api/")  # what is answered to others loads nothing at all

# The desk's pages load their own style and script, and nothing from anywhere else; no script stands in a page.
_DESK = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)


def policy_of(path: str) -> str:
    """The policy under which an answer at this path stands."""
    return policy() if path.startswith(_OUTSIDE) else _DESK


class Shell:
    """The application within its shell."""

    def __init__(
        self,
        inner: ASGIApp,
        leave: Callable[[], None] = lambda: None,
        hides: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._inner = inner
        self._hides = hides  # which paths are answered as if there were nothing at them, whatever is asked
        self.leave = leave  # called when the server begins to end: whatever would go on for ever ends
        self._headers = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, from its bounds to its headers."""
        if scope["type"] != ScopeType.HTTP:
            await self._inner(scope, receive, send)
            return
        if scope["method"] == "HEAD" and scope["path"].startswith("/api/") and scope["path"] != EVENTS:
            # The server leaves out the content (RFC 9110, section 9.3.2).
            scope = cast("HTTPScope", {**scope, "method": "GET"})
        if self._hides(scope["path"]):
            nowhere = next(one for one in NOWHERE if scope["path"].startswith(one.rpartition("/")[0]))
            scope = cast("HTTPScope", {**scope, "path": nowhere, "raw_path": nowhere.encode()})

        async def send_all(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [*message["headers"], *self._headers]
                if not any(name.lower() == _POLICY for name, _ in headers):  # a download has a stricter one of its own
                    headers.append((_POLICY, policy_of(scope["path"]).encode()))
                if message["status"] >= 400 and scope["method"] not in {"GET", "HEAD"}:
                    # What was sent may not have been read to its end; without this it would be read and dropped, for
                    # as long as it comes.
                    headers.append((b"connection", b"close"))
                message["headers"] = headers
            await send(message)

        at_once = _stopped(scope)
        if at_once is None:
            await self._inner(scope, receive, send_all)
        else:
            await _send_told(at_once, send_all)


def most_bytes(path: str) -> int:
    """How much may be sent to a path. What people and their programs hand in is bounded where they are known."""
    if path == "/intake":
        return LIMITS.public_bytes
    if path.startswith("/intake/"):
        return MAX_REPLY_BYTES
    return MAX_BODY_BYTES if path.startswith(("/p/", "/taxii2/", "/sign-in")) else LIMITS.file_bytes


def _stopped(scope: Scope) -> Told | None:
    """What is answered without looking further: 1. too long, 2. too large, 3. a missing slash."""
    path, raw_path, query = scope["path"], scope["raw_path"], scope["query_string"]
    if len(raw_path) + len(query) > MAX_ADDRESS_BYTES:  # 1
        return told(path, refusal(414))
    length = dict(scope["headers"]).get(b"content-length", b"0")
    if not length.isdigit() or int(length[:20]) > most_bytes(path):  # 2
        return told(path, refusal(413))
    is_taxii = path == "/taxii2" or path.startswith("/taxii2/")
    if is_taxii and not path.endswith("/"):  # 3: OASIS, "TAXII Version 2.1", section 3.1: paths end in a slash
        place = raw_path.split(b"?")[0] + b"/" + (b"?" + query if query else b"")
        said = told(path, refusal(404))
        # 308 keeps the method (RFC 9110 section 15.4.9).
        return Told(
            status=308, media_type=said.media_type, body=b"{}", headers=said.headers | {"Location": place.decode()}
        )
    return None


async def _send_told(said: Told, send: Send) -> None:
    headers = {"content-type": said.media_type, "content-length": str(len(said.body))} | said.headers
    raw = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": said.status, "headers": raw})
    await send({"type": "http.response.body", "body": said.body, "more_body": False})
