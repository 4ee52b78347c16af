"""The API: every operation at its place under /api/v1, as JSON.

Who asks is looked at first, what they may next, what they ask for last. A GET changes nothing. Whoever names the state
they saw (If-Match) is told where it changed meanwhile (412), and nothing was recorded then. What is asked for under an
Idempotency-Key is done once.
"""

import hmac
import tempfile
from functools import partial
from typing import IO

import anyio
import anyio.to_thread
import msgspec
from litestar import Response, Router, get
from litestar.handlers import HTTPRouteHandler
from litestar.response import Stream
from litestar.types import ASGIApp
from msgspec.structs import replace

from tocsin.operations.operation import Content, Method
from tocsin.operations.table import AnyOperation, operations
from tocsin.stages.desk import Desk, Seen
from tocsin.vocab.errors import BadInput, ChangedMeanwhile, TooMuch
from tocsin.vocab.limits import LIMITS
from tocsin.web.asked import JSON, asked_of, etag_of, seen_in, state_of
from tocsin.web.download import download_of
from tocsin.web.events import Asked, begin_after, may_listen, telling
from tocsin.web.form import is_same_origin
from tocsin.web.office import Asking, Office
from tocsin.web.openapi import document
from tocsin.web.problem import answer_of, problem_of
from tocsin.web.refusal import refusal
from tocsin.web.replying import HEADER, Request, asked_for, key_in, once
from tocsin.web.signed import Signed

PREFIX = "/api"
VERSION = "/v1"
CSRF = "x-csrf-token"  # the header in which a script of a page shows the token of its session
BODY_BYTES = 8 * 1024 * 1024  # a text of LIMITS.text_chars, every sign an escape, and room beside it
BODY_S = 60  # for such a body, over a slow line
IN_MEMORY_BYTES = 1024 * 1024  # of a file that is handed in; the rest waits on the disk of the home, without a name

Answer = Response[bytes] | Stream


class _Sent(msgspec.Struct, frozen=True, kw_only=True):
    """What came with a request, and from whom."""

    who: Signed
    body: bytes = b""
    file: IO[bytes] | None = None


@get("/openapi.json", sync_to_thread=False)
def described(request: Asking) -> Response[bytes]:
    """What can be asked for, to everybody: it holds nobody's data."""
    office: Office = request.app.state.office
    return Response(document(office.gate.cookie), headers={"Cache-Control": "no-cache", "Content-Type": JSON})


@get("/events")
async def events(request: Asking) -> ASGIApp:
    """What is recorded from now on, or since an entry of the log."""
    office: Office = request.app.state.office
    try:
        who = await anyio.to_thread.run_sync(partial(office.gate.who, request, is_use=False))
        if who is None or not may_listen(who):
            raise refusal(401 if who is None else 403)
        desk = office.desk_of(who.org)
        size = await anyio.to_thread.run_sync(desk.log.size)
        after = begin_after(request.headers.get("last-event-id"), request.query_params.get("after"), size)
        still = partial(office.gate.who, request, is_use=False)
        return telling(office.news, who, Asked(desk=desk, after=after, still=still))
    except Exception as fault:
        return _no(request, fault).to_asgi_response(app=None, request=request)


def router() -> Router:
    """Everything under /api."""
    methods: dict[str, list[str]] = {}
    for one in operations():
        methods.setdefault(mounted_at(one.path), []).append(one.method)
    said = [_options(path, served) for path, served in methods.items()]
    versioned = Router(VERSION, route_handlers=[events, *said, *(_handler(one) for one in operations())])
    return Router(PREFIX, route_handlers=[described, versioned], include_in_schema=False)


def _handler(operation: AnyOperation) -> HTTPRouteHandler:
    async def answer(request: Asking) -> Answer:
        return await _answered(request, operation)

    handler = HTTPRouteHandler(
        mounted_at(operation.path),
        http_method=operation.method.value,
        name=operation.name,
        status_code=200,
        request_max_body_size=None,
    )
    return handler(answer)


def _options(path: str, served: list[str]) -> HTTPRouteHandler:
    """Which methods a path serves; the framework's own answer knows only the first of them."""
    allow = ", ".join(sorted([*served, "OPTIONS"]))

    def options() -> Response[None]:
        return Response(None, status_code=204, headers={"Allow": allow})

    return HTTPRouteHandler(path, http_method="OPTIONS", status_code=204, sync_to_thread=False)(options)


def mounted_at(path: str) -> str:
    """A path as the framework writes it."""
    return "/".join(f"{{{part[1:-1]}:str}}" if part.startswith("{") else part for part in path.split("/"))


async def _answered(request: Asking, operation: AnyOperation) -> Answer:
    try:
        office: Office = request.app.state.office
        who = await anyio.to_thread.run_sync(_let_in, request, office, operation)
        desk = replace(office.desk_of(who.org), person=who.person, token=who.token)
        if operation.does_with is not None:
            with tempfile.SpooledTemporaryFile(IN_MEMORY_BYTES, dir=str(desk.home / "tmp")) as file:
                await _receive(request, file, LIMITS.file_bytes)
                file.seek(0)
                return await anyio.to_thread.run_sync(_done, request, operation, desk, _Sent(who=who, file=file))
        body = b""
        if operation.method is Method.POST:
            body = await _body_of(request)
        return await anyio.to_thread.run_sync(_done, request, operation, desk, _Sent(who=who, body=body))
    except Exception as fault:
        return _no(request, fault)


def _no(request: Asking, fault: Exception) -> Response[bytes]:
    problem, headers = problem_of(fault)
    if problem.status >= 500:
        request.app.state.office.log_fault(fault)
    return answer_of(problem, headers)


def _let_in(request: Asking, office: Office, operation: AnyOperation) -> Signed:
    """1. Somebody is signed in; 2. what changes something comes from a page of this session; 3. they may do this.

    A browser sends its cookie by itself, so a session alone says nothing of who sent a POST; a token does.
    """
    who = office.gate.who(request)
    if who is None:  # 1
        raise refusal(401)
    if who.session and operation.method is Method.POST:  # 2
        shown = request.headers.get(CSRF, "").encode()
        if not is_same_origin(request.headers) or not hmac.compare_digest(who.csrf.encode(), shown):
            raise refusal(403)
    if not who.may(operation.may) or (operation.in_session and not who.session):  # 3
        raise refusal(403)
    return who


def _done(request: Asking, operation: AnyOperation, desk: Desk, sent: _Sent) -> Answer:
    asked = asked_of(operation, request.path_params, request.query_params, sent.body)
    wanted = request.headers.get("if-match")
    seen = None if wanted is None else seen_in(wanted)  # an empty one is no tag: whoever sends it meant to send one
    header = request.headers.get(HEADER)
    if header is None or operation.method is Method.GET:
        return _given(operation, desk, asked, seen, sent.file)
    if operation.gives is Content:
        raise BadInput("a download is not kept for a repeat", hint="leave out Idempotency-Key")
    said = Request(
        operation=operation.name, path=dict(request.path_params), query=str(request.url.query), wanted=wanted or ""
    )

    def do() -> Response[bytes]:
        given = _given(operation, desk, asked, seen, sent.file)
        assert not isinstance(given, Stream), "what is no download is given whole"
        return given

    return once(desk, asked_for(sent.who, key_in(header), said, sent.body, sent.file), do)


def _given(
    operation: AnyOperation, desk: Desk, asked: msgspec.Struct, seen: Seen | None, file: IO[bytes] | None
) -> Answer:
    if seen is not None:
        _check_seen(desk, asked, seen)
    given = operation.ask(replace(desk, seen=seen), asked, file)
    headers = {"Cache-Control": "no-store", "ETag": etag_of(state_of(desk, asked))}
    if isinstance(given, Content):
        return download_of(given, headers)
    return Response(msgspec.json.encode(given), headers=headers | {"Content-Type": JSON})


def _check_seen(desk: Desk, asked: msgspec.Struct, seen: Seen) -> None:
    """The same check as that of the first draft, for what drafts nothing; the draft's own still decides the race."""
    stands = state_of(desk, asked)
    if (stands.stream, stands.size) != (seen.stream, seen.size):
        raise ChangedMeanwhile(f"{stands.stream} has changed since you saw it; nothing was recorded")


async def _body_of(request: Asking) -> bytes:
    """The body of a request for JSON, within its bounds."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    with tempfile.SpooledTemporaryFile(BODY_BYTES + 1) as held:
        with anyio.move_on_after(BODY_S) as waiting:
            await _receive(request, held, BODY_BYTES)
        if waiting.cancelled_caught:
            raise BadInput(f"the body did not come within {BODY_S} seconds")
        held.seek(0)
        body = held.read()
    if body and kind != JSON:
        raise refusal(415)
    return body


async def _receive(request: Asking, into: IO[bytes], most: int) -> None:
    count = 0
    async for piece in request.stream():
        count += len(piece)
        if count > most:
            raise TooMuch(f"the body has over {most:,} bytes")
        await anyio.to_thread.run_sync(into.write, piece)
