"""The boundary sentences: all there, none commanding, none promising."""

from tocsin.vocab import boundary


def test_every_statement_says_voluntary_preliminary_and_not_legal_advice() -> None:
    text = " ".join(boundary.STATEMENT)
    for needed in (
        "voluntary share",
        "satisfies no mandatory report",
        "preliminary",
        "not a legal determination",
        "incident response record",
        "legal record",
        "communication to users",
        "remediation record",
        "Not legal advice",
    ):
        assert needed in text


def test_each_sentence_is_one_that_can_stand_alone() -> None:
    sentences = (*boundary.STATEMENT, boundary.NO_CLOCK, boundary.ASK_COUNSEL, boundary.TLP_READING)
    assert all(sentence[0].isupper() and sentence.endswith(".") for sentence in sentences)
