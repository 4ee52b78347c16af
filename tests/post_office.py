"""A real SMTP server on loopback that keeps what it is given, and lies where it is told to."""

import asyncio
import random
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from enum import StrEnum
from ssl import SSLContext

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tocsin.vocab.road import MailServer, Security

SENDER = "desk@sender.example"


class Mood(StrEnum):
    """How the server answers the next message."""

    HONEST = "honest"
    BUSY = "busy"  # 451 after the message
    FULL = "full"  # 452 for the mailbox
    UNKNOWN = "unknown"  # 550 for the mailbox
    DISLIKES = "dislikes"  # 554 after the message
    DISTRUSTS = "distrusts"  # 553 for the sender
    SLOW = "slow"  # never answers the message
    HANGS_UP = "hangs_up"  # in the middle of DATA, and keeps nothing
    KEEPS_AND_HANGS_UP = "keeps_and_hangs_up"  # keeps the message and says nothing
    BABBLES = "babbles"  # an answer with signs that steer a terminal, and longer than anybody reads


class PostOffice:
    """What came, and the mood for each message to come; honest when none is left.

    With `chance` the mood is drawn for each message, and so is how long it takes; it is never a mood of refusal.
    """

    def __init__(self, *, chance: random.Random | None = None) -> None:
        self.kept: list[tuple[str, str, bytes]] = []  # sender, recipient, message
        self.moods: list[Mood] = []
        self.helo: list[str] = []
        self.logins: list[tuple[str, str]] = []
        self.meanwhile: Callable[[], None] | None = None  # done once, while the next message is being taken over
        self._chance = chance
        self._mood: dict[Session, Mood] = {}  # of the message that each connection is handing over

    async def handle_EHLO(  # noqa: N802 -- the library's names
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Whoever greets."""
        session.host_name = hostname
        self.helo.append(hostname)
        return responses

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """The mood for this message is drawn."""
        if self._chance is not None:
            often = (Mood.BUSY, Mood.FULL, Mood.HANGS_UP, Mood.KEEPS_AND_HANGS_UP)
            mood = self._chance.choice((*often, *[Mood.HONEST] * 6))
        else:
            mood = self.moods.pop(0) if self.moods else Mood.HONEST
        self._mood[session] = mood
        if mood is Mood.DISTRUSTS:
            return "553 5.7.1 you may not send as this"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """A mailbox."""
        said = {
            Mood.FULL: "452 4.2.2 mailbox full",
            Mood.UNKNOWN: "550 5.1.1 no such mailbox",
            Mood.BABBLES: f"550 \x1b[31m{'no' * 900}",
        }
        if self._mood[session] in said:
            return said[self._mood[session]]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """The message."""
        mood = self._mood.pop(session)
        happens, self.meanwhile = self.meanwhile, None
        if happens is not None:
            await asyncio.get_running_loop().run_in_executor(None, happens)
        if mood is Mood.SLOW:
            await asyncio.sleep(3600)
        if self._chance is not None:
            await asyncio.sleep(self._chance.random() * 0.1)
        assert isinstance(server.transport, asyncio.Transport)
        if mood is Mood.HANGS_UP:
            server.transport.abort()
            return "250 OK"
        if mood in (Mood.HONEST, Mood.KEEPS_AND_HANGS_UP):
            self._keep(envelope)
        if mood is Mood.KEEPS_AND_HANGS_UP:
            server.transport.abort()
        said = {Mood.BUSY: "451 4.3.0 try again later", Mood.DISLIKES: "554 5.6.0 not this message"}
        return said.get(mood, "250 2.0.0 taken over as 4711")

    def _keep(self, envelope: Envelope) -> None:
        message = envelope.content
        assert isinstance(message, bytes), "the library decodes nothing unless asked to"
        (recipient,) = envelope.rcpt_tos
        self.kept.append((str(envelope.mail_from), recipient, message))

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, auth_data: object
    ) -> AuthResult:
        """One login is right."""
        assert isinstance(auth_data, LoginPassword)
        login = (auth_data.login.decode(), auth_data.password.decode())
        self.logins.append(login)
        return AuthResult(success=login == ("desk", "p4ss word"), handled=False)


@contextmanager
def open_for_business(
    office: PostOffice, *, starttls: SSLContext | None = None, tls: SSLContext | None = None, login: bool = False
) -> Iterator[MailServer]:
    """Run it on a free port; what is given says how to reach it from here, without protection."""
    controller = Controller(
        office,
        hostname="127.0.0.1",
        port=0,
        ssl_context=tls,
        tls_context=starttls,
        require_starttls=starttls is not None,
        authenticator=office.authenticate if login else None,
        auth_required=login,
        auth_require_tls=False,
    )
    controller.port = _free_port()
    controller.start()
    try:
        yield MailServer(host="127.0.0.1", port=controller.port, security=Security.NONE, sender=SENDER)
    finally:
        controller.stop()


def message_id(message: bytes) -> str:
    """Its Message-ID."""
    return str(message_from_bytes(message)["Message-ID"])


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
