"""Acts of evidence: kept, handled, sealed, opened, held, purged."""

from msgspec import Struct

from tocsin.vocab.acts.plain import Count
from tocsin.vocab.evidence import CustodyAction, ItemKind
from tocsin.vocab.ids import BatchId, Commitment, ItemId, Key


class ItemKept(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="item_kept/1"):
    """An item of evidence is in our custody. `content` commits to its bytes, the sheet (`ItemSheet`) describes it.

    Made from a part of another item, it names it: `parent`, or `batch` and `position` for an inbound object.
    """

    item: ItemId
    kind: ItemKind
    content: Commitment
    compartment: Key  # ordinary, sealed, privileged
    parent: ItemId | None
    batch: BatchId | None
    position: Count | None
    sheet: Commitment


class CustodyRecorded(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="custody_recorded/1"
):
    """An item was handled; the sheet (`CustodySheet`) says to or from whom, how and why."""

    item: ItemId
    action: CustodyAction
    sheet: Commitment


class ItemSealed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="item_sealed/1"):
    """The content moved behind the key for hazardous content.

    `content` is its commitment, the same as before. Where it differs, an older program wrote it: that content was kept
    anew under this commitment, and what was kept before may be gone.
    """

    item: ItemId
    hazard: Key
    content: Commitment
    sheet: Commitment


class ItemUnsealed(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="item_unsealed/1"
):
    """The content moved back behind the ordinary key; `content` as in `ItemSealed`."""

    item: ItemId
    reason: Key
    content: Commitment
    sheet: Commitment


class ItemOpened(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="item_opened/1"):
    """Somebody looks at sealed, RED or privileged content: recorded before anything shows."""

    item: ItemId
    reason: Key
    sheet: Commitment


class HoldPlaced(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="hold_placed/1"):
    """Stop deleting: `item`, or the whole case where it is None. A hold beats a purge."""

    item: ItemId | None
    reason: Key
    sheet: Commitment


class HoldLifted(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="hold_lifted/1"):
    """The preservation hold on the item, or on the whole case, ended: of several for one reason the newest."""

    item: ItemId | None
    reason: Key
    sheet: Commitment


class HoldEnded(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="hold_ended/1"):
    """One of several preservation holds for one reason ended: that whose placing has the sheet `placed`."""

    item: ItemId | None
    reason: Key
    placed: Commitment
    sheet: Commitment


class ItemPurged(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="item_purged/1"):
    """Content and salts of the item are to be destroyed; what it was and when it was kept stays provable.

    Recorded first; destruction follows and is repeated by `doctor` until it is complete.
    """

    item: ItemId
    reason: Key
    sheet: Commitment


class TextsPurged(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="texts_purged/1"
):
    """Texts of other acts were taken from an item that is purged: its title as the case's name, a number it stated.

    `texts` are their commitments. They are named because, once they are gone, nothing tells where they came from.
    """

    item: ItemId
    texts: tuple[Commitment, ...]
