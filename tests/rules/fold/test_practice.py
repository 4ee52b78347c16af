"""Practice adds up: begun, then counted."""

from tests.histories import world_of
from tests.leaves import CASE, leaf_of, one_of_each
from tocsin.vocab.acts.intake import CaseOpened
from tocsin.vocab.acts.practice import PracticeBegun, PracticeScored
from tocsin.vocab.practice import Practice


def test_a_practice_case_is_begun_and_counted_once() -> None:
    acts = [one_of_each()[type_] for type_ in (CaseOpened, PracticeBegun, PracticeScored)]
    for length, found in ((2, None), (3, 2)):
        world = world_of(leaf_of(act, seq=seq) for seq, act in enumerate(acts[:length]))
        practice = world["practice", CASE]
        assert isinstance(practice, Practice)
        assert (practice.planted, practice.found) == (3, found)
