"""What may come back, and what may follow: closed words, with not known as the default."""

from tocsin.vocab.feedback import OURS, AfterReceipt, EffectKind, FeedbackKind, Knowledge, KnownFrom, ReopenReason
from tocsin.vocab.ids import KEY


def test_every_word_may_stand_in_an_act() -> None:
    for words in (FeedbackKind, KnownFrom, AfterReceipt, Knowledge, EffectKind, ReopenReason):
        assert all(KEY.fullmatch(word) for word in words)


def test_six_things_may_happen_after_receipt_and_three_kinds_of_change_count() -> None:
    assert len(AfterReceipt) == 6
    assert set(EffectKind) == {"mitigation", "disclosure", "coordination"}


def test_what_we_say_ourselves_is_no_answer_of_theirs() -> None:
    assert {"answer", "wider_granted", "wider_denied"} == OURS
    assert next(iter(Knowledge)) == "not_known"
