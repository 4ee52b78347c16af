"""The act of the blind review: what a reader told from a document."""

from msgspec import Struct

from tocsin.vocab.ids import Commitment, DocumentId, Key, PartyId, ShareId


class BlindReviewed(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="blind_reviewed/1"
):
    """Somebody who had seen nothing else read a recipient's document and said what they can tell from it.

    `guessed` are the questions that were answered rightly (victim, product, attack): each of them blocks. The answers
    stand in the sheet alone (`BlindReviewSheet`), which is sealed.
    """

    share: ShareId
    recipient: PartyId
    document: DocumentId
    guessed: tuple[Key, ...]
    sheet: Commitment
