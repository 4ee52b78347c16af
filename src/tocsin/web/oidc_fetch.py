"""What an identity provider is asked over HTTP: bounded in time and size, no redirect.

Bytes only; what they mean is read elsewhere. TLS is checked against the machine's trusted authorities. Whoever asks has
looked at the address before (`IdentityProvider.allows`).
"""

import socket
import ssl
import threading
from base64 import b64encode
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import quote_plus, urlencode, urlsplit

from msgspec import Struct

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
    connection = _connection(url)
    is_cut = threading.Event()
    watch = threading.Timer(DEADLINE_S, _cut, (connection, is_cut))
    watch.daemon = True
    watch.start()
    try:
        connection.connect()
        connection.request("GET" if posted is None else "POST", _target(url), _body(posted), _headers(posted))
        answer = connection.getresponse()
        body = answer.read(MOST_BYTES + 1)
        whole = len(body) > MOST_BYTES or not answer.length  # what is still to come where a length was said
    except (HTTPException, OSError, ValueError) as fault:
        is_slow = is_cut.is_set() or isinstance(fault, TimeoutError)
        raise OidcFault(Trouble.TOO_SLOW if is_slow else Trouble.NOT_REACHABLE) from fault
    finally:
        watch.cancel()
        connection.close()
    if is_cut.is_set():
        raise OidcFault(Trouble.TOO_SLOW)
    if not whole:
        raise OidcFault(Trouble.NOT_REACHABLE)
    if len(body) > MOST_BYTES:
        raise OidcFault(Trouble.TOO_MUCH)
    if 300 <= answer.status <= 399:
        raise OidcFault(Trouble.REDIRECTED)
    return Answered(status=answer.status, body=body)


def _connection(url: str) -> HTTPConnection:
    parts = urlsplit(url)
    assert parts.hostname is not None, "the address was looked at"
    if parts.scheme == "https":
        return HTTPSConnection(parts.hostname, parts.port, timeout=TIMEOUT_S, context=ssl.create_default_context())
    return HTTPConnection(parts.hostname, parts.port, timeout=TIMEOUT_S)


def _target(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


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


def _cut(connection: HTTPConnection, is_cut: threading.Event) -> None:
    is_cut.set()
    if connection.sock is not None:
        try:
            connection.sock.shutdown(socket.SHUT_RDWR)  # wakes whoever waits for it
        except OSError:
            return  # it has ended by itself
