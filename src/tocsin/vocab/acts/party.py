"""Acts of parties: who they are, which roads reach them, what they hold."""

from msgspec import Struct

from tocsin.vocab.acts.plain import Moment, PublicKey
from tocsin.vocab.ids import Commitment, ComponentId, DeliveryId, Key, PartyId, RoadId, RouteId, TokenId


class PartyDeclared(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="party_declared/1"
):
    """A party is known here; the sheet (`PartySheet`) has its name. A further act of the same id replaces it."""

    party: PartyId
    kinds: tuple[Key, ...]
    sheet: Commitment


class RoadOpened(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="road_opened/1"):
    """A road on which documents may go to a party; the sheet (`RoadSheet`) has its exact end.

    `route` is the confirmed route whose people may send on it (R25). A further act of the same id replaces it.
    """

    road: RoadId
    party: PartyId
    kind: Key  # folder, mail, taxii, page, by_hand
    route: RouteId
    sheet: Commitment


class RoadClosed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="road_closed/1"):
    """Nothing goes on this road any more; `reason` is a closed code."""

    road: RoadId
    reason: Key


class ComponentDeclared(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="component_declared/1"
):
    """A party says that it supplies, operates or uses a component; the sheet (`ComponentSheet`) says which."""

    component: ComponentId
    party: PartyId
    relation: Key
    sheet: Commitment


class TokenIssued(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="token_issued/1"
):
    """A party may fetch with a secret of which the sheet (`TokenSheet`) holds a digest.

    `scope` is taxii or page; a page token is for one delivery.
    """

    token: TokenId
    party: PartyId
    scope: Key
    delivery: DeliveryId | None
    expires_at: Moment
    sheet: Commitment


class TokenRevoked(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="token_revoked/1"
):
    """The secret opens nothing any more; `reason` is a closed code."""

    token: TokenId
    reason: Key


class DictionaryKept(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="dictionary_kept/1"
):
    """The organization's own words that must not leave; the sheet (`DictionarySheet`) has them all, anew each time."""

    sheet: Commitment


class ReceiptSigned(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="receipt_signed/1"
):
    """We signed for what a party shared with us: a receipt, or feedback on it, and under which grade.

    `content` commits to the signed record, the sheet (`ReceiptSheet`) says what it is of.
    """

    record: Key
    grade: Key
    content: Commitment
    sheet: Commitment


class RecordKeyAdded(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="record_key_added/1"
):
    """From here on this key signs the organization's outbound records (ES256); older records keep theirs."""

    key: PublicKey
