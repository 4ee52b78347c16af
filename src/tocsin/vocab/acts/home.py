"""Acts of the organization itself: its log, its people, its routes."""

from datetime import date

from msgspec import Struct

from tocsin.vocab.acts.plain import Origin, VerifierKey
from tocsin.vocab.ids import Commitment, Key, PersonId, RouteId


class LogOpened(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="log_opened/1"):
    """The first act of every log. `key` is the verifier key (C2SP signed-note) of the log's checkpoints."""

    origin: Origin
    key: VerifierKey


class LogKeyRotated(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="log_key_rotated/1"
):
    """From the checkpoint that covers this act on, `new_key` signs; that one checkpoint bears both signatures."""

    old_key: VerifierKey
    new_key: VerifierKey


class PersonAdded(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="person_added/1"
):
    """Somebody who may act here. The sheet (`PersonSheet`) has the name and the address."""

    person: PersonId
    roles: tuple[Key, ...]
    sheet: Commitment


class PersonRetired(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="person_retired/1"
):
    """Acts no longer; what the person did stays."""

    person: PersonId


class RouteConfirmed(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="route_confirmed/1"
):
    """A named person confirmed where a channel leads and who may use it (R25); `RouteSheet` has the address."""

    route: RouteId
    channel: Key
    group: Key  # cisa, jcdc, isac, vendor, affected_partner, ...
    people: tuple[PersonId, ...]
    deputies: tuple[PersonId, ...]
    verified_on: date
    sheet: Commitment


class RouteWithdrawn(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="route_withdrawn/1"
):
    """Not to be used any more; `reason` is a closed code."""

    route: RouteId
    reason: Key
