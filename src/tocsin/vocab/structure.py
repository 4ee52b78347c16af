"""Structure: what a document shows beside everything that it says."""

from msgspec import Struct


class Named(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The names of one label that stand in a document: how many different ones, in how many places.

    `most` is the one that stands there most often, and `most_times` how often.
    """

    label: str
    different: int
    places: int
    most: str
    most_times: int


class Structure(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Counts of what whoever holds a document can count too. None of them is a value.

    `repeats` are names that stand in more than one place: whoever reads can tell that it is the same again. `skipped`
    are numbers of names that stand nowhere in it although higher ones do.
    """

    names: tuple[Named, ...]
    repeats: int
    skipped: int
    texts: int
    components: int
    indicators: int
    techniques: int
    measures: int
    prompts: int
    digests: int
    moments: int  # said to the minute or more exactly
