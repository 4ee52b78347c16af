"""What an identity provider is asked over HTTP: bounded in time and size.

Bytes only; what they mean is read elsewhere. No redirect is followed. TLS is checked against the machine's trusted
authorities. Whoever asks has looked at the address before (`IdentityProvider.allows`).
"""

import threading
from base64 import b64encode
from http.client import HTTPException
from urllib.parse import quote_plus, urlencode

from msgspec import Struct

from tocsin.channels.line import talking, target
from tocsin.web.oidc_fault import OidcFault, Trouble

TIMEOUT_S = 5  # for one step: a provider answers a browser that waits
DEADLINE_S = 10  # for all of it: one that drips a sign a second is left alone then
MOST_BYTES = 256 * 1024  # real answers have a few kB; a set of keys of a large provider some 30 kB


class Posted(Struct, frozen=True, kw_only=True):
    """A form that is posted, and as whom: in the header, or in the form itself where the provider takes only that."""

    fields: tuple[tuple[str, str], ...]
    client: str
    secret: str
    is_in_header: bool


class Answered(Struct, frozen=True, kw_only=True):
    """What came back whole."""

    status: int
    body: bytes


def ask(url: str, posted: Posted | None = None) -> Answered:
    """Ask one address once; OidcFault where no whole answer came, or one that leads elsewhere."""
    is_cut = threading.Event()
    try:
        with talking(url, timeout_s=TIMEOUT_S, deadline_s=DEADLINE_S, is_cut=is_cut) as connection:
            connection.request("GET" if posted is None else "POST", target(url), _body(posted), _headers(posted))
            with connection.getresponse() as answer:
                body = answer.read(MOST_BYTES + 1)
                is_short = len(body) <= MOST_BYTES and bool(answer.length)  # what a length promised, and did not come
    except (HTTPException, OSError, ValueError) as fault:
        is_slow = is_cut.is_set() or isinstance(fault, TimeoutError)
        raise OidcFault(Trouble.TOO_SLOW if is_slow else Trouble.NOT_REACHABLE) from fault
    if is_cut.is_set():
        raise OidcFault(Trouble.TOO_SLOW)
    if len(body) > MOST_BYTES:
        raise OidcFault(Trouble.TOO_MUCH)
    if is_short:
        raise OidcFault(Trouble.NOT_REACHABLE)
    if 300 <= answer.status <= 399:
        raise OidcFault(Trouble.REDIRECTED)
    return Answered(status=answer.status, body=body)


def _body(posted: Posted | None) -> bytes | None:
    if posted is None:
        return None
    own = () if posted.is_in_header else (("client_id", posted.client), ("client_secret", posted.secret))
    return urlencode((*posted.fields, *own)).encode("ascii")


def _headers(posted: Posted | None) -> dict[str, str]:
    headers = {"Accept": "application/json", "User-Agent": "tocsin", "Connection": "close"}
    if posted is None:
        return headers
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    if posted.is_in_header:  # RFC 6749, section 2.3.1: both are encoded like a form before they are put together
        said = f"{quote_plus(posted.client)}:{quote_plus(posted.secret)}"
        headers["Authorization"] = f"Basic {b64encode(said.encode()).decode()}"
    return headers
