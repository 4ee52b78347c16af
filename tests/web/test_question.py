"""What is asked: every question has its place in the report, and every closed one its words."""

from datetime import UTC, datetime

import pytest

from tocsin.vocab.public_report import About, Handling, Naming, PublicReport, Reporter, Told
from tocsin.web.question import QUESTIONS, STEPS, TITLES, answered, asked

APART = {"name", "contact"}
CLOSED = {"about": About, "reporter": Reporter, "handling": Handling, "naming": Naming}


def test_every_question_is_a_field_of_the_report_or_is_kept_apart_from_it() -> None:
    made_here = {"form", "submission", "received_at", "files"}
    assert {one.name for one in QUESTIONS} - APART == set(PublicReport.__struct_fields__) - made_here


@pytest.mark.parametrize("question", [one for one in QUESTIONS if one.options], ids=lambda one: one.name)
def test_a_closed_question_has_exactly_the_words_of_its_list(question: object) -> None:
    name, options = question.name, question.options  # type: ignore[attr-defined]  # a question
    assert [one.value for one in options] == list(CLOSED.get(name, Told))


def test_only_two_answers_are_needed() -> None:
    assert [one.name for one in QUESTIONS if one.is_required] == ["about", "account"]


@pytest.mark.parametrize("about", list(About))
def test_whatever_is_reported_every_step_but_the_last_asks_something(about: About) -> None:
    assert [step for step in STEPS if asked(about, step)] == list(STEPS[:-1])
    assert set(TITLES) == set(STEPS)


def test_what_was_said_is_read_back_in_the_words_of_the_form() -> None:
    told = PublicReport(
        submission="", received_at=datetime(2026, 3, 24, tzinfo=UTC), about=About.WEAKNESS, account="words"
    )
    said = dict(answered(told, name="Robin", contact=""))
    assert said["What is the weakness?"] == "words"
    assert said["Does somebody use it already to do harm?"] == "I do not know"
    assert (said["Your name, or what we may call you"], said["How may we reach you?"]) == ("Robin", "")
    assert "When did you notice it?" not in said
