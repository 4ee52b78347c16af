"""Practice: a made-up case with planted leaks, and how many were found.

It is an exercise, which can never be released: what is planted is never in a live case, nor in a live preview.
"""

from datetime import datetime

from msgspec import Struct

# Said before anybody practises, and on every page of it.
ANNOUNCED = (
    "Every practice case is made up by chance and holds planted leaks, each a name that no rule knows: 1 to 4 of them, "
    "or 5 in each case of a burst. Live cases never hold any. What a team finds is counted, and nobody by name."
)


class Planted(Struct, frozen=True, kw_only=True):
    """One planted word: what it is, in which row of the checklist it stands, and the words around it."""

    value: str
    what: str  # in words: the victim's nickname, ...
    row: str
    sentence: str


class PracticeSheet(Struct, frozen=True, kw_only=True):
    """What was planted: leaks that have to go, and words of the attacker's that help a reader and have to stay."""

    leaks: tuple[Planted, ...]
    helping: tuple[Planted, ...] = ()


class PracticeScore(Struct, frozen=True, kw_only=True):
    """Which of the planted leaks were found, by their place, and which helping words were taken out with them."""

    found: tuple[int, ...]
    lost: tuple[int, ...] = ()


class Practice(Struct, frozen=True, kw_only=True):
    """One practice case, as its acts add up; its id is that of the case. `found` is None until somebody is done."""

    id: str
    planted: int
    helping: int
    is_burst: bool
    sheet: str
    begun_at: datetime
    found: int | None = None
    lost: int | None = None
    score: str | None = None
    scored_at: datetime | None = None
