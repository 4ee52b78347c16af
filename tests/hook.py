"""A real HTTP server on loopback that takes notices, and lies where it is told to."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext

from msgspec import Struct


class Temper(StrEnum):
    """How the server answers the next request."""

    HONEST = "honest"
    BUSY = "busy"  # 503
    TOO_MANY = "too_many"  # 429
    BROKEN = "broken"  # 500
    FORBIDDEN = "forbidden"  # 403
    ELSEWHERE = "elsewhere"  # 307 to another path of the same server
    HANGS_UP = "hangs_up"  # before it answers
    DRIPS = "drips"  # one sign of the answer a while, for ever
    LINGERS = "lingers"  # the same once the status was said
    BABBLES = "babbles"  # 200, a text that steers a terminal, and no end
    GIBBERISH = "gibberish"  # no HTTP at all
    CUT_OFF = "cut_off"  # 200, and a body that is shorter than it says


class Got(Struct, frozen=True, kw_only=True):
    """One request."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


STATUS = {Temper.BUSY: 503, Temper.TOO_MANY: 429, Temper.BROKEN: 500, Temper.FORBIDDEN: 403}


class Hook:
    """What came, and the temper for each request to come; honest when none is left."""

    def __init__(self) -> None:
        self.got: list[Got] = []
        self.tempers: list[Temper] = []
        self.slow_s = 0.0  # before each answer
        self.closing = threading.Event()


@contextmanager
def listening(hook: Hook, *, tls: SSLContext | None = None) -> Iterator[str]:
    """Run it on a free port; the URL of its one path."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(hook))
    server.daemon_threads = True
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    runs = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    runs.start()
    scheme, host = ("https", "localhost") if tls else ("http", "127.0.0.1")
    try:
        yield f"{scheme}://{host}:{server.server_address[1]}/hook?team=blue"
    finally:
        hook.closing.set()
        server.shutdown()
        server.server_close()
        runs.join()


def _handler(hook: Hook) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            hook.got.append(Got(method="POST", path=self.path, headers=headers, body=body))
            temper = hook.tempers.pop(0) if hook.tempers else Temper.HONEST
            hook.closing.wait(hook.slow_s)
            self.close_connection = True
            with suppress(OSError):
                self._answer(temper)

        def do_GET(self) -> None:
            hook.got.append(Got(method="GET", path=self.path, headers={}, body=b""))
            self._say(200, b"")

        def _answer(self, temper: Temper) -> None:
            if temper is Temper.HANGS_UP:
                self.connection.shutdown(socket.SHUT_RDWR)
            elif temper is Temper.GIBBERISH:
                self.wfile.write(b"\x00\x01 what?\r\n\r\n")
            elif temper is Temper.DRIPS:
                while not hook.closing.wait(0.05):
                    self.wfile.write(b"H")
            elif temper is Temper.LINGERS:
                self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
                while not hook.closing.wait(0.05):
                    self.wfile.write(b"o")
            elif temper is Temper.ELSEWHERE:
                self._say(307, b"", location="/elsewhere")
            elif temper is Temper.BABBLES:
                self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
                for _ in range(2000):
                    self.wfile.write(b"\x1b[31mno" * 100)
            elif temper is Temper.CUT_OFF:
                self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nok")
            else:
                self._say(STATUS.get(temper, 204), b"" if temper is Temper.HONEST else temper.encode())

        def _say(self, status: int, body: bytes, *, location: str = "") -> None:
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            if status != 204:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            time.sleep(0)  # nothing is printed

    return Handler
