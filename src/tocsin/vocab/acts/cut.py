"""The act of a cut: how much of the clean copy one recipient gets."""

from msgspec import Struct

from tocsin.vocab.ids import Commitment, Key, PartyId, ShareId


class CutChosen(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="cut_chosen/1"):
    """Somebody chose what of the clean copy a recipient gets; its document has to be written anew.

    `cut` is class, pattern, prompt, prompt_sealed, whole or whole_sealed; whole where no such act was recorded. The
    sheet (`NoteSheet`) says why.
    """

    share: ShareId
    recipient: PartyId
    cut: Key
    sheet: Commitment | None
