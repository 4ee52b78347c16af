"""Settings of a home: one TOML file, one frozen object, read here only.

Unknown keys are errors. Nothing that leaves the house has a default.
"""

import re
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct
from msgspec.structs import asdict

from tocsin.vocab.errors import BadInput
from tocsin.vocab.identity import IdentityProvider
from tocsin.vocab.notice import Notices
from tocsin.vocab.road import MailServer

FILE = "tocsin.toml"
_ADDRESS = re.compile(r"https://[a-z0-9.-]+(?::[0-9]{1,5})?")
_CONTACT = re.compile(r"(?:mailto:|tel:|https://)[!-~]{3,200}")
_POLICY = re.compile(r"https://[!-~]{3,200}")
_PASSWORD = re.compile(r"(://[^:/@]*):.*@")


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything a home can be told. Paths are relative to the home where they are not absolute."""

    organization: str  # the id of the organization whose desk this is
    acting: str  # the id of the person in whose name the command line acts
    database: str = "sqlite:///tocsin.db"  # or postgresql+psycopg://...
    vault: str = "vault"  # a folder, or s3://bucket/prefix
    origin: str = ""  # the log's name in its checkpoints; "" means tocsin/<organization>
    time_zone: str = "UTC"  # the reader's zone, shown beside UTC
    roles: tuple[str, ...] = ()  # what this organization is: ai_provider, ai_developer, ai_adopter, ...
    solo_cooling_minutes: int = 10  # between writing a document and approving it oneself: long enough to look again
    undo_minutes: int = 5  # between sending and leaving, in which it can still be stopped
    sender_name: str = ""  # how recipients know this organization; nothing leaves under a name that nobody set
    sender_contact: str = ""  # where they answer
    address: str = ""  # https://…, under which people reach the web desk; "" is plain HTTP on this machine
    mail: MailServer | None = None  # through which server mail leaves, and as whom; none means that no mail leaves
    notices: Notices | None = None  # who is told that something waits; none means that nobody is
    oidc: IdentityProvider | None = None  # who else may say who somebody is; none means that nobody may
    public_intake: bool = False  # whether people without an account may report at /intake
    security_contact: str = ""  # mailto:, tel: or https://: where outsiders reach this organization; in security.txt
    security_policy: str = ""  # https://: the organization's own words on who may test what
    stale_after_days: int = 180  # a source or a route verified longer ago is shown as old (half a year)

    def __post_init__(self) -> None:
        if self.notices is not None and self.notices.mail_to and self.mail is None:
            raise ValueError("notices.mail_to needs the table `mail`: through which server mail leaves")
        if self.address and not _ADDRESS.fullmatch(self.address):
            raise ValueError("address is https:// and a host, with a port where it is another than 443, and no path")
        if self.security_contact and not _CONTACT.fullmatch(self.security_contact):
            raise ValueError("security_contact is mailto:, tel: or https://, without spaces")
        if self.security_policy and not _POLICY.fullmatch(self.security_policy):
            raise ValueError("security_policy is https://, without spaces")
        if self.public_intake and not (self.sender_name and self.security_contact):
            raise ValueError(
                "public_intake needs sender_name (to whom people report) and security_contact (the other way to you)"
            )
        if self.oidc is not None and not self.address and not self.oidc.is_on_this_machine:
            raise ValueError("oidc needs `address`: where the provider sends people back to")


# What `tocsin config show` says of each key; a test holds the two sets of keys equal.
MEANINGS: dict[str, str] = {
    "organization": "the id of the organization whose desk this is",
    "acting": "the id of the person in whose name the command line acts",
    "database": "sqlite:///FILE relative to the home, or postgresql://…",
    "vault": "a folder relative to the home, or s3://bucket/prefix",
    "origin": "the log's name in its checkpoints; empty means tocsin/<organization>; never change it later",
    "time_zone": "the zone shown beside UTC",
    "roles": "what this organization is: ai_provider, ai_developer, ai_adopter, critical_infrastructure, jcdc_partner",
    "solo_cooling_minutes": "in solo mode, how long after its writing a document may be approved by its author",
    "undo_minutes": "how long a planned delivery can still be stopped; no wait while somebody is attacking",
    "sender_name": "the name under which recipients know this organization",
    "sender_contact": "the address to which recipients answer",
    "address": "https://…, under which people reach the web desk through a server that speaks TLS",
    "mail": "a table: host, port, security (tls, starttls; none on this machine), sender; username and password_file",
    "notices": "a table: mail_to (addresses), webhook (https) with secret_file, interval_minutes, quiet (22:00-07:00)",
    "oidc": "a table: issuer (https), client_id, secret_file, name (on the sign-in page), hosts (further ones of its)",
    "public_intake": "true opens the form at /intake, where people without an account report; off unless set",
    "security_contact": "mailto:, tel: or https://…: where outsiders reach you, on the form and in security.txt",
    "security_policy": "https://…: your own words on who may test what, on the form and in security.txt",
    "stale_after_days": "a source or route verified longer ago than this is shown as old",
}


def load(home: Path) -> Settings:
    """The settings of a home; BadInput names the key that is wrong, a missing file says how to make a home."""
    path = home / FILE
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise BadInput(f"{home} is no home: there is no {FILE} in it", hint=f"tocsin init --home {home}") from None
    try:
        return msgspec.convert(tomllib.loads(raw.decode("utf-8")), Settings)
    except (msgspec.ValidationError, ValueError, RecursionError) as error:  # TOML and UTF-8 faults are ValueErrors
        raise BadInput(f"{path}: {error}", hint="`tocsin config show` lists every key with its meaning") from error


def without_password(settings: Settings) -> Settings:
    """The settings as they may be shown: a database URL can carry a password, a webhook's path a token."""
    notices = settings.notices
    if notices is not None and notices.webhook:
        place = urlsplit(notices.webhook)
        notices = msgspec.structs.replace(notices, webhook=f"{place.scheme}://{place.netloc}/***")
    database = _PASSWORD.sub(r"\1:***@", settings.database)
    return msgspec.structs.replace(settings, database=database, notices=notices)


def written(settings: Settings) -> str:
    """The TOML text of settings: only keys whose value differs from the default, and the two that have none."""
    lines = ["# Settings of this home; `tocsin config show` lists every key."]
    for key, value in asdict(settings).items():
        if key in ("organization", "acting") or value != _DEFAULTS[key]:
            lines.append(f"{key} = {_toml(value)}")
    return "\n".join(lines) + "\n"


_DEFAULTS = {
    field.name: field.default for field in msgspec.structs.fields(Settings) if field.default is not msgspec.NODEFAULT
}


def _toml(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_toml(part) for part in value) + "]"
    if isinstance(value, Struct):
        return "{ " + ", ".join(f"{key} = {_toml(part)}" for key, part in asdict(value).items()) + " }"
    text = msgspec.json.encode(value).decode("utf-8")  # numbers and basic strings are written alike in TOML,
    return text.replace("\x7f", "\\u007f")  # but for the delete sign, which TOML wants escaped
