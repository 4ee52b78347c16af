"""Roads: where each one ends, and what came of sending on it.

Nothing here sends. A channel (`vocab.ports.Channel`) takes an `Approved`, the exact bytes and one of these ends, and
gives one of these answers; a fault of the world is an answer too, so that it can be recorded.
"""

import ipaddress
import re
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from tocsin.vocab.delivery import DeliveryReason

# One mailbox as RFC 5321 section 4.1.2 writes it, without quoted local parts, address literals and signs beyond ASCII:
# what of those is rare in business is common in attacks. Lengths: RFC 5321 section 4.5.3.1.
MAILBOX = re.compile(
    r"(?=.{3,254}\Z)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*\Z"
)
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?\Z")


class Security(StrEnum):
    """How the way to a mail server is protected."""

    TLS = "tls"  # from the first byte (RFC 8314 section 3.3; usually port 465)
    STARTTLS = "starttls"  # asked for and required (RFC 3207; usually port 587)
    NONE = "none"  # on this machine only


class MailServer(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Through which server mail leaves, and as whom. Nothing of it has a default but the login, which not all need.

    `password_file` is a file that holds the password and nothing else. ValueError names what does not fit.
    """

    host: str
    port: int
    security: Security
    sender: str
    username: str = ""
    password_file: str = ""

    def __post_init__(self) -> None:
        if not _HOST.match(self.host) and _address(self.host) is None:
            raise ValueError("host is no host name and no address")
        if not 1 <= self.port <= 65_535:
            raise ValueError("port is not between 1 and 65535")
        if not MAILBOX.match(self.sender):
            raise ValueError("sender is not one plain mail address")
        if self.security is Security.NONE and not is_loopback(self.host):
            raise ValueError("security none is for a server on this machine only: use tls or starttls")
        if bool(self.username) != bool(self.password_file):
            raise ValueError("username and password_file go together")


class FolderEnd(Struct, frozen=True, kw_only=True):
    """A folder that the party reads, and the name of the file in it."""

    folder: str
    file_name: str


class MailEnd(Struct, frozen=True, kw_only=True):
    """One mailbox, and the server that takes mail for it."""

    recipient: str
    server: MailServer


class Sent(Struct, frozen=True, kw_only=True):
    """It is there, or somebody took it over; `answer` is what was said, inert and cut."""

    answer: str


class RefusedForNow(Struct, frozen=True, kw_only=True):
    """Not this time; the same bytes may be tried again. `reason` is not_reachable or refused_for_now."""

    reason: DeliveryReason
    answer: str


class RefusedForGood(Struct, frozen=True, kw_only=True):
    """Not this time and not the next: the other side will not have these bytes."""

    answer: str


SendOutcome: TypeAlias = Sent | RefusedForNow | RefusedForGood


def is_loopback(host: str) -> bool:
    """Whether a host is this machine whatever a name server says."""
    address = _address(host)
    return host.lower() == "localhost" if address is None else address.is_loopback


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
