"""Acts of the review: what a person said of values that would leave."""

from msgspec import Struct

from tocsin.vocab.acts.plain import Count
from tocsin.vocab.ids import Commitment, Key


class ValuesJudged(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="values_judged/1"
):
    """Somebody said of so many values that the rule is right, that they are ours, or that they may stay.

    The values stand in the sheet alone (`VerdictSheet`), which is sealed. Where `whole` is true the sheet holds
    everything that counts by then, and the sheets before it need not be read any more.
    """

    verdict: Key  # accept, reject, ours, theirs, undo
    values: Count
    whole: bool
    sheet: Commitment
