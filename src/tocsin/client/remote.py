"""A desk elsewhere: the operations of the table, asked over HTTP.

What is taken and given are the operations' own types, so that whoever asks does not see whether the desk is here or
there. A token is shown to the address that was named and to no other: no redirect is followed, certificates are
checked, and without TLS only this machine is asked. What broke off on the way is asked for once more, under the same
key, so that it is done once: see `do`.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import Message
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection, IncompleteRead
from itertools import islice
from typing import IO, Any, TypeVar
from urllib.parse import quote, urlencode, urlsplit
from uuid import uuid4

import msgspec
from msgspec import Struct

from tocsin.operations.operation import Content, Method, Operation
from tocsin.vocab import errors
from tocsin.vocab.errors import ActNotAllowed, BadInput, ChannelDown, TocsinError, TooMuch

TakesT = TypeVar("TakesT", bound=Struct)
GivesT = TypeVar("GivesT")

API = "/api/v1"
WAIT_S = 60.0  # for the next bytes of an answer
ANSWER_BYTES = 256 * 1024 * 1024  # of JSON; a page of a thousand items has some megabytes
PIECE_BYTES = 1024 * 1024
IN_USE = "key_in_use"  # what is said of a request that is still being done there
PAUSE_S = 2.0  # before it is asked again for what is being done
PAUSES = 30  # a minute; what takes longer is looked for later
_FAULTS = {one.code: one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, TocsinError)}


class Said(Struct, frozen=True, kw_only=True):
    """A no as it came: what of a problem (RFC 9457) is told on."""

    code: str = ""
    title: str = ""
    detail: str = ""
    hint: str = ""


class LineBroken(ChannelDown):
    """No whole answer came: whether anything was done is not known."""


class StillBeingDone(ChannelDown):
    """What is asked for under this key is being done for somebody who asked before."""


class Remote:
    """A desk at an address, for the person whose token it is. Neither `repr` nor an error shows the token.

    `trusted` are certificates (PEM) that the desk's own may be signed with, in place of those that everybody trusts.
    """

    def __init__(self, address: str, token: str, *, trusted: str = "") -> None:
        self.address = address_of(address)
        self._parts = urlsplit(self.address)
        self._token = token
        self._trusted = trusted

    def do(self, operation: Operation[TakesT, GivesT], asked: TakesT, content: IO[bytes] | None = None) -> GivesT:
        """What the operation gives; where the line breaks, asked for once more, which does nothing twice.

        What changes something goes under a key of its own. A download has none, so it is asked for once; and so is
        content that cannot be read from its start again. LineBroken where no answer came at all: what is not known then
        is said.
        """
        is_post = operation.method is Method.POST
        key = str(uuid4()) if is_post and operation.gives is not Content else ""
        try:
            return self.ask(operation, asked, content, key=key)
        except LineBroken:
            if (is_post and not key) or (content is not None and not content.seekable()):
                raise _unknown(operation) from None
        try:
            return self._again(operation, asked, content, key)
        except (LineBroken, StillBeingDone) as fault:
            raise (_unknown(operation) if is_post else fault) from None

    def _again(
        self, operation: Operation[TakesT, GivesT], asked: TakesT, content: IO[bytes] | None, key: str
    ) -> GivesT:
        for _ in range(PAUSES):
            if content is not None:
                content.seek(0)
            with suppress(StillBeingDone):
                return self.ask(operation, asked, content, key=key)
            time.sleep(PAUSE_S)
        raise StillBeingDone(f"{operation.name} is still being done there")

    def ask(
        self, operation: Operation[TakesT, GivesT], asked: TakesT, content: IO[bytes] | None = None, *, key: str = ""
    ) -> GivesT:
        """What the operation gives. The faults are those of the operation itself, with its words and its hint.

        With a `key` the same request can be asked again, and is done once. LineBroken where no answer came: then
        whether it was done is not known.
        """
        said = _plain(operation, asked)
        address = API + "/".join(_written(part, said) for part in operation.path.split("/"))
        body: bytes | IO[bytes] | None = content
        headers = {"Authorization": f"Bearer {self._token}", "Accept": "application/json, */*"}
        if operation.method is Method.POST and content is None:
            body = msgspec.json.encode(said)
            headers["Content-Type"] = "application/json"
        elif said:
            address += f"?{urlencode(said, doseq=True)}"
        if key:
            headers["Idempotency-Key"] = key
        connection = self._connection()
        with _broken(connection):
            # A desk that refuses content answers before it has all of it, and closes: what it said is read.
            with suppress(BrokenPipeError, ConnectionResetError):
                connection.request(operation.method, address, body=body, headers=headers)
            answer = connection.getresponse()
        return self._given(operation, connection, answer)

    def _given(self, operation: Operation[Any, GivesT], connection: HTTPConnection, answer: HTTPResponse) -> GivesT:
        if answer.status == 200 and operation.gives is Content:
            given: Any = Content(
                media_type=answer.headers.get_content_type(),
                file_name=_file_name(answer.headers),
                pieces=_pieces(connection, answer),
            )
            typed: GivesT = given  # `gives` says that this is what it gives
            return typed
        with _broken(connection):
            raw = b"".join(islice(_read(answer), ANSWER_BYTES // PIECE_BYTES + 1))
        connection.close()
        if len(raw) > ANSWER_BYTES:
            raise TooMuch(f"the answer has over {ANSWER_BYTES:,} bytes", hint="ask for less of it")
        if answer.status != 200:
            raise _fault(answer, raw)
        try:
            found: GivesT = msgspec.json.decode(raw, type=operation.gives)
        except msgspec.MsgspecError as fault:
            raise ChannelDown(
                f"{operation.name} was answered in another shape", hint="compare the versions of both desks"
            ) from fault
        return found

    def _connection(self) -> HTTPConnection:
        host, port = self._parts.hostname or "", self._parts.port
        if self._parts.scheme == "https":
            return HTTPSConnection(host, port, timeout=WAIT_S, context=_context(self._trusted))
        return HTTPConnection(host, port, timeout=WAIT_S)


def address_of(given: str) -> str:
    """The address of a desk in its one spelling; BadInput where it is none, or where a token would go in the open."""
    try:
        parts = urlsplit(given.strip())
        port = parts.port
    except ValueError as fault:
        raise BadInput(f"{given[:200]!r} is no address of a desk", hint="write https://desk.example") from fault
    host = parts.hostname or ""
    is_more = parts.path.strip("/") or parts.query or parts.fragment or parts.username is not None
    if parts.scheme not in {"http", "https"} or not host or is_more:
        raise BadInput(f"{_without_user(given)[:200]!r} is no address of a desk", hint="write https://desk.example")
    if parts.scheme == "http" and not _is_here(host):
        raise BadInput(f"{host} would be told the token in plain HTTP", hint="ask it over https")
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + (f":{port}" if port is not None else "")


def _without_user(given: str) -> str:
    """An address without what stands before the @: that may be a password."""
    return given.rpartition("@")[2]


def _context(trusted: str) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cadata=trusted or None)
    except ssl.SSLError as fault:
        raise BadInput("these are no certificates", hint="name a PEM file with the certificate that signed") from fault


def _unknown(operation: Operation[Any, Any]) -> LineBroken:
    return LineBroken(
        f"the line to the desk broke; whether {operation.name} was done there is not known",
        hint="look at what is there before you do it again",
    )


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _plain(operation: Operation[TakesT, GivesT], asked: TakesT) -> dict[str, object]:
    """What is asked, in plain values, without what is as it is where nothing is said."""
    said: dict[str, object] = msgspec.to_builtins(asked)
    bare = {field.name: field.default for field in msgspec.structs.fields(operation.takes)}
    kept = {name: one for name, one in said.items() if getattr(asked, name) != bare[name] and one is not None}
    return {name: str(one).lower() if _is_text(operation, one) else one for name, one in kept.items()}


def _is_text(operation: Operation[Any, Any], value: object) -> bool:
    """Whether a yes or no stands in an address, where it is a word."""
    return isinstance(value, bool) and (operation.method is Method.GET or operation.does_with is not None)


def _written(part: str, said: dict[str, object]) -> str:
    """A part of a path; a field that stands in it is not said elsewhere."""
    return quote(str(said.pop(part[1:-1], "")), safe="") if part.startswith("{") else part


def _file_name(headers: Message) -> str:
    return headers.get_filename() or "content"


def _pieces(connection: HTTPConnection, answer: HTTPResponse) -> Iterator[bytes]:
    try:
        with _broken(connection):
            yield from _read(answer)
    finally:
        connection.close()


def _read(answer: HTTPResponse) -> Iterator[bytes]:
    """An answer in pieces; IncompleteRead where it ends before its end, which the library lets pass."""
    while piece := answer.read(PIECE_BYTES):
        yield piece
    if answer.length:
        raise IncompleteRead(b"", answer.length)


def _fault(answer: HTTPResponse, raw: bytes) -> TocsinError:
    """The fault that a problem tells of; ChannelDown where it is none, for then no desk answered."""
    try:
        said = msgspec.json.decode(raw, type=Said)
    except msgspec.MsgspecError:
        said = Said()
    text = said.detail or said.title
    if answer.headers.get_content_type() != "application/problem+json" or not said.code:
        return ChannelDown(f"no desk answers there (status {answer.status})", hint="check the address")
    if said.code in _FAULTS:
        return _FAULTS[said.code](text, hint=said.hint or None)
    if said.code == IN_USE:
        return StillBeingDone(text)
    match answer.status:
        case 401:
            return ActNotAllowed(
                "the desk does not know this token: it has ended, was revoked, or is another desk's",
                hint="make a new one on the desk's page `account`, or with `tocsin user token` at its home; then "
                "`tocsin login` again",
            )
        case 403:
            return ActNotAllowed("your roles, or this token's reach, do not allow it", hint="ask who may, or an admin")
        case 429:
            return ChannelDown(text)
    return BadInput(f"{text} ({said.code})", hint="compare the versions of both desks")


@contextmanager
def _broken(connection: HTTPConnection) -> Iterator[None]:
    try:
        yield
    except ssl.SSLCertVerificationError as fault:
        connection.close()
        raise ChannelDown(
            f"the desk's certificate is not trusted: {fault.verify_message}",
            hint="where it is your own organization's, `tocsin login URL --ca FILE` trusts the one it was signed with",
        ) from fault
    except (ConnectionRefusedError, socket.gaierror) as fault:  # nothing was sent: there is nothing to be unsure of
        connection.close()
        raise ChannelDown(
            f"the desk did not answer: {fault.strerror}", hint="check the address, and whether it is being served"
        ) from fault
    except (OSError, HTTPException) as fault:
        connection.close()
        raise LineBroken(
            f"the desk did not answer: {type(fault).__name__}", hint="check the address and the line, and try again"
        ) from fault
