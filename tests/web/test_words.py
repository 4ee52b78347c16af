"""The page's words."""

from datetime import timedelta

import pytest

from tests.builders import NOON
from tocsin.stages.page import ANSWERS
from tocsin.vocab.feedback import FeedbackKind, KnownFrom
from tocsin.web import words
from tocsin.web.words import Block, away, blocks, day_and_time, size


def test_every_answer_and_source_has_words() -> None:
    assert {*ANSWERS, FeedbackKind.CORRECTION_CONFIRMED} == set(words.ANSWERS)
    assert set(KnownFrom) == set(words.SOURCES)


def test_a_document_comes_in_pieces_in_its_order() -> None:
    lines = [("Heading", "A"), ("Sentence", "s"), ("Name", "n\u200b"), ("Value", "1\n2"), ("Heading", "B")]
    assert list(blocks(lines)) == [
        Block(heading="A"),
        Block(sentence="s"),
        Block(rows=(("Name", "n⟨U+200B⟩"), ("Value", "1\n2"))),
        Block(heading="B"),
    ]


def test_a_code_of_the_form_is_said_in_words_and_nothing_else_is_touched() -> None:
    rows = (("Keyword", "plain_account"), ("Keyword", "our_File.txt"), ("Name", "litellm_init"))
    (block,) = blocks(rows)
    assert block.rows == (("Keyword", "plain account"), *rows[1:])


def test_a_very_long_document_is_cut() -> None:
    (block,) = blocks([("a", "b")] * (words.MOST_LINES + 5))
    assert len(block.rows) == words.MOST_LINES


@pytest.mark.parametrize(
    ("distance", "said"),
    [
        (timedelta(days=3, hours=2), "in 3 days"),
        (timedelta(days=1), "in 1 day"),
        (timedelta(hours=-5), "5 hours ago"),
        (timedelta(minutes=1), "in 1 minute"),
        (timedelta(seconds=20), "now"),
    ],
)
def test_how_far_away_a_moment_is(distance: timedelta, said: str) -> None:
    assert away(NOON + distance, NOON) == said


def test_times_and_sizes_are_whole() -> None:
    assert day_and_time(NOON) == "24 March 2026, 12:00 UTC"
    assert [size(count) for count in (999, 1_234, 5_600_000)] == [
        "999 bytes",
        "1.2 kB (1,234 bytes)",
        "5.6 MB (5,600,000 bytes)",
    ]
