"""What became of something of ours on its way into the documents of a share."""

from enum import StrEnum


class Fate(StrEnum):
    """Whether it leaves."""

    AS_IS = "as_is"
    REDACTED = "redacted"  # values were taken out, the rest leaves
    WITHHELD = "withheld"  # nothing of it leaves
    CHANGED = "changed"  # it is not what was copied
