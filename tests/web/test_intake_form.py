"""The public form's fields and files, read strictly."""

from datetime import UTC, datetime

import pytest

from tocsin.vocab.public_report import About, Naming, Told
from tocsin.web.intake_form import Filled, faults_in, faults_to_send, file_name, filled_in, next_step, told_in
from tocsin.web.question import Step
from tocsin.web.refusal import Refusal

NOW = datetime(2026, 3, 24, tzinfo=UTC)


def filled(step: Step = Step.CHECK, go: str = "next", **answers: str) -> Filled:
    """A form as it was sent."""
    return Filled(step=step, go=go, number="", trap="", answers=answers)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("trace.json", "trace.json"),
        ("C:\\Users\\Robin\\Desktop\\trace.json", "trace.json"),
        ("../../etc/passwd", "passwd"),
        ("a" * 500 + ".json", "a" * 195 + ".json"),
        ("///", "file"),
        ("..", ".."),
        ("  ", "file"),
    ],
)
def test_of_a_files_name_the_last_part_is_kept(given: str, found: str) -> None:
    assert file_name(given) == found


def test_only_fields_of_the_form_are_read_and_each_once() -> None:
    good = [("step", "what"), ("account", "one\r\ntwo "), ("go", "next")]
    assert filled_in(good).answers == {"account": "one\ntwo"}
    for wrong in ([*good, ("account", "x")], [*good, ("role", "admin")], good[1:], [("step", "STEP")]):
        with pytest.raises(Refusal):
            filled_in(wrong)


def test_back_asks_for_nothing_and_on_asks_for_what_is_needed() -> None:
    assert next_step(filled(Step.WHAT, "back")) == (Step.ABOUT, [])
    assert next_step(filled(Step.ABOUT, "back")) == (Step.ABOUT, [])
    step, faults = next_step(filled(Step.WHAT, about="happened"))
    assert (step, [one.field for one in faults]) == (Step.WHAT, ["account"])
    assert next_step(filled(Step.WHAT, about="happened", account="words")) == (Step.YOU, [])


def test_nothing_is_sent_with_a_fault_on_any_page() -> None:
    assert faults_to_send(filled(about="happened", account="words")) == (Step.CHECK, [])
    assert faults_to_send(filled(account="words"))[0] is Step.ABOUT
    assert faults_to_send(filled(about="happened"))[0] is Step.WHAT
    assert faults_to_send(filled(about="happened", account="words", handling="purple"))[0] is Step.YOU


def test_what_was_not_asked_is_neither_judged_nor_told() -> None:
    given = filled(about="happened", account="words", used="nonsense", steps="x" * 9_000, going_on="yes")
    assert [faults_in(given, step) for step in Step] == [[], [], [], []]
    told = told_in(given, NOW)
    assert (told.about, told.going_on, told.used, told.steps) == (About.HAPPENED, Told.YES, Told.UNKNOWN, "")
    assert told.naming is Naming.ASK_FIRST
