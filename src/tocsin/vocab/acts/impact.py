"""Acts of impact: components that are hit, and who is told or not."""

from msgspec import Struct

from tocsin.vocab.ids import Commitment, ComponentId, ItemId, Key, PartyId


class ComponentNamed(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="component_named/1"
):
    """A component is part of the case; the sheet (`ComponentSheet`) names it by purl, model, data set or tool."""

    component: ComponentId
    kind: Key
    standing: Key  # affected, suspected, context
    item: ItemId | None
    sheet: Commitment


class PartyInvolved(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="party_involved/1"
):
    """A party has a role in the case, in one of the groups that are asked about; the sheet (`NoteSheet`) says why."""

    party: PartyId
    roles: tuple[Key, ...]
    group: Key  # vendor, adopter, sector_partner, dependency, critical_infrastructure, coordinator
    proposed_by: Key  # graph, hand
    sheet: Commitment | None


class ContactDecided(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="contact_decided/1"
):
    """Whether a group is told: contacted, deliberately_not_contacted with its reason, or open.

    `party` where it is decided for one party alone.
    """

    group: Key
    party: PartyId | None
    answer: Key
    reason: Key | None
    sheet: Commitment | None
