"""A page that comes in pieces: nothing on it moves once it is seen, wherever the line stalls."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import httpx
import pytest
from playwright.sync_api import Browser

from tests.builders import DeskOfStories, a_case
from tests.web.chromium import PHONE, WIDTH, window

# Behind these the line stalls: within the head of the page, before its content, and within that.
STALLS = (b"</nav>", b"</form>", b"</header>", b"</h1>", b"</tr>")


@contextmanager
def slow_line(base: str, path: str, after: bytes) -> Iterator[str]:
    """A server that hands on another's pages; one of them stalls for 0.3 s behind these bytes."""

    class Line(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = httpx.get(base + self.path, headers={"cookie": self.headers.get("cookie", "")})
            self.send_response(answer.status_code)
            self.send_header("content-type", answer.headers["content-type"])
            self.end_headers()
            content = answer.content
            if self.path == path:
                first, found, rest = content.partition(after)
                assert found, f"{path} has no {after!r}"
                self.wfile.write(first + found)
                self.wfile.flush()
                time.sleep(0.3)  # several times as long as a browser waits before it shows what it has
                content = rest
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    line = ThreadingHTTPServer(("127.0.0.1", 0), Line)
    thread = Thread(target=line.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{line.server_port}"
    finally:
        line.shutdown()
        line.server_close()
        thread.join()


@pytest.mark.parametrize("width", [WIDTH, PHONE])
def test_what_comes_late_pushes_nothing_aside(chromium: Browser, story: DeskOfStories, server: str, width: int) -> None:
    a_case(story.desk, name="A case that takes its time")
    for stall in STALLS:
        with slow_line(server, "/cases", stall) as line, window(chromium, line, story.desk, width=width) as seen:
            assert seen.go("/cases") == 200
            assert (stall, seen.shifts()) == (stall, [])
