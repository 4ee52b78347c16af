"""Guesses as they are shipped: what no rule names is taken out, and long texts get the rules alone."""

from tocsin.registry import DETECTORS
from tocsin.rules.tagger.feature import SIZE
from tocsin.rules.tagger.guess import RULE
from tocsin.stages.scanning import Scanner
from tocsin.stages.tagging import MOST_SIGNS, WEIGHTS, ScannerWithGuesses, with_guesses
from tocsin.vocab.dictionary import NO_DICTIONARY

TEXT = "The list of orders was with Kat Delacroix when we looked at it, and it is not there any more.\n"


def test_the_weights_are_one_byte_for_each_place() -> None:
    assert WEIGHTS.stat().st_size == SIZE


def test_somebody_whom_no_rule_names_is_guessed() -> None:
    (one,) = ScannerWithGuesses(DETECTORS, NO_DICTIONARY).scan(TEXT)
    assert (one.rule, TEXT[one.start : one.end]) == (RULE, "Kat Delacroix")
    assert Scanner(DETECTORS, NO_DICTIONARY).scan(TEXT) == ()


def test_prose_without_anybody_in_it_is_left_alone() -> None:
    text = "The model answered too slowly, so we restarted the service and looked at the queue again.\n"
    assert with_guesses(text, ()) == ()


def test_a_long_text_is_not_guessed_about() -> None:
    text = TEXT * (MOST_SIGNS // len(TEXT) + 1)
    assert with_guesses(text[:MOST_SIGNS], ()) != ()
    assert with_guesses(text, ()) == ()
