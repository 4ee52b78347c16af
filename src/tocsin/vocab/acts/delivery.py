"""Acts of delivery: planned, moved, entered as a record."""

from msgspec import Struct

from tocsin.vocab.acts.plain import Count, LeafHash, Moment
from tocsin.vocab.ids import Commitment, DeliveryId, DocumentId, Key, PartyId, RoadId, ShareId


class DeliveryPlanned(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="delivery_planned/1"
):
    """A document will go to a recipient on a road, not before `send_after`: made from an `Approved` and nothing else.

    `wire` commits to the exact bytes that go out, the same at every attempt; None where a person sends by hand or the
    party fetches the payload itself.
    """

    delivery: DeliveryId
    share: ShareId
    recipient: PartyId
    document: DocumentId
    payload: Commitment
    road: RoadId
    kind: Key
    wire: Commitment | None
    send_after: Moment


class DeliveryMoved(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="delivery_moved/1"
):
    """A delivery is in another state: sending, sent, collected, acknowledged, bounced, failed, given_up, cancelled.

    Queued again it is held, or taken over by somebody who may send it. `reason` is a closed code; the sheet
    (`TransportSheet`) holds the evidence: an answer of a server, a receipt number.
    """

    delivery: DeliveryId
    state: Key
    attempt: Count
    reason: Key | None
    sheet: Commitment | None


class RecordEntered(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="record_entered/1"
):
    """The entry just before this one is a signed record of ours (an SD-JWT), not an act.

    `leaf` is that entry's leaf hash; salts in it keep it from being guessed. The sheet (`RecordSheet`) holds nonce and
    disclosures.
    """

    record: Key  # share, effect, recall
    share: ShareId
    delivery: DeliveryId | None
    leaf: LeafHash
    sheet: Commitment
