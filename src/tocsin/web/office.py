"""What every answer needs, made once for a running server."""

import hmac
import logging
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from uuid import UUID

from anyio import CapacityLimiter
from litestar import Request
from litestar.datastructures import State
from msgspec import Struct

from tocsin.stages.desk import Desk
from tocsin.stages.house import House
from tocsin.stages.views import Views
from tocsin.web.account import Accounts
from tocsin.web.collecting import Collecting, record_on
from tocsin.web.events import News
from tocsin.web.gate import Gate
from tocsin.web.oidc_provider import Provider
from tocsin.web.once import Once
from tocsin.web.password import Passwords
from tocsin.web.refusal import refusal
from tocsin.web.sent import Sent
from tocsin.web.throttle import Throttle

OpenHouse = Callable[[], AbstractContextManager[House]]
Asking = Request[object, object, State]

_LOG = logging.getLogger("tocsin.web")

WRONG_SECRETS, WRONG_SECRETS_S = 30, 60.0  # a client that is set up wrongly asks once a minute or less
WRONG_CODES, WRONG_CODES_S = 5, 900.0  # of 2**40 codes: a year of guessing finds one with a chance of 1 in 6 million
ANSWERS, ANSWERS_S = 60, 3600.0  # of one link: each is an entry in the log for ever
WRONG_PASSWORDS, WRONG_PASSWORDS_S = (
    10,
    900.0,
)  # of fifteen signs: no guesser comes far, and few people mistype ten times
ROUNDS = 4  # people at once for whom an identity provider is asked: each may wait for it, and no other page does
PUBLIC_POSTS, PUBLIC_POSTS_S = 120, 600.0  # pages of the public form from one origin: twenty reports, slowly written
PUBLIC_REPORTS, PUBLIC_REPORTS_S = 6, 3600.0  # from one origin: each opens a case
PUBLIC_READERS = 1  # public reports taken in at once, so that a flood waits in its own line
SIGNING = 2  # passwords compared at once, each in 64 MiB


class Office(Struct, frozen=True, kw_only=True):
    """The desks, what is remembered for a while, and the key for what is signed here."""

    desk: Desk  # of the organization whose home it is: partners ask this one
    house: House
    gate: Gate
    key: bytes
    views: Views
    accounts: Accounts
    collecting: Collecting
    news: News
    wrong_secrets: Throttle
    wrong_codes: Throttle
    answers: Throttle
    confirmed: Once
    passwords: Passwords
    wrong_passwords: Throttle
    signing: CapacityLimiter
    public_posts: Throttle
    public_reports: Throttle
    public_sent: Sent
    public_readers: CapacityLimiter
    provider: Provider | None  # of identities, where the settings name one: for the desk of the home alone
    rounds: CapacityLimiter

    @property
    def is_secure(self) -> bool:
        """Whether people come over TLS, so that their cookies go nowhere else."""
        return self.desk.settings.address.startswith("https://")

    def desk_of(self, org: str) -> Desk:
        """The desk of the organization that somebody showed themselves to be of."""
        found = self.house.desk_of(org)
        assert found is not None, "the gate lets in nobody of an organization that is not here"
        return found

    def log_fault(self, fault: Exception) -> None:
        """Say that something went wrong, by its kind: its words can hold content."""
        _LOG.error("a request failed: %s", type(fault).__name__)


def office_over(house: House, key: bytes) -> Office:
    """An office over an open house; `key` is of the home, so that what was signed holds after a restart."""
    desk = house.own
    return Office(
        desk=desk,
        house=house,
        gate=Gate(house, key),
        key=key,
        views=Views(desk),
        accounts=Accounts(desk),
        collecting=Collecting(record_on(desk)),
        news=News(partial(_log_size, house)),
        wrong_secrets=Throttle(most=WRONG_SECRETS, window_s=WRONG_SECRETS_S, clock=time.monotonic),
        wrong_codes=Throttle(most=WRONG_CODES, window_s=WRONG_CODES_S, clock=time.monotonic),
        answers=Throttle(most=ANSWERS, window_s=ANSWERS_S, clock=time.monotonic),
        confirmed=Once(),
        passwords=Passwords(),
        wrong_passwords=Throttle(most=WRONG_PASSWORDS, window_s=WRONG_PASSWORDS_S, clock=time.monotonic),
        signing=CapacityLimiter(SIGNING),
        public_posts=Throttle(most=PUBLIC_POSTS, window_s=PUBLIC_POSTS_S, clock=time.monotonic),
        public_reports=Throttle(most=PUBLIC_REPORTS, window_s=PUBLIC_REPORTS_S, clock=time.monotonic),
        public_sent=Sent(),
        public_readers=CapacityLimiter(PUBLIC_READERS),
        provider=None if desk.settings.oidc is None else Provider(desk.settings.oidc, time.monotonic),
        rounds=CapacityLimiter(ROUNDS),
    )


def _log_size(house: House, org: str) -> int:
    desk = house.desk_of(org)
    return 0 if desk is None else desk.log.size()


def collection_of(key: bytes, party: str) -> str:
    """The id of a party's collection: a UUID of version 4 by form (RFC 9562 section 5.4) that says nothing.

    It is made with the home's key, so nobody who knows the party can guess it, and it stays the same.
    """
    digest = bytearray(hmac.digest(key, b"collection/" + party.encode(), "sha256")[:16])
    digest[6] = digest[6] & 0x0F | 0x40
    digest[8] = digest[8] & 0x3F | 0x80
    return str(UUID(bytes=bytes(digest)))


def slow_down(request: Asking, office: Office) -> None:
    """Count a secret that opened nothing; from too many of them on, whoever sends them is told to wait.

    A right secret is never counted and never refused for the wrong ones of others behind the same address.
    """
    wait_s = office.wrong_secrets.count(request.client.host if request.client else "")
    if wait_s:
        raise refusal(429, wait_s=wait_s)
