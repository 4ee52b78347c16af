"""What a model points at: marked as a guess, only in prose, never against a rule."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.stages import named_entities
from tocsin.stages.named_entities import IS_INSTALLED, RULE, NamedEntities, installed
from tocsin.vocab.errors import BadInput
from tocsin.vocab.finding import Finding, Label
from tocsin.vocab.triage import Confidence

PROSE = "We think that Oda Lindqvist’s laptop was the first one that they took over, and it was on the list of Tim."


def capitals(text: str) -> Iterator[tuple[int, int]]:
    """A model that takes every run of capitalised words for a person."""
    return (one.span() for one in re.finditer(r"[A-Z][\w’-]*(?: [A-Z][\w’-]*)*", text))


def found(start: int, end: int, label: Label = Label.TOOL_NAME) -> Finding:
    """What a rule says."""
    return Finding(label=label, start=start, end=end, rule="rule", confidence=Confidence.HIGH, reason="so")


def test_a_guess_is_marked_as_one_and_holds_no_genitive() -> None:
    (guessed,) = NamedEntities(capitals).beside(PROSE, ())
    assert PROSE[guessed.start : guessed.end] == "Oda Lindqvist"
    assert (guessed.label, guessed.rule, guessed.confidence) == (Label.PERSON, RULE, Confidence.LOW)


@given(st.integers(0, len(PROSE) - 1), st.integers(1, 30))
def test_a_rule_wins_wherever_both_say_something(start: int, length: int) -> None:
    rule = found(start, min(len(PROSE), start + length))
    both = NamedEntities(capitals).beside(PROSE, (rule,))
    assert rule in both
    name = PROSE.index("Oda")
    assert len(both) == (1 if rule.start < name + 13 and name < rule.end else 2)
    assert list(both) == sorted(both, key=lambda one: one.start)


@pytest.mark.parametrize(
    "text",
    [
        '{"user": "Oda Lindqvist", "role": "Site Reliability", "team": "Blue Heron", "city": "Port Ellen", "n": 1}',
        "2026-11-02 10:00:01 INFO Session Opened Oda Lindqvist Agent Smith Node Seven Pool Nine Zone Eleven Ok Ok",
        "Oda Lindqvist hat am Montag den Rechner von Tim Wolff gesehen, der im Keller neben dem alten Server stand.",
        "[PERSON-1] said that we should ask [PERSON-2] for the list of it, and that they would send it to her soon",
    ],
)
def test_only_english_prose_is_read(text: str) -> None:
    assert NamedEntities(capitals).beside(text, ()) == ()


def test_without_the_extra_the_way_to_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(named_entities, "IS_INSTALLED", False)  # as where it is absent
    with pytest.raises(BadInput, match="no model") as fault:
        installed()
    assert "tocsin[names]" in fault.value.hint


@pytest.mark.skipif(not IS_INSTALLED, reason="the extra `names` is not installed: no model to ask")
def test_the_model_that_is_installed_points_at_people() -> None:
    text = "The list of orders was with Kat Delacroix when we looked at it, and it is not there any more."
    (guessed,) = installed().beside(text, ())
    assert text[guessed.start : guessed.end] == "Kat Delacroix"
