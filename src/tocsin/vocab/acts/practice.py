"""Acts of practice: leaks were planted in a made-up case, and counted."""

from msgspec import Struct

from tocsin.vocab.acts.plain import Count
from tocsin.vocab.ids import Commitment


class PracticeBegun(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="practice_begun/1"
):
    """So many leaks, and so many words that help a reader, stand in this exercise. What they are is sealed.

    `burst` where it is one of several short cases with many leaks. The sheet (`PracticeSheet`) has the words.
    """

    planted: Count
    helping: Count
    burst: bool
    sheet: Commitment


class PracticeScored(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="practice_scored/1"
):
    """So many of the planted leaks were found, and so many helping words were lost; the sheet (`PracticeScore`) which.

    Once for a practice case.
    """

    found: Count
    lost: Count
    sheet: Commitment
