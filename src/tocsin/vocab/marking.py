"""Markings: how something may be handled, and how each mark is spelled.

The label says who may know (TLP), the policy says what they may do with it (FIRST IEP, PAP), the caveats say what it
is. Joining and changing marks is `rules.marking`'s; what a field is asserted to be by law is `vocab.assertion`'s.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import TypeVar

from msgspec import Struct

from tocsin.vocab.errors import BadInput
from tocsin.vocab.ids import Key

W = TypeVar("W", bound=str)


class Tlp(IntEnum):
    """How far a recipient may pass something on; a higher value reaches fewer people.

    Source: FIRST, "Traffic Light Protocol (TLP)", version 2.0, August 2022. Four labels, of which AMBER has a
    restricted form. FIRST does not order them for machines: reading them as a ladder is this program's reading.
    """

    CLEAR = 0  # anyone
    GREEN = 1  # the recipient's community
    AMBER = 2  # the recipient's organisation and its clients, on need to know
    AMBER_STRICT = 3  # the recipient's organisation only
    RED = 4  # the named recipients only


# As FIRST writes them (version 2.0): capitals, no space, never translated.
TLP_NAMES: dict[Tlp, str] = {
    Tlp.CLEAR: "TLP:CLEAR",
    Tlp.GREEN: "TLP:GREEN",
    Tlp.AMBER: "TLP:AMBER",
    Tlp.AMBER_STRICT: "TLP:AMBER+STRICT",
    Tlp.RED: "TLP:RED",
}

# What the screen says beside the name, in our own words (R28.4).
TLP_WORDS: dict[Tlp, str] = {
    Tlp.CLEAR: "Anyone.",
    Tlp.GREEN: "Your community. Never post it publicly.",
    Tlp.AMBER: "Your organisation and your clients who need to know.",
    Tlp.AMBER_STRICT: "Your organisation only, on need to know.",
    Tlp.RED: "You only. Do not pass on.",
}

# Source: OASIS cti-stix-common-objects, "TLP 2.0" marking definitions. Not part of the STIX 2.1 text: a bundle carries
# the objects and the extension definition with it. Never make others: other programs know these ids only.
TLP2_MARKING_IDS: dict[Tlp, str] = {
    Tlp.CLEAR: "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
    Tlp.GREEN: "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    Tlp.AMBER: "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    Tlp.AMBER_STRICT: "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
    Tlp.RED: "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
}
TLP2_CREATED = "2022-10-01T00:00:00.000Z"
TLP2_EXTENSION_ID = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"

# Source: OASIS, "STIX Version 2.1", section 7.2.1.4, built in. WHITE is today's CLEAR; AMBER+STRICT has no TLP 1 label,
# and AMBER in its place would let clients in.
TLP1_MARKING_IDS: dict[Tlp, str] = {
    Tlp.CLEAR: "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9",
    Tlp.GREEN: "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da",
    Tlp.AMBER: "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82",
    Tlp.RED: "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed",
}


class TlpLabel(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A label as somebody wrote it, and what it says today. `tlp_version` is 1 only where the spelling tells."""

    tlp: Tlp
    as_received: str
    tlp_version: int = 2


def parse_tlp(text: str) -> TlpLabel:
    """The label behind a spelling such as `TLP:AMBER+STRICT`, `amber+strict` or TLP 1's `TLP:WHITE`.

    Strict: no spaces, no other joiner, ASCII only; a near miss is BadInput, never the label next to it.
    """
    word = text.upper().removeprefix("TLP:") if text.isascii() else ""
    if word == "WHITE":
        return TlpLabel(tlp=Tlp.CLEAR, as_received=text, tlp_version=1)
    for tlp, name in TLP_NAMES.items():
        if name == f"TLP:{word}":
            return TlpLabel(tlp=tlp, as_received=text)
    raise BadInput(
        f"{text[:40]!r} is no label of the Traffic Light Protocol",
        hint=f"write one of {', '.join(TLP_NAMES.values())}",
    )


def tlp_of_marking_id(identifier: str) -> Tlp | None:
    """The label of one of the nine published marking definitions; None for any other id."""
    for table in (TLP2_MARKING_IDS, TLP1_MARKING_IDS):
        for tlp, known in table.items():
            if known == identifier:
                return tlp
    return None


class Caveat(StrEnum):
    """What something is, apart from who may know it (R28.2). More than one may stand on a thing."""

    PROPRIETARY = "proprietary"  # printed on every export; the designation of 6 U.S.C. 1504(d)(2)
    PRIVILEGED = "privileged"  # counsel's: can never become an input of a document
    PERSONAL_DATA = "personal_data"
    CONTRACTUAL = "contractual"  # a contract or non-disclosure agreement limits it
    PCII = "pcii"  # Protected Critical Infrastructure Information, 6 CFR part 29
    VICTIM_IDENTIFYING = "victim_identifying"
    CREDENTIAL = "credential"
    TRADE_SECRET = "trade_secret"  # noqa: S105 - the name of a caveat, not a secret
    EXPLOIT_ENABLING = "exploit_enabling"


class EncryptInTransit(StrEnum):
    """FIRST, "Information Exchange Policy 2.0" (6 November 2019): encrypt_in_transit, from loose to strict."""

    MAY = "may"
    MUST = "must"


class PermittedAction(StrEnum):
    """What a recipient may do. FIRST IEP 2.0: permitted_actions, from strict to loose."""

    NONE = "none"
    CONTACT = "contact-for-instruction"
    INTERNAL = "internally-visible-actions"
    EXTERNAL_INDIRECT = "externally-visible-indirect-actions"
    EXTERNAL_DIRECT = "externally-visible-direct-actions"


class AffectedPartyNotification(StrEnum):
    """Whether affected parties may be told. FIRST IEP 2.0: affected_party_notifications."""

    MAY = "may"
    MUST_NOT = "must-not"


class Attribution(StrEnum):
    """Whether the source is named. FIRST IEP 2.0: attribution (provider_attribution in its STIX extension)."""

    MAY = "may"
    MUST = "must"
    MUST_NOT = "must-not"
    CONFLICT = "conflict"  # ours, not IEP's: one owner says must, another must-not; a person resolves it


class UnmodifiedResale(StrEnum):
    """Whether it may be sold on unchanged. FIRST IEP 2.0: unmodified_resale."""

    MAY = "may"
    MUST_NOT = "must-not"


class Pap(IntEnum):
    """What recipients may do with it on networks; a higher value allows less.

    Source: Permissible Actions Protocol, MISP taxonomy `PAP` version 3; OASIS STIX 2.1 PAP marking definition.
    """

    CLEAR = 0  # no restriction on use (earlier WHITE)
    GREEN = 1  # active actions: ping, block, honeypots that interact
    AMBER = 2  # passive cross-checks online, a monitoring honeypot
    RED = 3  # only passive actions on logs that cannot be seen from outside


class Marking(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One mark, or the join of several. None means: the source said nothing about it, which limits nothing.

    `audience` are the parties named as recipients: None where nobody was named and the label alone decides, empty where
    nobody at all may receive it. `owners` are the sources whose permission a wider mark needs. `embargo_until` and
    `expires_at` are UTC. Tuples stand sorted and without doubles (`in_order`), so that equal marks have equal bytes.
    """

    tlp: Tlp
    owners: tuple[Key, ...] = ()
    audience: tuple[Key, ...] | None = None
    caveats: tuple[Caveat, ...] = ()
    encrypt_in_transit: EncryptInTransit | None = None
    permitted_actions: PermittedAction | None = None
    notifications: AffectedPartyNotification | None = None
    attribution: Attribution | None = None
    resale: UnmodifiedResale | None = None
    pap: Pap | None = None
    embargo_until: datetime | None = None
    expires_at: datetime | None = None

    def __post_init__(self) -> None:
        for words in (self.owners, self.audience or (), self.caveats):
            if words != in_order(words):
                raise ValueError("owners, audience and caveats stand sorted and without doubles")
        for moment in (self.embargo_until, self.expires_at):
            if moment is not None and moment.utcoffset() != timedelta(0):
                raise ValueError("embargo_until and expires_at are moments in UTC")


def in_order(words: Iterable[W]) -> tuple[W, ...]:
    """The words sorted and each once: the one spelling of a set in a value."""
    return tuple(sorted(set(words)))


# What nobody marked, nobody may pass on: RED, and nobody is named (R18; "nothing to check is not a pass").
UNMARKED = Marking(
    tlp=Tlp.RED,
    audience=(),
    encrypt_in_transit=EncryptInTransit.MUST,
    permitted_actions=PermittedAction.NONE,
    notifications=AffectedPartyNotification.MUST_NOT,
    resale=UnmodifiedResale.MUST_NOT,
    pap=Pap.RED,
)
