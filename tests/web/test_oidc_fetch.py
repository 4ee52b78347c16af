"""A provider that is slow, endless, cut off or not who it says is left alone in time, and led nowhere else."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from ssl import SSLContext

import pytest

from tests.certificates import certificate
from tocsin.web import oidc_fetch
from tocsin.web.oidc_fault import OidcFault, Trouble
from tocsin.web.oidc_fetch import MOST_BYTES, Posted, ask

Talk = Callable[[socket.socket], None]
DEADLINE_S = 0.6


@pytest.fixture(autouse=True)
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting is tested without waiting for long."""
    monkeypatch.setattr(oidc_fetch, "DEADLINE_S", DEADLINE_S)


@contextmanager
def talking(talk: Talk, context: SSLContext | None = None) -> Iterator[str]:
    """A server that says exactly this to whoever comes."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            while True:
                caller, _ = listener.accept()
                with suppress(OSError), caller:
                    talk(context.wrap_socket(caller, server_side=True) if context else caller)

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"{'https' if context else 'http'}://localhost:{listener.getsockname()[1]}/x?y=1"
    finally:
        listener.close()


def saying(*pieces: bytes, pause_s: float = 0.0) -> Talk:
    """What is said, piece by piece, once something was asked."""

    def talk(caller: socket.socket) -> None:
        caller.recv(65_536)
        for piece in pieces:
            caller.sendall(piece)
            time.sleep(pause_s)

    return talk


def trouble(talk: Talk) -> Trouble:
    """Why nothing came of it; in time, whatever the other side does."""
    began = time.monotonic()
    with talking(talk) as url, pytest.raises(OidcFault) as caught:
        ask(url)
    assert time.monotonic() < began + DEADLINE_S + 2
    return caught.value.trouble


OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"


def test_a_whole_answer_comes_back_as_it_was() -> None:
    heard: list[bytes] = []

    def talk(caller: socket.socket) -> None:
        said = b""
        while not said.endswith((b"close\r\n\r\n", b"secret=s%26%3A")):  # a form comes in a piece of its own
            said += caller.recv(65_536)
        heard.append(said)
        caller.sendall(OK + b"{}")

    with talking(talk) as url:
        assert (ask(url).status, ask(url).body) == (200, b"{}")
        posted = Posted(fields=(("code", "a&b"),), client="c", secret="s&:", is_in_header=False)
        ask(url, posted)
    assert heard[0].startswith(b"GET /x?y=1 HTTP/1.1\r\nHost: localhost:")
    assert heard[2].startswith(b"POST /x?y=1 HTTP/1.1\r\n")
    assert heard[2].endswith(b"\r\n\r\ncode=a%26b&client_id=c&client_secret=s%26%3A")
    assert b"Authorization" not in heard[2]


DRIP = (b"x",) * 100
WRONG: dict[str, tuple[Talk, Trouble]] = {
    "nothing": (lambda caller: time.sleep(5), Trouble.TOO_SLOW),
    "a slow body": (saying(OK.replace(b": 2", b": 100"), *DRIP, pause_s=0.05), Trouble.TOO_SLOW),
    "a slow body without a length": (saying(b"HTTP/1.1 200 OK\r\n\r\n", *DRIP, pause_s=0.05), Trouble.TOO_SLOW),
    "slow headers": (saying(b"HTTP/1.1 200 OK\r\nX: ", *DRIP, pause_s=0.05), Trouble.TOO_SLOW),
    "the end at once": (lambda caller: None, Trouble.NOT_REACHABLE),
    "half of it": (saying(OK + b"{"), Trouble.NOT_REACHABLE),
    "no HTTP": (saying(b"SSH-2.0-x\r\n"), Trouble.NOT_REACHABLE),
    "too much": (saying(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * (MOST_BYTES + 1)), Trouble.TOO_MUCH),
    "too much of a length": (
        saying(b"HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n", b"x" * (MOST_BYTES + 1)),
        Trouble.TOO_MUCH,
    ),
    "a thousand headers": (saying(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1_000 + b"\r\n"), Trouble.NOT_REACHABLE),
    "an endless header": (saying(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000), Trouble.NOT_REACHABLE),
    **{
        f"a {status}": (
            saying(f"HTTP/1.1 {status} X\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n".encode()),
            Trouble.REDIRECTED,
        )
        for status in (301, 302, 303, 307, 308)
    },
}


@pytest.mark.parametrize(("talk", "wrong"), WRONG.values(), ids=WRONG)
def test_what_is_not_a_whole_answer_in_time_is_none(talk: Talk, wrong: Trouble) -> None:
    assert trouble(talk) is wrong


def test_nobody_there_is_said() -> None:
    with pytest.raises(OidcFault) as caught:
        ask("http://127.0.0.1:9/")
    assert caught.value.trouble is Trouble.NOT_REACHABLE


def test_tls_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context, authority = certificate(tmp_path)
    with talking(saying(OK + b"{}"), context) as url:
        with pytest.raises(OidcFault) as caught:
            ask(url)
        assert caught.value.trouble is Trouble.NOT_REACHABLE
        monkeypatch.setenv("SSL_CERT_FILE", str(authority))
        assert ask(url).body == b"{}"
        with pytest.raises(OidcFault):  # the right authority, and another name
            ask(url.replace("localhost", "127.0.0.1"))


def test_a_server_that_never_ends_its_greeting_is_left_alone(tmp_path: Path) -> None:
    began = time.monotonic()
    with talking(saying(*(b"\x16\x03\x03\x40\x00", *DRIP), pause_s=0.05)) as url, pytest.raises(OidcFault):
        ask(url.replace("http:", "https:"))
    assert time.monotonic() < began + DEADLINE_S + 2
