"""Findings: every label has one group, and a cleaned place is told from a text."""

import pytest

from tocsin.vocab.finding import LABELS, SENSITIVE, SHAREABLE, TOKEN, Group, Hit, Label, Pattern, finding
from tocsin.vocab.triage import Confidence


def test_every_label_belongs_to_exactly_one_group() -> None:
    assert sum(map(len, LABELS.values())) == len(Label)
    assert set(LABELS) == set(Group)
    assert all(label in LABELS[label.group] for label in Label)


def test_what_goes_and_what_stays_is_everything_and_never_both() -> None:
    assert set(Label) == SENSITIVE | SHAREABLE
    assert not SENSITIVE & SHAREABLE


@pytest.mark.parametrize("text", ["[PERSON-1]", "[API_KEY-20]", "[IOC_URL-3]"])
def test_a_name_is_told(text: str) -> None:
    assert TOKEN.fullmatch(text)


@pytest.mark.parametrize("text", ["[PERSON-0]", "[PERSON]", "PERSON-1", "[NOBODY-1]", "[PERSON-1"])
def test_what_only_looks_like_a_name_is_none(text: str) -> None:
    assert not TOKEN.fullmatch(text)


def test_a_finding_says_what_its_rule_says_unless_told_otherwise() -> None:
    pattern = Pattern(rule="r", label=Label.EMAIL, trigger="@", regex="@", reason="because")
    made = finding(Hit(pattern=pattern, start=1, end=3, match_start=0, match_end=4), label=Label.IOC_EMAIL, end=2)
    assert (made.label, made.start, made.end, made.rule) == (Label.IOC_EMAIL, 1, 2, "r")
    assert (made.confidence, made.reason) == (Confidence.MED, "because")
