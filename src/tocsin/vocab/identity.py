"""Identity provider: who else may say who somebody is, and where.

Nothing here asks it. The settings name the issuer and every host that may be believed beside its own; an address that
a provider names and that leads elsewhere is not taken (`allows`).
"""

import re
from urllib.parse import SplitResult, urlsplit

from msgspec import Struct

from tocsin.vocab.road import is_loopback

LONGEST_URL = 2000
NAME_SIGNS = 60
MOST_HOSTS = 10

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::[1-9][0-9]{0,4})?\Z")
_CLIENT = re.compile(r"[\x21-\x7e]{1,200}\Z")  # VSCHAR without the space: RFC 6749, appendix A.1


class IdentityProvider(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An OpenID provider: its issuer, as whom this desk is known there, and what people call it.

    `secret_file` is a file that holds the client secret and nothing else. `hosts` are those that its addresses may have
    beside the issuer's own, with a port where it is another than 443. ValueError names what does not fit.
    """

    issuer: str
    client_id: str
    secret_file: str
    name: str
    hosts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        parts = _plain(self.issuer)
        # OpenID Connect Core 1.0, section 1.2 ("Issuer Identifier"): https, host, and no query or fragment.
        if parts is None or "?" in self.issuer or not (parts.scheme == "https" or self.is_on_this_machine):
            raise ValueError(
                "oidc.issuer is https:// and a host, with a path where it has one; http is for this machine"
            )
        if not _CLIENT.match(self.client_id):
            raise ValueError("oidc.client_id is 1 to 200 plain signs without a space")
        if not self.secret_file:
            raise ValueError("oidc.secret_file names the file that holds the client secret")
        if not 1 <= len(self.name.strip()) <= NAME_SIGNS or not self.name.isprintable():
            raise ValueError(f"oidc.name is what people call the provider, in at most {NAME_SIGNS} signs")
        if len(self.hosts) > MOST_HOSTS or not all(_HOST.match(host) for host in self.hosts):
            raise ValueError(f"oidc.hosts are at most {MOST_HOSTS} host names, with a port where it is not 443")

    @property
    def is_on_this_machine(self) -> bool:
        """Whether it is asked without TLS, which is for trying it out on one machine."""
        parts = _plain(self.issuer)
        return parts is not None and parts.scheme == "http" and is_loopback(parts.hostname or "")

    def allows(self, url: str) -> bool:
        """Whether an address that the provider names may be asked, or may be gone to: on a host of the settings.

        https; without TLS only on this machine, and only where the issuer is there too.
        """
        parts = _plain(url)
        if parts is None or parts.netloc.lower() not in {urlsplit(self.issuer).netloc.lower(), *self.hosts}:
            return False
        is_here = self.is_on_this_machine and is_loopback(parts.hostname or "")
        return parts.scheme == "https" or (parts.scheme == "http" and is_here)


def _plain(url: str) -> SplitResult | None:
    """The parts of an address of plain signs with a host, without a login and a fragment; None for any other."""
    if len(url) > LONGEST_URL or not url.isascii() or not url.isprintable() or any(sign in url for sign in ' \\"<>#'):
        return None
    try:
        parts = urlsplit(url)
        is_plain = bool(parts.hostname) and parts.username is None and parts.password is None and parts.port != 0
    except ValueError:
        return None
    return parts if is_plain else None
