"""Routes: the channels there are, and those somebody here confirmed.

A channel is a row of the catalogue and is off. It can be used only through a route: a channel that somebody confirmed,
with the people who may use it (R25).
"""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from tocsin.vocab.catalogue import Certainty, Header, Line
from tocsin.vocab.ids import Key, PersonId, RouteId
from tocsin.vocab.party import PartyKind


class RouteGroup(StrEnum):
    """Which of the routes that R25.3 asks for; `other` is welcome and never required."""

    CISA = "cisa"
    JCDC = "jcdc"
    ISAC = "isac"
    VENDOR = "vendor"
    AFFECTED_PARTNER = "affected_partner"
    OTHER = "other"


# R25.3, in its order.
REQUIRED_GROUPS = (
    RouteGroup.CISA,
    RouteGroup.JCDC,
    RouteGroup.ISAC,
    RouteGroup.VENDOR,
    RouteGroup.AFFECTED_PARTNER,
)


class Door(StrEnum):
    """How something gets in."""

    API = "api"
    TAXII = "taxii"
    EMAIL = "email"
    WEB_FORM = "web_form"
    VOICE = "voice"
    DOCUMENT = "document"
    PLATFORM = "platform"  # a platform of the recipient's that the sources do not name


class Topic(StrEnum):
    """What a channel takes. The first three are the lanes of the playbook."""

    INCIDENT = "incident"
    VULNERABILITY = "vulnerability"
    PROACTIVE_OBSERVATION = "proactive_observation"
    INDICATOR = "indicator"
    DEFENSIVE_MEASURE = "defensive_measure"
    MALWARE = "malware"
    CRITICAL_INFRASTRUCTURE_INFORMATION = "critical_infrastructure_information"
    CRIME = "crime"
    AI_FLAW = "ai_flaw"


class Alternative(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Another address that some source prints for the same channel. It is shown, and never used by itself."""

    address: Line
    note: Line


class FormField(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One field of a form, in the form's own order, so that a person can paste it."""

    key: Key
    label: Line


class Channel(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One way to reach a recipient, as public sources describe it; no address was tested by writing to it.

    `address` is empty where the sources print none. `hosts`, `mailboxes` and `phones` are the pinned allow-list: exact,
    no wildcard; while it is empty no route of this channel is ready. With `entered_by_operator` (an ISAC, a vendor, a
    partner) there is no list, and the confirmed address is the pinned one. `first_for` are the topics for which it is
    suggested first. `active` is false where the channel is not known to exist yet. `defaults_to_show` are the things
    that happen unless one speaks up, such as publication after a number of days.
    """

    channel_id: Key
    group: RouteGroup
    recipient: Line
    who_may_use: Line
    party_kinds: tuple[PartyKind, ...]
    accepts: Line
    topics: tuple[Topic, ...]
    first_for: tuple[Topic, ...] = ()
    keywords: tuple[str, ...] = ()
    doors: tuple[Door, ...]
    address: str = ""
    alternatives: tuple[Alternative, ...] = ()
    anonymity: Line
    defaults_to_show: tuple[Line, ...] = ()
    facts: tuple[Line, ...] = ()
    certainty: Certainty
    verified_on: date | None = None
    verified_by: str = ""
    conflict_note: str = ""
    hosts: tuple[str, ...] = ()
    mailboxes: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    entered_by_operator: bool = False
    form: tuple[FormField, ...] = ()
    source: Line
    active: bool = True


class RouteCatalogue(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file of `catalogues/routes/`."""

    header: Header
    channels: tuple[Channel, ...]

    def __post_init__(self) -> None:
        keys = [channel.channel_id for channel in self.channels]
        if len(set(keys)) != len(keys):
            raise ValueError("a channel_id stands twice")


class Route(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A channel that `confirmed_by` confirmed for this organisation on `verified_on`, at exactly this address.

    `people` may use it, `deputies` in their absence. `hours` says when somebody answers there; `scope` what it is for.
    """

    route: RouteId
    channel: Key
    group: RouteGroup
    address: str
    confirmed_by: PersonId | None
    verified_on: date | None
    people: tuple[PersonId, ...] = ()
    deputies: tuple[PersonId, ...] = ()
    hours: str = ""
    scope: str = ""
    key_fingerprint: str = ""
    key_expires_on: date | None = None
