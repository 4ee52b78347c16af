"""Holds and blocks: two flags whose reasons never stand in for each other."""

from tocsin.vocab.hold import BlockReason, PreserveReason


def test_each_flag_has_words_of_its_own_and_one_for_what_nobody_foresaw() -> None:
    assert {reason.value for reason in PreserveReason} & {reason.value for reason in BlockReason} == {
        "contract",
        "other",
    }


def test_a_hold_for_litigation_is_no_reason_to_stop_sending() -> None:
    assert "litigation" not in {reason.value for reason in BlockReason}
    assert "counsel_review" not in {reason.value for reason in PreserveReason}
