"""Three questions, each with words for whoever is asked and for whoever wrote the document."""

from tocsin.vocab.blind_review import ASKS, GUESSED, READING, BlindAnswers, BlindQuestion


def test_every_question_is_asked_and_told_in_words() -> None:
    assert list(ASKS) == list(GUESSED) == list(BlindQuestion)
    answers = BlindAnswers(victim="a", product="b", attack="c")
    assert [answers.of(one) for one in BlindQuestion] == ["a", "b", "c"]
    assert {"auditor", "admin"}.isdisjoint(READING)
