"""A real `serve` over a home, asked as a browser asks that stays there."""

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Self

from tocsin.bench.start import program
from tocsin.vocab.errors import ChannelDown
from tocsin.web.gate import cookie_name
from tocsin.wiring.serving import signing_key

START_S = 60.0
ANSWER_S = 60.0
_SAID = "serving at http://"


class Browser:
    """One connection that is kept, with the cookie of a session or without."""

    def __init__(self, address: str, cookie: str = "") -> None:
        self._connection = HTTPConnection(address, timeout=ANSWER_S)
        self._headers = {"Accept-Encoding": "gzip"} | ({"Cookie": cookie} if cookie else {})

    def get(self, path: str) -> bytes:
        """What is answered, to its last byte, as it came over the line; ChannelDown where it is no page."""
        self._connection.request("GET", path, headers=self._headers)
        answer = self._connection.getresponse()
        said = answer.read()
        if answer.status != 200:
            raise ChannelDown(f"{path.partition('?')[0]} was answered with {answer.status}")
        return said

    def look(self, path: str) -> Callable[[], bytes]:
        """`get` of one path, for later."""
        return lambda: self.get(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """`tocsin serve` over a home in a process of its own: its host and port, while this lasts."""
    log = home.parent / "serve.log"
    command = [*program(), "serve", "--port", "0", "--home", str(home)]
    with log.open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)  # noqa: S603 - our own command
    try:
        yield _address(process, log)
    finally:
        process.terminate()
        process.wait()


def signed_in(home: Path, session: str) -> str:
    """The cookie header of a session."""
    return f"{cookie_name(signing_key(home), 'session', is_secure=False)}={session}"


def _address(process: "subprocess.Popen[bytes]", log: Path) -> str:
    until = time.monotonic() + START_S
    while time.monotonic() < until and process.poll() is None:
        for line in log.read_text("utf-8").splitlines():
            if _SAID in line:
                return line.partition(_SAID)[2].partition(";")[0]
        time.sleep(0.05)
    raise ChannelDown(f"the server did not start: {log.read_text('utf-8')[-300:]}")
