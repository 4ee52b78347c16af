"""A POST that may be repeated: done once, and answered the same each time.

Source: IETF HTTPAPI working group, "The Idempotency-Key HTTP Header Field" (Internet-Draft). What is answered the same
is asked for by the same person in the same roles: whoever may less by now is not told what they were told before.
"""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from typing import IO

import msgspec
from litestar import Response
from msgspec import Struct

from tocsin.stages.desk import Desk
from tocsin.store.replies import LEASE, Asked, Standing
from tocsin.vocab.errors import BadInput, ChannelDown
from tocsin.web.problem import KEY_IN_USE, answer_of, problem_of
from tocsin.web.refusal import Refusal, refusal
from tocsin.web.signed import Signed

HEADER = "idempotency-key"
RENEW_S = LEASE.total_seconds() / 3
WAIT_S = 2  # after so long it makes sense to ask again for what is being done
_KEY = re.compile(r'[!#-~]{1,200}|"[!#-~]{1,200}"')  # a UUID in practice; in quotes as the draft has it, or without


class Request(Struct, frozen=True, kw_only=True):
    """All that was asked, but the body."""

    operation: str
    path: dict[str, str]
    query: str
    wanted: str  # If-Match


class Reply(Struct, frozen=True, kw_only=True):
    """A whole answer, as it is kept."""

    status: int
    headers: dict[str, str]
    body: bytes

    def answer(self) -> Response[bytes]:
        """It once more."""
        return Response(self.body, status_code=self.status, headers=dict(self.headers))


def key_in(header: str) -> str:
    """The key that an Idempotency-Key names; BadInput where it is none."""
    if not _KEY.fullmatch(header.strip()):
        raise BadInput("Idempotency-Key is 1 to 200 plain signs", hint="send a new UUID with each new request")
    return header.strip().strip('"')


def asked_for(who: Signed, key: str, request: Request, body: bytes, file: IO[bytes] | None) -> Asked:
    """One request under a key; two that differ in anything are two."""
    digest = sha256(body)
    if file is not None:
        while piece := file.read(1024 * 1024):
            digest.update(piece)
        file.seek(0)
    said = (request, sorted(who.roles), digest.hexdigest())
    return Asked(person=who.person, key=key, request=msgspec.json.encode(said))


def once(desk: Desk, asked: Asked, do: Callable[[], Response[bytes]]) -> Response[bytes]:
    """Do it, unless it was done: then what it was answered with.

    A considered no is an answer too. Where the fault is ours or the world's nothing is kept, and a repeat is taken.
    """
    owner = desk.chance.random_bytes(16).hex()
    found = desk.replies.begin(asked, owner, desk.clock.now())
    match found.standing:
        case Standing.OTHERWISE:
            raise refusal(422)
        case Standing.RUNNING:
            raise Refusal(409, "This is being done", code=KEY_IN_USE, wait_s=WAIT_S)
        case Standing.ANSWERED:
            return msgspec.json.decode(found.answer, type=Reply).answer()
        case Standing.BEGUN:
            pass
    try:
        with _held(desk, asked, owner):
            answer = _answered(do)
    except BaseException:
        with suppress(ChannelDown):
            desk.replies.let_go(asked, owner)
        raise
    reply = Reply(status=answer.status_code or 200, headers=_headers(answer), body=answer.content)
    with suppress(ChannelDown):  # it was done and is answered now; it may be done once more where this is lost as well
        desk.replies.keep(asked, owner, msgspec.json.encode(reply))
    return reply.answer()


def _answered(do: Callable[[], Response[bytes]]) -> Response[bytes]:
    try:
        return do()
    except Exception as fault:
        problem, headers = problem_of(fault)
        if problem.status >= 500:
            raise
        return answer_of(problem, headers)


def _headers(answer: Response[bytes]) -> dict[str, str]:
    return {name: str(value) for name, value in answer.headers.items()}


@contextmanager
def _held(desk: Desk, asked: Asked, owner: str) -> Iterator[None]:
    """While this lasts nobody else takes it, however long it is; after a crash somebody may, a minute later."""
    done = threading.Event()

    def renew() -> None:
        while not done.wait(RENEW_S):
            with suppress(ChannelDown):
                desk.replies.renew(asked, owner, desk.clock.now())

    thread = threading.Thread(target=renew, name="replying", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
