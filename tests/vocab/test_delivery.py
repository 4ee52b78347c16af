"""Every reason of a delivery is a code that may stand in an act."""

from tocsin.vocab.delivery import CloseRoadReason, DeliveryReason, DeliveryState, RevokeReason, RoadKind
from tocsin.vocab.ids import KEY


def test_every_word_may_stand_in_an_act() -> None:
    for words in (RoadKind, DeliveryState, DeliveryReason, CloseRoadReason, RevokeReason):
        assert all(KEY.fullmatch(word) for word in words)


def test_fetching_and_acknowledging_are_different_words() -> None:
    assert len(set(DeliveryState)) == 9
    assert {"collected", "acknowledged"} <= set(DeliveryState)
