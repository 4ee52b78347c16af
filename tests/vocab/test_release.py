"""Audiences in their order, and closed codes for every reason and need."""

from tocsin.rules.wording import NEEDS, REASONS
from tocsin.vocab.ids import KEY
from tocsin.vocab.release import RANKS, Audience, Need, Reason


def test_audiences_stand_from_nobody_to_anyone() -> None:
    assert sorted(Audience, key=RANKS.__getitem__) == ["HOLD", "COORDINATOR", "CIRCLE", "COMMUNITY", "PUBLIC"]


def test_every_reason_and_need_is_a_code_with_words_of_its_own() -> None:
    assert all(KEY.fullmatch(word) for word in (*Reason, *Need))
    assert set(REASONS) == set(Reason)
    assert set(NEEDS) == set(Need)
    assert len({*REASONS.values(), *NEEDS.values()}) == len(Reason) + len(Need)
