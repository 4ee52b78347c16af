"""How practice adds up: begun once on an exercise, scored once."""

from collections.abc import Callable

from msgspec.structs import replace

from tocsin.vocab.act import Leaf
from tocsin.vocab.acts.practice import PracticeBegun, PracticeScored
from tocsin.vocab.case import Case, Entity
from tocsin.vocab.practice import Practice

Look = Callable[[str, str], Entity | None]


def after_practice(leaf: Leaf, act: PracticeBegun | PracticeScored, now: Case, look: Look) -> tuple[Entity, ...]:
    """The case, which only its size changes, and its practice."""
    if isinstance(act, PracticeBegun):
        begun = Practice(
            id=now.id,
            planted=act.planted,
            helping=act.helping,
            is_burst=act.burst,
            sheet=act.sheet,
            begun_at=leaf.at,
        )
        return (now, begun)
    before = look("practice", now.id)
    assert isinstance(before, Practice), "what is scored was begun"
    return (now, replace(before, found=act.found, lost=act.lost, score=act.sheet, scored_at=leaf.at))
