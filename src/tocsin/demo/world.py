"""The recipients of the story: a mail server, and people with clients."""

import json
import re
import socket
import threading
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from email.policy import SMTP
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import uvicorn
from aiosmtpd import smtp
from aiosmtpd.controller import Controller
from litestar.types import ASGIApp
from msgspec import Struct
from msgspec.structs import replace

from tocsin.settings import FILE, load, written
from tocsin.vocab import road

HOST = "127.0.0.1"
INBOX = "mailbox"  # a folder beside the home of the story
SENDER = "desk@harbourlight.example"
_NO_NAME = re.compile(r"[^A-Za-z0-9@._+-]")  # of a file
TAXII = "application/taxii+json;version=2.1"
_STARTS_WITHIN_S = 20


class Letter(Struct, frozen=True, kw_only=True):
    """One message as the agency's mail server took it over."""

    recipient: str
    subject: str
    text: str
    attached: tuple[Path, ...]  # as the agency's mail program saved them
    wire: bytes


class MailServer:
    """The mail server of everybody in the story: it saves what it takes over, whole and what is attached, in a folder.

    It passes nothing on: no mail of a demonstration leaves this machine. `heard` gets the file of each.
    """

    def __init__(self, inbox: Path, heard: Callable[[Path], None] = lambda _: None) -> None:
        self.letters: list[Letter] = []
        self._inbox, self._heard = inbox, heard

    async def handle_DATA(self, server: smtp.SMTP, session: smtp.Session, envelope: smtp.Envelope) -> str:  # noqa: N802 - the library's name
        """Take a message over."""
        wire = envelope.original_content or b""
        message = message_from_bytes(wire, policy=SMTP)
        body = message.get_body(("plain",))
        self.letters.append(
            Letter(
                recipient=envelope.rcpt_tos[0],
                subject=str(message["Subject"]),
                text=str(body.get_content()) if body else "",
                attached=tuple(self._saved(part) for part in message.iter_attachments()),
                wire=wire,
            )
        )
        number = 1 + sum(1 for _ in self._inbox.glob("*.eml"))
        place = self._inbox / f"{number:03}-{_NO_NAME.sub('_', envelope.rcpt_tos[0])[:80]}.eml"
        place.write_bytes(wire)
        self._heard(place)
        return f"250 taken over: {place.name}"

    def _saved(self, part: Message) -> Path:
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes), "a part that holds no others"
        path = self._inbox / Path(part.get_filename() or "unnamed").name
        path.write_bytes(content)
        return path


@contextmanager
def mail_server(inbox: Path, heard: Callable[[Path], None] = lambda _: None) -> Iterator[tuple[MailServer, int]]:
    """A mail server on this machine with a folder for what it takes over, and its port."""
    inbox.mkdir(parents=True, exist_ok=True)
    handler, port = MailServer(inbox, heard), free_port()
    controller = Controller(handler, hostname=HOST, port=port)
    controller.start()
    try:
        yield handler, port
    finally:
        controller.stop()


@contextmanager
def post_office(home: Path, inbox: Path, heard: Callable[[Path], None]) -> Iterator[None]:
    """A mail server for a home of the story, which stands in its settings for as long as it runs."""
    with mail_server(inbox, heard) as (_, port):
        server = road.MailServer(host=HOST, port=port, security=road.Security.NONE, sender=SENDER)
        (home / FILE).write_text(written(replace(load(home), mail=server)), encoding="utf-8")
        try:
            yield
        finally:
            (home / FILE).write_text(written(replace(load(home), mail=None)), encoding="utf-8")


@contextmanager
def web_server(app: ASGIApp) -> Iterator[int]:
    """The desk's own server on this machine, and its port; the same application that `tocsin serve` runs."""
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, host=HOST, port=port, log_level="critical", lifespan="on"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    ends = time.monotonic() + _STARTS_WITHIN_S
    while not server.started and time.monotonic() < ends and thread.is_alive():
        time.sleep(0.02)
    assert server.started, "the server did not start"
    try:
        yield port
    finally:
        server.should_exit = True
        thread.join()


def poll(port: int, token: str, secret: str) -> list[dict[str, object]]:
    """What a partner's TAXII client finds: discovery, the one root, its collections, every object of each."""
    account = b64encode(f"{token}:{secret}".encode()).decode()

    def get(path: str) -> dict[str, object]:
        connection = HTTPConnection(HOST, port, timeout=10)
        connection.request("GET", path, headers={"Accept": TAXII, "Authorization": f"Basic {account}"})
        answer = connection.getresponse()
        body = answer.read()
        assert answer.status == 200, (answer.status, body)
        found = json.loads(body)
        assert isinstance(found, dict)
        return found

    root = str(get("/taxii2/")["default"])
    root = root[root.index("/taxii2/") :]
    objects: list[dict[str, object]] = []
    collections = get(f"{root}collections/").get("collections", [])
    assert isinstance(collections, list)
    for collection in collections:
        found = get(f"{root}collections/{collection['id']}/objects/").get("objects", [])
        assert isinstance(found, list)
        objects += found
    return objects


def visit(port: int, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
    """One page as a person's browser would fetch it, or one form that they send: status and text."""
    connection = HTTPConnection(HOST, port, timeout=10)
    headers = {"Accept": "text/html"}
    if form is None:
        connection.request("GET", path, headers=headers)
    else:
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://{HOST}:{port}"}
        connection.request("POST", path, body=urlencode(form), headers=headers)
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def answer(port: int, path: str, **said: str) -> str:
    """What a person does on their page: choose an answer, look at it once more, confirm it; the page they see then."""
    _, shown = visit(port, path, {"step": "choose", "seen": "", **said})
    ticket = re.search(r'name="ticket" value="([^"]+)"', shown)
    assert ticket is not None, "the page did not show the answer once more"
    status, thanks = visit(port, path, {"step": "confirm", "ticket": ticket[1]})
    assert status == 200, status
    return thanks


def free_port() -> int:
    """A port of this machine that nobody uses."""
    with socket.socket() as found:
        found.bind((HOST, 0))
        port = found.getsockname()[1]
        assert isinstance(port, int)
        return port
