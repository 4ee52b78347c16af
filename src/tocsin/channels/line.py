"""A line to one host over HTTP, which ends at its deadline.

One request a line; no redirect is followed. TLS is checked against the machine's trusted authorities. Whoever asks has
looked at the address before.
"""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from urllib.parse import urlsplit


@contextmanager
def talking(
    url: str, *, timeout_s: float, deadline_s: float, is_cut: threading.Event | None = None
) -> Iterator[HTTPConnection]:
    """A connection to the host of the address and no other, ended at the deadline whatever the other side does.

    `timeout_s` is for one step of it; `is_cut` is set where the deadline ended it. OSError where nobody answers.
    """
    parts = urlsplit(url)
    assert parts.hostname is not None, "the address was looked at"
    is_tls = parts.scheme == "https"
    port = parts.port or (443 if is_tls else 80)
    connection = HTTPConnection(parts.hostname, port)
    connection.default_port = 443 if is_tls else 80  # what is not said in the header Host
    # What ends it is a second handle: the first goes over to TLS, and later to whoever reads the answer.
    with socket.create_connection((parts.hostname, port), timeout=timeout_s) as plain, plain.dup() as second:
        watch = threading.Timer(deadline_s, _cut, (second, is_cut or threading.Event()))
        watch.daemon = True
        watch.start()
        try:
            connection.sock = _over_tls(plain, parts.hostname) if is_tls else plain
            yield connection
        finally:
            watch.cancel()
            connection.close()


def target(url: str) -> str:
    """What of an address is asked for: its path and its query."""
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _over_tls(plain: socket.socket, host: str) -> ssl.SSLSocket:
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    return context.wrap_socket(plain, server_hostname=host)


def _cut(second: socket.socket, is_cut: threading.Event) -> None:
    is_cut.set()
    with suppress(OSError):
        second.shutdown(socket.SHUT_RDWR)  # wakes whoever waits for it
