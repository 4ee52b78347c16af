"""Faults, and whose: theirs, the caller's, the world's, a forger's.

A *no* is a value, not an error. Errors carry strings and ids, never content. Each class has a stable `code`;
`hint` is the one thing to do next.
"""


class TocsinError(Exception):
    """Anything the desk says went wrong; `str()` is the sentence, `hint` the one thing to do next."""

    code = "fault"
    default_hint = "run `tocsin doctor` and read what it finds"

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint or self.default_hint


class BadInput(TocsinError):
    """What came in is wrong, and they can mend it; the message names the place in the document."""

    code = "bad_input"
    default_hint = "mend the place named above and try again"


class TooMuch(BadInput):
    """What came in is over a limit of `vocab.limits`; nothing of it was parsed."""

    code = "too_much"
    default_hint = "split it, or keep it whole as evidence without reading it: `tocsin evidence add --kind artifact`"


class NotHere(BadInput):
    """What was named is not here, or not for whoever asks."""

    code = "not_here"
    default_hint = "look for it in the list"


class ActNotAllowed(TocsinError):
    """The caller asked for an act that the state does not allow."""

    code = "act_not_allowed"
    default_hint = "look at the state with `tocsin case show`"


class ChangedMeanwhile(ActNotAllowed):
    """Somebody else was faster on the same case; nothing of this attempt was recorded."""

    code = "changed_meanwhile"
    default_hint = "load the case again, look at what changed, and repeat"


class ChannelDown(TocsinError):
    """The outside world failed; trying again may help."""

    code = "channel_down"
    default_hint = "try again in a minute"


class ProofFailed(TocsinError):
    """Somebody changed something: a proof, a digest or a signature does not hold. Stop."""

    code = "proof_failed"
    default_hint = "stop, keep the home as it is, and compare it with a backup or a witness"


class Gone(TocsinError):
    """The content asked for is not there: purged, or never kept here."""

    code = "gone"
    default_hint = "see with `tocsin evidence list` whether it was purged; if it was not, look into a backup"
