"""A desk elsewhere: the operations of the table, asked over HTTP.

What is taken and given are the operations' own types, so that whoever asks does not see whether the desk is here or
there. A token is shown to the address that was named and to no other: no redirect is followed, certificates are
checked, and without TLS only this machine is asked. Nothing is repeated by itself: see `key`.
"""

import ipaddress
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection, IncompleteRead
from itertools import islice
from typing import IO, Any, TypeVar
from urllib.parse import quote, urlencode, urlsplit

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
_FAULTS = {one.code: one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, TocsinError)}


class Said(Struct, frozen=True, kw_only=True):
    """A no as it came: what of a problem (RFC 9457) is told on."""

    code: str = ""
    title: str = ""
    detail: str = ""
    hint: str = ""


class Remote:
    """A desk at an address, for the person whose token it is. Neither `repr` nor an error shows the token."""

    def __init__(self, address: str, token: str) -> None:
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
            raise BadInput(f"{address[:200]!r} is no address of a desk", hint="write https://desk.example")
        if parts.scheme == "http" and not _is_here(parts.hostname):
            raise BadInput(f"{parts.hostname} would be told the token in plain HTTP", hint="ask it over https")
        self._address = parts
        self._token = token

    def ask(
        self, operation: Operation[TakesT, GivesT], asked: TakesT, content: IO[bytes] | None = None, *, key: str = ""
    ) -> GivesT:
        """What the operation gives. The faults are those of the operation itself, with its words and its hint.

        With a `key` the same request can be asked again, and is done once. ChannelDown where no answer came: then
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
        host, port = self._address.hostname or "", self._address.port
        if self._address.scheme == "https":
            return HTTPSConnection(host, port, timeout=WAIT_S, context=ssl.create_default_context())
        return HTTPConnection(host, port, timeout=WAIT_S)


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
    match answer.status:
        case 401:
            return ActNotAllowed("the desk does not know this token", hint="make a new one: `tocsin user token`")
        case 403:
            return ActNotAllowed("your roles, or this token's reach, do not allow it", hint="ask who may, or an admin")
        case 429:
            return ChannelDown(text)
    return BadInput(f"{text} ({said.code})", hint="compare the versions of both desks")


@contextmanager
def _broken(connection: HTTPConnection) -> Iterator[None]:
    try:
        yield
    except (OSError, HTTPException) as fault:
        connection.close()
        raise ChannelDown(
            f"the desk did not answer: {type(fault).__name__}", hint="check the address and the line, and try again"
        ) from fault
