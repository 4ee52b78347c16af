"""A desk elsewhere answers as one here does: the same values, the same faults, the same bytes."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from typing import Any

import pytest

from tests.builders import DeskOfStories, a_case, an_item, story, template_home
from tests.web.people import in_name_of, somebody
from tests.web.scene import KEY, running
from tocsin.client import remote
from tocsin.client.remote import LineBroken, Remote, StillBeingDone
from tocsin.operations.case import Named, Opened
from tocsin.operations.case_list import Listing
from tocsin.operations.evidence import ItemHandedIn, Looked
from tocsin.operations.operation import Content, Nothing
from tocsin.operations.road import WhereAsked
from tocsin.operations.status import StatusAsked
from tocsin.operations.table import by_name
from tocsin.stages.desk import Desk
from tocsin.vocab.credential import TokenReach
from tocsin.vocab.desk_role import DeskRole
from tocsin.vocab.errors import ActNotAllowed, BadInput, ChannelDown, NotHere
from tocsin.vocab.triage import EventClass

__all__ = ["story", "template_home"]


class Place:
    """A desk here, and the same desk as somebody elsewhere asks it."""

    def __init__(self, story: DeskOfStories, base: str) -> None:
        one = somebody(story.desk, *DeskRole)
        self.desk: Desk = in_name_of(one)
        self.base = base
        self.remote = Remote(base, one.token()["Authorization"].removeprefix("Bearer "))
        self.reader = Remote(base, one.token(TokenReach.READ)["Authorization"].removeprefix("Bearer "))


@pytest.fixture
def place(story: DeskOfStories) -> Iterator[Place]:
    """A desk with a server."""
    with running(story.desk, KEY) as base:
        yield Place(story, base)


def test_what_is_given_is_what_a_desk_here_gives(place: Place) -> None:
    first, second = a_case(place.desk, name="The blue heron"), a_case(place.desk, name="The red kite")
    item = an_item(place.desk, first)
    asked: list[tuple[str, Any]] = [
        ("case.show", Named(case=first.id)),
        ("case.list", Listing()),
        ("case.list", Listing(limit=1)),
        ("case.list", Listing(event_class=EventClass.INCIDENT)),
        ("case.templates", Nothing()),
        ("case.log", Named(case=first.id)),
        ("status.show", StatusAsked()),
        ("user.list", Nothing()),
        ("evidence.look", Looked(item=item.id)),
    ]
    for name, takes in asked:
        operation = by_name()[name]
        takes = operation.takes(case=takes.case) if name == "case.log" else takes  # noqa: PLW2901  # it takes more
        assert place.remote.ask(operation, takes) == operation.ask(place.desk, takes), name
    assert {one.name for one in place.remote.ask(by_name()["case.list"], Listing()).items} == {
        "The blue heron",
        "The red kite",
    }
    assert second.id in str(place.remote.ask(by_name()["case.list"], Listing()))


def test_what_is_asked_is_recorded_there_in_the_name_of_who_asks(place: Place) -> None:
    made = place.remote.ask(by_name()["case.new"], Opened(name="Über: a/b?c&d", exercise=True))
    assert place.desk.case(made.case.id).exercise
    assert made.name.endswith("Über: a/b?c&d")
    acts = place.remote.ask(by_name()["case.log"], by_name()["case.log"].takes(case=made.case.id))
    assert {one.leaf.by for one in acts} == {place.desk.person}


def test_files_go_there_and_come_back_as_they_are(place: Place) -> None:
    case, content = a_case(place.desk), bytes(range(256)) * 20_000
    handed = ItemHandedIn(case=case.id, file_name="ünd so.bin", note="a note", source="gateway")
    item = place.remote.ask(by_name()["evidence.add"], handed, BytesIO(content))
    given = place.remote.ask(by_name()["evidence.content"], Looked(item=item.id))
    assert isinstance(given, Content)
    assert b"".join(given.pieces) == content
    assert given.media_type == "application/octet-stream"
    assert given.file_name.endswith("nd_so.bin")


def test_yes_and_no_and_lists_are_said_in_an_address(place: Place) -> None:
    case = a_case(place.desk)
    checklist, where = by_name()["case.checklist"], by_name()["ready.show"]
    for missing in (True, False):
        takes = checklist.takes(case=case.id, missing=missing, core=True)
        assert place.remote.ask(checklist, takes) == checklist.ask(place.desk, takes)
    takes = where.takes(group=("isac", "vendor"))
    assert place.remote.ask(where, takes) == where.ask(place.desk, takes)
    assert WhereAsked is by_name()["route.where"].takes


def test_the_faults_are_those_of_the_operation(place: Place) -> None:
    show = by_name()["case.show"]
    with pytest.raises(NotHere) as there:
        place.remote.ask(show, Named(case="none"))
    with pytest.raises(NotHere) as here:
        show.ask(place.desk, Named(case="none"))
    assert (str(there.value), there.value.hint) == (str(here.value), here.value.hint)
    with pytest.raises(NotHere):
        place.remote.ask(show, Named(case="../cases"))
    with pytest.raises(BadInput):
        place.remote.ask(by_name()["case.list"], Listing(limit=-1))


def test_a_token_that_does_not_reach_or_is_none_is_said(place: Place) -> None:
    with pytest.raises(ActNotAllowed, match="reach"):
        place.reader.ask(by_name()["case.new"], Opened(name="x"))
    with pytest.raises(ActNotAllowed, match="token") as refused:
        Remote(place.base, "tocsin-user_nobody").ask(by_name()["case.list"], Listing())
    assert "tocsin-user_nobody" not in f"{refused.value} {refused.value.hint} {Remote(place.base, 'secret')!r}"


def test_a_repeat_under_a_key_is_done_once(place: Place) -> None:
    new = by_name()["case.new"]
    first = place.remote.ask(new, Opened(name="x"), key="k")
    assert place.remote.ask(new, Opened(name="x"), key="k") == first
    with pytest.raises(BadInput, match="key_used_otherwise"):
        place.remote.ask(new, Opened(name="y"), key="k")
    assert len(list(place.desk.index.all("case"))) == 1


@contextmanager
def a_liar(status: int, headers: dict[str, str], body: bytes) -> Iterator[tuple[str, list[str]]]:
    """A server that is no desk, and the paths that it was asked for."""
    asked: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_who_asks_is_told_with_the_token_that_they_showed(place: Place) -> None:
    whoami = by_name()["account.whoami"]
    found = place.reader.ask(whoami, Nothing())
    assert (found.person, found.token.reach) == (place.desk.person, TokenReach.READ)
    assert whoami.ask(place.desk, Nothing()).token is None


class Flaky:
    """A line to a desk that breaks after the request has arrived, as often as it is told to."""

    def __init__(self, base: str, breaks: int) -> None:
        self.keys: list[str] = []
        self.bodies: list[bytes] = []
        flaky, host = self, base.removeprefix("http://")

        class Pass(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self._body()
                flaky.keys.append(self.headers["Idempotency-Key"] or "")
                flaky.bodies.append(body)
                onward = HTTPConnection(host)
                given = {name: self.headers[name] for name in SENT if self.headers[name]}
                onward.request("POST", self.path, body=body, headers=given)
                answer = onward.getresponse()
                said = answer.read()
                onward.close()
                if len(flaky.keys) <= breaks:
                    self.close_connection = True
                    return
                self.send_response(answer.status)
                self.send_header("Content-Type", answer.headers["Content-Type"])
                self.end_headers()
                self.wfile.write(said)

            def do_GET(self) -> None:
                self.do_POST()

            def _body(self) -> bytes:
                if "chunked" not in (self.headers["Transfer-Encoding"] or ""):
                    return self.rfile.read(int(self.headers["Content-Length"] or 0))
                found = b""
                while size := int(self.rfile.readline(), 16):
                    found += self.rfile.read(size)
                    self.rfile.readline()
                self.rfile.readline()
                return found

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Pass)
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    def remote(self, of: Remote) -> Remote:
        """The same desk, asked over this line."""
        made = Remote(f"http://127.0.0.1:{self.server.server_port}", "")
        made._token = of._token
        return made

    def end(self) -> None:
        """Let go of the port."""
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


SENT = ("Authorization", "Content-Type", "Idempotency-Key", "Accept")


@contextmanager
def flaky(base: str, breaks: int) -> Iterator[Flaky]:
    """A line that breaks."""
    line = Flaky(base, breaks)
    try:
        yield line
    finally:
        line.end()


def test_where_the_line_breaks_it_is_asked_for_once_more_and_done_once(place: Place) -> None:
    with flaky(place.base, 1) as line:
        made = line.remote(place.remote).do(by_name()["case.new"], Opened(name="x"))
        assert made.name == "x"
        first, second = line.keys
        assert first == second != ""
        case, content = made.case.id, bytes(range(256)) * 5_000
    with flaky(place.base, 1) as line:
        handed = ItemHandedIn(case=case, file_name="a.bin")
        line.remote(place.remote).do(by_name()["evidence.add"], handed, BytesIO(content))
        assert line.bodies == [content, content]
    with flaky(place.base, 0) as line:
        line.remote(place.remote).do(by_name()["case.new"], Opened(name="x"))
        assert line.keys[0] not in ("", first), "each request has a key of its own"
    assert len(list(place.desk.index.all("case"))) == 2
    assert len(list(place.desk.index.all("item"))) == 1


def test_where_it_breaks_again_what_is_not_known_is_said(place: Place) -> None:
    with flaky(place.base, 2) as line:
        with pytest.raises(LineBroken, match=r"whether case\.new was done there is not known"):
            line.remote(place.remote).do(by_name()["case.new"], Opened(name="x"))
        assert len(line.keys) == 2
    item = an_item(place.desk, a_case(place.desk))
    with flaky(place.base, 1) as line:
        with pytest.raises(LineBroken, match="not known"):  # a look is recorded, and no key goes with a download
            line.remote(place.remote).do(by_name()["evidence.content"], Looked(item=item.id))
        assert line.keys == [""]


def test_what_is_still_being_done_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "PAUSE_S", 0.0)
    said = b'{"title": "This is being done", "code": "key_in_use", "status": 409}'
    with a_liar(409, {"Content-Type": "application/problem+json"}, said) as (base, asked):
        with pytest.raises(StillBeingDone):
            Remote(base, "t")._again(by_name()["case.list"], Listing(), None, "k")
        assert len(asked) == remote.PAUSES


def test_a_download_that_was_cut_short_is_found() -> None:
    table = by_name()["user.review_table"]
    with a_liar(200, {"Content-Length": "1000"}, b"cut short") as (base, _):
        given = Remote(base, "t").ask(table, Nothing())
        with pytest.raises(ChannelDown, match="IncompleteRead"):
            b"".join(given.pieces)


@pytest.mark.parametrize(
    ("status", "headers", "body", "said"),
    [
        (200, {}, b"<html>", "another shape"),
        (200, {}, b'{"items": 3}', "another shape"),
        (404, {"Content-Type": "text/html"}, b"<html>", "no desk"),
        (500, {"Content-Type": "application/problem+json"}, b"not json", "no desk"),
        (200, {"Content-Length": "1000"}, b"cut short", "did not answer"),
    ],
)
def test_what_is_no_desk_is_said(status: int, headers: dict[str, str], body: bytes, said: str) -> None:
    with a_liar(status, headers, body) as (base, _), pytest.raises(ChannelDown, match=said):
        Remote(base, "t").ask(by_name()["case.list"], Listing())


def test_no_redirect_is_followed() -> None:
    with a_liar(200, {}, b"{}") as (elsewhere, asked):
        with a_liar(307, {"Location": f"{elsewhere}/"}, b"") as (base, _), pytest.raises(ChannelDown):
            Remote(base, "t").ask(by_name()["case.list"], Listing())
        assert asked == []


def test_where_nobody_listens_the_world_is_at_fault() -> None:
    with a_liar(200, {}, b"") as (base, _):
        pass
    with pytest.raises(ChannelDown, match="did not answer"):
        Remote(base, "t").ask(by_name()["case.list"], Listing())


@pytest.mark.parametrize(
    "address",
    [
        *(
            "http://desk.example",
            "http://10.0.0.1:8480",
            "ftp://localhost",
            "localhost:8480",
            "https://",
            "https://a/b",
        ),
        *("https://ada:secret@desk.example", "https://desk.example:port", "https://a?b", "https://a#b", ""),
    ],
)
def test_a_token_is_not_sent_in_the_open_nor_to_what_is_no_address(address: str) -> None:
    with pytest.raises(BadInput) as refused:
        Remote(address, "t")
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("address", ["https://desk.example", "http://localhost:8480/", "http://[::1]:8480"])
def test_an_address_is_taken(address: str) -> None:
    Remote(address, "t")
