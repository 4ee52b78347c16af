"""What is being recorded, told to whoever listens: /api/v1/events.

Source: WHATWG, "HTML Living Standard", section "Server-sent events". One thread looks how long the logs are, for all
listeners; each reads on from where it was, in a thread of the pool. What a listener is told is part of what `case.log`
tells whoever may ask for it, and who listens is looked at before each telling.
"""

import asyncio
import re
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager

import anyio
import anyio.to_thread
import msgspec
from litestar.types import ASGIApp, HTTPResponseStartEvent, Receive, Scope, Send
from msgspec import Struct

from tocsin.operations.table import by_name
from tocsin.stages.desk import Desk
from tocsin.stages.following import Followed, recorded_since
from tocsin.vocab.errors import BadInput, TocsinError
from tocsin.web.refusal import Refusal, refusal
from tocsin.web.signed import Signed

PATH = "/api/v1/events"
MOST_EACH = 8  # listeners of one person: some windows and a program
MOST = 400  # of everybody: each costs a connection and a look into the log now and then
LOOK_S = 0.5  # so long until somebody is told, at most
HEARTBEAT_S = 15.0  # within it whoever is in between keeps the line open, and who listens is looked at again
AGAIN_MS = 3_000  # after so long a browser comes back that lost the line
_START: HTTPResponseStartEvent = {
    "type": "http.response.start",
    "status": 200,
    "headers": [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-store")],
}
_INDEX = re.compile(r"-1|[0-9]{1,15}")


class Listener:
    """Somebody who listens."""

    def __init__(self, who: Signed) -> None:
        self.who = who
        self.is_over = False
        self._loop = asyncio.get_running_loop()
        self._told = asyncio.Event()

    def tell(self) -> None:
        """There is something new; from any thread."""
        self._loop.call_soon_threadsafe(self._told.set)

    async def wait(self, seconds: float) -> None:
        """Until there is something new, and no longer than some seconds."""
        with anyio.move_on_after(seconds):
            await self._told.wait()
        self._told.clear()


class News:
    """All who listen, and the one thread that looks for them; `size_of` says how long an organization's log is."""

    def __init__(self, size_of: Callable[[str], int], *, look_s: float = LOOK_S) -> None:
        self._size_of, self._look_s = size_of, look_s
        self._lock = threading.Lock()
        self._listeners: list[Listener] = []
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._look, name="news", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def end(self) -> None:
        """Nobody listens from now on: whoever did is told so, and goes."""
        self._ending.set()
        with self._lock:
            for one in self._listeners:
                one.is_over = True
                one.tell()

    @contextmanager
    def listening(self, who: Signed) -> Iterator[Listener]:
        """Somebody listens while this lasts. Refused (429) where they or all together do so too often, (503) at the
        end."""
        one = Listener(who)
        with self._lock:
            if self._ending.is_set():
                raise refusal(503, wait_s=5)
            same = sum((other.who.org, other.who.person) == (who.org, who.person) for other in self._listeners)
            if same >= MOST_EACH or len(self._listeners) >= MOST:
                raise Refusal(429, "Too many listen already", wait_s=60)
            self._listeners.append(one)
        try:
            yield one
        finally:
            with self._lock:
                self._listeners.remove(one)

    def count(self) -> int:
        """How many listen."""
        with self._lock:
            return len(self._listeners)

    def _look(self) -> None:
        sizes: dict[str, int] = {}
        while not self._ending.wait(self._look_s):
            with self._lock:
                listeners = list(self._listeners)
            for org in {one.who.org for one in listeners}:
                try:
                    size = self._size_of(org)
                except TocsinError:
                    continue  # a log that cannot be read now has nothing new; the next look may
                if sizes.get(org) != size:
                    sizes[org] = size
                    for one in listeners:
                        if one.who.org == org:
                            one.tell()


class Asked(Struct, frozen=True, kw_only=True):
    """What somebody listens to."""

    desk: Desk
    after: int
    still: Callable[[], Signed | None]  # who asks, as it is now


class Events(Struct, frozen=True, kw_only=True):
    """The answer to one listener: it ends when they go, when they may no longer, or when the server ends."""

    listener: Listener
    asked: Asked
    heartbeat_s: float = HEARTBEAT_S

    async def lines(self) -> AsyncIterator[bytes]:
        """What is sent, piece by piece."""
        yield f"retry: {AGAIN_MS}\n\n".encode()
        desk, after = self.asked.desk, self.asked.after
        while not self.listener.is_over:
            found = await anyio.to_thread.run_sync(recorded_since, desk, after)
            # Asked once it was read: what is recorded when they may no longer listen is told to nobody.
            if not may_still(self.listener.who, await anyio.to_thread.run_sync(self.asked.still)):
                return
            after, is_new = found.after, found.after > after
            if is_new:
                yield written(found)
                continue
            await self.listener.wait(self.heartbeat_s)
            yield b":\n\n"

    async def send(self, receive: Receive, send: Send) -> None:
        """Send it, until whoever listens has gone."""
        async with anyio.create_task_group() as tasks:

            async def watch() -> None:
                while (await receive())["type"] != "http.disconnect":
                    pass
                tasks.cancel_scope.cancel()

            tasks.start_soon(watch)
            async for piece in self.lines():
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
            tasks.cancel_scope.cancel()


def telling(news: News, who: Signed, asked: Asked) -> ASGIApp:
    """The answer to somebody who wants to listen."""

    async def answer(_: Scope, receive: Receive, send: Send) -> None:
        with news.listening(who) as listener:
            await send(_START)
            await Events(listener=listener, asked=asked).send(receive, send)

    return answer


def may_listen(who: Signed) -> bool:
    """Whether somebody is told what is recorded: whoever may read a case's log."""
    return who.may(by_name()["case.log"].may)


def may_still(before: Signed, now: Signed | None) -> bool:
    """Whether it is still the same one who asks, in the same session or with the same token, and still may."""
    same = now is not None and (now.org, now.person, now.session, now.token) == (
        before.org,
        before.person,
        before.session,
        before.token,
    )
    return same and now is not None and may_listen(now)


def written(found: Followed) -> bytes:
    """Some acts as they are sent; the id is that from which a client goes on."""
    pieces = [f"id: {one.index}\nevent: act\ndata: {msgspec.json.encode(one).decode()}\n\n" for one in found.acts]
    return "".join(pieces).encode() or b":\n\n"


def begin_after(last: str | None, after: str | None, size: int) -> int:
    """Behind which entry a listener begins: that which they had last, the one they name, else the newest."""
    said = last if last is not None else after
    if said is None:
        return size - 1
    if not _INDEX.fullmatch(said):
        raise BadInput("this is no place in the log", hint="send the id of the last event you had, or -1 for all")
    return int(said)
