"""The words for cuts and parts; what they mean is tested with the rule."""

from tocsin.vocab.cut import SEALED, UNSAID, Cut


def test_where_nobody_chose_a_recipient_gets_the_whole_and_nothing_is_sealed() -> None:
    assert UNSAID is Cut.WHOLE
    assert {cut for cut in Cut if cut.endswith("_sealed")} == SEALED
