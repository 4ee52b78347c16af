"""Terms: what a recipient may do with a document, as they stand in it."""

from datetime import datetime

import msgspec
from msgspec import Struct

from tocsin.vocab.ids import Key
from tocsin.vocab.marking import (
    AffectedPartyNotification,
    Attribution,
    EncryptInTransit,
    Marking,
    Pap,
    PermittedAction,
    Tlp,
    UnmodifiedResale,
)

# Our own wording; the labels' meaning is FIRST's, "Traffic Light Protocol (TLP)", version 2.0, August 2022.
REACH: dict[Tlp, str] = {
    Tlp.CLEAR: "You may pass this on to anyone.",
    Tlp.GREEN: "Your community may know it. Never post it publicly.",
    Tlp.AMBER: "Your organisation, and those of your clients who need to know.",
    Tlp.AMBER_STRICT: "Your organisation only, on need to know.",
    Tlp.RED: "You only. Do not pass it on.",
}


class Terms(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The handling terms of one document for one recipient; None where nothing is said."""

    tlp: Tlp
    caveats: tuple[Key, ...] = ()
    encrypt_in_transit: EncryptInTransit | None = None
    permitted_actions: PermittedAction | None = None
    notifications: AffectedPartyNotification | None = None
    attribution: Attribution | None = None
    resale: UnmodifiedResale | None = None
    pap: Pap | None = None
    embargo_until: datetime | None = None
    expires_at: datetime | None = None


def terms_of(marking: Marking) -> Terms:
    """The terms that a marking puts on a document."""
    return Terms(
        tlp=marking.tlp,
        caveats=tuple(marking.caveats),
        encrypt_in_transit=marking.encrypt_in_transit,
        permitted_actions=marking.permitted_actions,
        notifications=marking.notifications,
        attribution=marking.attribution,
        resale=marking.resale,
        pap=marking.pap,
        embargo_until=marking.embargo_until,
        expires_at=marking.expires_at,
    )


def terms_bytes(terms: Terms) -> bytes:
    """The one spelling of some terms, which approvals are bound to."""
    return msgspec.json.encode(terms, order="sorted")
